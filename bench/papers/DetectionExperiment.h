// The two designs of the membership beside each other: how long it takes until a crashed member is
// removed, and how often a live one is, by the size of the group and by loss. No paper has these
// numbers.
#pragma once

#include <functional>

#include "bench/papers/Report.h"

namespace papers {

// How much is measured. The defaults are those of `make papers`.
struct DetectionEffort {
  int largestSize = 1000;
  int crashes = 50;
  int crashesOfLargest = 10;             // Each takes a second among 1000.
  std::function<void()> onStep = [] {};  // Called after each group that was measured.
};

Report runDetectionExperiment(const DetectionEffort& effort);

}  // namespace papers
