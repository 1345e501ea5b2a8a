// One build and one run of a submission, confined (Sandbox.h), and what a run then is worth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/confine/Sandbox.h"
#include "grading/score/Scenario.h"
#include "grading/score/Score.h"

namespace grading {

struct TestRun {
  std::string application;  // Absolute, as are the others.
  std::string conf;
  std::string folder;  // Its own, made before.
  uint64_t seed = 0;
  // A line that nobody can guess. What the run says is believed if it is sealed with it alone.
  std::string secret;
  int seconds = 10;
  bool isClassic = false;  // The course's rules alone, also where they give points for nothing.
  std::vector<std::string> options;  // Further ones, for ./Application.
  bool tellsAll = false;  // It reports all events (sim/EventText.h), not the lines that are scored.
};

// Of relative paths: a run begins in its own folder, where they lead elsewhere.
TestRun runOfProgram(const std::string& application, const std::string& conf,
                     const std::string& folder);

Confined confinedRun(const TestRun& run);

// `make` with `arguments`, here, in this `environment`. It can write to `folder` alone.
// REQUIRES: the framework is built.
Confined confinedBuild(const std::string& folder, const std::vector<std::string>& arguments,
                       const std::vector<std::string>& environment);

// What a run has reported that may be believed.
struct RunReport {
  bool hasBegun = false;
  std::string log;  // As dbg.log, of events alone.
  bool hasEnded = false;
  std::string metrics;  // A line `name number` each (cli/Metrics.h).
};

RunReport reportOf(const TestRun& run, const ConfinedOutcome& outcome);

// What became of a run, if not what should, as a clause with what the run itself said of its end;
// else "". `isComplete`: it reported its last tick.
std::string endingText(const TestRun& run, const ConfinedOutcome& outcome, bool isComplete);

// The same, and what it tried and must not do.
std::string noteOf(const TestRun& run, const ConfinedOutcome& outcome, const RunReport& report);

// The score of a run that is over, from its report and not from any file, with its note.
ScenarioScore scoreRun(Scenario scenario, const TestRun& run, const ConfinedOutcome& outcome,
                       const RunReport& report);

}  // namespace grading
