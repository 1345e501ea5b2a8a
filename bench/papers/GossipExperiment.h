// van Renesse, Minsky, Hayden 1998: the time to detect a failure, by the size of the group and by
// loss. The published values stand beside those of the equations, of a simulation of the protocol,
// and of our MP1Node.
#pragma once

#include <functional>

#include "bench/papers/GossipSample.h"
#include "bench/papers/NodeMeasurement.h"
#include "bench/papers/Report.h"

namespace papers {

// How much is measured. The defaults are those of `make papers`.
struct GossipEffort {
  SampleSize samples = {8, 2000};
  NodeEffort nodes;
  std::function<void()> onStep = [] {};  // Called after each group that was measured.
};

Report runGossipExperiment(const GossipEffort& effort);

}  // namespace papers
