#include "host/WholeFile.h"

#include <filesystem>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/OutputFile.h"

namespace host {

namespace {

std::string failure(const std::string& path, int reason) {
  return path + ": cannot be written: " + std::strerror(reason);
}

// Also closes the descriptor: some disks report only then that they are full. Returns 0, or the
// errno of the failure.
int writeAndClose(int descriptor, std::string_view text) {
  const int reason = host::writeWhole(descriptor, text);
  if (::close(descriptor) != 0 && reason == 0) return errno;
  return reason;
}

std::string partOf(const std::string& path) {
  return path + "." + std::to_string(::getpid()) + ".part";
}

bool isInPlace(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

// The path without links, `.` and `..`, as far as its folders exist: two paths to one file are the
// same. The path itself if that cannot be found out.
std::string canonicalPath(const std::string& path) {
  std::error_code error;
  // Of a relative path none of whose folders exists, weakly_canonical() would give a relative one.
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  if (error) return path;
  const std::filesystem::path found = std::filesystem::weakly_canonical(whole, error);
  return error ? path : found.string();
}

}  // namespace

std::string readWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::string writeWholeFile(const std::string& path, std::string_view text) {
  if (path == "-") {
    const int reason = host::writeWhole(STDOUT_FILENO, text);
    return reason == 0 ? "" : failure("standard output", reason);
  }
  const bool inPlace = isInPlace(path);
  const std::string target = inPlace ? path : partOf(path);
  const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return failure(path, errno);
  int reason = writeAndClose(descriptor, text);
  if (inPlace) return reason == 0 ? "" : failure(path, reason);
  if (reason == 0 && std::rename(target.c_str(), path.c_str()) != 0) reason = errno;
  if (reason == 0) return "";
  ::unlink(target.c_str());
  return failure(path, reason);
}

std::string whyUnwritable(const std::string& path) {
  if (path == "-") return "";
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return failure(path, EISDIR);
    // This also tests a regular file: renaming would replace a file that must not be written.
    if (::access(path.c_str(), W_OK) != 0) return failure(path, errno);
    // It does not open the file: the reader of a pipe would take that for the whole output.
    if (!S_ISREG(status.st_mode)) return "";
  }
  const std::string target = partOf(path);
  const int descriptor = ::open(target.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) return failure(path, errno);
  ::close(descriptor);
  ::unlink(target.c_str());
  return "";
}

std::string outputClash(const std::vector<NamedFile>& files) {
  std::map<std::string, const NamedFile*> known;
  for (const NamedFile& file : files) {
    if (file.path.empty()) continue;
    const bool isOnScreen = file.path == "-" && file.isWritten;
    const std::string place = isOnScreen ? file.path : canonicalPath(file.path);
    const auto [other, isNew] = known.try_emplace(place, &file);
    // Two inputs may well be one file.
    if (isNew || !(file.isWritten || other->second->isWritten)) continue;
    const std::string both = other->second->what + " and " + file.what;
    if (isOnScreen) return both + ": one of the two is allowed on standard output";
    return file.path + ": " + both + " would be the same file";
  }
  return "";
}

std::string appendWhole(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor < 0) return failure(path, errno);
  const int reason = writeAndClose(descriptor, text);
  return reason == 0 ? "" : failure(path, reason);
}

bool makeFolder(const std::string& folder, std::string* error) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0777) == 0) return true;
  if (errno != EEXIST) {
    *error = folder + ": cannot be made: " + std::strerror(errno);
    return false;
  }
  if (::access((folder + "/.").c_str(), W_OK) == 0) return true;
  *error = folder + ": cannot be written: " + std::strerror(errno);
  return false;
}

}  // namespace host
