// Tests of check/cluster/Membership.h.
#include "check/cluster/Membership.h"

#include <gtest/gtest.h>

#include "tests/support/MembershipEvent.h"

namespace check {
namespace {

using sim::EventKind;

using Sentences = std::vector<std::string>;

constexpr sim::Tick kEnd = 1000;

class MembershipTest : public testing::Test {
 protected:
  void tell(EventKind kind, sim::Tick tick, sim::PeerId node, sim::PeerId other = 0,
            bool success = false) {
    membership.onEvent(membershipEvent(kind, tick, node, other, success));
  }

  // Peers 1, 2, 3 start at tick 0 and know each other at tick 10.
  void makeGroup() {
    for (const sim::PeerId peer : {1, 2, 3}) tell(EventKind::NodeStarted, 0, peer);
    for (const sim::PeerId peer : {1, 2, 3}) {
      for (const sim::PeerId other : {1, 2, 3}) tell(EventKind::MemberAdded, 10, peer, other);
    }
  }

  MembershipResult result() const { return membership.result(kEnd); }

  Membership membership;
};

TEST_F(MembershipTest, wantsNetworkEvents_yes) { EXPECT_TRUE(membership.wantsNetworkEvents()); }

TEST_F(MembershipTest, problems_noneInAnEmptyRun) { EXPECT_TRUE(result().problems.empty()); }

TEST_F(MembershipTest, problems_noneInAGroupThatKnowsItself) {
  makeGroup();
  EXPECT_TRUE(result().problems.empty());
}

TEST_F(MembershipTest, problems_itselfMayBeLeftOut) {
  makeGroup();
  for (const sim::PeerId peer : {1, 2, 3}) tell(EventKind::MemberRemoved, 20, peer, peer);
  EXPECT_TRUE(result().problems.empty());
}

TEST_F(MembershipTest, problems_incompleteList) {
  makeGroup();
  tell(EventKind::MemberRemoved, 20, 2, 1);
  tell(EventKind::MemberRemoved, 20, 2, 3);
  tell(EventKind::MemberRemoved, 20, 3, 1);
  EXPECT_EQ((Sentences{"peer 2 does not list peers 1 and 3, which are live",
                       "peer 3 does not list peer 1, which is live"}),
            result().problems);
}

TEST_F(MembershipTest, problems_listsTheDeadAndTheDeparted) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeLeft, 200, 3);
  EXPECT_EQ((Sentences{"peer 1 still lists peer 2, which crashed at tick 150",
                       "peer 1 still lists peer 3, which left at tick 200"}),
            result().problems);
}

TEST_F(MembershipTest, problems_notOfWhatHappenedJustNow) {
  makeGroup();
  tell(EventKind::NodeFailed, kEnd - kNoticeTicks + 1, 2);
  tell(EventKind::NodeStarted, kEnd - kNoticeTicks + 1, 4);
  EXPECT_TRUE(result().problems.empty());
  EXPECT_FALSE(membership.result(kEnd + 1).problems.empty());
}

TEST_F(MembershipTest, problems_aRestartedPeersListStartsAnew) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeRestarted, 160, 2);
  EXPECT_EQ(Sentences{"peer 2 does not list peers 1 and 3, which are live"}, result().problems);
}

TEST_F(MembershipTest, problems_aRestartWithMemoryKeepsTheList) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeRestarted, 160, 2, 0, true);
  EXPECT_TRUE(result().problems.empty());
}

TEST_F(MembershipTest, problems_notOfAPausedPeer) {
  makeGroup();
  tell(EventKind::NodePaused, 150, 2);
  tell(EventKind::MemberRemoved, 180, 1, 2);
  EXPECT_TRUE(result().problems.empty());
  tell(EventKind::NodeResumed, 190, 2);
  EXPECT_EQ(1u, result().problems.size());
}

TEST_F(MembershipTest, problems_aPauseThatRunsOutDoesNotBringTheCrashedBack) {
  makeGroup();
  tell(EventKind::NodePaused, 150, 2);
  tell(EventKind::NodeFailed, 151, 2);
  tell(EventKind::NodeResumed, 158, 2);
  EXPECT_EQ(2u, result().problems.size()) << "peers 1 and 3 still list it";
}

TEST_F(MembershipTest, crashes_firstAndFullDetection) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::MemberRemoved, 165, 3, 2);
  ASSERT_EQ(1u, result().crashes.size());
  EXPECT_EQ(2, result().crashes[0].peer);
  EXPECT_EQ(150, result().crashes[0].crashedAt);
  EXPECT_EQ(15, result().crashes[0].first);
  EXPECT_EQ(-1, result().crashes[0].full);
  tell(EventKind::MemberRemoved, 171, 1, 2);
  EXPECT_EQ(15, result().crashes[0].first);
  EXPECT_EQ(21, result().crashes[0].full);
  EXPECT_TRUE(result().falseRemovals.empty());
}

TEST_F(MembershipTest, crashes_whoDiesMeanwhileNeedNotNotice) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::MemberRemoved, 165, 3, 2);
  tell(EventKind::NodeFailed, 170, 1);
  EXPECT_EQ(15, result().crashes[0].full);
  tell(EventKind::MemberRemoved, 185, 3, 1);
  EXPECT_EQ(15, result().crashes[1].full);
}

