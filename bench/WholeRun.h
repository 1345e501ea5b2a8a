// A run of ./Application as a process, and its cost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct WholeRun {
  bool hasEnded = false;  // It ran to its end, with any exit status.
  int exitCode = -1;      // -1 if it did not.
  double wallSeconds = 0;
  double cpuSeconds = 0;     // User and system time, including those of its child processes.
  double peakMegabytes = 0;  // The peak of its largest process.
  std::string output;        // Its standard output.
};

// Runs `command`: the program's path, then its arguments. The process shares the caller's standard
// error.
WholeRun runWhole(const std::vector<std::string>& command);

// The number before `words` in what a run printed, "21912" for " messages sent"; -1 if there is
// none.
int64_t numberBefore(const std::string& words, const std::string& output);

// The word after `words`; "" if there is none.
std::string wordAfter(const std::string& words, const std::string& output);

}  // namespace bench
