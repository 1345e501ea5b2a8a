// Tests of check/cluster/Exposure.h.
#include "check/cluster/Exposure.h"

#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace check {
namespace {

using sim::DropCause;
using sim::EventKind;
using sim::FaultKind;
using sim::MessageDecision;
using sim::NetworkId;

class ExposureTest : public testing::Test {
 protected:
  void call(EventKind kind, sim::Tick tick, sim::PeerId coordinator, const char* key = "k") {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node = {coordinator, 0};
    event.operation = sim::Operation::Update;
    event.key = key;
    exposure.onEvent(event);
  }
  void invoke(sim::Tick tick, sim::PeerId coordinator, const char* key = "k") {
    call(EventKind::OperationInvoked, tick, coordinator, key);
  }
  void finish(sim::Tick tick, sim::PeerId coordinator, const char* key = "k") {
    call(EventKind::OperationFinished, tick, coordinator, key);
  }
  void peer(EventKind kind, sim::Tick tick, sim::PeerId id) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node = {id, 0};
    exposure.onEvent(event);
  }
  void message(EventKind kind, sim::PeerId from, sim::PeerId to,
               NetworkId network = NetworkId::Store, DropCause cause = DropCause::Chance) {
    sim::Event event;
    event.kind = kind;
    event.node = {from, 0};
    event.other = {to, 0};
    event.network = network;
    event.cause = cause;
    exposure.onEvent(event);
  }
  void fault(EventKind kind, sim::Tick tick, FaultKind which,
             const std::vector<sim::PeerId>& cut = {}) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.fault = which;
    event.cutPeers = cut;
    exposure.onEvent(event);
  }
  void began(sim::Tick tick, FaultKind which, const std::vector<sim::PeerId>& cut = {}) {
    fault(EventKind::FaultBegan, tick, which, cut);
  }
  void ended(sim::Tick tick, FaultKind which, const std::vector<sim::PeerId>& cut = {}) {
    fault(EventKind::FaultEnded, tick, which, cut);
  }
  void beganOnMessage(MessageDecision decision) {
    sim::Event event;
    event.kind = EventKind::FaultBegan;
    event.fault = FaultKind::Message;
    event.decision = decision;
    exposure.onEvent(event);
  }
  void member(EventKind kind, sim::Tick tick, sim::PeerId observer, sim::PeerId member) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node = {observer, 0};
    event.other = {member, 0};
    exposure.onEvent(event);
  }
  int operations(FaultGroup group) const { return exposure.of(group).operations; }
  std::string printed() const {
    std::ostringstream out;
    exposure.print(out);
    return out.str();
  }

  Exposure exposure;
};

TEST_F(ExposureTest, none_withoutFaults) {
  invoke(100, 1);
  finish(102, 1);
  EXPECT_FALSE(exposure.hasFaults());
  EXPECT_EQ(1, exposure.operations());
  EXPECT_EQ(0, exposure.operationsTouched());
  EXPECT_TRUE(exposure.wantsNetworkEvents());
}

TEST_F(ExposureTest, metrics_ofWhatHadAnEffect) {
  ASSERT_EQ(1u, exposure.metrics().size());
  EXPECT_STREQ("operations_touched", exposure.metrics()[0].name);
  invoke(100, 1);
  began(100, FaultKind::Delay);
  message(EventKind::Delayed, 1, 2);
  message(EventKind::Delayed, 3, 2);
  const std::vector<Metric> metrics = exposure.metrics();
  ASSERT_EQ(4u, metrics.size());
  EXPECT_EQ(1, metrics[0].value);
  EXPECT_STREQ("delay_faults", metrics[1].name);
  EXPECT_EQ(1, metrics[1].value);
  EXPECT_STREQ("delay_messages", metrics[2].name);
  EXPECT_EQ(2, metrics[2].value);
  EXPECT_STREQ("delay_operations", metrics[3].name);
  EXPECT_EQ(1, metrics[3].value);
}

