#include "grading/confine/Sandbox.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace grading {

namespace {

constexpr size_t kSaidBytes = 256 << 10;
constexpr int kClockPerCpu = 3;
// The time for the last output of a program that is told to end.
constexpr int kGraceMilliseconds = 1000;

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  void closeEnd(int which) {
    ::close(ends[which]);
    ends[which] = -1;
  }
};

struct Pipes {
  Pipe input, said, answer, status;
  Pipe life;                // Carries no data: its closing shows that the grader has died.
  int watch[2] = {-1, -1};  // The program's end, and ours.
};

// The first confined process's report on the program.
struct Ending {
  int status;
  bool leftProcesses;
  bool usedItsTime;  // It has used all its processor time.
};

void limit(decltype(RLIMIT_AS) resource, rlim_t soft, rlim_t hard) {
  const struct rlimit both = {soft, hard};
  ::setrlimit(resource, &both);
}

void setLimits(const Limits& limits) {
  const auto seconds = static_cast<rlim_t>(limits.seconds);
  // A second between the signal that can be handled and the one that cannot.
  limit(RLIMIT_CPU, seconds, seconds + 1);
  limit(RLIMIT_AS, limits.memoryBytes, limits.memoryBytes);
  limit(RLIMIT_FSIZE, limits.fileBytes, limits.fileBytes);
  limit(RLIMIT_CORE, 0, 0);
}

// Used where calls cannot be watched. Counts all processes of the user, and none of root's.
void limitProcesses(const Limits& limits) {
  const auto processes = static_cast<rlim_t>(limits.processes);
  if (limits.processes > 0) limit(RLIMIT_NPROC, processes, processes);
}

bool isWatched(const Limits& limits) {
  return limits.processes > 0 || !limits.files.writable.empty();
}

// Landlock cannot be deceived; where it is missing, the watch replaces it.
WatchedCalls watchedCalls(const Limits& limits) {
  const bool areConfined = !limits.files.readable.empty();
  return {limits.processes > 0, areConfined && !canEnforceFileRules() && canWatchFiles()};
}

std::vector<char*> pointersTo(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void cannotBe(const std::string& what, const std::string& why) {
  std::fprintf(stderr, "%s: cannot be run: %s\n", what.c_str(), why.c_str());
  std::fflush(stderr);
  ::_exit(2);
}

[[noreturn]] void beProgram(const Confined& confined, const Pipes& pipes,
                            const WatchedCalls& watched) {
  // A process that waits for it may be killed.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::signal(SIGTERM, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(pipes.input.ends[0], STDIN_FILENO);
  ::dup2(pipes.said.ends[1], STDOUT_FILENO);
  ::dup2(pipes.said.ends[1], STDERR_FILENO);
  // dup2 of a descriptor onto itself would keep its close-on-exec flag.
  const int answer = ::fcntl(pipes.answer.ends[1], F_DUPFD, kAnswer + 1);
  ::dup2(answer, kAnswer);
  for (int descriptor = kAnswer + 1; descriptor < 256; ++descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  }
  const std::string& name = confined.command[0];
  if (::chdir(confined.folder.c_str()) != 0) cannotBe(name, std::strerror(errno));
  setLimits(confined.limits);
  if (canEnforceFileRules()) {
    const std::string error = enforceFileRules(confined.limits.files);
    if (!error.empty()) cannotBe(name, "it cannot be kept from others' files: " + error);
  }
  if (isWatched(confined.limits) && !reportCalls(pipes.watch[0], watched)) {
    if (watched.files) cannotBe(name, "its calls cannot be watched");
    limitProcesses(confined.limits);
  }
  const std::vector<char*> arguments = pointersTo(confined.command);
  const std::vector<char*> environment = pointersTo(confined.environment);
  ::execvpe(arguments[0], arguments.data(), environment.data());
  cannotBe(name, std::strerror(errno));
}

// Kills the children of this process, which include the orphans of its descendants.
void killAllChildren() {
  while (true) {
    const std::string self = "/proc/self/task/" + std::to_string(::syscall(SYS_gettid));
    std::ifstream children(self + "/children");
    pid_t child = 0;
    while (children >> child) ::kill(child, SIGKILL);
    if (::waitpid(-1, nullptr, 0) < 0 && errno != EINTR) return;
  }
}

// A process that may outlive the grader must not hold locks and the ends of other pipes: a lock
// would stay, and a program would wait for ever for a reader.
void closeAllBut(const std::vector<int>& kept) {
  std::vector<int> open;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) {
    open.push_back(std::atoi(entry.path().filename().c_str()));
  }
  for (int descriptor : open) {
    const bool isKept = std::find(kept.begin(), kept.end(), descriptor) != kept.end();
    if (descriptor > STDERR_FILENO && !isKept) ::close(descriptor);
  }
}

