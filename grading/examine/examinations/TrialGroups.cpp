#include "grading/examine/examinations/TrialGroups.h"

#include <algorithm>
#include <string>
#include <utility>

namespace grading {

namespace {

// Our own nodes need a fifth of a second for it, strangers' 7 to 16: these are not waited for.
constexpr int kSecondsOfAHundredPeers = 2;

// How a group's trials are alike, and how many seeds each has.
struct Plan {
  TrialGroup group;
  Trial trial;
  uint64_t seeds;
};

Trial courseTrial(Scenario scenario, std::vector<std::string> settings = {}) {
  Trial trial;
  trial.conf = confFileName(scenario);
  trial.settings = std::move(settings);
  trial.scenario = scenario;
  return trial;
}

Trial laboratoryTrial(const std::string& name, bool hasSchedule) {
  Trial trial;
  trial.conf = "testcases/quality/" + name + ".conf";
  if (hasSchedule) trial.schedule = "testcases/quality/" + name + ".faults";
  return trial;
}

Trial hundredPeers() {
  Trial trial = courseTrial(Scenario::Read, {"MAX_NNB=100"});
  trial.seconds = kSecondsOfAHundredPeers;
  return trial;
}

Trial chaosTrial() {
  Trial trial;
  trial.conf = "testcases/course-chaos.conf";
  return trial;
}

// In the order in which they run.
const std::vector<Plan>& plans() {
  using Group = TrialGroup;
  static const std::vector<Plan> all = {
      {Group::Calm, laboratoryTrial("calm", false), 3},
      {Group::FirstReplicasFail, courseTrial(Scenario::Read, {"FAIL_REPLICAS=first"}), 3},
      {Group::FirstReplicasFail, courseTrial(Scenario::Update, {"FAIL_REPLICAS=first"}), 3},
      {Group::Read, courseTrial(Scenario::Read), 5},
      // The schedules of these two are fixed: further seeds would show the same.
      {Group::Crashes, laboratoryTrial("crashes", true), 1},
      {Group::Joins, laboratoryTrial("joins", true), 1},
      {Group::Loss, laboratoryTrial("loss", false), 3},
      {Group::Membership, courseTrial(Scenario::SingleFailure), 3},
      {Group::Membership, courseTrial(Scenario::MultiFailure), 3},
      {Group::MembershipUnderLoss, courseTrial(Scenario::MsgDropSingleFailure), 3},
      {Group::Chaos, chaosTrial(), 5},
      {Group::ThirtyPeers, courseTrial(Scenario::Read, {"MAX_NNB=30"}), 1},
      {Group::HundredPeers, hundredPeers(), 1},
  };
  return all;
}

}  // namespace

std::vector<TrialGroup> trialGroups() {
  std::vector<TrialGroup> groups;
  for (const Plan& plan : plans()) {
    if (groups.empty() || groups.back() != plan.group) groups.push_back(plan.group);
  }
  return groups;
}

std::vector<Trial> trialsOf(TrialGroup group) {
  std::vector<Trial> trials;
  for (const Plan& plan : plans()) {
    if (plan.group != group) continue;
    Trial trial = plan.trial;
    for (trial.seed = 1; trial.seed <= plan.seeds; ++trial.seed) trials.push_back(trial);
  }
  return trials;
}

}  // namespace grading
