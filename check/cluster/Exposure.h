// Measures whether the faults of a run touched any client call. A run in which no fault touched an
// operation proves nothing.
//
// An operation is touched by
//   - a fault of a message, if the operation is open and its coordinator is one of the message's
//   two
//     ends (store network);
//   - a fault of any peer, if the operation is open when the peer crashes, pauses, restarts, joins
//   or
//     leaves, or is called while the peer is down or paused, or soon after;
//   - a fault that cuts its coordinator off, though no message shows it: while a partition lasts
//   that
//     has the coordinator on one side, and while the coordinator has a live peer removed from its
//     list because of lost or late messages or a pause. It sends such a peer nothing, and a call
//     that needs that peer fails.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

#include "check/base/Metric.h"
#include "sim/EventStream.h"
#include "sim/OpenCalls.h"

namespace check {

// The groups of faults. Delay is any fault that holds messages back: delay, reorder, slow.
enum class FaultGroup : uint8_t {
  Loss,  // MSG_DROP_PROB
  Drop,
  Partition,
  Delay,
  Duplicate,
  Corrupt,
  Crash,
  Pause,
  Restart,
  Join,
  Leave,
  Disk  // Full or corrupted.
};
constexpr size_t kFaultGroups = static_cast<size_t>(FaultGroup::Disk) + 1;

// The effect of a peer's crash, pause, restart, join or leave lasts for this number of ticks.
constexpr sim::Tick kAftermathTicks = 60;

class Exposure : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  struct Counts {
    // Faults that had an effect: each occurrence of a peer's fault; the schedule's faults of
    // messages that began. None for Loss, which has no beginning.
    int faults = 0;
    int64_t messages = 0;  // On both networks.
    int operations = 0;    // Operations that were touched.
  };

  const Counts& of(FaultGroup group) const { return counts_[static_cast<size_t>(group)]; }
  // True if a peer's fault occurred or a message was touched.
  bool hasFaults() const;

  int operations() const { return operations_; }
  int operationsTouched() const { return operationsTouched_; }

  // Returns a line for each group with an effect, and one for all; only the latter if there was
  // none.
  void print(std::ostream& out) const;

  // operations_touched; and of each group with an effect its counts, such as partition_faults,
  // partition_messages and partition_operations.
  std::vector<Metric> metrics() const;

 private:
  using Groups = std::array<bool, kFaultGroups>;

  void invoked(const sim::Event& event);
  void messageTouched(FaultGroup group, const sim::Event& event);
  void faultBegan(const sim::Event& event);
  void peerTouched(FaultGroup group, const sim::Event& event);
  void touch(FaultGroup group, Groups* touched);
  void touchCallsOn(const sim::Endpoint& coordinator, FaultGroup group);
  void partitionBegan(const sim::Event& event);
  void partitionEnded(const sim::Event& event);
  void memberRemoved(const sim::Event& event);
  // By the peer, and about it.
  void forgetRemovals(sim::PeerId peer);
  bool isFelt(FaultGroup group, sim::Tick tick) const;

  std::array<Counts, kFaultGroups> counts_;
  int operations_ = 0;
  int operationsTouched_ = 0;
  // What has touched each open call. Unlike History, keeps those of a coordinator that has lost its
  // memory: its client waits all the same.
  sim::OpenCalls<Groups> open_;
  std::map<sim::PeerId, FaultGroup> down_;  // Crashed or paused, and not back.
  std::set<sim::PeerId> left_;
  std::array<sim::Tick, kFaultGroups>
      feltUntil_{};  // The end of the effect of peers' faults; the first tick after.
  // The last tick in which a fault of the group touched a message, or a peer was paused or resumed.
  std::array<std::optional<sim::Tick>, kFaultGroups> lastFelt_{};

  // Of each partition that lasts, the peers that it cuts from others. Ascending.
  std::vector<std::vector<sim::PeerId>> partitions_;
  // (observer, live peer that it has removed): the faults that may have led to it.
  std::map<std::pair<sim::PeerId, sim::PeerId>, Groups> removals_;
};

}  // namespace check
