#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/support/Cluster.h"

namespace {

// Ticks by when a group that lost a member has removed it everywhere: the silence, and the way that
// the last heartbeat took.
int removalBound(int groupSize) {
  const mp1::GossipPlan plan = mp1::GossipPlan::forGroup(groupSize);
  return plan.tremove + plan.tfail;
}

Params withDelays(int min, int max, ReceiveOrder order, uint64_t seed) {
  Params params;
  params.MSG_DELAY_MIN = min;
  params.MSG_DELAY_MAX = max;
  params.RECV_ORDER = order;
  params.SEED = seed;
  return params;
}

// A peer played by the test: receives what a node sends it, and sends what the test makes.
class Correspondent {
 public:
  Correspondent(Cluster* cluster, int id) : cluster_(cluster) { address_ = addressOf({id, 0}); }

  std::vector<std::string> receive() {
    std::vector<std::string> messages;
    cluster_->membershipNet->ENrecv(&address_, take, nullptr, 1, &messages);
    return messages;
  }

  void send(int to, std::string message) {
    Address target = addressOf({to, 0});
    cluster_->membershipNet->ENsend(&address_, &target, &message[0],
                                    static_cast<int>(message.size()));
  }

 private:
  static int take(void* messages, char* buffer, int size) {
    static_cast<std::vector<std::string>*>(messages)->emplace_back(buffer, size);
    free(buffer);
    return 0;
  }

  Cluster* cluster_;
  Address address_;
};

}  // namespace

// ---- The plan.

TEST(GossipPlanTest, forGroup_table) {
  struct Row {
    int size, roundTicks, fanOut, tfail, tremove;
  };
  const Row rows[] = {
      {1, 1, 0, 6, 12},    {2, 1, 1, 7, 14},     {5, 1, 4, 9, 18},      {10, 1, 4, 10, 20},
      {127, 1, 4, 13, 26}, {1000, 1, 4, 16, 32}, {10000, 1, 4, 20, 40}, {1000, 2, 4, 26, 52},
  };
  for (const Row& row : rows) {
    const mp1::GossipPlan plan = mp1::GossipPlan::forGroup(row.size, row.roundTicks);
    EXPECT_EQ(row.fanOut, plan.fanOut) << row.size;
    EXPECT_EQ(row.tfail, plan.tfail) << row.size;
    EXPECT_EQ(row.tremove, plan.tremove) << row.size;
  }
}

TEST(GossipPlanTest, gossipTarget_everyMemberReceivesOnceInEachSlot) {
  for (int size = 2; size <= 40; ++size) {
    for (unsigned step = 0; step < 100; ++step) {
      std::set<int> targets;
      for (int own = 0; own < size; ++own) {
        const int target = mp1::gossipTarget(own, size, step);
        EXPECT_NE(own, target);
        EXPECT_TRUE(target >= 0 && target < size);
        targets.insert(target);
      }
      EXPECT_EQ(static_cast<size_t>(size), targets.size()) << "size " << size << " step " << step;
    }
  }
}

TEST(GossipPlanTest, gossipTarget_aSweepReachesAllOthers) {
  for (int size : {2, 3, 4, 5, 10, 17, 64, 100, 1000}) {
    for (unsigned sweep : {0u, 1u, 7u, 1000u}) {
      std::set<int> targets;
      const unsigned others = static_cast<unsigned>(size) - 1;
      for (unsigned i = 0; i < others; ++i) {
        targets.insert(mp1::gossipTarget(3 % size, size, sweep * others + i));
      }
      EXPECT_EQ(others, targets.size()) << "size " << size << " sweep " << sweep;
    }
  }
}

// ---- Joining.

TEST(MP1NodeTest, join_everybodySeesEverybodyOnce) {
  for (int size : {1, 2, 3, 4, 10, 34}) {
    Cluster cluster(size);
    cluster.startAll();
    cluster.run(12);
    EXPECT_TRUE(cluster.allListTheLive());
    for (int id = 1; id <= size; ++id) EXPECT_EQ(size, cluster.joinedLines(id));
    EXPECT_EQ(0, cluster.tally.membersRemoved);
  }
}

