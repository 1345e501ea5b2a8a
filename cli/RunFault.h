// What is wrong with a run, checked or not: the same for a single run and for a seed of a sweep.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "grading/score/Score.h"

namespace cli {

// Whatever the run tests: the schedule could not go on, or a client call has no line of its
// coordinator, or more than one. "" for nothing. In a laboratory coordinators crash and leave calls
// open: there --check looks at the lines.
std::string faultOf(const RunResult& result, const Params& params);

// What the nodes of a run lack that did nothing at all, a clause for each part: no peer joined
// another, no client call succeeded. "" if they did something.
std::string missingIn(const RunResult& result);

// Whether a run is one of the course's tests, so that it has points.
bool isScored(const Params& params);

// The points of a run of one of the course's tests; none for other runs.
std::optional<grading::ScenarioScore> scoreOf(const Params& params, const std::string& dbgLog);

// "31 of 40 points: TEST 2: reason": of the tests that lost points, the first one. "" for full
// marks.
std::string lostPoints(const grading::ScenarioScore& score);

// "31 of 40 points", and a line for each test that lost points, with the reason.
void printPoints(const grading::ScenarioScore& score, std::ostream& out);

struct Judgement {
  int status = 0;  // An ExitCode.
  // What is wrong, in a line: the fault, or what the check found, or a test that lost points. "" if
  // nothing is.
  std::string reason;
  std::string fault;                            // faultOf().
  std::string missing;                          // missingIn().
  std::optional<grading::ScenarioScore> score;  // Of a run of one of the course's tests.
};

// `check` may be null: the run was not checked. `dbgLog` may be null: the run is not scored.
Judgement judge(const RunResult& result, const Params& params, const check::RunCheck* check,
                const std::string* dbgLog);

}  // namespace cli