bool isOtherEndClosed(int descriptor) {
  pollfd polled = {descriptor, 0, 0};
  return ::poll(&polled, 1, 0) > 0 && (polled.revents & POLLHUP) != 0;
}

// The signal by which the first process learns that its parent has died. A program may send it,
// too.
constexpr int kParentDied = SIGUSR1;

// REQUIRES: `signals` are blocked.
void waitForProgram(pid_t program, const sigset_t& signals, int life, int* status, rusage* used) {
  while (::wait4(program, status, WNOHANG, used) == 0) {
    if (::sigwaitinfo(&signals, nullptr) != kParentDied || !isOtherEndClosed(life)) continue;
    // Nobody waits for the program any more. Of the first process in a namespace all die with it.
    if (::getpid() != 1) killAllChildren();
    ::_exit(1);
  }
}

// The first of the confined processes. Where process namespaces are allowed, all others die with
// it.
[[noreturn]] void beFirst(const Confined& confined, const Pipes& pipes,
                          const WatchedCalls& watched) {
  ::setsid();
  ::signal(SIGTERM, SIG_IGN);
  closeAllBut({pipes.input.ends[0], pipes.said.ends[1], pipes.answer.ends[1], pipes.status.ends[1],
               pipes.life.ends[0], pipes.watch[0]});
  sigset_t signals;
  ::sigemptyset(&signals);
  for (int signal : {SIGCHLD, kParentDied}) ::sigaddset(&signals, signal);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  // No process would end the program if the one that watches it were gone.
  ::prctl(PR_SET_PDEATHSIG, kParentDied);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  // The parent may have died before that.
  if (isOtherEndClosed(pipes.life.ends[0])) ::_exit(1);
  const pid_t program = ::fork();
  if (program == 0) beProgram(confined, pipes, watched);
  // Closes the copies of the pipes' ends that belong to the program, so that the other ends see its
  // end.
  closeAllBut({pipes.status.ends[1], pipes.life.ends[0]});
  Ending ending{};
  if (program < 0) ending.status = 2 << 8;
  rusage used{};
  if (program > 0) {
    waitForProgram(program, signals, pipes.life.ends[0], &ending.status, &used);
  }
  ending.usedItsTime = used.ru_utime.tv_sec + used.ru_stime.tv_sec >= confined.limits.seconds;
  ending.leftProcesses = ::waitpid(-1, nullptr, WNOHANG) >= 0;
  if (::write(pipes.status.ends[1], &ending, sizeof ending) < 0) ::_exit(1);
  ::_exit(0);
}

