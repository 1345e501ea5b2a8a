#include "grading/confine/FolderLock.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace grading {

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

std::string FolderLock::take(const std::string& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return folder + ": cannot be made: " + failure.message();
  const std::string path = folder + "/.lock";
  // No program that is started gets it, so none can keep it.
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file_ < 0) return path + ": cannot be made: " + std::strerror(errno);
  isTaken_ = ::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  return isTaken_ ? folder + ": another grading is running there" : "";
}

}  // namespace grading
