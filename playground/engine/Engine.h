// Makes one run from texts and returns texts, for a page in a browser, where there are no files and
// no command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace playground {

// The file names that messages use for the texts of a request.
inline constexpr char kConfFile[] = "run.conf";
inline constexpr char kScheduleFile[] = "run.faults";

struct Request {
  std::string conf;                   // The text of a conf file.
  std::vector<std::string> settings;  // KEY=VALUE, as --set has them.
  uint64_t seed = 1;
  // The text of a schedule file; overrides FAULTS. "" = the conf's own FAULTS.
  std::string schedule;
  std::string replay;  // The command that repeats the run, for the trace.
};

struct Outcome {
  // What is wrong with the request, one line each: "run.faults:3: …". If there are any, the rest is
  // empty.
  std::vector<std::string> errors;
  std::vector<std::string> notes;  // Settings and events without effect, a sentence each.
  std::string trace;               // docs/report.md
  std::string schedule;            // The run as it went (AsItWent.h), for Request::schedule.
  // Whether `schedule` is the whole run. A run of the course does more than a schedule can express.
  bool isExact = true;
};

// Runs once, with all checks, and writes the two files to the current folder. Use a fresh process
// or instance for each run, because nodes keep state in globals; then equal requests give equal
// outcomes.
Outcome run(const Request& request);

// The names of the store's designs, as REPLICATION has them.
std::vector<std::string> designs();

}  // namespace playground
