// The protocol of the same paper, simulated member by member: how many rounds a heartbeat needs
// until all live members have it.
//
// An entry of a list travels on its own, whatever the others hold, so a member is the one bit
// whether it has the heartbeat. Chances of 1e-9 are out of reach of plain repetition; they are
// measured, not extrapolated, by splitting: many groups play side by side, those that are done
// after n more rounds are replaced by copies of those that are not, and the shares that were left
// multiply. A heartbeat that is late was stuck at its owner or had one member left to reach, and
// splitting would find few of the former, as they show late. So the way to half of the members and
// the way to the others are measured apart and put together: which half it is makes no difference.
#pragma once

#include <cstdint>
#include <vector>

#include "bench/papers/Average.h"
#include "bench/papers/GossipModel.h"

namespace papers {

struct SampleSize {
  int repetitions = 8;  // They are independent; the standard error is taken over them.
  int groups = 1000;    // Simulated side by side in a repetition.
};

// For each of `mistakes` the first round after which (n-f) * P(not all have it) is at most that.
// REQUIRES: mistakes are above 0; they fall; at least three members live.
std::vector<Average> sampleRounds(const GossipGroup& group, const std::vector<double>& mistakes,
                                  const SampleSize& size, uint64_t seed);

}  // namespace papers
