#include "grading/confine/CallWatch.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <vector>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "grading/confine/CallerFiles.h"

#if defined(__x86_64__)
#define PROCESSOR AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define PROCESSOR AUDIT_ARCH_AARCH64
#endif

namespace grading {

#if defined(PROCESSOR) && defined(SECCOMP_USER_NOTIF_FLAG_CONTINUE)

namespace {

namespace files = std::filesystem;

constexpr int kNone = -1;

// A call that changes files: which arguments are the path, the folder where a relative one starts,
// and the flags that say whether it writes. Without a path, it changes the file of the folder's
// descriptor. A call with two paths has two entries.
struct WritingCall {
  int number;
  int path;
  int folder = kNone;
  int flags = kNone;
};

// These have the same number on all processors; older headers lack them.
constexpr int kFchmodat2 = 452;
constexpr int kSetxattrat = 463;
constexpr int kRemovexattrat = 466;
constexpr int kFileSetattr = 469;

constexpr WritingCall kWritingCalls[] = {
#ifdef SYS_open
    {SYS_open, 0, kNone, 1},
    {SYS_creat, 0},
    {SYS_mkdir, 0},
    {SYS_mknod, 0},
    {SYS_unlink, 0},
    {SYS_rmdir, 0},
    {SYS_rename, 0},
    {SYS_rename, 1},
    {SYS_link, 0},
    {SYS_link, 1},
    {SYS_symlink, 1},
    {SYS_chmod, 0},
    {SYS_chown, 0},
    {SYS_lchown, 0},
    {SYS_utime, 0},
    {SYS_utimes, 0},
    {SYS_futimesat, 1, 0},
#endif
    {SYS_openat, 1, 0, 2},
    {SYS_truncate, 0},
    {SYS_mkdirat, 1, 0},
    {SYS_mknodat, 1, 0},
    {SYS_unlinkat, 1, 0},
    {SYS_renameat, 1, 0},
    {SYS_renameat, 3, 2},
    {SYS_renameat2, 1, 0},
    {SYS_renameat2, 3, 2},
    {SYS_linkat, 1, 0},
    {SYS_linkat, 3, 2},
    {SYS_symlinkat, 2, 1},
    {SYS_fchmod, kNone, 0},
    {SYS_fchmodat, 1, 0},
    {kFchmodat2, 1, 0},
    {SYS_fchown, kNone, 0},
    {SYS_fchownat, 1, 0},
    {SYS_utimensat, 1, 0},
    {SYS_setxattr, 0},
    {SYS_lsetxattr, 0},
    {SYS_fsetxattr, kNone, 0},
    {kSetxattrat, 1, 0},
    {SYS_removexattr, 0},
    {SYS_lremovexattr, 0},
    {SYS_fremovexattr, kNone, 0},
    {kRemovexattrat, 1, 0},
    {kFileSetattr, 1, 0},
};
constexpr unsigned kWritingFlags = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

constexpr int kForkingCalls[] = {
#ifdef SYS_fork
    SYS_fork, SYS_vfork,
#endif
    SYS_clone};

constexpr int kOpeningCalls[] = {
#ifdef SYS_open
    SYS_open, SYS_creat,
#endif
    SYS_openat};

constexpr int kProgramCalls[] = {SYS_execve, SYS_execveat};

// These would change the meaning of other calls' paths, or give files without a path.
constexpr int kMissingWithFiles[] = {SYS_chroot,    SYS_pivot_root, SYS_mount,
                                     SYS_umount2,   SYS_unshare,    SYS_setns,
                                     SYS_open_tree, SYS_fsopen,     SYS_open_by_handle_at};

// These would avoid the watch; the C library works without them.
constexpr int kMissingCalls[] = {
#ifdef SYS_openat2
    SYS_openat2,
#endif
    SYS_io_uring_setup, SYS_clone3};

// SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, which older headers and kernels (before 5.19) lack.
constexpr unsigned kNoInterruptions = 1 << 5;

constexpr unsigned kNetworks[] = {AF_INET, AF_INET6, AF_PACKET};

// ---- The filter: decides which calls wait. It sees only numbers.

class Filter {
 public:
  explicit Filter(const WatchedCalls& watched) {
    load(offsetof(seccomp_data, arch));
    skipIf(BPF_JEQ, PROCESSOR, 1);
    decide(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(seccomp_data, nr));
#ifdef __X32_SYSCALL_BIT
    skipUnless(BPF_JGE, __X32_SYSCALL_BIT, 1);
    decide(SECCOMP_RET_KILL_PROCESS);
#endif
    for (int number : kMissingCalls) {
      skipUnless(BPF_JEQ, static_cast<unsigned>(number), 1);
      decide(SECCOMP_RET_ERRNO | ENOSYS);
    }
    if (watched.files) {
      for (int number : kMissingWithFiles) {
        skipUnless(BPF_JEQ, static_cast<unsigned>(number), 1);
        decide(SECCOMP_RET_ERRNO | EPERM);
      }
      for (int number : kOpeningCalls) notify(number);
      for (int number : kProgramCalls) notify(number);
    }
    for (const WritingCall& call : kWritingCalls) {
      const auto number = static_cast<unsigned>(call.number);
      if (call.flags == kNone) {
        skipUnless(BPF_JEQ, number, 1);
      } else {
        skipUnless(BPF_JEQ, number, 4);
        load(argument(call.flags));
        skipIf(BPF_JSET, kWritingFlags, 1);
        decide(SECCOMP_RET_ALLOW);
      }
      decide(SECCOMP_RET_USER_NOTIF);
    }
    for (int number : kForkingCalls) {
      if (!watched.processes) break;
      if (number != SYS_clone) {
        skipUnless(BPF_JEQ, static_cast<unsigned>(number), 1);
      } else {
        skipUnless(BPF_JEQ, static_cast<unsigned>(number), 4);
        load(argument(0));
        skipUnless(BPF_JSET, CLONE_THREAD, 1);
        decide(SECCOMP_RET_ALLOW);
      }
      decide(SECCOMP_RET_USER_NOTIF);
    }
    constexpr unsigned char kSocketLength = 1 + 2 * std::size(kNetworks);
    skipUnless(BPF_JEQ, SYS_socket, kSocketLength);
    load(argument(0));
    for (unsigned network : kNetworks) {
      skipUnless(BPF_JEQ, network, 1);
      decide(SECCOMP_RET_USER_NOTIF);
    }
    decide(SECCOMP_RET_ALLOW);
  }