TEST(MP1NodeTest, join_introducerComesLast) {
  Cluster cluster(10);
  for (int id = 2; id <= 10; ++id) cluster.start(id);
  cluster.run(15);
  for (int id = 2; id <= 10; ++id) EXPECT_FALSE(cluster.member(id).inGroup);
  cluster.start(1);
  cluster.run(15);
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST(MP1NodeTest, join_requestsAndAnswersAreLost) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Params params;
    params.SEED = seed;
    params.dropmsg = 1;
    params.MSG_DROP_PROB = 0.6;
    Cluster cluster(10, params);
    cluster.startAll();
    cluster.run(40);
    cluster.params.dropmsg = 0;
    cluster.run(10);
    EXPECT_TRUE(cluster.allListTheLive()) << "seed " << seed;
  }
}

TEST(MP1NodeTest, join_inMidRun) {
  Cluster cluster(5);
  cluster.startAll();
  cluster.run(30);
  const int late = cluster.addPeer();
  cluster.start(late);
  cluster.run(8);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(6, cluster.joinedLines(late));
}

// ---- Failure.

TEST(MP1NodeTest, failure_isSeenByAllInTime) {
  for (int size : {2, 3, 5, 10, 34}) {
    Cluster cluster(size);
    cluster.startAll();
    cluster.run(50);
    cluster.crash(size);
    cluster.run(removalBound(size));
    EXPECT_TRUE(cluster.allListTheLive());
    EXPECT_EQ(size - 1, cluster.removedLines(size));
    EXPECT_EQ(size - 1, cluster.tally.membersRemoved);
    cluster.run(100);
    EXPECT_EQ(size - 1, cluster.tally.membersRemoved);
    EXPECT_EQ(size, cluster.joinedLines(size)) << "nobody installs the dead again";
  }
}

TEST(MP1NodeTest, failure_halfTheGroupWithTheIntroducer) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(50);
  for (int id = 1; id <= 5; ++id) cluster.crash(id);
  cluster.run(removalBound(10));
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(25, cluster.tally.membersRemoved);
}

TEST(MP1NodeTest, failure_underLossNoLivePeerIsRemoved) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Params params;
    params.SEED = seed;
    params.MSG_DROP_PROB = 0.1;
    Cluster cluster(10, params);
    cluster.startAll();
    cluster.run(50);
    cluster.params.dropmsg = 1;
    cluster.run(50);
    cluster.crash(7);
    cluster.run(200);
    EXPECT_TRUE(cluster.allListTheLive());
    EXPECT_EQ(9, cluster.tally.membersRemoved) << "seed " << seed;
  }
}

// Silent for TFAIL: still in the list, but no longer gossiped.
TEST(MP1NodeTest, suspicion_stopsGossip) {
  Cluster cluster(3);
  cluster.startAll();
  cluster.run(20);
  cluster.crash(2);
  cluster.crash(3);
  Correspondent peer(&cluster, 2);
  const auto entriesOfLast = [](const std::vector<std::string>& messages) {
    return static_cast<int>(messages.at(0)[12]);  // Newest first; the count's low byte.
  };
  cluster.run(1);
  EXPECT_EQ(3, entriesOfLast(peer.receive()));
  cluster.run(mp1::GossipPlan::forGroup(3).tfail + 1);
  EXPECT_EQ(1, entriesOfLast(peer.receive()));
  EXPECT_EQ((std::vector<int>{1, 2, 3}), cluster.listOf(1));
}

