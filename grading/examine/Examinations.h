// What the course's tests never ask for: the examinations, in one table. Each is a few runs, and a
// pure function from what these came to to what a student is told.
#pragma once

#include <array>
#include <vector>

#include "grading/confine/Trial.h"
#include "grading/score/Grade.h"

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
inline constexpr std::array kTrialGroups = {
    TrialGroup::Calm,        TrialGroup::FirstReplicasFail,
    TrialGroup::Read,        TrialGroup::Crashes,
    TrialGroup::Joins,       TrialGroup::Loss,
    TrialGroup::Membership,  TrialGroup::MembershipUnderLoss,
    TrialGroup::Chaos,       TrialGroup::ThirtyPeers,
    TrialGroup::HundredPeers};

// The runs of a group, in the order of the seeds.
std::vector<Trial> trialsOf(TrialGroup group);

struct Examination {
  const char* name;   // As Finding::name.
  const char* title;  // As Finding::title.
  Part part;          // Whose work it shows.
  std::vector<TrialGroup> groups;
  // What a run lacks, a clause, so that it shows nothing; "" if it can be judged.
  std::string (*lacking)(const TrialResult& result);
  // REQUIRES: all of `results`, those of the groups, are finished. Fills in kind, text and replay.
  void (*judge)(const TrialResults& results, Finding* finding);
  bool counts = true;  // As Finding::counts.
};

// In the order in which findings are shown.
const std::vector<Examination>& examinations();

// What is found of a submission whose trials of the examination's groups came to `results`, which
// are not empty. A run that crashed is a weakness; one that took too long says nothing; where
// nothing happened, nothing was shown.
Finding findingOf(const Examination& examination, const TrialResults& results);

}  // namespace grading
