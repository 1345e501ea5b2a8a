// Tests of check/cluster/MemberLists.h. Its rules are tested where they are applied, too:
// MembershipTest.
#include "check/cluster/MemberLists.h"

#include <gtest/gtest.h>

#include "tests/support/LoggedRun.h"
#include "tests/support/MembershipEvent.h"

namespace check {
namespace {

using sim::EventKind;

constexpr sim::Tick kEnd = 1000;

class MemberListsTest : public testing::Test {
 protected:
  void tell(EventKind kind, sim::Tick tick, sim::PeerId node, sim::PeerId other = 0,
            bool success = false) {
    lists.onEvent(membershipEvent(kind, tick, node, other, success));
  }

  // Peers 1 … 4 start at tick 0 and list each other, and themselves, at tick 10.
  void makeGroup() {
    for (const sim::PeerId peer : {1, 2, 3, 4}) tell(EventKind::NodeStarted, 0, peer);
    for (const sim::PeerId peer : {1, 2, 3, 4}) {
      for (const sim::PeerId other : {1, 2, 3, 4}) tell(EventKind::MemberAdded, 10, peer, other);
    }
  }

  void expectRemovals(int64_t made, int64_t due) const {
    EXPECT_EQ(due, lists.quality(kEnd).removalsDue);
    EXPECT_EQ(made, lists.quality(kEnd).removalsMade);
  }

  void expectPairs(int64_t listed, int64_t live) const {
    EXPECT_EQ(live, lists.quality(kEnd).livePairs);
    EXPECT_EQ(listed, lists.quality(kEnd).listedPairs);
  }

  MemberLists lists;
};

TEST_F(MemberListsTest, quality_ofAnEmptyRun) {
  expectRemovals(0, 0);
  expectPairs(0, 0);
}

TEST_F(MemberListsTest, quality_ofAWholeGroup) {
  makeGroup();
  expectRemovals(0, 0);
  expectPairs(12, 12);
}

TEST_F(MemberListsTest, quality_itselfNeedNotBeListed) {
  makeGroup();
  tell(EventKind::MemberRemoved, 20, 2, 2);
  expectPairs(12, 12);
}

TEST_F(MemberListsTest, quality_whoWentIsToBeRemovedByThoseWhoListedIt) {
  makeGroup();
  tell(EventKind::MemberRemoved, 20, 4, 2);
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeLeft, 150, 3);
  expectRemovals(0, 3);  // Of 2 by 1, of 3 by 1 and 4.
  expectPairs(2, 2);
  tell(EventKind::MemberRemoved, 170, 1, 2);
  tell(EventKind::MemberRemoved, 170, 4, 3);
  expectRemovals(2, 3);
}

// What the dead list is of no interest.
TEST_F(MemberListsTest, quality_whoWentLaterOwesNothing) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeFailed, 160, 3);
  expectRemovals(0, 4);
}

TEST_F(MemberListsTest, quality_aDeadPeerThatIsListedAgain) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  for (const sim::PeerId peer : {1, 3, 4}) tell(EventKind::MemberRemoved, 170, peer, 2);
  expectRemovals(3, 3);
  tell(EventKind::MemberAdded, 171, 3, 2);
  expectRemovals(2, 3);
}

// One that joins after the crash has nothing to remove, unless it takes the dead peer over.
TEST_F(MemberListsTest, quality_aNewcomer) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeStarted, 160, 5);
  expectRemovals(0, 3);
  expectPairs(6, 12);
  tell(EventKind::MemberAdded, 161, 5, 2);
  expectRemovals(0, 4);
  tell(EventKind::MemberRemoved, 190, 5, 2);
  expectRemovals(0, 3);
}

TEST_F(MemberListsTest, quality_whatHappenedJustNowDoesNotCount) {
  makeGroup();
  tell(EventKind::NodeFailed, kEnd - kNoticeTicks + 1, 2);
  tell(EventKind::NodeStarted, kEnd - kNoticeTicks + 1, 5);
  expectRemovals(0, 0);
  expectPairs(6, 6);
}

