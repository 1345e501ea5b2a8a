#include "grading/confine/FileRules.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>

#include "host/Check.h"
#endif

namespace grading {

namespace {

namespace files = std::filesystem;

// The path with all links followed. "" if it does not exist.
std::string realPath(const std::string& path) {
  std::error_code failure;
  const files::path real = files::canonical(path, failure);
  return failure ? "" : real.string();
}

bool isReallyWithin(const std::string& path, const std::string& folder) {
  const std::string real = realPath(folder);
  return !real.empty() && isWithin(path, real);
}

}  // namespace

bool isWithin(const std::string& path, const std::string& folder) {
  return path == folder || folder == "/" || path.starts_with(folder + "/");
}

bool isReadable(const FileRules& rules, const std::string& path) {
  if (rules.readable.empty()) return true;
  if (!rules.writable.empty() && isReallyWithin(path, rules.writable)) return true;
  std::error_code failure;
  if (!rules.listable.empty() && isReallyWithin(path, rules.listable) &&
      files::is_directory(path, failure)) {
    return true;
  }
  for (const std::string& readable : rules.readable) {
    if (isReallyWithin(path, readable)) return true;
  }
  return false;
}

#ifdef LANDLOCK_ACCESS_FS_WRITE_FILE

namespace {

long landlockVersion() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

constexpr __u64 kReadingFiles = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr __u64 kReading = kReadingFiles | LANDLOCK_ACCESS_FS_READ_DIR;

__u64 writingFiles() {
#ifdef LANDLOCK_ACCESS_FS_TRUNCATE
  if (landlockVersion() >= 3) return LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
#endif
  return LANDLOCK_ACCESS_FS_WRITE_FILE;
}

__u64 writing() {
  return writingFiles() | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
         LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
         LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
         LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
}

// A set of rules, in the kernel.
class Ruleset {
 public:
  explicit Ruleset(__u64 handled) : handled_(handled) {
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = handled;
    descriptor_ = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes,
                                             sizeof attributes.handled_access_fs, 0));
    if (descriptor_ < 0) fail();
  }
  ~Ruleset() { ::close(descriptor_); }
  Ruleset(const Ruleset&) = delete;
  Ruleset& operator=(const Ruleset&) = delete;

  // Allows `access`, one of the handled rights. A file can have fewer of them than a folder.
  void allow(const std::string& path, __u64 access) {
    landlock_path_beneath_attr rule{};
    rule.parent_fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0) return;
    struct stat status {};
    const bool isFolder = ::fstat(rule.parent_fd, &status) == 0 && S_ISDIR(status.st_mode);
    rule.allowed_access =
        access & handled_ & (isFolder ? ~__u64{0} : kReadingFiles | writingFiles());
    if (rule.allowed_access != 0 &&
        ::syscall(SYS_landlock_add_rule, descriptor_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
      fail();
    }
    ::close(rule.parent_fd);
  }

  void enforce() {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (error_.empty() && ::syscall(SYS_landlock_restrict_self, descriptor_, 0) != 0) fail();
  }

  const std::string& error() const { return error_; }

 private:
  void fail() { error_ = std::strerror(errno); }

  const __u64 handled_;
  int descriptor_ = -1;
  std::string error_;  // The last failure.
};

}  // namespace

bool canEnforceFileRules() { return landlockVersion() >= 1; }

std::string enforceFileRules(const FileRules& rules) {
  CHECK(canEnforceFileRules());
  const bool readsAll = rules.readable.empty();
  const bool writesAll = rules.writable.empty();
  if (readsAll && writesAll) return "";
  Ruleset ruleset((readsAll ? 0 : kReading) | (writesAll ? 0 : writing()));
  for (const std::string& readable : rules.readable) ruleset.allow(readable, kReading);
  if (!rules.listable.empty()) ruleset.allow(rules.listable, LANDLOCK_ACCESS_FS_READ_DIR);
  if (!writesAll) ruleset.allow(rules.writable, kReading | writing());
  ruleset.allow("/dev/null", kReadingFiles | writingFiles());
  ruleset.enforce();
  return ruleset.error();
}

#else

bool canEnforceFileRules() { return false; }

std::string enforceFileRules(const FileRules&) {
  CHECK(canEnforceFileRules());
  return "";
}

#endif

}  // namespace grading
