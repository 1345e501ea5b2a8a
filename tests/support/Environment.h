// What the machine that runs the tests allows, probed by system calls of its own. A test that needs
// what is missing is skipped; because the code under test is not asked, a defect of it cannot look
// like a missing power.
#ifndef TESTS_ENVIRONMENT_H_
#define TESTS_ENVIRONMENT_H_

#include <cerrno>
#include <cstddef>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace environment {

// Whether `probe` is true in a child process, which it may change as it likes.
inline bool isTrueInChild(bool (*probe)()) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(probe() ? 0 : 1);
  int status = 1;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status == 0;
}

// Whether this user can make a user namespace. Refused in a chroot, in many containers, and where
// the administrator has turned them off.
inline bool hasUserNamespaces() {
  return isTrueInChild([] { return ::unshare(CLONE_NEWUSER) == 0; });
}

// Whether this user can run a program with a network and processes of its own: in a user namespace
// or, as root, without one.
inline bool hasIsolation() {
  constexpr int kIsolated = CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC;
  return isTrueInChild([] { return ::unshare(CLONE_NEWUSER | kIsolated) == 0; }) ||
         isTrueInChild([] { return ::unshare(kIsolated) == 0; });
}

// Whether a process can let another decide about its system calls: seccomp's user notification, on
// a processor that grading/confine/CallWatch.cpp supports.
inline bool hasCallWatching() {
#if defined(SECCOMP_USER_NOTIF_FLAG_CONTINUE) && (defined(__x86_64__) || defined(__aarch64__))
  return isTrueInChild([] {
    sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog program = {1, &allow};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
                     &program) >= 0;
  });
#else
  return false;
#endif
}

// Whether the kernel and the headers have Landlock.
inline bool hasLandlock() {
#if defined(SYS_landlock_create_ruleset) && __has_include(<linux/landlock.h>)
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1) > 0;
#else
  return false;
#endif
}

// From now on this process and its children are as on a kernel without Landlock.
inline bool denyLandlock() {
#ifdef SYS_landlock_create_ruleset
  sock_filter filter[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                          BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                          BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
  return true;
#endif
}

// Whether one process can open files in the place of another that waits: Linux 5.14.
inline bool hasOpeningForOthers() {
#if defined(SECCOMP_ADDFD_FLAG_SEND) && defined(SYS_openat2)
  return hasCallWatching() && isTrueInChild([] {
           sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
           const sock_fprog program = {1, &allow};
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
           const long listener = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
                                           SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
           seccomp_notif_addfd nobody{};
           nobody.flags = SECCOMP_ADDFD_FLAG_SEND;
           return ::ioctl(static_cast<int>(listener), SECCOMP_IOCTL_NOTIF_ADDFD, &nobody) < 0 &&
                  errno == ENOENT;
         });
#else
  return false;
#endif
}

// Whether /dev/full is here and refuses what is written.
inline bool hasFullDevice() {
  const int device = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  const bool isFull = device >= 0 && ::write(device, "x", 1) < 0 && errno == ENOSPC;
  if (device >= 0) ::close(device);
  return isFull;
}

}  // namespace environment

// In a test: skips it, and says why, unless the environment allows what it needs.
#define SKIP_UNLESS(condition, why) \
  if (!(condition)) GTEST_SKIP() << why

#define SKIP_WITHOUT_USER_NAMESPACES() \
  SKIP_UNLESS(environment::hasUserNamespaces(), "no user namespaces")
#define SKIP_WITHOUT_ISOLATION() \
  SKIP_UNLESS(environment::hasIsolation(), "no namespaces for the network and processes")
#define SKIP_WITHOUT_CALL_WATCHING() \
  SKIP_UNLESS(environment::hasCallWatching(), "no seccomp user notification")
#define SKIP_WITHOUT_LANDLOCK() SKIP_UNLESS(environment::hasLandlock(), "no Landlock")
#define SKIP_WITHOUT_OPENING_FOR_OTHERS() \
  SKIP_UNLESS(environment::hasOpeningForOthers(), "no files opened for others by seccomp")
#define SKIP_WITHOUT_FULL_DEVICE() SKIP_UNLESS(environment::hasFullDevice(), "no /dev/full")

#endif  // TESTS_ENVIRONMENT_H_