TEST_F(MemberListsTest, quality_aRestartedPeerIsLiveAndListsNobody) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::MemberRemoved, 170, 1, 2);
  tell(EventKind::NodeRestarted, 180, 2);
  expectRemovals(0, 0);
  expectPairs(8, 12);  // 1 does not list 2; 2 does not list 1, 3, 4.
}

TEST_F(MemberListsTest, quality_aRestartWithMemoryMayKeepTheList) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeRestarted, 160, 2, 0, true);
  expectPairs(12, 12);
  tell(EventKind::MemberRemoved, 170, 2, 3);
  expectPairs(11, 12);
}

TEST_F(MemberListsTest, quality_whoRestartsOwesNothingFromBefore) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::NodeFailed, 160, 3);
  tell(EventKind::NodeRestarted, 170, 3);
  expectRemovals(0, 2);  // Of 2, by 1 and 4.
}

TEST_F(MemberListsTest, quality_aSecondCrashIsCountedAlone) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  for (const sim::PeerId peer : {1, 3, 4}) tell(EventKind::MemberRemoved, 170, peer, 2);
  tell(EventKind::NodeRestarted, 180, 2);
  tell(EventKind::MemberAdded, 185, 4, 2);
  tell(EventKind::NodeFailed, 300, 2);
  expectRemovals(0, 1);
}

TEST_F(MemberListsTest, quality_falseRemovals) {
  makeGroup();
  tell(EventKind::NodeFailed, 150, 2);
  tell(EventKind::MemberRemoved, 170, 1, 2);
  EXPECT_EQ(1, lists.quality(kEnd).removals);
  EXPECT_EQ(0, lists.quality(kEnd).falseRemovals);
  tell(EventKind::MemberRemoved, 170, 1, 3);
  tell(EventKind::MemberAdded, 175, 1, 3);
  EXPECT_EQ(2, lists.quality(kEnd).removals);
  EXPECT_EQ(1, lists.quality(kEnd).falseRemovals);
  expectPairs(6, 6);
}

// A stranger's node may report any address.
TEST_F(MemberListsTest, onEvent_addressesOfNobody) {
  makeGroup();
  for (const sim::PeerId nobody : {0, -1, 5, 77, INT32_MAX, INT32_MIN}) {
    tell(EventKind::MemberAdded, 20, 1, nobody);
    tell(EventKind::MemberAdded, 20, nobody, 1);
    tell(EventKind::MemberRemoved, 30, 1, nobody);
    EXPECT_EQ(nullptr, std::as_const(lists).find(nobody));
  }
  expectPairs(12, 12);
  EXPECT_EQ(0, lists.quality(kEnd).removals);
}

TEST_F(MemberListsTest, quality_ofTheCoursesRuns) {
  const MembershipQuality one = LoggedRun(paramsOf("singlefailure", 1)).result.membership;
  EXPECT_EQ(9, one.removalsDue);
  EXPECT_EQ(9, one.removalsMade);
  EXPECT_EQ(72, one.livePairs);
  EXPECT_EQ(72, one.listedPairs);
  const MembershipQuality half = LoggedRun(paramsOf("multifailure", 1)).result.membership;
  EXPECT_EQ(25, half.removalsDue);
  EXPECT_EQ(25, half.removalsMade);
  EXPECT_EQ(0, half.falseRemovals);
}

TEST_F(MemberListsTest, quality_ofAGroupThatNeverMeets) {
  const MembershipQuality quality =
      LoggedRun(paramsOf("singlefailure", 1,
                         {"DROP_MSG=1", "MSG_DROP_PROB=1", "DROP_START=0", "DROP_STOP=1000000"}))
          .result.membership;
  EXPECT_EQ(0, quality.removalsDue);
  EXPECT_EQ(72, quality.livePairs);
  EXPECT_EQ(0, quality.listedPairs);
}

}  // namespace
}  // namespace check