// Accuracy: nothing lost, delays of at most two ticks, any order: nobody is ever removed.
TEST(MP1NodeTest, accuracy_delaysUpToTwoTicks) {
  for (int size : {2, 3, 5, 10, 33, 64}) {
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      for (ReceiveOrder order : {RECV_NEWEST_FIRST, RECV_OLDEST_FIRST, RECV_SHUFFLED}) {
        Cluster cluster(size, withDelays(0, 2, order, seed));
        cluster.startAll();
        cluster.run(200);
        EXPECT_TRUE(cluster.allListTheLive());
        EXPECT_EQ(0, cluster.tally.membersRemoved) << "size " << size << " seed " << seed;
      }
    }
  }
}

// A live peer of a group of that size is never even suspected: TREMOVE is twice that far away.
TEST(MP1NodeTest, accuracy_silenceStaysBelowTfail) {
  for (int size : {10, 100}) {
    Cluster cluster(size, withDelays(0, 2, RECV_SHUFFLED, 1));
    cluster.startAll();
    cluster.run(60);
    const mp1::GossipPlan plan = mp1::GossipPlan::forGroup(size);
    for (int i = 0; i < 100; ++i) {
      cluster.tick();
      for (int id : cluster.liveIds()) {
        for (const MemberListEntry& entry : cluster.member(id).memberList) {
          ASSERT_LE(cluster.now() - entry.timestamp, plan.tfail);
        }
      }
    }
  }
}

// ---- Leaving and coming back.

TEST(MP1NodeTest, leave_isSeenByAllAtOnce) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(30);
  cluster.leave(4);
  cluster.run(1);
  EXPECT_TRUE(cluster.allListTheLive());
  cluster.run(100);
  EXPECT_EQ(9, cluster.removedLines(4));
  EXPECT_EQ(10, cluster.joinedLines(4)) << "gossip that was under way does not bring it back";
}

TEST(MP1NodeTest, leave_lateGossipDoesNotReinstall) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Cluster cluster(10, withDelays(0, 6, RECV_SHUFFLED, seed));
    cluster.startAll();
    cluster.run(60);
    const int before = cluster.joinedLines(4);
    cluster.leave(4);
    cluster.run(60);
    EXPECT_EQ(before, cluster.joinedLines(4)) << "seed " << seed;
    EXPECT_TRUE(cluster.allListTheLive());
  }
}

TEST(MP1NodeTest, restart_beforeAnybodyNoticed) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(6);
  cluster.run(5);
  cluster.restart(6);
  cluster.run(60);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(0, cluster.tally.membersRemoved);
}

TEST(MP1NodeTest, restart_afterRemoval) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(6);
  cluster.run(60);
  EXPECT_EQ(9, cluster.removedLines(6));
  cluster.restart(6);
  cluster.run(10);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(20, cluster.joinedLines(6));
}

// Nobody lists a restarted introducer any more, and it knows nobody: the others seek it.
TEST(MP1NodeTest, restart_introducerFindsItsGroup) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(1);
  cluster.run(60);
  cluster.restart(1);
  cluster.run(40);
  EXPECT_TRUE(cluster.allListTheLive());
}

// A peer that comes back while the introducer is down is let in by those who seek it.
TEST(MP1NodeTest, restart_withoutTheIntroducer) {
  Cluster cluster(5);
  cluster.startAll();
  cluster.run(10);
  cluster.crash(1);
  cluster.crash(4);
  cluster.run(60);
  cluster.restart(4);
  cluster.run(100);
  EXPECT_TRUE(cluster.allListTheLive());
}

