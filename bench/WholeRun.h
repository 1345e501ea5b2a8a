// One run of ./Application as a process, and what it cost.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct WholeRun {
  bool hasEnded = false;  // It ran to its end, whatever it found.
  int exitCode = -1;      // If so.
  double wallSeconds = 0;
  double cpuSeconds = 0;     // User and system, of its own processes too.
  double peakMegabytes = 0;  // Of the largest of its processes.
  std::string output;        // Its standard output.
};

// Runs `command`: the program's path, then its arguments. Its standard error is the caller's.
WholeRun runWhole(const std::vector<std::string>& command);

// The number before `words` in what a run printed, "21912" for " messages sent"; -1 if there is
// none.
int64_t numberBefore(const std::string& words, const std::string& output);

// The word after `words`; "" if there is none.
std::string wordAfter(const std::string& words, const std::string& output);

}  // namespace bench
