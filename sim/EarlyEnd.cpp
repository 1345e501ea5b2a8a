#include "sim/EarlyEnd.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include <unistd.h>

#include "sim/OutputFile.h"
#include "sim/RunPosition.h"

namespace sim {

namespace {

int reportDescriptor = STDERR_FILENO;

// Writes `what` and where in the run that was.
// snprintf is not on the list of what a handler may call, but formats only numbers and literals
// here, into memory of its own.
void reportPosition(const char* what) {
  char text[200];
  const char* call = runPosition.call;
  if (call != nullptr) {
    std::snprintf(text, sizeof text, "%s at time %d in %s of peer %d:0\n", what,
                  static_cast<int>(runPosition.tick), call, static_cast<int>(runPosition.peerId));
  } else {
    std::snprintf(text, sizeof text, "%s outside of the peers' code\n", what);
  }
  writeText(reportDescriptor, text);
}

// A node's code has crashed (or aborted, by an uncaught exception, say). The logs are completed up
// to here, and the user is told where it was.
void onCrash(int signal) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  char what[100];
  std::snprintf(what, sizeof what, "crashed (signal %d, %s)", signal, ::strsignal(signal));
  reportPosition(what);
  ::raise(signal);
}

// The user ends a run: the logs are completed all the same, and if a node's code hangs, it is
// named.
void onInterrupt(int signal) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  if (runPosition.call != nullptr) reportPosition("interrupted");
  ::raise(signal);
}

// A node's code has called exit(), whose status must not pass for that of a whole run.
void onExit() {
  if (runPosition.call == nullptr) return;
  std::cout.flush();
  std::fflush(nullptr);
  flushAllFiles();
  reportPosition("the program was ended");
  ::_exit(1);
}

void handleSignal(int signal, void (*handler)(int)) {
  struct sigaction action {};
  // What is ignored, as under nohup, stays ignored.
  if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) return;
  action.sa_handler = handler;
  action.sa_flags = SA_ONSTACK;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

void writeText(int descriptor, const char* text) {
  // Nothing can be done about a failure here.
  if (::write(descriptor, text, std::strlen(text)) < 0) return;
}

void reportEarlyEndsTo(int descriptor) { reportDescriptor = descriptor; }

void reportEarlyEnds() {
  // A stack of their own for the handlers: endless recursion leaves none.
  static char stack[1 << 16];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  ::sigaltstack(&alternative, nullptr);
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXFSZ})
    handleSignal(signal, onCrash);
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) handleSignal(signal, onInterrupt);
  std::atexit(onExit);
}

}  // namespace sim