bool writeTo(const char* file, const std::string& text) {
  const int descriptor = ::open(file, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool written = ::write(descriptor, text.data(), text.size()) >= 0;
  ::close(descriptor);
  return written;
}

// Gives the user a name in the new user namespace: without one, what sets its user to itself, as
// make does before each command, is refused. Root becomes nobody there, who has no powers.
void keepUser(uid_t user, gid_t group) {
  constexpr int kNobody = 65534;
  const auto mapOf = [](unsigned id) {
    return std::to_string(id == 0 ? kNobody : id) + " " + std::to_string(id) + " 1";
  };
  writeTo("/proc/self/setgroups", "deny");
  writeTo("/proc/self/uid_map", mapOf(user));
  writeTo("/proc/self/gid_map", mapOf(group));
}

// Returns whether it is now cut off, with all its future children.
bool isolate() {
  constexpr int kSpaces = CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC;
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(CLONE_NEWUSER | kSpaces) != 0) return ::unshare(kSpaces) == 0;
  keepUser(user, group);
  return true;
}

void keepEnd(std::string* text, size_t most) {
  if (text->size() > 2 * most) text->erase(0, text->size() - most);
}

// Reads the available bytes. Returns false at the end.
bool readSome(int descriptor, std::string* text) {
  char block[65536];
  const ssize_t size = ::read(descriptor, block, sizeof block);
  if (size > 0) text->append(block, static_cast<size_t>(size));
  return size > 0 || (size < 0 && (errno == EINTR || errno == EAGAIN));
}

int64_t millisecondsNow() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// Listens until the program is over, or must be ended. `first` is the first confined process.
class Watch {
 public:
  Watch(const Limits& limits, const WatchedCalls& watched, const Pipes& pipes, pid_t first,
        ConfinedOutcome* outcome)
      : limits_(limits),
        first_(first),
        outcome_(outcome),
        calls_(pipes.watch[1], limits.files, limits.processes, watched) {
    polled_[0] = {pipes.status.ends[0], POLLIN, 0};
    polled_[1] = {pipes.said.ends[0], POLLIN, 0};
    polled_[2] = {pipes.answer.ends[0], POLLIN, 0};
  }

  // Returns false if it had to be killed.
  bool untilOver(Ending* ending) {
    int64_t deadline = millisecondsNow() + int64_t{1000} * kClockPerCpu * limits_.seconds;
    while (true) {
      const int64_t left = deadline - millisecondsNow();
      const bool isTooMuch = outcome_->answer.size() > limits_.answerBytes;
      if (left <= 0 || (isTooMuch && !outcome_->timedOut)) {
        if (outcome_->timedOut) return false;
        outcome_->timedOut = true;
        ::kill(-first_, SIGTERM);
        deadline = millisecondsNow() + kGraceMilliseconds;
        continue;
      }
      polled_[3] = {calls_.descriptor(), POLLIN, 0};
      ::poll(polled_, 4, static_cast<int>(left));
      if (polled_[0].revents != 0) {
        return ::read(polled_[0].fd, ending, sizeof *ending) == sizeof *ending;
      }
      if (polled_[3].revents != 0) calls_.answer(polled_[3].revents);
      listen();
    }
  }

  const Tried& tried() const { return calls_.tried(); }

  // Reads the rest from the pipes after all writers have gone.
  void drain() {
    while (polled_[1].fd >= 0 || polled_[2].fd >= 0) {
      polled_[0].fd = -1;
      if (::poll(polled_, 3, 0) <= 0) return;
      listen();
    }
  }

 private:
  void listen() {
    if (polled_[1].revents != 0 && !readSome(polled_[1].fd, &outcome_->said)) polled_[1].fd = -1;
    if (polled_[2].revents != 0 && !readSome(polled_[2].fd, &outcome_->answer)) polled_[2].fd = -1;
    keepEnd(&outcome_->said, kSaidBytes);
    // One byte more than allowed shows that there were more.
    if (outcome_->answer.size() > limits_.answerBytes) {
      outcome_->answer.resize(limits_.answerBytes + 1);
    }
  }

  const Limits& limits_;
  const pid_t first_;
  ConfinedOutcome* const outcome_;
  CallWatch calls_;
  pollfd polled_[4]{};  // The end, the output, the answer, calls.
};

}  // namespace

