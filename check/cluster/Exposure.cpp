#include "check/cluster/Exposure.h"

#include <algorithm>
#include <iomanip>

namespace check {
namespace {

constexpr std::array kNames = {"loss",  "drop",  "partition", "delay", "duplicate", "corrupt",
                               "crash", "pause", "restart",   "join",  "leave",     "disk"};
static_assert(kNames.size() == kFaultGroups);

struct MetricNames {
  const char* faults;
  const char* messages;
  const char* operations;
};
constexpr std::array<MetricNames, kFaultGroups> kMetricNames = {{
    {"loss_faults", "loss_messages", "loss_operations"},
    {"drop_faults", "drop_messages", "drop_operations"},
    {"partition_faults", "partition_messages", "partition_operations"},
    {"delay_faults", "delay_messages", "delay_operations"},
    {"duplicate_faults", "duplicate_messages", "duplicate_operations"},
    {"corrupt_faults", "corrupt_messages", "corrupt_operations"},
    {"crash_faults", "crash_messages", "crash_operations"},
    {"pause_faults", "pause_messages", "pause_operations"},
    {"restart_faults", "restart_messages", "restart_operations"},
    {"join_faults", "join_messages", "join_operations"},
    {"leave_faults", "leave_messages", "leave_operations"},
    {"disk_faults", "disk_messages", "disk_operations"},
}};

FaultGroup groupOf(sim::MessageDecision decision) {
  switch (decision) {
    case sim::MessageDecision::Drop: return FaultGroup::Drop;
    case sim::MessageDecision::Delay: return FaultGroup::Delay;
    case sim::MessageDecision::Duplicate: return FaultGroup::Duplicate;
    case sim::MessageDecision::Corrupt: return FaultGroup::Corrupt;
  }
  return FaultGroup::Drop;
}

// The group of a fault whose beginning no other event shows; nothing for the others.
std::optional<FaultGroup> groupOf(const sim::Event& began) {
  switch (began.fault) {
    case sim::FaultKind::Drop: return FaultGroup::Drop;
    case sim::FaultKind::Partition: return FaultGroup::Partition;
    case sim::FaultKind::Delay:
    case sim::FaultKind::Reorder:
    case sim::FaultKind::Slow: return FaultGroup::Delay;
    case sim::FaultKind::Duplicate: return FaultGroup::Duplicate;
    case sim::FaultKind::Corrupt: return FaultGroup::Corrupt;
    case sim::FaultKind::Join: return FaultGroup::Join;
    case sim::FaultKind::FullDisk:
    case sim::FaultKind::CorruptDisk: return FaultGroup::Disk;
    case sim::FaultKind::Message: return groupOf(began.decision);
    case sim::FaultKind::Pause:
    case sim::FaultKind::Crash:
    case sim::FaultKind::Restart:
    case sim::FaultKind::Leave:
    case sim::FaultKind::Heal: return std::nullopt;
  }
  return std::nullopt;
}

FaultGroup groupOf(sim::DropCause cause) {
  switch (cause) {
    case sim::DropCause::Fault: return FaultGroup::Drop;
    case sim::DropCause::Partition: return FaultGroup::Partition;
    default: return FaultGroup::Loss;
  }
}

// The faults that can make a live peer look dead.
constexpr FaultGroup kSilencing[] = {FaultGroup::Loss,  FaultGroup::Drop,    FaultGroup::Partition,
                                     FaultGroup::Delay, FaultGroup::Corrupt, FaultGroup::Pause};

bool isOfAFault(sim::DropCause cause) {
  return cause == sim::DropCause::Chance || cause == sim::DropCause::Fault ||
         cause == sim::DropCause::Partition;
}

}  // namespace

void Exposure::onEvent(const sim::Event& event) {
  switch (event.kind) {
    case sim::EventKind::OperationInvoked: invoked(event); break;
    case sim::EventKind::OperationFinished: open_.close(sim::callNameOf(event)); break;
    case sim::EventKind::Dropped:
      if (isOfAFault(event.cause)) messageTouched(groupOf(event.cause), event);
      break;
    case sim::EventKind::Delayed: messageTouched(FaultGroup::Delay, event); break;
    case sim::EventKind::Duplicated: messageTouched(FaultGroup::Duplicate, event); break;
    case sim::EventKind::Corrupted: messageTouched(FaultGroup::Corrupt, event); break;
    case sim::EventKind::FaultBegan: faultBegan(event); break;
    case sim::EventKind::FaultEnded: partitionEnded(event); break;
    case sim::EventKind::MemberRemoved: memberRemoved(event); break;
    case sim::EventKind::MemberAdded: removals_.erase({event.node.id, event.other.id}); break;
    case sim::EventKind::NodeFailed:
      forgetRemovals(event.node.id);
      peerTouched(FaultGroup::Crash, event);
      down_[event.node.id] = FaultGroup::Crash;
      break;
    case sim::EventKind::NodeRestarted:
      down_.erase(event.node.id);
      peerTouched(FaultGroup::Restart, event);
      break;
    case sim::EventKind::NodePaused:
      peerTouched(FaultGroup::Pause, event);
      down_[event.node.id] = FaultGroup::Pause;
      lastFelt_[static_cast<size_t>(FaultGroup::Pause)] = event.tick;
      break;
    case sim::EventKind::NodeResumed:
      lastFelt_[static_cast<size_t>(FaultGroup::Pause)] = event.tick;
      // A pause may also end after the peer has crashed.
      std::erase_if(down_, [&](const auto& peer) {
        return peer.first == event.node.id && peer.second == FaultGroup::Pause;
      });
      break;
    case sim::EventKind::NodeLeft:
      down_.erase(event.node.id);
      left_.insert(event.node.id);
      forgetRemovals(event.node.id);
      peerTouched(FaultGroup::Leave, event);
      break;
    default: break;
  }
}

// ---- The operations.

void Exposure::invoked(const sim::Event& event) {
  ++operations_;
  Groups touched{};
  for (const auto& entry : down_) touch(entry.second, &touched);
  for (size_t group = 0; group < kFaultGroups; ++group) {
    if (event.tick < feltUntil_[group]) touch(static_cast<FaultGroup>(group), &touched);
  }
  for (const std::vector<sim::PeerId>& cut : partitions_) {
    if (std::binary_search(cut.begin(), cut.end(), event.node.id)) {
      touch(FaultGroup::Partition, &touched);
    }
  }
  for (auto removal = removals_.lower_bound({event.node.id, 0});
       removal != removals_.end() && removal->first.first == event.node.id; ++removal) {
    for (const FaultGroup group : kSilencing) {
      if (removal->second[static_cast<size_t>(group)]) touch(group, &touched);
    }
  }
  open_.open(sim::callNameOf(event), touched);
}

void Exposure::touch(FaultGroup group, Groups* touched) {
  const auto index = static_cast<size_t>(group);
  if ((*touched)[index]) return;
  if (std::find(touched->begin(), touched->end(), true) == touched->end()) ++operationsTouched_;
  (*touched)[index] = true;
  ++counts_[index].operations;
}

// ---- The faults.

void Exposure::messageTouched(FaultGroup group, const sim::Event& event) {
  ++counts_[static_cast<size_t>(group)].messages;
  lastFelt_[static_cast<size_t>(group)] = event.tick;
  if (event.network != sim::NetworkId::Store) return;
  touchCallsOn(event.node, group);
  if (event.other != event.node) touchCallsOn(event.other, group);
}

void Exposure::touchCallsOn(const sim::Endpoint& coordinator, FaultGroup group) {
  open_.forEachOn(coordinator, [&](Groups& touched) { touch(group, &touched); });
}

void Exposure::faultBegan(const sim::Event& event) {
  const std::optional<FaultGroup> group = groupOf(event);
  if (!group) return;
  if (*group == FaultGroup::Join || *group == FaultGroup::Disk) {
    peerTouched(*group, event);
  } else {
    ++counts_[static_cast<size_t>(*group)].faults;
  }
  if (*group == FaultGroup::Partition) partitionBegan(event);
}

void Exposure::partitionBegan(const sim::Event& event) {
  partitions_.emplace_back(event.cutPeers.begin(), event.cutPeers.end());
  const std::vector<sim::PeerId>& cut = partitions_.back();
  open_.forEach([&](const sim::CallName& name, Groups& touched) {
    if (!std::binary_search(cut.begin(), cut.end(), name.coordinator.id)) return;
    touch(FaultGroup::Partition, &touched);
  });
}

// Of two that cut the same peers it does not matter which one is taken for the other.
void Exposure::partitionEnded(const sim::Event& event) {
  if (event.fault != sim::FaultKind::Partition) return;
  const auto ended = std::find_if(
      partitions_.begin(), partitions_.end(), [&](const std::vector<sim::PeerId>& cut) {
        return std::equal(cut.begin(), cut.end(), event.cutPeers.begin(), event.cutPeers.end());
      });
  if (ended != partitions_.end()) partitions_.erase(ended);
}

void Exposure::memberRemoved(const sim::Event& event) {
  const sim::PeerId removed = event.other.id;
  const auto down = down_.find(removed);
  // A paused peer is alive, and a pause has an effect for as long as it lasts.
  const bool hasCrashed = down != down_.end() && down->second == FaultGroup::Crash;
  if (event.node == event.other || hasCrashed || left_.count(removed) > 0) return;
  Groups causes{};
  for (const FaultGroup group : kSilencing) {
    const bool isPaused = group == FaultGroup::Pause && down != down_.end();
    if (!isPaused && !isFelt(group, event.tick)) continue;
    causes[static_cast<size_t>(group)] = true;
    touchCallsOn(event.node, group);
  }
  if (causes != Groups{}) removals_[{event.node.id, removed}] = causes;
}

void Exposure::forgetRemovals(sim::PeerId peer) {
  std::erase_if(removals_, [peer](const auto& removal) {
    return removal.first.first == peer || removal.first.second == peer;
  });
}

bool Exposure::isFelt(FaultGroup group, sim::Tick tick) const {
  const std::optional<sim::Tick>& last = lastFelt_[static_cast<size_t>(group)];
  return last && tick < *last + kAftermathTicks;
}

void Exposure::peerTouched(FaultGroup group, const sim::Event& event) {
  const auto index = static_cast<size_t>(group);
  ++counts_[index].faults;
  feltUntil_[index] = event.tick + kAftermathTicks;
  open_.forEach([&](const sim::CallName&, Groups& touched) { touch(group, &touched); });
}

// ---- The report.

bool Exposure::hasFaults() const {
  return std::any_of(counts_.begin(), counts_.end(),
                     [](const Counts& counts) { return counts.faults > 0 || counts.messages > 0; });
}

void Exposure::print(std::ostream& out) const {
  if (hasFaults()) out << "fault       struck  messages  operations\n";
  for (size_t group = 0; group < kFaultGroups; ++group) {
    const Counts& counts = counts_[group];
    if (counts.faults == 0 && counts.messages == 0) continue;
    out << std::left << std::setw(10) << kNames[group] << std::right << std::setw(8)
        << counts.faults << std::setw(10) << counts.messages << std::setw(12) << counts.operations
        << '\n';
  }
  out << operationsTouched_ << " of " << operations_ << " operations touched by a fault\n";
}

std::vector<Metric> Exposure::metrics() const {
  std::vector<Metric> metrics = {{"operations_touched", double(operationsTouched_)}};
  for (size_t group = 0; group < kFaultGroups; ++group) {
    const Counts& counts = counts_[group];
    if (counts.faults == 0 && counts.messages == 0) continue;
    const MetricNames& names = kMetricNames[group];
    metrics.push_back({names.faults, double(counts.faults)});
    metrics.push_back({names.messages, double(counts.messages)});
    metrics.push_back({names.operations, double(counts.operations)});
  }
  return metrics;
}

}  // namespace check
