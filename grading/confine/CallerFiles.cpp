#include "grading/confine/CallerFiles.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif

namespace grading {

namespace {

namespace files = std::filesystem;

std::string procFolderOf(int process) { return "/proc/" + std::to_string(process); }

// `path` with the folder `front` replaced by `replacement`, if it is in that folder.
std::string withFront(const std::string& path, const std::string& front,
                      const std::string& replacement) {
  if (path == front) return replacement;
  return path.starts_with(front + "/") ? replacement + path.substr(front.size()) : path;
}

// Translates the path for this process, whose /proc/self is not the caller's.
std::string seenFromHere(int process, std::string path) {
  const std::string own = procFolderOf(process);
  path = withFront(path, "/dev/fd", "/proc/self/fd");
  path = withFront(path, "/dev/stdin", "/proc/self/fd/0");
  path = withFront(path, "/dev/stdout", "/proc/self/fd/1");
  path = withFront(path, "/dev/stderr", "/proc/self/fd/2");
  path = withFront(path, "/proc/thread-self", own);
  return withFront(path, "/proc/self", own);
}

// The path of the call, absolute; "" if it is unknown.
std::string absolutePathOf(const OpenCall& call) {
  if (call.path.starts_with('/')) return seenFromHere(call.process, call.path);
  const std::string start = placeOfDescriptor(call.process, call.folder);
  if (!start.starts_with('/') || call.path.empty()) return "";
  return seenFromHere(call.process, (files::path(start) / call.path).lexically_normal().string());
}

// The target of such a link in /proc if it is not a file: "pipe:[123]". Else "".
std::string streamAt(int process, const std::string& path) {
  const std::string descriptors = procFolderOf(process) + "/fd/";
  if (!path.starts_with(descriptors)) return "";
  std::error_code failure;
  const std::string stream = files::read_symlink(path, failure).string();
  return stream.starts_with('/') ? "" : stream;
}

bool isReadableFor(int process, const std::string& path, const FileRules& rules) {
  const bool hasOwn =
      std::find(rules.readable.begin(), rules.readable.end(), "/proc/self") != rules.readable.end();
  if (hasOwn && isWithin(path, procFolderOf(process))) return true;
  return isReadable(rules, path);
}

bool isWritable(const std::string& path, const FileRules& rules) {
  std::error_code failure;
  const std::string folder = files::canonical(rules.writable, failure).string();
  return rules.writable.empty() || path == "/dev/null" || (!failure && isWithin(path, folder));
}

// Does not wait for the other end of a pipe, and follows no links.
int openExactly(const std::string& path, int flags, unsigned mode, bool followsLast) {
#ifdef RESOLVE_NO_SYMLINKS
  // open() ignores unknown flags; openat2() does not.
  constexpr int kKnown = O_ACCMODE | O_CREAT | O_EXCL | O_TRUNC | O_APPEND | O_SYNC | O_DIRECT |
                         O_DIRECTORY | O_NOFOLLOW | O_TMPFILE;
  constexpr int kOfPaths = O_PATH | O_DIRECTORY | O_NOFOLLOW;
  const bool isPath = (flags & O_PATH) != 0;
  const bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  open_how how{};
  how.flags =
      static_cast<unsigned>(isPath ? flags & kOfPaths : (flags & kKnown) | O_NONBLOCK | O_NOCTTY) |
      O_CLOEXEC;
  if (makes && !isPath) how.mode = mode & 07777;
  how.resolve = followsLast ? 0 : RESOLVE_NO_SYMLINKS;
  return static_cast<int>(::syscall(SYS_openat2, AT_FDCWD, path.c_str(), &how, sizeof how));
#else
  (void)path, (void)flags, (void)mode, (void)followsLast;
  errno = ENOSYS;
  return -1;
#endif
}

// Opens the file with the caller's flags.
void restoreWaiting(int descriptor, int flags) {
  if ((flags & (O_NONBLOCK | O_PATH)) != 0) return;
  const int now = ::fcntl(descriptor, F_GETFL);
  ::fcntl(descriptor, F_SETFL, now & ~O_NONBLOCK);
}

}  // namespace

std::string textAt(int process, unsigned long long address) {
  const std::string path = procFolderOf(process) + "/mem";
  const int memory = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (memory < 0) return "";
  char text[4097];
  const ssize_t size = ::pread(memory, text, sizeof text - 1, static_cast<off_t>(address));
  ::close(memory);
  text[size < 0 ? 0 : size] = '\0';
  return text;
}

std::string placeOfDescriptor(int process, int descriptor) {
  const std::string link = descriptor == AT_FDCWD ? "/cwd" : "/fd/" + std::to_string(descriptor);
  std::error_code failure;
  const files::path place = files::read_symlink(procFolderOf(process) + link, failure);
  return failure ? "" : place.string();
}

bool mayRead(const OpenCall& call, const FileRules& rules) {
  const std::string path =
      call.path.empty() ? placeOfDescriptor(call.process, call.folder) : absolutePathOf(call);
  std::error_code failure;
  const std::string real = files::canonical(path, failure).string();
  return failure || isReadableFor(call.process, real, rules);
}

Opened openFor(const OpenCall& call, const FileRules& rules) {
  Opened opened;
  const std::string path = absolutePathOf(call);
  if (path.empty()) return {-1, ENOENT, ""};
  const bool isStream = !streamAt(call.process, path).empty();
  std::error_code failure;
  std::string real = path;
  if (!isStream) {
    const files::path asked = path;
    const bool staysAtLink = (call.flags & O_NOFOLLOW) != 0 && asked.has_filename();
    real = staysAtLink
               ? (files::canonical(asked.parent_path(), failure) / asked.filename()).string()
               : files::weakly_canonical(asked, failure).string();
    if (failure) return {-1, failure.value(), ""};
    const bool writes =
        (call.flags & O_ACCMODE) != O_RDONLY || (call.flags & (O_CREAT | O_TRUNC)) != 0;
    const bool reads = (call.flags & O_ACCMODE) != O_WRONLY && (call.flags & O_PATH) == 0;
    if (writes && !isWritable(real, rules)) return {-1, EACCES, call.path};
    // A missing file reveals nothing, and compilers look for many.
    const bool isThere = files::exists(files::symlink_status(real, failure));
    if (reads && isThere && !isReadableFor(call.process, real, rules)) return {-1, EACCES, ""};
  }
  opened.descriptor = openExactly(real, call.flags, call.mode, isStream);
  if (opened.descriptor < 0) return {-1, errno, ""};
  // The descriptor may belong to another process by now.
  const std::string place = placeOfDescriptor(::getpid(), opened.descriptor);
  if (isStream && place.starts_with('/') && !isReadableFor(call.process, place, rules)) {
    ::close(opened.descriptor);
    return {-1, EACCES, ""};
  }
  restoreWaiting(opened.descriptor, call.flags);
  return opened;
}

bool canOpenForCallers() {
  const int root = openExactly("/", O_PATH | O_DIRECTORY, 0, false);
  if (root >= 0) ::close(root);
  return root >= 0;
}

}  // namespace grading