// A blackout has made everybody remove everybody, and the introducer is dead.
TEST(MP1NodeTest, blackout_groupGrowsTogetherWithoutItsIntroducer) {
  Params params;
  params.MSG_DROP_PROB = 1;
  Cluster cluster(10, params);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(1);
  cluster.run(60);
  cluster.params.dropmsg = 1;
  cluster.run(60);
  EXPECT_EQ((std::vector<int>{5}), cluster.listOf(5));
  cluster.params.dropmsg = 0;
  cluster.run(250);
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST(MP1NodeTest, restart_samePeerLeavesAndReturns) {
  Cluster cluster(5);
  cluster.startAll();
  cluster.run(20);
  cluster.leave(3);
  cluster.run(5);
  cluster.restart(3);
  cluster.run(10);
  EXPECT_TRUE(cluster.allListTheLive());
}

// ---- Zones: ids 128 and above are no longer in the introducer's.

// Ticks by when a group of several zones has removed a member that failed: its zone has noticed,
// and all other zones got the update.
int zonedRemovalBound(int groupSize) {
  return removalBound(mp1::HeartbeatTable::kSlots) + mp1::GossipPlan::forGroup(groupSize).tfail;
}

class ZonesTest : public ::testing::TestWithParam<int> {};

TEST_P(ZonesTest, everybodySeesEverybodyOnce) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  EXPECT_TRUE(cluster.allListTheLive());
  for (int id = 1; id <= size; ++id) ASSERT_EQ(size, cluster.joinedLines(id));
  cluster.run(100);
  EXPECT_EQ(0, cluster.tally.membersRemoved);
}

TEST_P(ZonesTest, failureIsSeenByAllInTime) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(50);
  cluster.crash(5);
  cluster.crash(size);
  cluster.run(zonedRemovalBound(size));
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(2 * (size - 2), cluster.tally.membersRemoved);
  cluster.run(100);
  EXPECT_EQ(2 * (size - 2), cluster.tally.membersRemoved);
  EXPECT_EQ(size, cluster.joinedLines(size)) << "nobody installs the dead again";
}

TEST_P(ZonesTest, aWholeZoneFailsAtOnce) {
  const int size = GetParam();
  const int first = mp1::HeartbeatTable::kSlots;
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(50);
  for (int id = first; id <= std::min(size, 2 * first - 1); ++id) cluster.crash(id);
  cluster.run(zonedRemovalBound(size));
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST_P(ZonesTest, leavingIsSoonSeenByAll) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  cluster.leave(size);
  cluster.leave(7);
  cluster.run(12);
  EXPECT_TRUE(cluster.allListTheLive());
  cluster.run(100);
  EXPECT_EQ(size, cluster.joinedLines(7)) << "old gossip does not bring it back";
}

TEST_P(ZonesTest, restartAfterRemoval) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(1);
  cluster.crash(size);
  cluster.run(zonedRemovalBound(size));
  cluster.restart(1);
  cluster.restart(size);
  cluster.run(60);
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST_P(ZonesTest, restartBeforeAnybodyNoticed) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(size);
  cluster.run(5);
  cluster.restart(size);
  cluster.run(100);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(0, cluster.tally.membersRemoved);
}

TEST_P(ZonesTest, aCutGroupGrowsTogether) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  // Across the zones: each has members on both sides.
  std::vector<int> odd, even;
  for (int id = 1; id <= size; ++id) (id % 2 == 1 ? odd : even).push_back(id);
  cluster.cut({odd, even});
  cluster.run(zonedRemovalBound(size) + 40);
  EXPECT_EQ(odd, cluster.listOf(1));
  cluster.heal();
  cluster.run(150);
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST_P(ZonesTest, lostUpdatesAreRepairedByAntiEntropy) {
  const int size = GetParam();
  Cluster cluster(size);
  for (int id = size - 1; id >= 1; --id) cluster.start(id);
  cluster.run(30);
  cluster.isolate(3);
  cluster.start(size);
  cluster.run(8);
  EXPECT_EQ(0, cluster.joinedLines(size) - (size - 1));
  cluster.heal();
  cluster.run(150);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(0, cluster.tally.membersRemoved);
}

TEST_P(ZonesTest, underLossNoLivePeerIsRemoved) {
  const int size = GetParam();
  Params params;
  params.MSG_DROP_PROB = 0.1;
  Cluster cluster(size, params);
  cluster.startAll();
  cluster.run(50);
  cluster.params.dropmsg = 1;
  cluster.run(50);
  cluster.crash(7);
  cluster.run(150);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(size - 1, cluster.tally.membersRemoved);
}

