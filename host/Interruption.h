// SIGINT (Ctrl-C), SIGTERM and SIGHUP as requests to stop in good order.
//
// EarlyEnd.h installs the handlers. Without a watch, such a signal ends the process at once. While
// a watch lives, the first one is noted, for the tick loop, the job pool and whatever else can stop
// early and say how far it has come; a second one ends the process at once. A request that nobody
// takes notice of for a second, because a node's code hangs, ends the process, too.
#pragma once

namespace host {

// Notes requests to stop, for as long as it lives.
class InterruptionWatch {
 public:
  // REQUIRES: there is no other one in the process.
  InterruptionWatch();
  ~InterruptionWatch();
  InterruptionWatch(const InterruptionWatch&) = delete;
  InterruptionWatch& operator=(const InterruptionWatch&) = delete;
};

// Whether a request to stop was noted. The caller stops if so: from then on nothing counts as
// hanging.
bool isInterrupted();

// A descriptor that can be read once a request was noted, for poll(); -1 if there is no watch.
int interruptionDescriptor();

// In a forked child of a process with a watch: ignores requests to stop, because the parent gets
// them as well and ends its children. No effect without a watch.
void leaveInterruptionsToParent();

// Ends the process by the signal that was noted. REQUIRES: isInterrupted().
[[noreturn]] void dieInterrupted();

// For the handlers of the signals; async-signal-safe.
enum class InterruptionResponse {
  Stop,  // The process has to end now.
  Wait,  // The request is noted; somebody will look at it, unless a node's code hangs.
  Ignore
};
InterruptionResponse noteInterruption(int signal);

// The signal that was noted, or 0. Async-signal-safe.
int notedInterruption();

}  // namespace host
