// Notices and refuses forbidden calls of a confined program. Its calls wait for an answer from this
// process, by the kernel's seccomp. Only the program can make them, so no notice is false. It
// watches
// - what writes outside of its folder: open, openat and creat for writing; truncate; mkdir, mknod,
//   unlink, rmdir; rename, link and symlink (of both paths, but not what a symlink leads to); and
//   what Landlock lets pass: chmod, chown, utime, setxattr, removexattr; all of these in each form
//   that there is, by path, from a folder's descriptor (...at) or of an open file (f...)
// - the network: socket for IPv4, IPv6 and raw packets
// - too many processes: fork, vfork, clone
// The calls that would avoid this (openat2, clone3, io_uring) fail as unknown. It does not watch
// flags that ioctl sets (chattr) and the names of local sockets. It examines a path before the call
// is made: a program whose other thread changes it in between can deceive this watch, but not
// Landlock.
//
// Where the kernel has no Landlock, it also enforces the rules for reading (CallerFiles.h): this
// process then makes every open; a run cannot become another program; and chroot, mount and the
// like, and file handles, fail as unknown.
//
// It complements the sandbox (Sandbox.h), which works without it: where the kernel does not have it
// (Linux before 5.5), or the processor is not one of those named in CallWatch.cpp, nothing is
// noticed.
#pragma once

#include <string>

#include "grading/confine/FileRules.h"

namespace grading {

// The refused calls.
struct Tried {
  std::string writtenPath;  // The first outside of the folder; "" = none.
  bool network = false;
  bool processes = false;  // It tried to start more than it may.
};

// What to watch besides the calls that are always watched.
struct WatchedCalls {
  bool processes = false;  // Those that start processes.
  bool files = false;      // All that open files; the rules then apply to them.
};

// Returns whether WatchedCalls::files is possible: Linux 5.14.
bool canWatchFiles();

// Runs in the program, before it becomes an untrusted one: from now on such calls of this process,
// and of all its descendants, wait for an answer. Reports that to the other end of the `socket`.
// Returns false if the system cannot do that: then calls are made as usual.
bool reportCalls(int socket, const WatchedCalls& watched);

// The other end of it, in a process that the program descends from.
class CallWatch {
 public:
  // `rules` says where the program may write, and, with `watched.files`, read. `processes` is the
  // number that it may start; 0 = any number.
  CallWatch(int socket, const FileRules& rules, int processes, const WatchedCalls& watched);
  ~CallWatch();
  CallWatch(const CallWatch&) = delete;
  CallWatch& operator=(const CallWatch&) = delete;

  // The descriptor to poll for input; -1 when nothing more can come.
  int descriptor() const { return listener_ >= 0 ? listener_ : socket_; }
  // Call this with poll()'s result for it: answers a call, if there is one.
  void answer(short events);

  const Tried& tried() const { return tried_; }

 private:
  void receiveListener();
  void stop();
  int errorFor(int process, int call, const unsigned long long* arguments);
  int errorForProgram(int process, int call, const unsigned long long* arguments);
  // Answers an open by a descriptor. Returns false if the call is not an open.
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