TEST_P(ZonesTest, withDelaysNoLivePeerIsRemoved) {
  const int size = GetParam();
  for (ReceiveOrder order : {RECV_NEWEST_FIRST, RECV_SHUFFLED}) {
    Cluster cluster(size, withDelays(0, 2, order, 1));
    cluster.startAll();
    cluster.run(150);
    EXPECT_TRUE(cluster.allListTheLive());
    EXPECT_EQ(0, cluster.tally.membersRemoved);
  }
}

TEST_P(ZonesTest, restartWithoutTheIntroducerGetsTheWholeListAtOnce) {
  const int size = GetParam();
  Cluster cluster(size);
  cluster.startAll();
  cluster.run(30);
  cluster.crash(1);
  cluster.run(zonedRemovalBound(size));
  for (int id : {2, size - 1}) {
    cluster.crash(id);
    cluster.run(2);
    cluster.restart(id);
    for (int i = 0; i < 10 && !cluster.member(id).inGroup; ++i) cluster.tick();
    cluster.run(2);
    EXPECT_EQ(cluster.liveIds(), cluster.listOf(id));
  }
}

// One alone in its zone; a few; two zones and the half of a third.
INSTANTIATE_TEST_SUITE_P(Sizes, ZonesTest, ::testing::Values(128, 140, 320));

// All in the last zones have left, and all but one in the first have failed: it is a group again.
TEST(ZonesTest, oneIsLeft) {
  Cluster cluster(130);
  cluster.startAll();
  cluster.run(30);
  for (int id = 2; id <= 127; ++id) cluster.crash(id);
  cluster.run(60);
  for (int id = 128; id <= 130; ++id) cluster.leave(id);
  cluster.run(20);
  EXPECT_EQ((std::vector<int>{1}), cluster.listOf(1));
  cluster.restart(128);
  cluster.run(10);
  EXPECT_TRUE(cluster.allListTheLive());
}

// The ids at the ends of their type make no difference.
TEST(ZonesTest, anyId) {
  Cluster cluster(2);
  cluster.startAll();
  cluster.run(5);
  for (int id : {std::numeric_limits<int>::min(), std::numeric_limits<int>::max(), -1}) {
    Address address = addressOf({id, 0});
    Member member;
    MP1Node stranger(&member, &cluster.params, cluster.membershipNet.get(), &cluster.log, &address);
    char joinAddress[] = "1:0";
    stranger.nodeStart(joinAddress, 0);
    cluster.run(5);
    const std::vector<int> list = cluster.listOf(2);
    EXPECT_EQ(1, std::count(list.begin(), list.end(), id)) << id;
  }
  cluster.run(100);
  EXPECT_EQ((std::vector<int>{1, 2}), cluster.listOf(2));
}

// Two that know nobody do not ask each other for ever.
TEST(MP1NodeTest, joinRequest_isReturnedSeldom) {
  Cluster cluster(3);
  cluster.startAll();
  cluster.run(20);
  cluster.crash(1);
  for (int id : {2, 3}) {
    cluster.crash(id);
    cluster.restart(id);
  }
  Correspondent third(&cluster, 3);
  const std::string request = [&] {
    Correspondent introducer(&cluster, 1);
    return introducer.receive().at(0);
  }();
  const auto before = cluster.tally.messagesSent;
  for (int i = 0; i < 100; ++i) third.send(2, request);
  cluster.run(4);
  EXPECT_LT(cluster.tally.messagesSent - before, 100 + 20);
}

// Small messages make small zones: here of eight members, with one zone heartbeat in a message.
TEST(ZonesTest, smallestMessages) {
  Params params;
  params.MAX_MSG_SIZE = 80;
  Cluster cluster(40, params);
  cluster.startAll();
  cluster.run(200);  // One update a message: most is learned from anti-entropy.
  EXPECT_TRUE(cluster.allListTheLive());
  cluster.crash(20);
  for (int id = 24; id < 32; ++id) cluster.crash(id);
  cluster.run(150);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(31 * 9, cluster.tally.membersRemoved);
  EXPECT_EQ(0, cluster.tally.messagesRefused);
  // Members that miss updates learn the departures by anti-entropy, a part of a zone at a time.
  cluster.drop(0.5);
  for (int id = 1; id <= 7; ++id) cluster.leave(id);
  cluster.run(20);
  cluster.heal();
  cluster.run(600);
  EXPECT_TRUE(cluster.allListTheLive());
}

