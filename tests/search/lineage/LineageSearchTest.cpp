// Tests of search/lineage/LineageSearch.h.
#include "search/lineage/LineageSearch.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/ScheduleText.h"

namespace search {
namespace {

using lab::FaultKind;

LineageSettings settings() {
  LineageSettings settings;
  settings.base.peers = 5;
  settings.write.tick = 150;
  settings.write.client = 7;
  settings.write.coordinator = 1;
  settings.write.operation = sim::Operation::Create;
  settings.write.key = "k";
  settings.write.value = "v";
  settings.base.operations = {settings.write};
  settings.replicas = {2, 3, 4};
  settings.stop = 260;
  return settings;
}

// Peer 1 has sent the write to peers 2, 3 and 4 at its call, who have it in the next tick.
Lineage heldByAll() {
  Lineage lineage;
  lineage.acknowledgedAt = 152;
  lineage.fewestHolders = 3;
  lineage.supports = {{151, 2, 150, 1}, {151, 3, 150, 1}, {151, 4, 150, 1}};
  return lineage;
}

size_t count(const lab::Schedule& schedule, FaultKind kind) {
  size_t count = 0;
  for (const lab::Fault& fault : schedule.faults) count += fault.kind == kind ? 1 : 0;
  return count;
}

TEST(LineageSearchTest, next_beginsWithoutFaultsAndInsideTheGuarantee) {
  LineageSearch search(settings());
  const std::vector<lab::Schedule> first = search.next(10);
  ASSERT_EQ(1u, first.size());
  EXPECT_TRUE(first[0].faults.empty());
  EXPECT_TRUE(first[0].isGuarded);
  EXPECT_EQ(settings().base.operations, first[0].operations);
  EXPECT_TRUE(search.next(10).empty());
}

TEST(LineageSearchTest, add_takesEachSupportAway) {
  LineageSearch search(settings());
  search.next(1);
  search.add(heldByAll());
  EXPECT_EQ(1u, search.runs());
  // For each of the three holders, its message is lost for two lengths of time, or it restarts
  // after it got the write or after the acknowledgement, for two lengths of an outage. Both ticks
  // of an outage differ.
  const std::vector<lab::Schedule> next = search.next(100);
  EXPECT_EQ(3u * (2 + 2 * 2), next.size());
  size_t cuts = 0;
  for (const lab::Schedule& schedule : next) {
    if (count(schedule, FaultKind::Drop) == 0) {
      EXPECT_EQ(1u, count(schedule, FaultKind::Crash));
      EXPECT_EQ(1u, count(schedule, FaultKind::Restart));
      continue;
    }
    ++cuts;
    const lab::Fault& cut = schedule.faults.front();
    EXPECT_EQ(std::vector<sim::PeerId>{1}, cut.from);
    EXPECT_EQ(sim::NetworkId::Store, cut.onlyNetwork);
    EXPECT_EQ(150, cut.first);
    EXPECT_TRUE(cut.last == 163 || cut.last == 176) << cut.last;
  }
  EXPECT_EQ(6u, cuts);
}

TEST(LineageSearchTest, add_aWriteThatIsNotAcknowledgedNeedNotSurvive) {
  LineageSearch search(settings());
  search.next(1);
  Lineage lineage = heldByAll();
  lineage.acknowledgedAt = -1;
  search.add(lineage);
  EXPECT_TRUE(search.next(1).empty());
}

TEST(LineageSearchTest, add_whatCameWithoutAMessageCannotBeCut) {
  LineageSearch search(settings());
  search.next(1);
  Lineage lineage = heldByAll();
  lineage.supports = {{150, 2, 150, 0}, {151, 2, 150, 2}};
  search.add(lineage);
  for (const lab::Schedule& schedule : search.next(100)) {
    EXPECT_EQ(0u, count(schedule, FaultKind::Drop)) << lab::scheduleText(schedule);
  }
}

TEST(LineageSearchTest, add_readsFollowOnceAMinorityHoldsTheWrite) {
  LineageSearch search(settings());
  search.next(1);
  Lineage lineage = heldByAll();
  lineage.fewestHolders = 1;
  search.add(lineage);
  size_t withReads = 0;
  std::set<std::vector<sim::PeerId>> unheard;
  for (const lab::Schedule& schedule : search.next(100)) {
    if (schedule.operations.size() == 1) continue;
    ++withReads;
    for (const lab::ClientOperation& call : schedule.operations) {
      if (call.operation == sim::Operation::Read) {
        EXPECT_GT(call.tick, 152);
      }
    }
    unheard.insert(schedule.faults.front().to);
  }
  EXPECT_EQ(3u, withReads);
  EXPECT_EQ((std::set<std::vector<sim::PeerId>>{{2}, {3}, {4}}), unheard);
}

TEST(LineageSearchTest, next_setsThatLeaveFewHoldersComeFirst) {
  LineageSearch search(settings());
  search.next(1);
  search.add(heldByAll());
  const lab::Schedule one = search.next(1).front();
  const lab::Schedule two = search.next(1).front();
  search.add(heldByAll());
  Lineage few = heldByAll();
  few.fewestHolders = 2;
  search.add(few);
  for (const lab::Schedule& schedule : search.next(4)) {
    for (const lab::Fault& fault : two.faults) {
      EXPECT_NE(schedule.faults.end(),
                std::find(schedule.faults.begin(), schedule.faults.end(), fault))
          << lab::scheduleText(schedule);
    }
  }
}

TEST(LineageSearchTest, next_eachSetOnceAndNoneAboveTheBound) {
  LineageSettings bounded = settings();
  bounded.mostFaults = 2;
  LineageSearch search(bounded);
  std::set<std::string> seen;
  size_t runs = 0;
  for (std::vector<lab::Schedule> next = search.next(8); !next.empty(); next = search.next(8)) {
    for (const lab::Schedule& schedule : next) {
      ++runs;
      EXPECT_LE(count(schedule, FaultKind::Drop) + count(schedule, FaultKind::Crash), 2u);
      EXPECT_TRUE(seen.insert(lab::scheduleText(schedule)).second) << lab::scheduleText(schedule);
      search.add(heldByAll());
    }
  }
  EXPECT_EQ(runs, search.runs());
  EXPECT_GT(runs, 100u);
}

TEST(LineageSearchTest, next_theSameOutcomesGiveTheSameSearch) {
  std::vector<lab::Schedule> found[2];
  for (std::vector<lab::Schedule>& schedules : found) {
    LineageSearch search(settings());
    for (int group = 0; group < 20; ++group) {
      for (const lab::Schedule& schedule : search.next(8)) {
        schedules.push_back(schedule);
        search.add(heldByAll());
      }
    }
  }
  EXPECT_GT(found[0].size(), 100u);
  EXPECT_EQ(found[0], found[1]);
}

TEST(LineageTest, lineageText_readsBack) {
  const Lineage lineage = heldByAll();
  const Lineage read = readLineage(lineageText(lineage));
  EXPECT_EQ(lineage.acknowledgedAt, read.acknowledgedAt);
  EXPECT_EQ(lineage.fewestHolders, read.fewestHolders);
  EXPECT_EQ(lineage.supports, read.supports);
}

}  // namespace
}  // namespace search
