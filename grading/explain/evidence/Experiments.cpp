#include "grading/explain/evidence/Experiments.h"

#include <array>

namespace grading {

namespace {

// By WhatIf.
constexpr std::array kConditions = {
    "with an entry of its own in each peer's list",
    "with a change at the ring's beginning beside each other one",
    "with just the live peers in each list while updateRing reads it",
    "with failures 40 ticks earlier",
    "with 25 ticks between the two failures",
    "with failures of the key's true replicas",
    "with clients whose peers are no replicas of the key",
    "with no limit to what may be sent",
    "with the key put into the tables of its replicas that lack it",
    "with timestamps that stay unless the heartbeat has grown",
    "with fresh timestamps in the entries of live peers",
};
static_assert(kConditions.size() == lab::kWhatIfCount);

}  // namespace

Experiment supposing(lab::WhatIf what) {
  return {{"--what-if", lab::whatIfName(what)}, kConditions[static_cast<size_t>(what)]};
}

}  // namespace grading