TEST_F(MembershipTest, crashes_nobodyNoticed) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeFailed, 150, 1);
  tell(EventKind::NodeFailed, 150, 3);
  EXPECT_EQ(-1, result().crashes[0].first);
  EXPECT_EQ(-1, result().crashes[0].full);
  EXPECT_EQ(-1, result().crashes[1].full);
}

TEST_F(MembershipTest, crashes_aRestartEndsTheWatch) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeRestarted, 155, 2, 0, true);
  tell(EventKind::MemberRemoved, 165, 1, 2);
  EXPECT_EQ(-1, result().crashes[0].first);
  EXPECT_TRUE(result().falseRemovals.empty()) << "it was down a moment ago";
}

TEST_F(MembershipTest, crashes_ofAPeerThatNobodyLists) {
  tell(EventKind::NodeStarted, 0, 1);
  tell(EventKind::NodeFailed, 50, 1);
  EXPECT_EQ(0, result().crashes[0].full);
}

TEST_F(MembershipTest, joins_untilAllListEachOther) {
  makeGroup();
  tell(EventKind::NodeStarted, 100, 4);
  for (const sim::PeerId peer : {1, 2, 3}) {
    tell(EventKind::MemberAdded, 105, 4, peer);
    EXPECT_EQ(-1, result().joins.back().full);
    tell(EventKind::MemberAdded, 105 + peer, peer, 4);
  }
  ASSERT_EQ(4u, result().joins.size());
  EXPECT_EQ(4, result().joins[3].peer);
  EXPECT_EQ(100, result().joins[3].startedAt);
  EXPECT_EQ(8, result().joins[3].full);
  EXPECT_EQ(0, result().joins[0].full) << "the first one waits for nobody";
  EXPECT_EQ(10, result().joins[2].full);
}

TEST_F(MembershipTest, joins_whoGoesMeanwhileIsNotWaitedFor) {
  makeGroup();
  tell(EventKind::NodeStarted, 100, 4);
  for (const sim::PeerId peer : {1, 2}) {
    tell(EventKind::MemberAdded, 105, 4, peer);
    tell(EventKind::MemberAdded, 106, peer, 4);
  }
  tell(EventKind::NodeLeft, 120, 3);
  EXPECT_EQ(6, result().joins[3].full);
}

TEST_F(MembershipTest, joins_aJoinerThatCrashesIsNeverKnown) {
  makeGroup();
  tell(EventKind::NodeStarted, 100, 4);
  tell(EventKind::NodeFailed, 101, 4);
  EXPECT_EQ(-1, result().joins[3].full);
}

TEST_F(MembershipTest, falseRemovals_ofALivePeer) {
  makeGroup();
  tell(EventKind::MemberRemoved, 300, 1, 2);
  ASSERT_EQ(1u, result().falseRemovals.size());
  EXPECT_EQ(300, result().falseRemovals[0].tick);
  EXPECT_EQ(1, result().falseRemovals[0].by);
  EXPECT_EQ(2, result().falseRemovals[0].of);
}

TEST_F(MembershipTest, falseRemovals_notOfThePausedOrDeparted) {
  makeGroup();
  tell(EventKind::NodePaused, 150, 2);
  tell(EventKind::MemberRemoved, 160, 1, 2);
  tell(EventKind::NodeLeft, 150, 3);
  tell(EventKind::MemberRemoved, 160, 1, 3);
  tell(EventKind::MemberRemoved, 160, 1, 77);
  EXPECT_TRUE(result().falseRemovals.empty());
}

TEST_F(MembershipTest, falseRemovals_notSoonAfterItWasDown) {
  makeGroup();
  tell(EventKind::NodePaused, 150, 2);
  tell(EventKind::NodeResumed, 160, 2);
  tell(EventKind::MemberRemoved, 160 + kNoticeTicks - 1, 1, 2);
  EXPECT_TRUE(result().falseRemovals.empty());
  tell(EventKind::MemberRemoved, 160 + kNoticeTicks, 3, 2);
  EXPECT_EQ(1u, result().falseRemovals.size());
}

TEST_F(MembershipTest, messages_perRunningPeerAndTick) {
  EXPECT_EQ(0, result().messagesPerPeerTick);
  tell(EventKind::NodeStarted, 0, 1);
  tell(EventKind::NodeStarted, 900, 2);
  tell(EventKind::NodeFailed, 950, 2);
  tell(EventKind::NodeRestarted, 980, 2);
  sim::Event sent;
  sent.kind = EventKind::Sent;
  sent.sizeBytes = 20;
  for (int i = 0; i < 535; ++i) membership.onEvent(sent);
  sent.network = sim::NetworkId::Store;
  membership.onEvent(sent);
  // 1000 ticks of peer 1, 50 and 20 of peer 2.
  EXPECT_DOUBLE_EQ(0.5, result().messagesPerPeerTick);
  EXPECT_DOUBLE_EQ(10, result().bytesPerPeerTick);
}

}  // namespace
}  // namespace check
