#include "host/EarlyEnd.h"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <typeinfo>
#include <utility>
#include <vector>

#include <cxxabi.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/Check.h"
#include "host/Interruption.h"
#include "host/NodeTrace.h"
#include "host/OutputFile.h"
#include "host/RunPosition.h"

namespace host {

namespace {

int reportDescriptor = STDERR_FILENO;

// Whether a reader at the screen sees the report. Others want one line, and of many runs.
bool isShownAtOnce() { return reportDescriptor == STDERR_FILENO; }

// How to repeat the run; empty as long as nobody has said it.
struct Replay {
  std::string seed;
  std::string command;
};

Replay& replay() {
  static Replay registered;
  return registered;
}

// The process that runs the nodes; 0 before main().
pid_t runner = 0;

// Why the program aborts, if that is known: a failed check, or an exception that nobody catches.
char abortReason[300];

// Where in the run this is. snprintf is not on the list of what a handler may call, but formats
// only numbers and literals here, into memory of its own.
void describePosition(char* text, size_t size) {
  const char* call = runPosition.call;
  if (call == nullptr) {
    std::snprintf(text, size, "outside of the peers' code");
  } else {
    std::snprintf(text, size, "at tick %d, in peer %d's %s", static_cast<int>(runPosition.tick),
                  static_cast<int>(runPosition.peerId), call);
  }
}

// What runAtEarlyEnd() has been told.
struct EndCommand {
  std::vector<std::string> words;
  std::vector<char*> arguments;  // Of execv(): the program, the words, the message, null.
  const std::string* input = nullptr;
  pid_t owner = 0;
};

// Never destroyed: exit() destroys what is younger than onExit() before it calls that.
EndCommand& endCommand() {
  static EndCommand* const command = new EndCommand;
  return *command;
}

// In the process that vfork() has made: it shares this one's memory.
[[noreturn]] void becomeEndCommand(int input, char* const* arguments) {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(input, STDIN_FILENO);
  ::execv("/proc/self/exe", arguments);
  ::_exit(1);
}

// Async-signal-safe: the heap may be broken, so vfork(), which runs no handler of the C library.
void runEndCommand(char* message) {
  EndCommand& command = endCommand();
  if (command.input == nullptr || command.owner != ::getpid() || !isShownAtOnce()) return;
  const std::string* const input = std::exchange(command.input, nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return;
  command.arguments[command.arguments.size() - 2] = message;
  const pid_t child = ::vfork();
  if (child == 0) becomeEndCommand(ends[0], command.arguments.data());
  ::close(ends[0]);
  ::signal(SIGPIPE, SIG_IGN);  // It may end before it has read all.
  writeWhole(ends[1], *input);
  ::close(ends[1]);
  while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
}

// Writes `what` and where in the run that was, and then in which lines of the nodes' files.
void reportPosition(const char* what) {
  char position[200];
  char text[600];
  describePosition(position, sizeof position);
  std::snprintf(text, sizeof text, "%s %s", what, position);
  writeText(reportDescriptor, text);
  writeText(reportDescriptor, "\n");
  if (runPosition.call != nullptr && isShownAtOnce()) writeNodeTrace(reportDescriptor);
  runEndCommand(text);
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
  if (signal == SIGABRT) return abortReason;
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

// Whether there are so many messages that they must be why the run takes so long. Ten peers that
// each send to each in each tick, in both networks, send 200 a tick.
bool isFlooded() {
  constexpr uint64_t kMany = 100000;
  constexpr uint64_t kManyInTick = 2000;
  const auto ticks = static_cast<uint64_t>(runPosition.tick) + 1;
  return runPosition.messages >= kMany && runPosition.messages / ticks >= kManyInTick;
}

[[noreturn]] void endInterrupted(int signal) {
  ::signal(signal, SIG_DFL);
  flushAllFiles();
  char what[60] = "interrupted";
  if (isFlooded()) {
    std::snprintf(what, sizeof what, "interrupted after %llu messages",
                  static_cast<unsigned long long>(runPosition.messages));
  }
  if (runPosition.call != nullptr) reportPosition(what);
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

// Whether a node's code has sent the signal to its own process.
bool isFromNode(const siginfo_t& info) {
  return runPosition.call != nullptr && info.si_pid == runner && ::getpid() == runner;
}

// Handles the user's request to end the run.
void onInterruption(int signal, siginfo_t* info, void* context) {
  if (isFromNode(*info)) return onCrash(signal, info, context);
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
    std::snprintf(abortReason, sizeof abortReason, "; uncaught exception %s", shown);
    try {
      throw;
    } catch (const std::exception& exception) {
      // Many library exceptions have only their name as text.
      if (std::strcmp(shown, exception.what()) != 0) {
        // It is cut, because it may hold a whole file.
        std::snprintf(abortReason, sizeof abortReason, "; uncaught exception %.150s: %.100s", shown,
                      exception.what());
      }
    } catch (...) {
      // It has no text.
    }
    for (char& c : abortReason) {
      if (c != '\0' && (static_cast<unsigned char>(c) < 32 || c == 127)) c = '?';
    }
  }
  std::abort();
}

// A node's code ends the program. Its status must not pass for that of a complete run.
[[noreturn]] void reportExit() {
  std::cout.flush();
  std::fflush(nullptr);
  flushAllFiles();
  reportPosition("exit() was called");
  ::_exit(1);
}

void onExit() {
  if (runPosition.call != nullptr) reportExit();
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

void registerReplay(const std::string& seed, const std::string& command) {
  replay() = {seed, command};
}

void failCheck(const char* condition, const char* file, int line) {
  // The compiler puts this before the names of headers.
  if (std::strncmp(file, "./", 2) == 0) file += 2;
  // Short enough for the position to be seen behind it, where a reader cuts lines.
  char failure[280];
  std::snprintf(failure, sizeof failure, "check failed: %.140s (%.50s:%d)", condition, file, line);
  std::snprintf(abortReason, sizeof abortReason, "; %s", failure);
  if (isShownAtOnce()) {
    char position[200];
    describePosition(position, sizeof position);
    std::string text = std::string(failure) + "\n  " + position;
    // Between two calls into peers, the tick is that of the last one, or a later one.
    if (runPosition.call == nullptr && runPosition.tick > 0) {
      text += ", at tick " + std::to_string(runPosition.tick) + " or later";
    }
    if (!replay().seed.empty()) text += "; seed " + replay().seed;
    if (!replay().command.empty()) text += "\n  replay: " + replay().command;
    writeText(reportDescriptor, (text + "\n").c_str());
  }
  std::abort();
}

void runAtEarlyEnd(std::vector<std::string> arguments, const std::string* input) {
  EndCommand& command = endCommand();
  command.words = std::move(arguments);
  command.words.insert(command.words.begin(), "Application");
  command.arguments.clear();
  for (std::string& word : command.words) command.arguments.push_back(word.data());
  command.arguments.resize(command.words.size() + 2, nullptr);
  command.owner = ::getpid();
  command.input = input;
}

void endByNode(int status) {
  if (runner != 0 && ::getpid() != runner) ::_exit(status);
  reportExit();
}

void nodes_exit(int status) { endByNode(status); }
void nodes__exit(int status) { endByNode(status); }
void nodes__Exit(int status) { endByNode(status); }
void nodes_quick_exit(int status) { endByNode(status); }

void reportEarlyEndsTo(int descriptor) {
  runner = ::getpid();
  reportDescriptor = descriptor;
}

void reportEarlyEnds() {
  runner = ::getpid();
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
