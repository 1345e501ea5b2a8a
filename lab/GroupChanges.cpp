#include "lab/GroupChanges.h"

#include <algorithm>

namespace lab {

bool changesGroup(FaultKind kind) {
  switch (kind) {
    case FaultKind::Crash:
    case FaultKind::Restart:
    case FaultKind::Join:
    case FaultKind::Leave: return true;
    default: return false;
  }
}

std::optional<sim::Tick> returnOf(const Fault& crash, const Schedule& schedule) {
  const auto found =
      std::find_if(schedule.faults.begin(), schedule.faults.end(), [&](const Fault& other) {
        return other.kind == FaultKind::Restart && other.peer == crash.peer &&
               other.first > crash.first;
      });
  return found == schedule.faults.end() ? std::nullopt : std::optional(found->first);
}

std::vector<sim::PeerId> peersThatMayDepart(const Schedule& schedule, const FaultLimits& limits) {
  std::set<sim::PeerId> changed = {1};
  int running = schedule.peers;
  for (const Fault& fault : schedule.faults) {
    if (!changesGroup(fault.kind)) continue;
    changed.insert(fault.peer);
    const bool isLoss = fault.kind == FaultKind::Leave ||
                        (fault.kind == FaultKind::Crash && !returnOf(fault, schedule));
    if (isLoss) --running;
  }
  std::vector<sim::PeerId> peers;
  for (sim::PeerId peer = 1; running > limits.peersThatStay && peer <= schedule.peers; ++peer) {
    if (changed.count(peer) == 0) peers.push_back(peer);
  }
  return peers;
}

GroupChanges::GroupChanges(const Schedule& schedule, Recovery* recovery)
    : schedule_(schedule), recovery_(schedule.isGuarded ? recovery : nullptr) {}

void GroupChanges::advance() {
  if (isRecovering_ && recovery_->advance()) isRecovering_ = false;
}

const char* GroupChanges::whyForbidden(const Fault& fault, int runningPeers) const {
  if (recovery_ == nullptr || !changesGroup(fault.kind)) return "";
  if (recovery_->limits().hasFixedGroup) return whyForbiddenInFixedGroup(fault);
  if (fault.kind == FaultKind::Restart && fault.peer == out_) return "";
  if (isToReturn_) return "the peer that had crashed before was still down";
  if (fault.first < openUntil_) return "operations of before the restart may still have been open";
  const bool isLastCrash = fault.kind == FaultKind::Crash && !returns(fault);
  const bool isOneMore =
      isLastCrash && crashes_ > 0 && crashes_ < recovery_->limits().crashesAtOnce;
  if (isRecovering_ && !isOneMore) return "the copies had not recovered from the change before it";
  const bool isLoss = fault.kind == FaultKind::Leave || isLastCrash;
  if (isLoss && runningPeers <= recovery_->limits().peersThatStay) {
    return "fewer than three peers would have stayed";
  }
  return "";
}

const char* GroupChanges::whyForbiddenInFixedGroup(const Fault& fault) const {
  constexpr sim::PeerId kCoordinator = 1;
  if (fault.kind == FaultKind::Restart) return "";
  if (fault.kind != FaultKind::Crash) return "the store's group is fixed";
  if (!returns(fault)) return "the store's group is fixed, and the peer would not have come back";
  const size_t serversDown = down_.size() - down_.count(kCoordinator);
  const bool isServer = fault.peer != kCoordinator;
  return isServer && serversDown > 0 ? "another peer that holds copies was still down" : "";
}

void GroupChanges::note(const Fault& fault) {
  if (recovery_ == nullptr || !changesGroup(fault.kind)) return;
  if (recovery_->limits().hasFixedGroup) {
    if (fault.kind == FaultKind::Crash) down_.insert(fault.peer);
    if (fault.kind == FaultKind::Restart) down_.erase(fault.peer);
    return;
  }
  const bool isCrash = fault.kind == FaultKind::Crash;
  out_ = isCrash ? fault.peer : 0;
  isToReturn_ = isCrash && returns(fault);
  if (!isCrash || isToReturn_) {
    crashes_ = 0;
  } else if (!isRecovering_) {
    crashes_ = 1;
  } else if (crashes_ > 0) {
    ++crashes_;
  }
  isRecovering_ = true;
  if (fault.kind == FaultKind::Restart && !fault.withMemory) openUntil_ = fault.first + kOpenTicks;
  recovery_->begin();
}

}  // namespace lab
