// The runs of one submission: each is `./Application CONF --seed N` in a process and a folder of
// its own, confined (Sandbox.h); what it reports is then scored (TestRun.h). Nothing of a
// submission is linked in here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "grading/confine/StepProgress.h"
#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"
#include "host/Arguments.h"

namespace grading {

struct RunPlan {
  TestChoice choice;
  host::SeedRange seeds;
  int jobs = 1;  // Runs at a time.
  std::string application;
  std::string replay;    // How a person starts that program: the beginning of replay commands.
  std::string debugger;  // The same under gdb, for ShownRun::debugger.
  std::string folder;    // For the runs' folders. The last seed's logs stay there.
  std::string secret;    // See TestRun.
  int secondsPerRun = 10;
  bool isClassic = false;  // See TestRun.
  bool explains = true;    // Lost points get an explanation, by one more run of the worst seed.
  bool traces = false;     // The worst runs are recorded, for a page, by yet another run of each.
  StepProgress* progress = nullptr;  // Borrowed; must be set.
};

// Told of each run, in the order of the seeds, then of the scenarios.
using OnRun = std::function<void(const RunGrade& run)>;

// Fills in the tests, the seeds, the active parts and the messages of *grade. A scenario in which a
// run had to be ended gets no further runs, and no explanation by one. Returns what kept the runs
// from being made, or "". REQUIRES: a choice with scenarios; jobs >= 1; the folder is there.
std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade);

}  // namespace grading
