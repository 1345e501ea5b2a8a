// Tests of the classes that MP1Node is made of, each for itself and without a network.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "MP1Node.h"

using mp1::Dissemination;
using mp1::Endpoint;
using mp1::FailureDetector;
using mp1::Heartbeat;
using mp1::HeartbeatTable;
using mp1::MemberIndex;
using mp1::MemberList;
using mp1::RemovedMembers;
using mp1::Zone;
using mp1::ZoneLayout;

namespace {

constexpr size_t kMessageBytes = 3983;  // The course's limit.

ZoneLayout largeZones() { return ZoneLayout::forMessages(kMessageBytes); }

Heartbeat heartbeat(int id, int count) { return {Endpoint(0, id), count}; }

std::vector<int> idsOf(const std::vector<Heartbeat>& members) {
  std::vector<int> ids;
  for (const Heartbeat& member : members) ids.push_back(member.member.second);
  return ids;
}

// A member list of a peer with id 1, and the entries behind it.
struct Listed {
  Member member;
  MemberList list;

  Listed() {
    list.reset(&member, Endpoint(0, 1), largeZones(), 10);
    list.insert({heartbeat(1, 0)}, 0);
  }

  std::vector<int> ids() const {
    std::vector<int> ids;
    for (const MemberListEntry& entry : member.memberList) ids.push_back(entry.id);
    return ids;
  }
};

}  // namespace

// ---- Checks.

TEST(MP1CheckTest, namesPeerTickAndCondition) {
  mp1::setCheckContext(Endpoint(5, 17), 42);
  EXPECT_DEATH(HeartbeatTable().remove(3),
               "MP1Node: broken invariant at peer 17:5, tick 42: has\\(slot\\)");
}

// ---- HeartbeatTable.

TEST(HeartbeatTableTest, merge_keepsTheNewerAndItsTick) {
  HeartbeatTable table;
  table.set(3, 10, 100);
  table.merge(3, 9, 101);
  EXPECT_EQ(10, table.heartbeat(3));
  EXPECT_EQ(100, table.updatedAt(3));
  table.merge(3, 11, 102);
  EXPECT_EQ(11, table.heartbeat(3));
  EXPECT_EQ(102, table.updatedAt(3));
  table.merge(4, 11, 102);
  EXPECT_FALSE(table.has(4));
}

TEST(HeartbeatTableTest, mergeAll_isMergeOfEachSlot) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    HeartbeatTable one, all;
    for (int slot = 0; slot < HeartbeatTable::kSlots; ++slot) {
      if (random() % 3 == 0) continue;
      const int count = static_cast<int>(random() % 20);
      one.set(slot, count, 1);
      all.set(slot, count, 1);
    }
    HeartbeatTable::Vector received;
    received.first = static_cast<int>(random() % HeartbeatTable::kSlots);
    received.last = received.first + static_cast<int>(random() % (129u - received.first));
    bool isUnknown = false;
    for (int slot = received.first; slot < received.last; ++slot) {
      if (random() % 4 == 0) continue;
      received.at[slot] = static_cast<int>(random() % 20);
      isUnknown = isUnknown || !one.has(slot);
      one.merge(slot, received.at[slot], 2);
    }
    EXPECT_EQ(isUnknown, all.mergeAll(received, 2));
    for (int slot = 0; slot < HeartbeatTable::kSlots; ++slot) {
      ASSERT_EQ(one.has(slot), all.has(slot));
      if (!one.has(slot)) continue;
      ASSERT_EQ(one.heartbeat(slot), all.heartbeat(slot));
      ASSERT_EQ(one.updatedAt(slot), all.updatedAt(slot));
    }
  }
}

TEST(HeartbeatTableTest, copyTo_leavesOutTheSuspected) {
  HeartbeatTable table;
  table.set(2, 20, 10);
  table.set(90, 30, 20);
  HeartbeatTable::Vector sent;
  table.copyTo(&sent, 9, 20);
  EXPECT_EQ(HeartbeatTable::kNoHeartbeat, sent.at[2]);
  EXPECT_EQ(30, sent.at[90]);
  EXPECT_EQ(2, sent.first);
  EXPECT_EQ(91, sent.last);
  EXPECT_TRUE(table.anySilentFor(9, 20));
  EXPECT_FALSE(table.anySilentFor(10, 20));
}

