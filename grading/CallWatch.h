// Notices what a confined program tries and must not do, and refuses it. Its calls wait for an
// answer from here, by the kernel's seccomp; nobody else can make them, so nobody is accused of
// what he did not try. Watched are
// - what writes outside of its folder: open, openat and creat for writing; truncate; mkdir, mknod,
//   unlink, rmdir; rename, link and symlink (of both paths, but not what a symlink leads to); and
//   what Landlock lets pass: chmod, chown, utime, setxattr, removexattr; all of these in each form
//   that there is, by path, from a folder's descriptor (...at) or of an open file (f...)
// - the network: socket for IPv4, IPv6 and raw packets
// - too many processes: fork, vfork, clone
// Ways around that (openat2, clone3, io_uring) do not exist for it. Not watched are flags that are
// set by ioctl (chattr) and the names of local sockets. A path is looked at before the call is
// made: a program whose other thread changes it in between can deceive this, and not Landlock.
//
// Beside the sandbox (Sandbox.h), which holds without it: where the kernel does not know this
// (Linux before 5.5), or the processor is not one of those named in CallWatch.cpp, nothing is
// noticed.
#pragma once

#include <string>

namespace grading {

// What was tried, and refused.
struct Tried {
  std::string writtenPath;  // The first outside of the folder; "" = none.
  bool network = false;
  bool processes = false;  // More than it may have started.
};

// In the program, before it becomes one nobody vouches for: from now on such calls of it, and of
// all that it starts, wait for an answer; those that start processes if these are counted. Says so to
// the other end of the `socket`. False if the system cannot do that: then calls are made as ever.
bool reportCalls(int socket, bool countsProcesses);

// At the other end of it, in a process that the program descends from.
class CallWatch {
 public:
  // `folder`: where it may write; "" = anywhere. `processes`: how many it may start; 0 = any
  // number.
  CallWatch(int socket, const std::string& folder, int processes);
  ~CallWatch();
  CallWatch(const CallWatch&) = delete;
  CallWatch& operator=(const CallWatch&) = delete;

  // To be polled for input; -1 when there is nothing more to come.
  int descriptor() const { return listener_ >= 0 ? listener_ : socket_; }
  // To be called with what poll() found there: answers a call, if there is one.
  void answer(short events);

  const Tried& tried() const { return tried_; }

 private:
  void receiveListener();
  void stop();
  int errorFor(int process, int call, const unsigned long long* arguments);

  int socket_;
  int listener_ = -1;
  const std::string folder_;
  const int processes_;
  int started_ = 0;
  Tried tried_;
};

}  // namespace grading
