// Runs numbered jobs, each in a process of its own, several at a time.
//
// Each job needs a process, because a submission may keep state in globals, and may crash.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace host {

struct JobOutcome {
  int exitCode = 0;    // Of the child; meaningless if it was killed.
  int killedBy = 0;    // The signal, or 0.
  std::string output;  // What the child wrote to its descriptor.
};

// "exit status 1", or "signal 9 (Killed)" for a process that a signal has ended.
std::string endText(int exitCode, int killedBy);

// Runs in the child: does job `index`, may write to `descriptor`, returns the exit code.
using JobBody = std::function<int(uint64_t index, int descriptor)>;
// Runs in the parent: receives each job's outcome, in the order of the index.
using JobReport = std::function<void(uint64_t index, const JobOutcome& outcome)>;

// The number of parallel jobs that suits this machine: one for each processor.
int defaultJobs();

// Runs in the parent after each report: true if no further job has to be run or reported.
using JobsEnough = std::function<bool()>;

// Runs in the parent several times a second, and after reports. Receives the number of finished
// jobs, including those that are not reported yet.
using JobsProgress = std::function<void(uint64_t over)>;

// Runs jobs first … last, both included, at most `parallel` at a time. The children's standard
// output is discarded. `enough` and `onProgress` may be null. Children die with this process (on
// Linux). Once isInterrupted() (Interruption.h), running children are killed, and after a last call
// of `onProgress` no job is run or reported. Returns false, with the reason in *error, if no
// process could be made.
// REQUIRES: parallel >= 1.
bool runJobs(uint64_t first, uint64_t last, int parallel, const JobBody& body,
             const JobReport& report, std::string* error, const JobsEnough& enough = nullptr,
             const JobsProgress& onProgress = nullptr);

// For a job's body: becomes the program arguments[0], with `environment` (NAME=VALUE) added to its
// own, and standard error written to `descriptor`. Returns, with the reason, only if that fails.
std::string becomeProgram(std::vector<std::string> arguments,
                          const std::vector<std::string>& environment, int descriptor);

}  // namespace host