TEST(HeartbeatTableTest, remove_narrowsTheBounds) {
  HeartbeatTable table;
  for (int slot : {5, 50, 100}) table.set(slot, 1, 1);
  table.remove(100);
  table.remove(5);
  HeartbeatTable::Vector sent;
  table.copyTo(&sent, 9, 1);
  EXPECT_EQ(50, sent.first);
  EXPECT_EQ(51, sent.last);
  EXPECT_EQ(1, table.size());
  table.remove(50);
  EXPECT_TRUE(table.isEmpty());
}

TEST(HeartbeatTableTest, brokenDuties) {
  HeartbeatTable table;
  HeartbeatTable::Vector tooLong;
  tooLong.last = HeartbeatTable::kSlots + 1;
  EXPECT_DEATH(table.set(HeartbeatTable::kSlots, 1, 1), "broken invariant");
  EXPECT_DEATH(table.heartbeat(0), "has\\(slot\\)");
  EXPECT_DEATH(table.mergeAll(tooLong, 1), "received.last <= kSlots");
}

// ---- ZoneLayout.

TEST(ZoneLayoutTest, forMessages_table) {
  const std::pair<size_t, int> rows[] = {{3983, 128}, {185, 128}, {184, 64}, {65, 8}, {58, 1}};
  for (const auto& [bytes, capacity] : rows) {
    EXPECT_EQ(capacity, ZoneLayout::forMessages(bytes).capacity()) << bytes;
  }
  EXPECT_DEATH(ZoneLayout::forMessages(57), "messageBytes > overhead");
}

TEST(ZoneLayoutTest, idsAndZonesAtTheEndsOfTheirTypes) {
  const ZoneLayout layout = largeZones();
  for (int id : {0, 1, 127, 128, 16384, std::numeric_limits<int>::max(), -1,
                 std::numeric_limits<int>::min()}) {
    const Endpoint member(-3, id);
    const Zone zone = layout.zoneOf(member);
    EXPECT_EQ(member, layout.memberAt(zone, layout.slotOf(member))) << id;
    EXPECT_EQ(zone, layout.zoneAt(layout.rowOf(zone), layout.slotInRow(zone))) << id;
    EXPECT_LE(layout.firstOf(zone), member);
    EXPECT_LE(member, layout.lastOf(zone));
  }
}

// ---- FailureDetector.

TEST(FailureDetectorTest, ownZone_memberByMember) {
  FailureDetector detector;
  detector.reset(largeZones(), Zone(0, 0));
  detector.add(heartbeat(3, 10), 10);
  detector.add(heartbeat(7, 10), 10);
  EXPECT_TRUE(detector.mergeMember(heartbeat(3, 12), 12));
  EXPECT_FALSE(detector.mergeMember(heartbeat(4, 12), 12));
  EXPECT_EQ(std::vector<int>(), idsOf(detector.silentMembers(5, 15)));
  EXPECT_EQ((std::vector<int>{7}), idsOf(detector.silentMembers(5, 16)));
  EXPECT_EQ((std::vector<int>{7, 3}), idsOf(detector.silentMembers(5, 18)));
  detector.remove(Endpoint(0, 7), false);
  EXPECT_EQ((std::vector<int>{3}), idsOf(detector.silentMembers(5, 18)));
  EXPECT_TRUE(detector.isOneZone());
  EXPECT_DEATH(detector.remove(Endpoint(0, 7), false), "has\\(slot\\)");
  EXPECT_DEATH(detector.add(heartbeat(3, 10), 18), "!members_.has\\(slot\\)");
}

TEST(FailureDetectorTest, otherZones_asAWhole) {
  FailureDetector detector;
  detector.reset(largeZones(), Zone(0, 0));
  detector.add(heartbeat(130, 10), 10);
  detector.add(heartbeat(131, 10), 11);
  EXPECT_FALSE(detector.isOneZone());
  detector.mergeZone(Zone(0, 1), 12, 12);
  detector.mergeZone(Zone(0, 2), 12, 12);  // No member of it is known.
  EXPECT_FALSE(detector.isZoneSilentFor(5, Zone(0, 1), 17));
  EXPECT_TRUE(detector.isZoneSilentFor(5, Zone(0, 1), 18));
  const auto silent = detector.silentZones(5, 18);
  ASSERT_EQ(1U, silent.size());
  EXPECT_EQ(std::make_pair(Zone(0, 1), 12), silent[0]);
  detector.remove(Endpoint(0, 131), false);
  EXPECT_FALSE(detector.isOneZone());
  detector.remove(Endpoint(0, 130), true);
  EXPECT_TRUE(detector.isOneZone());
  EXPECT_DEATH(detector.isZoneSilentFor(5, Zone(0, 1), 18), "row != NULL");
}