  sock_fprog program() {
    return {static_cast<unsigned short>(instructions_.size()), instructions_.data()};
  }

 private:
  void notify(int number) {
    skipUnless(BPF_JEQ, static_cast<unsigned>(number), 1);
    decide(SECCOMP_RET_USER_NOTIF);
  }
  // The lower half of an argument, on the processors above.
  static unsigned argument(int index) {
    return static_cast<unsigned>(offsetof(seccomp_data, args)) + 8 * static_cast<unsigned>(index);
  }
  void load(unsigned offset) {
    instructions_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
  }
  void decide(unsigned result) { instructions_.push_back(BPF_STMT(BPF_RET | BPF_K, result)); }
  // Skips `count` instructions.
  void skipIf(unsigned short test, unsigned value, unsigned char count) {
    instructions_.push_back(
        BPF_JUMP(static_cast<unsigned short>(BPF_JMP | test | BPF_K), value, count, 0));
  }
  void skipUnless(unsigned short test, unsigned value, unsigned char count) {
    instructions_.push_back(
        BPF_JUMP(static_cast<unsigned short>(BPF_JMP | test | BPF_K), value, 0, count));
  }

  std::vector<sock_filter> instructions_;
};

// ---- Sends a descriptor from one process to another.

// The arguments of sendmsg and recvmsg that carry one descriptor.
struct Parcel {
  char byte = 0;
  iovec data = {&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  Parcel() {
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
  }
};

void sendDescriptor(int socket, int descriptor) {
  Parcel parcel;
  cmsghdr* header = CMSG_FIRSTHDR(&parcel.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  while (::sendmsg(socket, &parcel.message, 0) < 0 && errno == EINTR) {
  }
}

// Ends the wait of a call. With SECCOMP_USER_NOTIF_FLAG_CONTINUE the kernel makes it.
void reply(int listener, unsigned long long id, int error, unsigned flags = 0) {
  seccomp_notif_resp response{};
  response.id = id;
  response.error = -error;
  response.flags = flags;
  ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

// ---- The paths of calls.

// The folder where a relative path of the call starts; "" if it is unknown.
std::string startOf(int process, const WritingCall& call, const unsigned long long* arguments) {
  const int folder = call.folder == kNone ? AT_FDCWD : static_cast<int>(arguments[call.folder]);
  return placeOfDescriptor(process, folder);
}

// Paths that may be written to: devices that discard or show output, and those of the program's own
// descriptors.
bool isHarmless(const std::string& path) {
  if (path.starts_with("/dev/shm/")) return false;
  return path.starts_with("/dev/") || path.starts_with("/proc/");
}

// Whether the path is certainly outside the folder. REQUIRES: an absolute path.
bool isOutside(const std::string& folder, const files::path& path) {
  std::error_code failure;
  const files::path inside = files::weakly_canonical(folder, failure);
  if (failure) return false;
  const std::string relative = path.lexically_relative(inside).string();
  return relative.empty() || relative == ".." || relative.starts_with("../");
}

// The path that the call would change, if it is certainly outside the folder; else "".
std::string outsidePath(const std::string& folder, int process, const WritingCall& call,
                        const unsigned long long* arguments) {
  const std::string start = startOf(process, call, arguments);
  const std::string path = call.path == kNone ? "" : textAt(process, arguments[call.path]);
  if (path.empty()) {
    // The descriptor itself, if it is of a file: a pipe has no path, memory none in a folder.
    const bool isOfFile = call.folder != kNone &&
                          static_cast<int>(arguments[call.folder]) != AT_FDCWD &&
                          start.starts_with('/') && !start.starts_with("/memfd:");
    return isOfFile && isOutside(folder, start) ? start : "";
  }
  if (path.front() != '/' && start.empty()) return "";
  std::error_code failure;
  const files::path whole = files::weakly_canonical(files::path(start) / path, failure);
  if (failure) return "";
  const bool opens = call.flags != kNone;
  if (opens && (isHarmless(path) || isHarmless(whole.string()))) return "";
  return isOutside(folder, whole) ? path : "";
}

}  // namespace

bool reportCalls(int socket, const WatchedCalls& watched) {
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  Filter filter(watched);
  const sock_fprog program = filter.program();
  const auto install = [&](unsigned flags) {
    return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
  };
  // A call that waits for its answer should not end because a child has ended: no program expects
  // that.
  int listener = install(SECCOMP_FILTER_FLAG_NEW_LISTENER | kNoInterruptions);
  if (listener < 0) listener = install(SECCOMP_FILTER_FLAG_NEW_LISTENER);
  if (listener < 0) return false;
  sendDescriptor(socket, listener);
  ::close(listener);
  return true;
}

bool canWatchFiles() {
#ifdef SECCOMP_ADDFD_FLAG_SEND
  if (!canOpenForCallers()) return false;
  // Tested in another process, because the watch cannot be removed from one.
  const pid_t child = ::fork();
  if (child == 0) {
    sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog program = {1, &allow};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const auto listener = static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                                     SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
    seccomp_notif_addfd addition{};
    addition.flags = SECCOMP_ADDFD_FLAG_SEND;
    // There is no call to answer; a kernel without the flag reports another error.
    const bool isRefused = ::ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &addition) < 0;
    ::_exit(listener >= 0 && isRefused && errno == ENOENT ? 0 : 1);
  }
  int status = 1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status == 0;
#else
  return false;
#endif
}

void CallWatch::receiveListener() {
  Parcel parcel;
  const ssize_t size = ::recvmsg(socket_, &parcel.message, MSG_CMSG_CLOEXEC);
  const cmsghdr* header = size > 0 ? CMSG_FIRSTHDR(&parcel.message) : nullptr;
  if (header != nullptr) std::memcpy(&listener_, CMSG_DATA(header), sizeof listener_);
  ::close(socket_);
  socket_ = -1;
}

// Another thread could replace the path after it was examined. So a run, which has such threads,
// must not become another program. A build has only the compiler's threads.
int CallWatch::errorForProgram(int process, int call, const unsigned long long* arguments) {
  const bool isRun = processes_ > 0;
  const bool isFirst = !hasBegun_;
  hasBegun_ = true;
  if (isRun) return isFirst ? 0 : EACCES;
  const bool isAt = call == SYS_execveat;
  OpenCall wanted;
  wanted.process = process;
  wanted.folder = isAt ? static_cast<int>(arguments[0]) : AT_FDCWD;
  wanted.path = textAt(process, arguments[isAt ? 1 : 0]);
  return mayRead(wanted, rules_) ? 0 : EACCES;
}

bool CallWatch::answerOpen(int process, int call, const unsigned long long* arguments,
                           unsigned long long id) {
#ifdef SECCOMP_ADDFD_FLAG_SEND
  if (!watched_.files || std::find(std::begin(kOpeningCalls), std::end(kOpeningCalls), call) ==
                             std::end(kOpeningCalls)) {
    return false;
  }
  const unsigned long long* rest = arguments + (call == SYS_openat ? 1 : 0);
  OpenCall wanted;
  wanted.process = process;
  wanted.folder = call == SYS_openat ? static_cast<int>(arguments[0]) : AT_FDCWD;
  wanted.path = textAt(process, rest[0]);
  wanted.flags = static_cast<int>(rest[1]);
  wanted.mode = static_cast<unsigned>(rest[2]);
#ifdef SYS_creat
  if (call == SYS_creat) {
    wanted.flags = O_CREAT | O_WRONLY | O_TRUNC;
    wanted.mode = static_cast<unsigned>(rest[1]);
  }
#endif
  // The caller may be gone, and its number another process's.
  if (::ioctl(listener_, SECCOMP_IOCTL_NOTIF_ID_VALID, &id) != 0) return true;
  const Opened opened = openFor(wanted, rules_);
  if (!opened.refused.empty() && tried_.writtenPath.empty()) tried_.writtenPath = opened.refused;
  if (opened.descriptor < 0) {
    reply(listener_, id, opened.error);
    return true;
  }
  seccomp_notif_addfd addition{};
  addition.id = id;
  addition.flags = SECCOMP_ADDFD_FLAG_SEND;
  addition.srcfd = static_cast<unsigned>(opened.descriptor);
  addition.newfd_flags = static_cast<unsigned>(wanted.flags & O_CLOEXEC);
  const bool isGiven = ::ioctl(listener_, SECCOMP_IOCTL_NOTIF_ADDFD, &addition) >= 0;
  const int error = errno;
  ::close(opened.descriptor);
  if (!isGiven) reply(listener_, id, error);
  return true;
#else
  (void)process, (void)call, (void)arguments, (void)id;
  return false;
#endif
}

int CallWatch::errorFor(int process, int call, const unsigned long long* arguments) {
  if (call == SYS_socket) {
    tried_.network = true;
    return EACCES;
  }
  for (int program : kProgramCalls) {
    if (call == program) return errorForProgram(process, call, arguments);
  }
  for (int forking : kForkingCalls) {
    if (call != forking) continue;
    if (processes_ == 0 || started_ < processes_) {
      ++started_;
      return 0;
    }
    tried_.processes = true;
    return EAGAIN;
  }
  for (const WritingCall& writing : kWritingCalls) {
    if (call != writing.number || rules_.writable.empty()) continue;
    const std::string path = outsidePath(rules_.writable, process, writing, arguments);
    if (path.empty()) continue;
    if (tried_.writtenPath.empty()) tried_.writtenPath = path;
    return EACCES;
  }
  return 0;
}

void CallWatch::answer(short events) {
  // No caller is left: receiving a call might block for ever.
  if ((events & POLLIN) == 0) return stop();
  if (listener_ < 0) return receiveListener();
  seccomp_notif asked{};
  // The caller may be gone already.
  if (::ioctl(listener_, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0) return;
  unsigned long long arguments[6];
  for (size_t i = 0; i < 6; ++i) arguments[i] = asked.data.args[i];
  if (answerOpen(static_cast<int>(asked.pid), asked.data.nr, arguments, asked.id)) return;
  const int error = errorFor(static_cast<int>(asked.pid), asked.data.nr, arguments);
  reply(listener_, asked.id, error, error == 0 ? SECCOMP_USER_NOTIF_FLAG_CONTINUE : 0);
}

#else

bool canWatchFiles() { return false; }

bool reportCalls(int, const WatchedCalls&) { return false; }

int CallWatch::errorForProgram(int, int, const unsigned long long*) { return 0; }

bool CallWatch::answerOpen(int, int, const unsigned long long*, unsigned long long) {
  return false;
}

void CallWatch::receiveListener() {}

int CallWatch::errorFor(int, int, const unsigned long long*) { return 0; }

void CallWatch::answer(short) { stop(); }

#endif

CallWatch::CallWatch(int socket, const FileRules& rules, int processes, const WatchedCalls& watched)
    : socket_(socket), rules_(rules), processes_(processes), watched_(watched) {}

CallWatch::~CallWatch() { stop(); }

void CallWatch::stop() {
  for (int* descriptor : {&socket_, &listener_}) {
    if (*descriptor >= 0) ::close(*descriptor);
    *descriptor = -1;
  }
}

}  // namespace grading
