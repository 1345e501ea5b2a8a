// The runs of one submission: each is `./Application CONF --seed N` in a process and a folder of
// its own; what it wrote is then scored (Scorer.h). Nothing of a submission is linked in here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "grading/Grade.h"
#include "grading/TestChoice.h"
#include "sim/Arguments.h"

namespace grading {

struct RunPlan {
  TestChoice choice;
  sim::SeedRange seeds;
  int jobs = 1;  // Runs at a time.
  std::string application;
  std::string folder;  // For the runs' folders. The last seed's logs stay there.
};

// Told of each run, in the order of the seeds, then of the scenarios: how many are over, how many
// there are.
using OnRun = std::function<void(const RunGrade& run, uint64_t done, uint64_t total)>;

// Fills in the tests, the seeds and the messages of *grade. Returns what kept the runs from being
// made, or "". REQUIRES: a choice with scenarios; jobs >= 1.
std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade);

}  // namespace grading