// ---- Places.

// Against a sorted list itself: ids with gaps of all kinds, two ports, coming, some with those
// behind them, and going.
TEST(MemberIndexTest, areThoseOfASortedList) {
  std::mt19937 random(17);
  std::vector<mp1::Endpoint> list;
  mp1::MemberIndex index;
  for (int step = 0; step < 3000; ++step) {
    const mp1::Endpoint member(static_cast<short>(random() % 2), static_cast<int>(random() % 60));
    const auto position = std::lower_bound(list.begin(), list.end(), member);
    const auto place = static_cast<size_t>(position - list.begin());
    const bool isListed = position != list.end() && *position == member;
    ASSERT_EQ(isListed, index.has(member));
    ASSERT_EQ(place, index.lowerBound(member));
    if (isListed) {
      index.erase(place);
      list.erase(position);
    } else {
      const mp1::Endpoint second(member.first, member.second + 1);
      const bool isGap = (position == list.end() || *position != second) && random() % 2 == 0;
      index.insert(member, isGap ? 2 : 1);
      const auto entered = list.insert(position, member);
      if (isGap) list.insert(entered + 1, second);
    }
    ASSERT_EQ(list.size(), index.size());
    for (size_t i = 0; i < list.size(); ++i) ASSERT_EQ(list[i], index.at(i));
  }
}

TEST(MemberIndexTest, find_membersWhoseIdsFollowEachOther) {
  const size_t nowhere = mp1::MemberIndex::kNotFound;
  mp1::MemberIndex index;
  index.insert({0, 3}, 3);
  index.insert({0, 7}, 1);
  index.insert({1, 6}, 1);
  EXPECT_EQ(0U, index.find({0, 3}));
  EXPECT_EQ(0U, index.find({0, 3}, 3));
  EXPECT_EQ(1U, index.find({0, 4}, 2));
  EXPECT_EQ(4U, index.find({1, 6}));
  EXPECT_EQ(nowhere, index.find({0, 3}, 4));
  EXPECT_EQ(nowhere, index.find({0, 5}, 2));
  EXPECT_EQ(nowhere, index.find({0, 2}, 2));
  EXPECT_EQ(nowhere, index.find({0, 8}));
  EXPECT_EQ(nowhere, mp1::MemberIndex().find({0, 3}));
}

TEST(MemberIndexTest, clear) {
  mp1::MemberIndex index;
  index.insert({0, 7}, 1);
  index.clear();
  EXPECT_EQ(0U, index.size());
  EXPECT_FALSE(index.has({0, 7}));
  EXPECT_EQ(0U, index.lowerBound({0, 7}));
}

// ---- Messages.

// The two examples of docs/wire.md, byte by byte.
TEST(MP1NodeTest, joinRequest_bytes) {
  Cluster cluster(2);
  Correspondent introducer(&cluster, 1);
  cluster.params.globaltime = 7;
  cluster.start(2);
  const std::string expected(
      "\xa1\x00\x02\x00\x00\x00\x00\x00\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00"
      "\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x12\x54\xc4\x76",
      37);
  EXPECT_EQ((std::vector<std::string>{expected}), introducer.receive());
}

TEST(MP1NodeTest, gossip_bytes) {
  Cluster cluster(2);
  Correspondent introducer(&cluster, 1);
  cluster.startAll();
  cluster.run(16);
  cluster.crash(1);
  cluster.run(1);
  const std::string expected(
      "\xa1\x02\x02\x00\x00\x00\x00\x00\x11\x00\x00\x00\x02\x00\x00\x00\x00\x00"
      "\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00\xf7\x1d\x93\x85",
      39);
  EXPECT_EQ(expected, introducer.receive().at(0));
}

