#include "playground/engine/AsItWent.h"

#include <algorithm>

#include "lab/GroupChanges.h"
#include "lab/NetworkFaults.h"
#include "lab/ScheduleText.h"

namespace playground {

namespace {

using lab::Fault;
using lab::FaultKind;
using lab::Schedule;

bool isOfPeer(const Fault& fault) {
  return lab::changesGroup(fault.kind) || fault.kind == FaultKind::Pause;
}

// Each call is a client's of its own, so that none waits for another.
Schedule courseAsSchedule(int peers, const RunFollower& followed) {
  Schedule schedule;
  schedule.peers = peers;
  schedule.faults = followed.crashes();
  schedule.operations = followed.calls;
  int32_t client = 0;
  for (lab::ClientOperation& call : schedule.operations) call.client = ++client;
  schedule.sort();
  return schedule;
}

}  // namespace

void RunFollower::onEvent(const sim::Event& event) {
  if (event.kind == sim::EventKind::FaultBegan) begun_.emplace(event.text);
  if (event.kind != sim::EventKind::NodeFailed) return;
  Fault crash;
  crash.kind = FaultKind::Crash;
  crash.first = crash.last = event.tick;
  crash.peer = event.node.id;
  crashes_.push_back(crash);
}

bool RunFollower::hasHappened(const Fault& fault) const {
  return begun_.count(lab::faultText(fault)) > 0;
}

Schedule asItWent(const Params& params, const Schedule& schedule, const RunFollower& followed) {
  if (!params.isLaboratory()) return courseAsSchedule(schedule.peers, followed);
  Schedule result = schedule;
  result.operations = followed.calls;
  std::erase_if(result.faults, lab::isDecidedByChance);
  const bool hasHeldJoin =
      std::any_of(result.faults.begin(), result.faults.end(), [&](const Fault& fault) {
        return fault.kind == FaultKind::Join && !followed.hasHappened(fault);
      });
  if (!hasHeldJoin) {
    result.isGuarded = false;
    std::erase_if(result.faults, [&](const Fault& fault) {
      return isOfPeer(fault) && !followed.hasHappened(fault);
    });
  }
  Schedule decided;
  decided.faults = followed.decisions;
  result.add(decided);
  return result;
}

}  // namespace playground