ConfinedOutcome runConfined(const Confined& confined) {
  ConfinedOutcome outcome;
  Pipes pipes;
  const auto given = ::write(pipes.input.ends[1], confined.input.data(), confined.input.size());
  (void)given;  // A program without its input reports that itself.
  pipes.input.closeEnd(1);
  // Before that, because the next child is the first in its namespace, and finding out takes one.
  const WatchedCalls watched = watchedCalls(confined.limits);
  outcome.wasIsolated = confined.isolated && isolate();
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipes.watch) != 0) {
    pipes.watch[0] = pipes.watch[1] = -1;
  }
  const pid_t first = ::fork();
  if (first == 0) beFirst(confined, pipes, watched);
  if (first < 0) {
    outcome.exitCode = 2;
    outcome.said = std::string("cannot make a process: ") + std::strerror(errno);
    return outcome;
  }
  for (Pipe* pipe : {&pipes.said, &pipes.answer, &pipes.status}) pipe->closeEnd(1);
  pipes.life.closeEnd(0);
  ::close(pipes.watch[0]);
  Watch watch(confined.limits, watched, pipes, first, &outcome);
  Ending ending{SIGKILL, false, false};
  if (!watch.untilOver(&ending)) ::kill(-first, SIGKILL);
  killAllChildren();
  watch.drain();
  outcome.answer.resize(std::min(outcome.answer.size(), confined.limits.answerBytes));
  if (WIFSIGNALED(ending.status)) {
    outcome.killedBy = WTERMSIG(ending.status);
  } else {
    outcome.exitCode = WEXITSTATUS(ending.status);
  }
  outcome.tried = watch.tried();
  outcome.leftProcesses = ending.leftProcesses;
  // A program may ignore the first signal; the system then ends it with the second.
  if (outcome.killedBy == SIGXCPU) outcome.timedOut = true;
  if (outcome.killedBy == SIGKILL && ending.usedItsTime) outcome.timedOut = true;
  return outcome;
}

bool canConfineFiles() { return canEnforceFileRules() || canWatchFiles(); }

std::string toBytes(const ConfinedOutcome& outcome) {
  char numbers[140];
  std::snprintf(numbers, sizeof numbers, "%d %d %d %d %d %d %d %zu %zu\n", outcome.exitCode,
                outcome.killedBy, outcome.timedOut, outcome.leftProcesses, outcome.wasIsolated,
                outcome.tried.network, outcome.tried.processes, outcome.tried.writtenPath.size(),
                outcome.said.size());
  return numbers + outcome.tried.writtenPath + outcome.said + outcome.answer;
}

std::optional<ConfinedOutcome> outcomeFrom(const std::string& bytes) {
  ConfinedOutcome outcome;
  int timedOut = 0, left = 0, isolated = 0, network = 0, processes = 0;
  size_t path = 0, said = 0;
  const size_t lineBreak = bytes.find('\n');
  if (lineBreak == std::string::npos ||
      std::sscanf(bytes.c_str(), "%d %d %d %d %d %d %d %zu %zu", &outcome.exitCode,
                  &outcome.killedBy, &timedOut, &left, &isolated, &network, &processes, &path,
                  &said) != 9 ||
      path > bytes.size() - lineBreak - 1 || said > bytes.size() - lineBreak - 1 - path) {
    return std::nullopt;
  }
  outcome.timedOut = timedOut != 0;
  outcome.leftProcesses = left != 0;
  outcome.wasIsolated = isolated != 0;
  outcome.tried.network = network != 0;
  outcome.tried.processes = processes != 0;
  outcome.tried.writtenPath = bytes.substr(lineBreak + 1, path);
  outcome.said = bytes.substr(lineBreak + 1 + path, said);
  outcome.answer = bytes.substr(lineBreak + 1 + path + said);
  return outcome;
}

}  // namespace grading
