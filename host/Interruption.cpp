#include "host/Interruption.h"

#include <csignal>
#include <iostream>

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include "host/Check.h"

namespace host {

namespace {

enum Mode { kUnwatched, kWatched, kLeftToParent };

// Signal handlers read these.
volatile std::sig_atomic_t mode = kUnwatched;
volatile std::sig_atomic_t notedSignal = 0;
volatile pid_t watcher = 0;
int wakeUp[2] = {-1, -1};

}  // namespace

InterruptionWatch::InterruptionWatch() {
  CHECK(mode != kWatched);
  // Without the pipe, a job pool learns of a request when one of its children ends.
  if (::pipe(wakeUp) != 0) wakeUp[0] = wakeUp[1] = -1;
  for (int descriptor : wakeUp) ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  watcher = ::getpid();
  mode = kWatched;
}

InterruptionWatch::~InterruptionWatch() {
  mode = kUnwatched;
  for (int& descriptor : wakeUp) {
    ::close(descriptor);
    descriptor = -1;
  }
}

bool isInterrupted() {
  if (notedSignal == 0) return false;
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
  return true;
}

int interruptionDescriptor() { return wakeUp[0]; }

void leaveInterruptionsToParent() {
  if (mode == kWatched) mode = kLeftToParent;
}

void dieInterrupted() {
  CHECK(notedSignal != 0);
  const int signal = notedSignal;
  std::cout.flush();
  ::signal(signal, SIG_DFL);
  ::raise(signal);
  // The signal was blocked.
  ::_exit(128 + signal);
}

InterruptionResponse noteInterruption(int signal) {
  if (mode == kLeftToParent) return InterruptionResponse::Ignore;
  // Only the signal ends a copy of the process that a node has made.
  if (mode != kWatched || notedSignal != 0 || ::getpid() != watcher) {
    return InterruptionResponse::Stop;
  }
  notedSignal = signal;
  // The pipe cannot be full: this is its only byte.
  if (::write(wakeUp[1], "", 1) < 0) return InterruptionResponse::Wait;
  return InterruptionResponse::Wait;
}

int notedInterruption() { return notedSignal; }

}  // namespace host
