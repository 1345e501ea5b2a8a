#include "host/JobPool.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <map>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "host/Check.h"
#include "host/Interruption.h"

namespace host {

namespace {

// How long to wait for the children before the progress is shown again.
constexpr int kProgressMilliseconds = 200;
constexpr int kForever = -1;

struct Child {
  uint64_t index;
  pid_t process;
  int descriptor;  // The reading end of its pipe.
  std::string output;
};

// No job outlives the process that wants its result. Only Linux can ensure that.
void dieWithParent(pid_t parent) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  // The parent may have died before that call.
  if (::getppid() != parent) ::_exit(1);
}

[[noreturn]] void beChild(uint64_t index, int descriptor, const JobBody& body) {
  const int nowhere = ::open("/dev/null", O_WRONLY);
  if (nowhere >= 0) ::dup2(nowhere, STDOUT_FILENO);
  const int code = body(index, descriptor);
  std::cout.flush();
  std::fflush(nullptr);
  // Not exit(), which would run the parent's atexit functions and destroy its static objects.
  ::_exit(code);
}

bool startChild(uint64_t index, const JobBody& body, std::vector<Child>* running,
                std::string* error) {
  int ends[2];
  // Without this, parent and child would both write the buffered text.
  std::cout.flush();
  std::fflush(nullptr);
  if (::pipe(ends) != 0) {
    *error = std::string("cannot make a pipe: ") + std::strerror(errno);
    return false;
  }
  const pid_t parent = ::getpid();
  const pid_t process = ::fork();
  if (process < 0) {
    *error = std::string("cannot make a process: ") + std::strerror(errno);
    ::close(ends[0]);
    ::close(ends[1]);
    return false;
  }
  if (process == 0) {
    dieWithParent(parent);
    leaveInterruptionsToParent();
    ::close(ends[0]);
    beChild(index, ends[1], body);
  }
  ::close(ends[1]);
  running->push_back({index, process, ends[0], {}});
  return true;
}

JobOutcome waitFor(Child* child) {
  ::close(child->descriptor);
  int status = 0;
  while (::waitpid(child->process, &status, 0) < 0 && errno == EINTR) {
  }
  JobOutcome outcome;
  outcome.output = std::move(child->output);
  if (WIFSIGNALED(status)) {
    outcome.killedBy = WTERMSIG(status);
  } else {
    outcome.exitCode = WEXITSTATUS(status);
  }
  return outcome;
}

void endAll(std::vector<Child>* running) {
  for (const Child& child : *running) ::kill(child.process, SIGKILL);
  for (Child& child : *running) waitFor(&child);
  running->clear();
}

// Waits until a child has written something, and collects it, or until the user interrupts; but no
// longer than `mostMilliseconds`. Moves the children that have closed their pipe to *finished.
void collect(int mostMilliseconds, std::vector<Child>* running,
             std::map<uint64_t, JobOutcome>* finished) {
  std::vector<pollfd> polled;
  for (const Child& child : *running) polled.push_back({child.descriptor, POLLIN, 0});
  polled.push_back({interruptionDescriptor(), POLLIN, 0});
  while (::poll(polled.data(), polled.size(), mostMilliseconds) < 0 && errno == EINTR) {
  }
  std::vector<Child> stillRunning;
  for (size_t i = 0; i < running->size(); ++i) {
    Child& child = (*running)[i];
    char block[4096];
    const ssize_t size = polled[i].revents == 0 ? 1 : ::read(child.descriptor, block, sizeof block);
    if (polled[i].revents != 0 && size > 0) child.output.append(block, static_cast<size_t>(size));
    if (size > 0 || (size < 0 && errno == EINTR)) {
      stillRunning.push_back(std::move(child));
    } else {
      (*finished)[child.index] = waitFor(&child);
    }
  }
  *running = std::move(stillRunning);
}

}  // namespace

std::string endText(int exitCode, int killedBy) {
  if (killedBy == 0) return "exit status " + std::to_string(exitCode);
  return "signal " + std::to_string(killedBy) + " (" + ::strsignal(killedBy) + ")";
}

int defaultJobs() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

bool runJobs(uint64_t first, uint64_t last, int parallel, const JobBody& body,
             const JobReport& report, std::string* error, const JobsEnough& enough,
             const JobsProgress& onProgress) {
  CHECK(parallel >= 1);
  std::vector<Child> running;
  std::map<uint64_t, JobOutcome> finished;  // Waiting for their turn to be reported.
  uint64_t started = 0;
  uint64_t reported = 0;
  const uint64_t count = last - first + 1;
  bool able = true;
  bool isEnough = false;
  // The pool also waits for the children that still run when `enough` is true.
  while (!running.empty() || (!isEnough && able && started < count)) {
    while (!isEnough && able && started < count && running.size() < static_cast<size_t>(parallel)) {
      able = startChild(first + started, body, &running, error);
      if (able) ++started;
    }
    if (!running.empty()) {
      collect(onProgress ? kProgressMilliseconds : kForever, &running, &finished);
    }
    if (isInterrupted()) {
      endAll(&running);
      if (onProgress) onProgress(reported + finished.size());
      break;
    }
    for (auto next = finished.find(first + reported); !isEnough && next != finished.end();
         next = finished.find(first + reported)) {
      report(next->first, next->second);
      finished.erase(next);
      ++reported;
      isEnough = enough && enough();
    }
    if (onProgress) onProgress(reported + finished.size());
  }
  return able;
}

std::string becomeProgram(std::vector<std::string> arguments,
                          const std::vector<std::string>& environment, int descriptor) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  for (const std::string& variable : environment) {
    const size_t end = variable.find('=');
    ::setenv(variable.substr(0, end).c_str(), variable.c_str() + end + 1, 1);
  }
  ::dup2(descriptor, STDERR_FILENO);
  ::execv(arguments.front().c_str(), pointers.data());
  return arguments.front() + ": cannot be run: " + std::strerror(errno);
}

}  // namespace host
