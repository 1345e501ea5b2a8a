// van Renesse, Minsky, Hayden 1998: how long it takes to detect a failure, against the size of the
// group and against loss; published, by the equations, by dice, and of our MP1Node.
#pragma once

#include "bench/papers/GossipSample.h"
#include "bench/papers/NodeMeasurement.h"
#include "bench/papers/Report.h"

namespace papers {

// How much is measured. The defaults are those of `make papers`.
struct GossipEffort {
  SampleSize samples = {8, 2000};
  NodeEffort nodes;
};

Report runGossipExperiment(const GossipEffort& effort);

}  // namespace papers