TEST_F(ExposureTest, messages_touchTheOpenCallsOfTheirEnds) {
  invoke(100, 1);
  invoke(100, 2);
  invoke(100, 3);
  message(EventKind::Delayed, 1, 2);
  EXPECT_EQ(2, operations(FaultGroup::Delay));
  EXPECT_EQ(2, exposure.operationsTouched());
  message(EventKind::Delayed, 2, 1);
  EXPECT_EQ(2, operations(FaultGroup::Delay)) << "each once";
  EXPECT_EQ(2, exposure.of(FaultGroup::Delay).messages);
  message(EventKind::Corrupted, 4, 1);
  EXPECT_EQ(1, operations(FaultGroup::Corrupt));
  EXPECT_EQ(2, exposure.operationsTouched()) << "the same one";
}

TEST_F(ExposureTest, messages_notWhatIsClosed) {
  invoke(100, 1);
  finish(101, 1);
  message(EventKind::Duplicated, 1, 2);
  EXPECT_EQ(0, exposure.operationsTouched());
  EXPECT_EQ(1, exposure.of(FaultGroup::Duplicate).messages);
  EXPECT_TRUE(exposure.hasFaults());
}

TEST_F(ExposureTest, messages_ofTheMembershipNetworkTouchNoOperation) {
  invoke(100, 1);
  message(EventKind::Delayed, 1, 2, NetworkId::Membership);
  EXPECT_EQ(0, exposure.operationsTouched());
  EXPECT_EQ(1, exposure.of(FaultGroup::Delay).messages);
}

TEST_F(ExposureTest, messages_droppedByCause) {
  invoke(100, 1);
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::TooLarge);
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::QueueFull);
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::ReceiverDown);
  EXPECT_FALSE(exposure.hasFaults());
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::Chance);
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::Fault);
  message(EventKind::Dropped, 1, 2, NetworkId::Store, DropCause::Partition);
  EXPECT_EQ(1, operations(FaultGroup::Loss));
  EXPECT_EQ(1, operations(FaultGroup::Drop));
  EXPECT_EQ(1, operations(FaultGroup::Partition));
  EXPECT_EQ(1, exposure.operationsTouched());
}

TEST_F(ExposureTest, peers_touchAllOpenCalls) {
  invoke(100, 1);
  invoke(100, 2);
  peer(EventKind::NodeFailed, 101, 3);
  EXPECT_EQ(2, operations(FaultGroup::Crash));
  EXPECT_EQ(1, exposure.of(FaultGroup::Crash).faults);
  EXPECT_EQ(2, exposure.operationsTouched());
}

TEST_F(ExposureTest, peers_touchWhatIsCalledWhileTheyAreDown) {
  peer(EventKind::NodeFailed, 100, 3);
  invoke(900, 1);
  EXPECT_EQ(1, operations(FaultGroup::Crash));
  peer(EventKind::NodePaused, 901, 2);
  invoke(902, 1);
  EXPECT_EQ(2, operations(FaultGroup::Crash));
  EXPECT_EQ(2, operations(FaultGroup::Pause));
}

TEST_F(ExposureTest, peers_touchWhatIsCalledSoonAfter) {
  peer(EventKind::NodeFailed, 100, 3);
  peer(EventKind::NodeRestarted, 110, 3);
  peer(EventKind::NodeLeft, 130, 2);
  invoke(100 + kAftermathTicks - 1, 1);
  EXPECT_EQ(1, operations(FaultGroup::Crash));
  EXPECT_EQ(1, operations(FaultGroup::Restart));
  EXPECT_EQ(1, operations(FaultGroup::Leave));
  invoke(110 + kAftermathTicks, 1);
  EXPECT_EQ(1, operations(FaultGroup::Crash));
  EXPECT_EQ(1, operations(FaultGroup::Restart));
  EXPECT_EQ(2, operations(FaultGroup::Leave));
  invoke(130 + kAftermathTicks, 1);
  EXPECT_EQ(3, exposure.operations());
  EXPECT_EQ(2, exposure.operationsTouched());
}

