#include "check/cluster/Exposure.h"

#include <algorithm>
#include <iomanip>
#include <limits>
#include <sstream>

#include "lab/ScheduleText.h"

namespace check {
namespace {

constexpr const char* kNames[kFaultGroups] = {"loss",      "drop",    "partition", "delay",
                                              "duplicate", "corrupt", "crash",     "pause",
                                              "restart",   "join",    "leave"};

// The schedule's words for the faults whose beginning no other event shows.
std::optional<FaultGroup> groupOf(const std::string& word) {
  static const std::map<std::string, FaultGroup> kGroups = {{"drop", FaultGroup::Drop},
                                                            {"partition", FaultGroup::Partition},
                                                            {"isolate", FaultGroup::Partition},
                                                            {"delay", FaultGroup::Delay},
                                                            {"reorder", FaultGroup::Delay},
                                                            {"slow", FaultGroup::Delay},
                                                            {"duplicate", FaultGroup::Duplicate},
                                                            {"corrupt", FaultGroup::Corrupt},
                                                            {"join", FaultGroup::Join}};
  const auto found = kGroups.find(word);
  if (found == kGroups.end()) return std::nullopt;
  return found->second;
}

// The verb of a line of the schedule language, `at T verb …` or `from T to T verb …`.
std::string verbOf(std::string_view line) {
  std::istringstream words{std::string(line)};
  std::string word;
  words >> word;
  const int wordsBefore = word == "from" ? 3 : 1;
  for (int i = 0; i < wordsBefore; ++i) words >> word;
  words >> word;
  return words ? word : "";
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

// The peers that a partition's line cuts from others: all that it names, except a bridge between
// all groups.
std::vector<sim::PeerId> cutPeers(std::string_view line) {
  std::vector<std::string> errors;
  const lab::Schedule schedule =
      lab::readScheduleText(line, "", std::numeric_limits<int>::max(), &errors);
  if (schedule.faults.empty()) return {};
  const auto& groups = schedule.faults.front().groups;
  std::map<sim::PeerId, size_t> memberships;
  for (const auto& group : groups) {
    for (const sim::PeerId peer : group) ++memberships[peer];
  }
  std::vector<sim::PeerId> cut;
  for (const auto& [peer, count] : memberships) {
    if (count < groups.size()) cut.push_back(peer);
  }
  return cut;
}

bool isOfAFault(sim::DropCause cause) {
  return cause == sim::DropCause::Chance || cause == sim::DropCause::Fault ||
         cause == sim::DropCause::Partition;
}

}  // namespace

void Exposure::onEvent(const sim::Event& event) {
  switch (event.kind) {
    case sim::EventKind::OperationInvoked: invoked(event); break;
    case sim::EventKind::OperationFinished: finished(event); break;
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
  for (const Partition& partition : partitions_) {
    const std::vector<sim::PeerId>& cut = partition.cut;
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
  open_[{event.node, event.operation, std::string(event.key)}].push_back(touched);
}

void Exposure::finished(const sim::Event& event) {
  const auto found = open_.find({event.node, event.operation, std::string(event.key)});
  if (found == open_.end()) return;
  OpenCalls& calls = found->second;
  calls.erase(calls.begin());
  if (calls.empty()) open_.erase(found);
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
  for (auto call = open_.lower_bound({coordinator, sim::Operation{}, ""});
       call != open_.end() && std::get<sim::Endpoint>(call->first) == coordinator; ++call) {
    for (Groups& touched : call->second) touch(group, &touched);
  }
}

void Exposure::faultBegan(const sim::Event& event) {
  const std::optional<FaultGroup> group = groupOf(verbOf(event.text));
  if (!group) return;
  if (*group == FaultGroup::Join) {
    peerTouched(*group, event);
  } else {
    ++counts_[static_cast<size_t>(*group)].faults;
  }
  if (*group == FaultGroup::Partition) partitionBegan(event);
}

void Exposure::partitionBegan(const sim::Event& event) {
  partitions_.push_back({std::string(event.text), cutPeers(event.text)});
  for (auto& [name, calls] : open_) {
    const std::vector<sim::PeerId>& cut = partitions_.back().cut;
    if (!std::binary_search(cut.begin(), cut.end(), std::get<sim::Endpoint>(name).id)) continue;
    for (Groups& touched : calls) touch(FaultGroup::Partition, &touched);
  }
}

void Exposure::partitionEnded(const sim::Event& event) {
  const auto ended = std::find_if(partitions_.begin(), partitions_.end(),
                                  [&](const Partition& one) { return one.text == event.text; });
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
  for (auto& entry : open_) {
    for (Groups& touched : entry.second) touch(group, &touched);
  }
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

}  // namespace check
