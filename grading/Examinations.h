// What the course's tests never ask for: the examinations, in one table. Each is a few runs, and a
// pure function from what these came to to what a student is told.
#pragma once

#include <array>
#include <vector>

#include "grading/Grade.h"
#include "grading/Trial.h"

namespace grading {

// Runs that belong together. An examination looks at those of one group or more.
enum class TrialGroup : uint8_t {
  HundredPeers,  // First, because it takes longest.
  Calm,
  FirstReplicasFail,
  Read,
  Crashes,
  Joins,
  Loss,
  ThirtyPeers,
  Membership,
  MembershipUnderLoss,
  Chaos
};
inline constexpr std::array kTrialGroups = {TrialGroup::HundredPeers,
                                            TrialGroup::Calm,
                                            TrialGroup::FirstReplicasFail,
                                            TrialGroup::Read,
                                            TrialGroup::Crashes,
                                            TrialGroup::Joins,
                                            TrialGroup::Loss,
                                            TrialGroup::ThirtyPeers,
                                            TrialGroup::Membership,
                                            TrialGroup::MembershipUnderLoss,
                                            TrialGroup::Chaos};

// The runs of a group, in the order of the seeds.
std::vector<Trial> trialsOf(TrialGroup group);

struct Examination {
  const char* name;   // As Finding::name.
  const char* title;  // As Finding::title.
  std::vector<TrialGroup> groups;
  // REQUIRES: all of `results`, those of the groups, are finished. Fills in kind, text and replay.
  void (*judge)(const TrialResults& results, Finding* finding);
  bool counts = true;  // As Finding::counts.
};

// In the order in which findings are shown.
const std::vector<Examination>& examinations();

// What is found of a submission whose trials of the examination's groups came to `results`, which
// are not empty. A run that crashed is a weakness; one that took too long says nothing.
Finding findingOf(const Examination& examination, const TrialResults& results);

}  // namespace grading
