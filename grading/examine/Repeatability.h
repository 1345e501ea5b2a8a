// Whether a submission does the same when its run is repeated: in another process, with other
// addresses, and with other bytes in memory that it has not set (lab/Disturbance.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/score/Grade.h"
#include "grading/score/Scenario.h"

namespace grading {

// One scenario with one seed, made twice: what was scored of each run, as dbg.log.
struct Repetition {
  Scenario scenario = Scenario::Create;
  uint64_t seed = 0;
  std::string first;
  std::string second;
  std::string replay;  // The command of the second.
};

// Two lines of text: the first of each log in which they differ. REQUIRES: they do.
std::string firstDifference(const std::string& first, const std::string& second);

// The finding `repeats`: good, or weak with the first line that differs and the scenarios.
Finding repeatabilityOf(const std::vector<Repetition>& repetitions);

}  // namespace grading