TEST_F(ExposureTest, peers_resumedAreBack) {
  peer(EventKind::NodePaused, 100, 3);
  peer(EventKind::NodeResumed, 105, 3);
  invoke(100 + kAftermathTicks, 1);
  EXPECT_EQ(0, exposure.operationsTouched());
}

TEST_F(ExposureTest, peers_aPauseThatRunsOutDoesNotBringTheCrashedBack) {
  peer(EventKind::NodePaused, 100, 3);
  peer(EventKind::NodeFailed, 101, 3);
  peer(EventKind::NodeResumed, 105, 3);
  invoke(900, 1);
  EXPECT_EQ(1, operations(FaultGroup::Crash));
}

TEST_F(ExposureTest, peers_whoLeavesWhilePausedIsNotPausedForEver) {
  peer(EventKind::NodePaused, 100, 3);
  peer(EventKind::NodeLeft, 101, 3);
  invoke(101 + kAftermathTicks, 1);
  EXPECT_EQ(0, exposure.operationsTouched());
}

TEST_F(ExposureTest, peers_theStartOfTheRunIsNoJoin) {
  peer(EventKind::NodeStarted, 95, 3);
  invoke(100, 1);
  EXPECT_EQ(0, exposure.operationsTouched());
  began(100, FaultKind::Join);
  EXPECT_EQ(1, operations(FaultGroup::Join));
  EXPECT_EQ(1, exposure.of(FaultGroup::Join).faults);
}

// ---- What no message shows.

TEST_F(ExposureTest, partitions_touchTheCallsOfThoseTheyCut) {
  invoke(149, 1);
  invoke(149, 4);
  began(150, FaultKind::Partition, {1, 3});
  EXPECT_EQ(1, operations(FaultGroup::Partition)) << "open when it begins";
  invoke(290, 3);
  EXPECT_EQ(2, operations(FaultGroup::Partition)) << "called while it lasts";
  invoke(290, 4);
  invoke(290, 2, "other");
  EXPECT_EQ(2, operations(FaultGroup::Partition)) << "2 and 4 are cut from nobody";
  ended(300, FaultKind::Drop, {1, 3});
  invoke(300, 3, "still");
  EXPECT_EQ(3, operations(FaultGroup::Partition)) << "another fault ended";
  ended(300, FaultKind::Partition, {1, 3});
  invoke(300, 1, "later");
  EXPECT_EQ(3, operations(FaultGroup::Partition));
}

// Of two equal partitions one may end and the other go on.
TEST_F(ExposureTest, partitions_eachEndsItself) {
  began(150, FaultKind::Partition, {1, 2});
  began(150, FaultKind::Partition, {1, 2});
  began(150, FaultKind::Partition, {3, 4});
  ended(300, FaultKind::Partition, {1, 2});
  invoke(301, 1);
  EXPECT_EQ(1, operations(FaultGroup::Partition));
  ended(302, FaultKind::Partition, {1, 2});
  invoke(303, 1);
  EXPECT_EQ(1, operations(FaultGroup::Partition));
  invoke(303, 3);
  EXPECT_EQ(2, operations(FaultGroup::Partition));
}

TEST_F(ExposureTest, removals_touchTheObserversCallsUntilThePeerIsBack) {
  message(EventKind::Delayed, 3, 1, NetworkId::Membership);
  invoke(10, 1, "open");
  member(EventKind::MemberRemoved, 20, 1, 3);
  EXPECT_EQ(1, operations(FaultGroup::Delay)) << "open when the peer is removed";
  invoke(900, 1);
  EXPECT_EQ(2, operations(FaultGroup::Delay)) << "called while it is missing";
  invoke(900, 2);
  EXPECT_EQ(2, operations(FaultGroup::Delay)) << "2 has not removed it";
  member(EventKind::MemberAdded, 901, 1, 3);
  invoke(902, 1);
  EXPECT_EQ(2, operations(FaultGroup::Delay));
}

