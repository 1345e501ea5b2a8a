#include "grading/confine/FolderLock.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "host/Check.h"

namespace grading {

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

std::string FolderLock::take(const std::string& folder) {
  CHECK(file_ < 0);
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return folder + ": cannot be made: " + failure.message();
  const std::string path = folder + "/.lock";
  // No started program inherits it, so none can keep the lock.
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file_ < 0) return path + ": cannot be made: " + std::strerror(errno);
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return "";
  ::close(std::exchange(file_, -1));
  return folder + std::string(kFolderIsTaken);
}

}  // namespace grading
