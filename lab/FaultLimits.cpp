#include "lab/FaultLimits.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "host/Check.h"
#include "lab/GroupChanges.h"

namespace lab {

namespace {

constexpr sim::PeerId kFirstPeer = 1;

std::string number(int64_t value) { return std::to_string(value); }

class Outside {
 public:
  Outside(const Schedule& schedule, const FaultLimits& limits)
      : schedule_(schedule), limits_(limits) {}

  std::vector<std::string> find() {
    for (const Fault& fault : schedule_.faults) {
      lookAtMessages(fault);
      lookAtInterruption(fault);
    }
    if (limits_.hasFixedGroup) {
      lookAtFixedGroup();
    } else {
      lookAtChanges();
    }
    return std::move(found_);
  }

 private:
  // Each clause once.
  void add(const std::string& clause) {
    if (std::find(found_.begin(), found_.end(), clause) == found_.end()) found_.push_back(clause);
  }

  void compare(const std::string& what, int64_t value, int64_t most, const std::string& unit) {
    if (value > most) add(what + " " + number(value) + " " + unit + ", of " + number(most));
  }

  void lookAtMessages(const Fault& fault) {
    const auto percent = static_cast<int>(std::lround(fault.probability * 100));
    switch (fault.kind) {
      case FaultKind::Drop: {
        const bool isSmall = schedule_.peers <= limits_.smallGroup;
        compare("loss is", percent,
                isSmall ? limits_.dropPercentInSmallGroups : limits_.dropPercent, "%");
        break;
      }
      case FaultKind::Duplicate:
        compare("duplicates are", percent, limits_.duplicatePercent, "%");
        break;
      case FaultKind::Corrupt:
        compare("corruption is", std::lround(fault.probability * 1000), limits_.corruptPermille,
                "in a thousand");
        break;
      case FaultKind::Delay:
        compare("delays are", percent, limits_.delayPercent, "%");
        compare("a delay lasts", fault.ticksMax, limits_.delayTicks, "ticks");
        break;
      case FaultKind::Reorder:
        compare("reordered messages are", percent, limits_.reorderPercent, "%");
        compare("a message is held back", fault.ticksMax, limits_.reorderTicks, "ticks");
        break;
      case FaultKind::Slow:
        compare("a slow peer takes", fault.ticksMin, limits_.slowTicks, "ticks");
        break;
      default: break;
    }
  }

  void lookAtInterruption(const Fault& fault) {
    if (fault.kind != FaultKind::Partition && fault.kind != FaultKind::Pause) return;
    const bool isPause = fault.kind == FaultKind::Pause;
    compare(isPause ? "a pause lasts" : "a partition lasts", fault.last - fault.first,
            limits_.interruptionTicks, "ticks");
    if (interruptedUntil_ && fault.first - *interruptedUntil_ < limits_.quietTicks) {
      add("partitions or pauses follow each other after less than " + number(limits_.quietTicks) +
          " ticks");
    }
    interruptedUntil_ = std::max(fault.last, interruptedUntil_.value_or(fault.last));
    for (const Fault& other : schedule_.faults) {
      const bool isHeavy = other.kind == FaultKind::Drop &&
                           std::lround(other.probability * 100) > limits_.heavyLossPercent;
      if (isHeavy && other.first - limits_.quietTicks < fault.last &&
          fault.first < other.last + limits_.quietTicks) {
        add("a partition or pause under heavy loss");
      }
    }
  }

  void lookAtFixedGroup() {
    std::map<sim::PeerId, sim::Tick> downUntil;
    for (const Fault& fault : schedule_.faults) {
      if (fault.kind == FaultKind::Join) add("a peer joins");
      if (fault.kind == FaultKind::Leave) add("a peer leaves");
      if (fault.kind != FaultKind::Crash) continue;
      const std::optional<sim::Tick> back = returnOf(fault, schedule_);
      if (!back) add("a peer crashes for good");
      const bool isServer = fault.peer != kFirstPeer;
      const bool hasCompany =
          std::any_of(downUntil.begin(), downUntil.end(), [&](const auto& other) {
            return other.first != kFirstPeer && other.second > fault.first;
          });
      if (isServer && hasCompany) add("two peers that hold copies are down at once");
      downUntil[fault.peer] = back.value_or(INT32_MAX);
    }
  }

  void lookAtChanges() {
    std::optional<Fault> last;
    int crashes = 0;  // The last changes, if they are crashes for good.
    std::set<sim::PeerId> gone;
    for (const Fault& fault : schedule_.faults) {
      if (!changesGroup(fault.kind)) continue;
      const bool isSoon = last && fault.first - last->first < limits_.recoveryTicks;
      const bool isCrash =
          fault.kind == FaultKind::Crash && !returnOf(fault, schedule_).has_value();
      const bool isOneMore = isSoon && isCrash && crashes > 0 && crashes < limits_.crashesAtOnce;
      crashes = isCrash ? 1 + (isSoon ? crashes : 0) : 0;
      if (fault.kind == FaultKind::Restart && last && last->kind == FaultKind::Crash &&
          last->peer == fault.peer) {
        lookAtOutage(fault.first - last->first);
      } else if (isSoon && !isOneMore) {
        add(fault.first == last->first
                ? "two changes of the group at once"
                : "a change of the group " + number(fault.first - last->first) +
                      " ticks after another, before the copies can have recovered");
      }
      if (isCrash || fault.kind == FaultKind::Leave) gone.insert(fault.peer);
      last = fault;
    }
    if (gone.count(kFirstPeer) > 0) add("peer 1 is lost for good");
    if (!gone.empty() && schedule_.peers - static_cast<int>(gone.size()) < limits_.peersThatStay) {
      add("fewer than " + number(limits_.peersThatStay) + " peers stay");
    }
  }

  void lookAtOutage(sim::Tick ticks) {
    if (schedule_.peers < limits_.smallGroup) add("a peer of so small a group is down");
    compare("a peer is down for", ticks, limits_.longestOutage, "ticks");
  }

  const Schedule& schedule_;
  const FaultLimits& limits_;
  std::optional<sim::Tick> interruptedUntil_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> whatIsOutside(const Schedule& schedule, const FaultLimits& limits) {
  CHECK(schedule.peers >= 1);
  return Outside(schedule, limits).find();
}

}  // namespace lab