TEST_F(ExposureTest, removals_byALongPause) {
  peer(EventKind::NodePaused, 100, 3);
  member(EventKind::MemberRemoved, 100 + 2 * kAftermathTicks, 1, 3);
  peer(EventKind::NodeResumed, 300, 3);
  invoke(400, 1);
  EXPECT_EQ(1, operations(FaultGroup::Pause));
}

TEST_F(ExposureTest, removals_thatNoFaultExplains) {
  message(EventKind::Delayed, 3, 1);
  member(EventKind::MemberRemoved, kAftermathTicks, 1, 3);  // The delay was at tick 0.
  invoke(kAftermathTicks, 1);
  EXPECT_EQ(0, exposure.operationsTouched());
}

TEST_F(ExposureTest, removals_ofTheDeadAreRight) {
  message(EventKind::Delayed, 3, 1);
  peer(EventKind::NodeLeft, 0, 4);
  member(EventKind::MemberRemoved, 10, 1, 4);
  peer(EventKind::NodeFailed, 10, 3);
  member(EventKind::MemberRemoved, 20, 1, 3);
  invoke(100, 1);
  EXPECT_EQ(0, operations(FaultGroup::Delay));
}

TEST_F(ExposureTest, removals_endWithTheObserverAndThePeer) {
  message(EventKind::Delayed, 3, 1);
  member(EventKind::MemberRemoved, 10, 1, 3);
  member(EventKind::MemberRemoved, 10, 2, 3);
  peer(EventKind::NodeFailed, 11, 1);
  peer(EventKind::NodeRestarted, 12, 1);
  peer(EventKind::NodeFailed, 13, 3);
  invoke(900, 1);
  invoke(900, 2);
  EXPECT_EQ(0, operations(FaultGroup::Delay));
}

TEST_F(ExposureTest, began_countsTheFaultsOfMessages) {
  for (const FaultKind kind : {FaultKind::Drop, FaultKind::Partition, FaultKind::Slow,
                               FaultKind::Reorder, FaultKind::Crash, FaultKind::Heal}) {
    began(150, kind);
  }
  beganOnMessage(MessageDecision::Drop);
  beganOnMessage(MessageDecision::Corrupt);
  EXPECT_EQ(2, exposure.of(FaultGroup::Drop).faults);
  EXPECT_EQ(1, exposure.of(FaultGroup::Partition).faults);
  EXPECT_EQ(2, exposure.of(FaultGroup::Delay).faults);
  EXPECT_EQ(1, exposure.of(FaultGroup::Corrupt).faults);
  EXPECT_EQ(0, exposure.of(FaultGroup::Crash).faults) << "NodeFailed says so";
}

TEST_F(ExposureTest, calls_oneNameTwice) {
  invoke(100, 1);
  message(EventKind::Delayed, 1, 2);
  invoke(101, 1);
  finish(102, 1);
  message(EventKind::Delayed, 1, 2);
  EXPECT_EQ(2, exposure.operationsTouched());
  finish(103, 1);
  finish(104, 1);
  message(EventKind::Delayed, 1, 2);
  EXPECT_EQ(2, exposure.operationsTouched());
}

TEST_F(ExposureTest, print_aLineForEachThatStruck) {
  EXPECT_EQ("0 of 0 operations touched by a fault\n", printed());
  invoke(100, 1);
  peer(EventKind::NodeFailed, 101, 3);
  message(EventKind::Delayed, 4, 2);
  EXPECT_EQ(
      "fault       struck  messages  operations\n"
      "delay            0         1           0\n"
      "crash            1         0           1\n"
      "1 of 1 operations touched by a fault\n",
      printed());
}

}  // namespace
}  // namespace check
