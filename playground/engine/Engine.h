// One run from texts to texts, for a page in a browser, which has no files and no command line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace playground {

// The files that a run is as if it were made from; messages name them.
inline constexpr char kConfFile[] = "run.conf";
inline constexpr char kScheduleFile[] = "run.faults";

struct Request {
  std::string conf;                   // The text of a conf file.
  std::vector<std::string> settings;  // KEY=VALUE, as --set has them.
  uint64_t seed = 1;
  // The text of a schedule file, which FAULTS then names. "" = as the conf says.
  std::string schedule;
  std::string replay;  // The command that repeats the run, for the trace.
};

struct Outcome {
  // What is wrong with the request, a line each: "run.faults:3: …". All else is then empty.
  std::vector<std::string> errors;
  std::vector<std::string> notes;  // Settings and events without effect, a sentence each.
  std::string trace;               // docs/report.md
  std::string schedule;            // The run as it went (AsItWent.h), for Request::schedule.
  // Whether that is all of the run: the course's schedules do more than lines can say.
  bool isExact = true;
};

// Runs once, with all checks. Equal requests give equal outcomes in a process, or an instance, of
// their own: nodes keep state in globals. Writes the two files to the current folder.
Outcome run(const Request& request);

// The names of the store's designs, as REPLICATION has them.
std::vector<std::string> designs();

}  // namespace playground
