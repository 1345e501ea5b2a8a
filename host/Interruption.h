// SIGINT (Ctrl-C), SIGTERM and SIGHUP as requests to stop in good order.
//
// EarlyEnd.h installs the handlers. Without a watch, such a signal ends the process at once. While
// a watch exists, the first signal is noted, so that the tick loop, the job pool and others can
// stop early and report their progress; a second one ends the process at once. A request that no
// code checks for a second, because a node's code hangs, also ends the process.
#pragma once

namespace host {

// Notes requests to stop during its lifetime.
class InterruptionWatch {
 public:
  // REQUIRES: there is no other one in the process.
  InterruptionWatch();
  ~InterruptionWatch();
  InterruptionWatch(const InterruptionWatch&) = delete;
  InterruptionWatch& operator=(const InterruptionWatch&) = delete;
};

// Returns whether a request to stop was noted. The caller then stops: from this call on, the
// process does not count as hanging.
bool isInterrupted();

// A descriptor that can be read once a request was noted, for poll(); -1 if there is no watch.
int interruptionDescriptor();

// In a forked child of a process with a watch: ignores requests to stop, because the parent gets
// them as well and ends its children. Has no effect without a watch.
void leaveInterruptionsToParent();

// Ends the process by the signal that was noted. REQUIRES: isInterrupted().
[[noreturn]] void dieInterrupted();

// For the handlers of the signals; async-signal-safe.
enum class InterruptionResponse {
  Stop,  // The process must end now.
  Wait,  // The request is noted; some code will check it, unless a node's code hangs.
  Ignore
};
InterruptionResponse noteInterruption(int signal);

// The signal that was noted, or 0. Async-signal-safe.
int notedInterruption();

}  // namespace host
