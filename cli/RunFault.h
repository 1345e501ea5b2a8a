// What is wrong with a run, checked or not: the same for a single run and for a seed of a sweep.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "grading/score/Score.h"

namespace cli {

// What is wrong with a run, whatever it tests: the schedule could not go on, or a client call has
// no line of its coordinator or more than one. "" if nothing is. In a laboratory run coordinators
// crash and leave calls open, so only --check examines the lines there.
std::string faultOf(const RunResult& result, const Params& params);

// What the nodes lack, with one clause for each half that did nothing at all: no peer joined
// another, no client call succeeded. "" if both halves did something. Says what to write only where
// the half is a submitted file.
std::string missingIn(const RunResult& result, const Params& params);

// Whether a run is one of the course's tests, so that it has points.
bool isScored(const Params& params);

// The points of a run of one of the course's tests; none for other runs.
std::optional<grading::ScenarioScore> scoreOf(const Params& params, const std::string& dbgLog);

// "31 of 40 points: TEST 2: reason", for the first test that lost points. "" for full marks.
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
  std::optional<grading::ScenarioScore> score;  // Set if the run is one of the course's tests.
};

// `check` may be null: the run was not checked. `dbgLog` may be null: the run is not scored.
Judgement judge(const RunResult& result, const Params& params, const check::RunCheck* check,
                const std::string* dbgLog);

}  // namespace cli
