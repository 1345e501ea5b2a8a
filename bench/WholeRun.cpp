#include "bench/WholeRun.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

double secondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

[[noreturn]] void beProgram(const std::vector<std::string>& command, int output) {
  ::dup2(output, STDOUT_FILENO);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

std::string readAll(int descriptor) {
  std::string text;
  char block[4096];
  for (;;) {
    const ssize_t size = ::read(descriptor, block, sizeof block);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return text;
    text.append(block, static_cast<size_t>(size));
  }
}

double megabytesOf(const rusage& usage) {
#ifdef __APPLE__
  constexpr double kUnit = 1e6;  // It counts in bytes there.
#else
  constexpr double kUnit = 1e3;
#endif
  return static_cast<double>(usage.ru_maxrss) / kUnit;
}

}  // namespace

WholeRun runWhole(const std::vector<std::string>& command) {
  WholeRun run;
  int ends[2];
  if (::pipe(ends) != 0) return run;
  const auto start = std::chrono::steady_clock::now();
  const pid_t process = ::fork();
  if (process == 0) {
    ::close(ends[0]);
    beProgram(command, ends[1]);
  }
  ::close(ends[1]);
  if (process > 0) run.output = readAll(ends[0]);
  ::close(ends[0]);
  if (process < 0) return run;

  int status = 0;
  rusage usage{};
  while (::wait4(process, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  run.wallSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.cpuSeconds = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
  run.peakMegabytes = megabytesOf(usage);
  run.hasEnded = WIFEXITED(status) && WEXITSTATUS(status) != 127;
  if (run.hasEnded) run.exitCode = WEXITSTATUS(status);
  return run;
}

int64_t numberBefore(const std::string& words, const std::string& output) {
  const size_t end = output.find(words);
  if (end == std::string::npos) return -1;
  size_t first = end;
  while (first > 0 && output[first - 1] >= '0' && output[first - 1] <= '9') --first;
  return first == end ? -1 : std::strtoll(output.c_str() + first, nullptr, 10);
}

std::string wordAfter(const std::string& words, const std::string& output) {
  const size_t at = output.find(words);
  if (at == std::string::npos) return "";
  const size_t first = at + words.size();
  return output.substr(first, output.find_first_of(" \n", first) - first);
}

}  // namespace bench