// ---- RemovedMembers: what memberlist's tests call stale, replayed and refuted.

TEST(RemovedMembersTest, readmit_onlyANewIncarnation) {
  RemovedMembers removed;
  removed.add(heartbeat(4, 10));
  EXPECT_FALSE(removed.readmit(heartbeat(4, 9)));
  EXPECT_FALSE(removed.readmit(heartbeat(4, 10)));
  EXPECT_TRUE(removed.has(Endpoint(0, 4)));
  EXPECT_TRUE(removed.readmit(heartbeat(4, 11)));
  EXPECT_FALSE(removed.has(Endpoint(0, 4)));
  EXPECT_TRUE(removed.readmit(heartbeat(5, 1)));
}

TEST(RemovedMembersTest, add_keepsTheNewerHeartbeat) {
  RemovedMembers removed;
  removed.add(heartbeat(4, 10));
  removed.add(heartbeat(4, 8));
  EXPECT_FALSE(removed.readmit(heartbeat(4, 10)));
}

TEST(RemovedMembersTest, membersOfAndAt) {
  RemovedMembers removed;
  for (int id : {130, 4, 129, 300}) removed.add(heartbeat(id, id));
  EXPECT_EQ((std::vector<int>{129, 130}), idsOf(removed.membersOf(Zone(0, 1), largeZones())));
  EXPECT_EQ(Endpoint(0, 4), removed.at(0));
  EXPECT_EQ(Endpoint(0, 129), removed.at(5));
  EXPECT_DEATH(RemovedMembers().at(0), "!isEmpty\\(\\)");
}

// ---- MemberList.

TEST(MemberListTest, insertAndErase_keepOrderAndPositions) {
  std::mt19937 random(11);
  Listed listed;
  std::set<int> expected = {1};
  for (int step = 0; step < 300; ++step) {
    std::vector<Heartbeat> added;
    for (int id = 0; id < 300; ++id) {
      if (random() % 60 == 0 && expected.insert(id).second) added.push_back(heartbeat(id, step));
    }
    if (!added.empty()) listed.list.insert(added, step);
    for (int i = 0; i < 5 && expected.size() > 1; ++i) {
      const size_t index = random() % expected.size();
      if (index == listed.list.ownIndex()) continue;
      expected.erase(listed.list.at(index).second);
      listed.list.erase(index);
    }
    ASSERT_EQ(std::vector<int>(expected.begin(), expected.end()), listed.ids());
    ASSERT_EQ(1, listed.member.myPos->id);
    ASSERT_EQ(static_cast<int>(expected.size()) - 1, listed.member.nnb);
    ASSERT_EQ(static_cast<size_t>(std::distance(expected.begin(), expected.lower_bound(128))),
              listed.list.zoneSize());
  }
}

TEST(MemberListTest, membersOf) {
  Listed listed;
  listed.list.insert({heartbeat(5, 1), heartbeat(128, 2), heartbeat(255, 3), heartbeat(256, 4)}, 9);
  EXPECT_EQ((std::vector<int>{128, 255}), idsOf(listed.list.membersOf(Zone(0, 1))));
  EXPECT_EQ(listed.list.beginOf(Zone(0, 7)), listed.list.endOf(Zone(0, 7)));
}

TEST(MemberListTest, brokenDuties) {
  Listed listed;
  listed.list.insert({heartbeat(5, 1)}, 0);
  EXPECT_DEATH(listed.list.insert({heartbeat(5, 1)}, 0), "broken invariant");
  EXPECT_DEATH(listed.list.insert({heartbeat(9, 1), heartbeat(7, 1)}, 0), "broken invariant");
  EXPECT_DEATH(listed.list.erase(listed.list.ownIndex()), "index != ownIndex\\(\\)");
  EXPECT_DEATH(listed.list.erase(2), "index < size\\(\\)");
}