// Those of another zone whose ids follow each other take a byte each behind the first.
TEST(MP1NodeTest, membersOfAnotherZone_travelAsRun) {
  const int size = 200;
  Cluster cluster(size);
  for (int id = 1; id < size; ++id) cluster.start(id);
  cluster.run(10);
  cluster.start(size);
  cluster.tick();
  Correspondent joiner(&cluster, size);
  std::vector<std::string> runs;
  for (const std::string& message : joiner.receive()) {
    if (message[1] == JOINREP && message[12] == 0) runs.push_back(message);
  }
  ASSERT_EQ(1U, runs.size());
  const size_t others = size - mp1::HeartbeatTable::kSlots;  // Beside the first of their zone.
  ASSERT_EQ(33 + 11 + others + 4, runs[0].size());
  EXPECT_EQ(11 + others, static_cast<unsigned char>(runs[0][14]));
  EXPECT_EQ(others, static_cast<unsigned char>(runs[0][33 + 10]));
}

TEST(MP1NodeTest, damagedMessage_isCountedAndDropped) {
  Cluster cluster(2);
  Correspondent peer(&cluster, 2);
  cluster.start(1);
  // A real message, sent by peer 2 in its start; each of its bits is then turned.
  cluster.start(2);
  Correspondent introducer(&cluster, 1);
  const std::string request = introducer.receive().at(0);
  cluster.crash(2);
  for (size_t bit = 0; bit < 8 * request.size(); ++bit) {
    std::string damaged = request;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    peer.send(1, damaged);
    cluster.tick();
    ASSERT_EQ(static_cast<long>(bit) + 1, cluster.mp1(1).getDamagedMessages());
  }
  EXPECT_EQ((std::vector<int>{1}), cluster.listOf(1));
  peer.send(1, request);
  cluster.tick();
  EXPECT_EQ((std::vector<int>{1, 2}), cluster.listOf(1));
}

