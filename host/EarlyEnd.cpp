#include "host/EarlyEnd.h"

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <typeinfo>

#include <cxxabi.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "host/Interruption.h"
#include "host/NodeTrace.h"
#include "host/OutputFile.h"
#include "host/RunPosition.h"

namespace host {

namespace {

int reportDescriptor = STDERR_FILENO;

// The reason of the abort, if it is an uncaught exception; else "".
char exceptionText[300];

// Writes `what` and the position of the run, and then the lines of the nodes' files. snprintf is
// not on the list of functions that a handler may call, but it formats only numbers and literals
// here, into memory of its own.
void reportPosition(const char* what) {
  char text[600];
  const char* call = runPosition.call;
  if (call == nullptr) {
    std::snprintf(text, sizeof text, "%s outside of the peers' code\n", what);
    writeText(reportDescriptor, text);
    return;
  }
  std::snprintf(text, sizeof text, "%s at tick %d, in peer %d's %s\n", what,
                static_cast<int>(runPosition.tick), static_cast<int>(runPosition.peerId), call);
  writeText(reportDescriptor, text);
  // Destinations other than a screen want one line, because they collect many runs.
  if (reportDescriptor == STDERR_FILENO) writeNodeTrace(reportDescriptor);
}

// The end of the stack, as far as it is known: nothing is mapped below it.
const char* stackEnd = nullptr;

// Distinguishes a full stack from a wild pointer by the address of the access. A large frame may
// reach some way below the end, and the end is known only up to the size of the environment.
bool isStackFull(const void* accessed) {
  constexpr ptrdiff_t kBelow = 1 << 20;
  constexpr ptrdiff_t kAbove = 1 << 18;
  if (stackEnd == nullptr) return false;
  const auto distance = reinterpret_cast<intptr_t>(accessed) - reinterpret_cast<intptr_t>(stackEnd);
  return distance > -kBelow && distance < kAbove;
}

const char* reasonOf(int signal, const siginfo_t& info) {
  if (signal == SIGABRT) return exceptionText;
  if (signal != SIGSEGV && signal != SIGBUS) return "";
  return isStackFull(info.si_addr) ? "; the stack is full: endless recursion, it seems" : "";
}

// A node's code has crashed (or aborted, for example by an uncaught exception). Completes the logs
// and tells the user the position.
void onCrash(int signal, siginfo_t* info, void*) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  char what[400];
  std::snprintf(what, sizeof what, "crashed with signal %d (%s%s)", signal, ::strsignal(signal),
                reasonOf(signal, *info));
  reportPosition(what);
  ::raise(signal);
}

[[noreturn]] void endInterrupted(int signal) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  if (runPosition.call != nullptr) reportPosition("interrupted");
  // The signal is blocked while its own handler runs.
  sigset_t one;
  ::sigemptyset(&one);
  ::sigaddset(&one, signal);
  ::sigprocmask(SIG_UNBLOCK, &one, nullptr);
  ::raise(signal);
  ::_exit(128 + signal);
}

// The position of the run when the watch last found it running.
struct Glimpse {
  int32_t tick = 0;
  int32_t peerId = 0;
  const char* call = nullptr;

  bool operator==(const Glimpse&) const = default;
};
Glimpse lastGlimpse;

Glimpse glimpseNow() { return {runPosition.tick, runPosition.peerId, runPosition.call}; }

void onTimer(int);

void lookAgainInASecond() {
  lastGlimpse = glimpseNow();
  struct sigaction action {};
  action.sa_handler = onTimer;
  action.sa_flags = SA_ONSTACK | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(SIGALRM, &action, nullptr);
  itimerval once{};
  once.it_value.tv_sec = 1;
  ::setitimer(ITIMER_REAL, &once, nullptr);
}

// The request to stop has not reached the tick loop. A tick of a large group may take seconds, so
// the run hangs only if it is still in the same call.
void onTimer(int) {
  if (glimpseNow() == lastGlimpse) endInterrupted(notedInterruption());
  lookAgainInASecond();
}

// Handles the user's request to end the run.
void onInterruption(int signal, siginfo_t*, void*) {
  switch (noteInterruption(signal)) {
    case InterruptionResponse::Stop: endInterrupted(signal);
    case InterruptionResponse::Wait: return lookAgainInASecond();
    case InterruptionResponse::Ignore: return;
  }
}

// Handles the system's signal for a run that has used up its time.
void onTimeUsedUp(int signal, siginfo_t*, void*) { endInterrupted(signal); }

// No process reads the output, as after `| head`. That needs no message.
void onClosedPipe(int signal, siginfo_t*, void*) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  ::raise(signal);
}

// Notes the type of the exception, for the signal that abort() sends.
[[noreturn]] void onUncaught() {
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (type != nullptr) {
    int status = 0;
    char* name = abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
    const char* shown = name == nullptr ? type->name() : name;
    std::snprintf(exceptionText, sizeof exceptionText, "; uncaught exception %s", shown);
    try {
      throw;
    } catch (const std::exception& exception) {
      // Many library exceptions have only their name as text.
      if (std::strcmp(shown, exception.what()) != 0) {
        // It is cut, because it may hold a whole file.
        std::snprintf(exceptionText, sizeof exceptionText, "; uncaught exception %.150s: %.100s",
                      shown, exception.what());
      }
    } catch (...) {
      // It has no text.
    }
    for (char& c : exceptionText) {
      if (c != '\0' && (static_cast<unsigned char>(c) < 32 || c == 127)) c = '?';
    }
  }
  std::abort();
}

// A node's code has called exit(). Its status must not pass for that of a complete run.
void onExit() {
  if (runPosition.call == nullptr) return;
  std::cout.flush();
  std::fflush(nullptr);
  flushAllFiles();
  reportPosition("exit() was called");
  ::_exit(1);
}

void handleSignal(int signal, void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action {};
  // An ignored signal, as under nohup, stays ignored.
  if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) return;
  action.sa_sigaction = handler;
  // Some handlers return; no system call may fail because of that.
  action.sa_flags = SA_ONSTACK | SA_SIGINFO | SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

void writeText(int descriptor, const char* text) {
  // A failure here cannot be handled.
  if (::write(descriptor, text, std::strlen(text)) < 0) return;
}

void reportEarlyEndsTo(int descriptor) { reportDescriptor = descriptor; }

void reportEarlyEnds() {
  // The handlers get a stack of their own, because endless recursion leaves none.
  static char stack[1 << 18];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  ::sigaltstack(&alternative, nullptr);
  struct rlimit most {};
  if (::getrlimit(RLIMIT_STACK, &most) == 0 && most.rlim_cur != RLIM_INFINITY) {
    stackEnd = static_cast<const char*>(__builtin_frame_address(0)) - most.rlim_cur;
  }
  std::set_terminate(onUncaught);
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXFSZ})
    handleSignal(signal, onCrash);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) handleSignal(signal, onInterruption);
  handleSignal(SIGXCPU, onTimeUsedUp);
  handleSignal(SIGPIPE, onClosedPipe);
  std::atexit(onExit);
}

}  // namespace host
