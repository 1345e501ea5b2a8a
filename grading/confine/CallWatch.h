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
// Where the kernel has no Landlock, it also holds the program to rules for reading (CallerFiles.h):
// every open is then made from here; a run cannot become another program; and chroot, mount and the
// like, and files by their handles, do not exist for it.
//
// Beside the sandbox (Sandbox.h), which otherwise holds without it: where the kernel does not know
// this (Linux before 5.5), or the processor is not one of those named in CallWatch.cpp, nothing is
// noticed.
#pragma once

#include <string>

#include "grading/confine/FileRules.h"

namespace grading {

// What was tried, and refused.
struct Tried {
  std::string writtenPath;  // The first outside of the folder; "" = none.
  bool network = false;
  bool processes = false;  // More than it may have started.
};

// What is watched besides what always is.
struct WatchedCalls {
  bool processes = false;  // Those that start processes.
  bool files = false;      // All that open files, which are then held to the rules.
};

// Whether WatchedCalls::files is possible: Linux 5.14.
bool canWatchFiles();

// In the program, before it becomes one nobody vouches for: from now on such calls of it, and of
// all that it starts, wait for an answer. Says so to the other end of the `socket`. False if the
// system cannot do that: then calls are made as ever.
bool reportCalls(int socket, const WatchedCalls& watched);

// At the other end of it, in a process that the program descends from.
class CallWatch {
 public:
  // `rules`: where it may write, and, with `watched.files`, read. `processes`: how many it may
  // start; 0 = any number.
  CallWatch(int socket, const FileRules& rules, int processes, const WatchedCalls& watched);
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
  int errorForProgram(int process, int call, const unsigned long long* arguments);
  // Answers an open by a descriptor. False if the call is none.
  bool answerOpen(int process, int call, const unsigned long long* arguments,
                  unsigned long long id);

  int socket_;
  int listener_ = -1;
  const FileRules rules_;
  const int processes_;
  const WatchedCalls watched_;
  bool hasBegun_ = false;  // The program itself has been started.
  int started_ = 0;
  Tried tried_;
};

}  // namespace grading