TEST(MemberIndexTest, brokenDuties) {
  MemberIndex index;
  index.insert(Endpoint(0, 5), 3);
  EXPECT_DEATH(index.insert(Endpoint(0, 7), 1), "broken invariant");
  EXPECT_DEATH(index.insert(Endpoint(0, 3), 3), "broken invariant");
  EXPECT_DEATH(index.erase(3), "index < size\\(\\)");
  EXPECT_DEATH(index.at(3), "index < size\\(\\)");
}

// ---- Dissemination.

TEST(DisseminationTest, updates_lastSomeTicksAndDeparturesComeFirst) {
  Dissemination dissemination;
  dissemination.reset(Zone(0, 0), 100);
  dissemination.queueJoined("a run", true);
  for (int tick = 0; tick < 2; ++tick) dissemination.expireUpdates();
  dissemination.queueLeft("a member", true);
  EXPECT_EQ(2U, dissemination.queued());
  dissemination.dropBehind(1);
  dissemination.expireUpdates();
  EXPECT_EQ(1U, dissemination.queued());
  for (int tick = 0; tick < 2; ++tick) dissemination.expireUpdates();
  EXPECT_EQ(0U, dissemination.queued());
  EXPECT_DEATH(dissemination.dropBehind(1), "count <= updates_.size\\(\\)");
  EXPECT_DEATH(dissemination.queueLeft(std::string(101, 'x'), true), "member.size\\(\\) <= room_");
}

// What there is no room for keeps its ticks.
TEST(DisseminationTest, updates_waitForRoom) {
  Dissemination dissemination;
  dissemination.reset(Zone(0, 0), 10);
  for (int i = 0; i < 3; ++i) dissemination.queueJoined("six by", false);
  for (int tick = 0; tick < 3; ++tick) {
    EXPECT_EQ(3U, dissemination.queued());
    dissemination.expireUpdates();
  }
  EXPECT_EQ(2U, dissemination.queued());
}

TEST(DisseminationTest, antiEntropy_goesRoundTheZones) {
  Listed listed;
  listed.list.insert({heartbeat(130, 1), heartbeat(131, 1), heartbeat(300, 1)}, 0);
  Dissemination dissemination;
  dissemination.reset(Zone(0, 0), 100);
  std::vector<unsigned> zones;
  for (int i = 0; i < 5; ++i) {
    zones.push_back(dissemination.nextZone(listed.list, largeZones()).second);
  }
  EXPECT_EQ((std::vector<unsigned>{1, 2, 0, 1, 2}), zones);
  // In the second round, the next ones.
  const std::vector<Heartbeat> members = {heartbeat(1, 1), heartbeat(2, 1), heartbeat(3, 1)};
  EXPECT_EQ((std::vector<int>{3, 1}), idsOf(dissemination.inTurn(members, 2)));
  EXPECT_EQ((std::vector<int>{1, 2, 3}), idsOf(dissemination.inTurn(members, 3)));
}

TEST(DisseminationTest, endPeriod_comparesWithTheListsOfTheLastPeriod) {
  Dissemination dissemination;
  dissemination.reset(Zone(0, 0), 100);
  Endpoint owner;
  dissemination.noteListSize(10, Endpoint(0, 7));
  dissemination.noteListSize(9, Endpoint(0, 8));
  EXPECT_FALSE(dissemination.endPeriod(5, &owner));  // Updates may still tell of the members.
  dissemination.noteRemoval();
  EXPECT_TRUE(dissemination.endPeriod(8, &owner));
  EXPECT_EQ(Endpoint(0, 7), owner);
  EXPECT_FALSE(dissemination.endPeriod(5, &owner));
  dissemination.noteListSize(10, Endpoint(0, 7));
  dissemination.endPeriod(5, &owner);
  for (int i = 0; i < 5; ++i) dissemination.noteRemoval();
  EXPECT_FALSE(dissemination.endPeriod(5, &owner));
}

TEST(GossipTargetTest, aGroupOfOneHasNone) {
  EXPECT_DEATH(mp1::gossipTarget(0, 1, 0), "groupSize >= 2");
}
