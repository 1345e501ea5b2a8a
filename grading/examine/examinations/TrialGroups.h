// The runs that examinations look at, by groups.
#pragma once

#include <cstdint>
#include <vector>

#include "grading/confine/Trial.h"

namespace grading {

// Runs that belong together. An examination looks at those of one group or more.
enum class TrialGroup : uint8_t {
  Calm,
  FirstReplicasFail,
  Read,
  Crashes,
  Joins,
  Loss,
  Membership,
  MembershipUnderLoss,
  Chaos,
  // Last, because they take longest: what follows a run that had to be ended is not tried.
  ThirtyPeers,
  HundredPeers
};

// All groups, in the order in which they run.
std::vector<TrialGroup> trialGroups();

// The runs of a group, in the order of the seeds.
std::vector<Trial> trialsOf(TrialGroup group);

}  // namespace grading