TEST(MP1NodeTest, alienMessage_isCountedAndDropped) {
  Cluster cluster(1);
  Correspondent stranger(&cluster, 9);
  cluster.start(1);
  std::mt19937 random(301);
  constexpr int kMessages = 5000;
  for (int i = 0; i < kMessages; ++i) {
    std::string bytes(random() % 60, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (!bytes.empty() && i % 2 == 0) bytes[0] = '\xA1';
    stranger.send(1, bytes);
  }
  cluster.tick();
  EXPECT_EQ(kMessages, cluster.mp1(1).getDamagedMessages());
  EXPECT_EQ((std::vector<int>{1}), cluster.listOf(1));
}

TEST(MP1NodeTest, fourArgumentForm_makesItsMember) {
  Params params;
  EmulNet net(&params);
  Log log(&params);
  Address address("1:0");
  MP1Node node(&params, &net, &log, &address);
  std::unique_ptr<Member> member(node.getMemberNode());  // Ours from now on.
  EXPECT_EQ("1:0", member->addr.getAddress());
  char joinAddress[] = "1:0";
  node.nodeStart(joinAddress, 0);
  EXPECT_TRUE(member->inGroup);
}

// ---- A store that alters memberNode->memberList.

namespace {

typedef std::vector<MemberListEntry> Entries;

struct Alteration {
  const char* what;
  std::function<void(Entries*, std::mt19937*)> alter;
};

const Alteration kAlterations[] = {
    {"clears it", [](Entries* entries, std::mt19937*) { entries->clear(); }},
    {"erases an entry",
     [](Entries* entries, std::mt19937* random) {
       if (!entries->empty()) entries->erase(entries->begin() + (*random)() % entries->size());
     }},
    {"shuffles it",
     [](Entries* entries, std::mt19937* random) {
       std::shuffle(entries->begin(), entries->end(), *random);
     }},
    {"repeats an entry",
     [](Entries* entries, std::mt19937*) { entries->push_back(entries->front()); }},
    {"adds a peer that does not exist",
     [](Entries* entries, std::mt19937*) { entries->emplace_back(999, 7); }},
    {"overwrites all ids and heartbeats",
     [](Entries* entries, std::mt19937* random) {
       for (MemberListEntry& entry : *entries) {
         const long any = static_cast<long>((*random)()) << 33;
         entry = MemberListEntry(static_cast<int>((*random)() % 300), 0, any, any);
       }
     }},
    {"negates the heartbeats",
     [](Entries* entries, std::mt19937*) {
       for (MemberListEntry& entry : *entries) entry.heartbeat = -entry.heartbeat - (1L << 31);
     }},
};

// Whether all live peers list all live peers; they may list others, too.
bool everybodyListsTheLive(Cluster* cluster) {
  const std::vector<int> live = cluster->liveIds();
  return std::all_of(live.begin(), live.end(), [&](int id) {
    const std::vector<int> listed = cluster->listOf(id);
    return std::includes(listed.begin(), listed.end(), live.begin(), live.end());
  });
}

}  // namespace

TEST(MP1NodeTest, publicList_eachAlterationIsSurvivedAndRepaired) {
  for (const Alteration& alteration : kAlterations) {
    SCOPED_TRACE(alteration.what);
    std::mt19937 random(5);
    Cluster cluster(10);
    cluster.startAll();
    cluster.run(15);
    for (int tick = 0; tick < 30; ++tick) {
      for (int id : {1, 4}) alteration.alter(&cluster.member(id).memberList, &random);
      cluster.tick();
    }
    cluster.crash(7);
    cluster.run(3 * removalBound(40));
    EXPECT_TRUE(cluster.allListTheLive());
  }
}

TEST_P(ZonesTest, publicListIsAltered) {
  for (const Alteration& alteration : kAlterations) {
    SCOPED_TRACE(alteration.what);
    std::mt19937 random(6);
    Cluster cluster(GetParam());
    cluster.startAll();
    cluster.run(40);
    for (int tick = 0; tick < 20; ++tick) {
      alteration.alter(&cluster.member(2).memberList, &random);
      alteration.alter(&cluster.member(GetParam()).memberList, &random);
      cluster.tick();
    }
    cluster.run(150);
    EXPECT_TRUE(everybodyListsTheLive(&cluster));
  }
}

// Ids of the whole range: as many zones as entries, which take long to be removed.
TEST(MP1NodeTest, publicList_anyIdIsSurvived) {
  std::mt19937 random(7);
  Cluster cluster(5);
  cluster.startAll();
  for (int tick = 0; tick < 100; ++tick) {
    std::vector<MemberListEntry>& entries = cluster.member(2).memberList;
    if (tick % 10 == 0) entries.emplace_back(static_cast<int>(random()), 0);
    cluster.tick();
  }
  EXPECT_TRUE(everybodyListsTheLive(&cluster));
}

TEST(MP1NodeTest, publicList_aMovedEntryKeepsItsSilence) {
  Cluster cluster(10);
  cluster.startAll();
  cluster.run(15);
  cluster.crash(7);
  for (int tick = 0; tick < removalBound(10); ++tick) {
    std::vector<MemberListEntry>& entries = cluster.member(4).memberList;
    std::reverse(entries.begin(), entries.end());
    cluster.tick();
  }
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST(MP1NodeTest, publicList_erasedMembersAreRemovedAndReadmittedInTheLog) {
  Cluster cluster(4);
  cluster.startAll();
  cluster.run(15);
  cluster.member(2).memberList.erase(cluster.member(2).memberList.begin() + 2);
  cluster.tick();
  EXPECT_EQ(1, cluster.removedLines(3));
  cluster.run(5);
  EXPECT_EQ(1, cluster.removedLines(3));
  EXPECT_EQ(5, cluster.joinedLines(3));
  EXPECT_TRUE(cluster.allListTheLive());
}
