// Tests of grading/explain/spots/Spots.h.
#include "grading/explain/spots/Spots.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/EvidenceBuilder.h"

namespace grading {
namespace {

using gradingtest::EvidenceBuilder;
using gradingtest::lostTest;

constexpr Tick kCalled = 150;

Spot firstOf(const std::string& test, const EvidenceBuilder& run) {
  const std::vector<Spot> spots = spotsOf(lostTest(test), run.evidence, std::nullopt);
  EXPECT_FALSE(spots.empty());
  return spots.empty() ? Spot() : spots.front();
}

void expectSpot(Spot::Kind kind, Tick tick, PeerId peer, const Spot& spot) {
  EXPECT_EQ(kind, spot.kind) << spot.what;
  EXPECT_EQ(tick, spot.tick) << spot.what;
  EXPECT_EQ(peer, spot.peer) << spot.what;
  EXPECT_NE("", spot.what);
}

TEST(SpotsTest, spotsOf_aReplicaThatFails) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  run.answer(kCalled + 1, run.primary(), true).answer(kCalled + 1, run.secondary(), false);
  run.answer(kCalled + 1, run.tertiary(), true).result(kCalled + 2, true);
  const Spot spot = firstOf("read1", run);
  expectSpot(Spot::Answer, kCalled + 1, run.secondary(), spot);
  EXPECT_EQ(false, spot.success);
  EXPECT_EQ("k", spot.key);
}

TEST(SpotsTest, spotsOf_aCoordinatorThatFailsDespiteItsQuorum) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  for (const PeerId peer : run.replicas()) run.answer(kCalled + 1, peer, true);
  run.result(kCalled + 9, false);
  expectSpot(Spot::Result, kCalled + 9, run.outsider(), firstOf("read1", run));
}

TEST(SpotsTest, spotsOf_noResult) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  for (const PeerId peer : run.replicas()) run.answer(kCalled + 1, peer, true);
  const Spot spot = firstOf("read1", run);
  expectSpot(Spot::Receipt, kCalled + 1, run.outsider(), spot);
  EXPECT_EQ(run.secondary(), spot.other);
}

TEST(SpotsTest, spotsOf_aReplicaThatSaysNothing) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  run.answer(kCalled + 1, run.primary(), true).answer(kCalled + 1, run.secondary(), true);
  run.result(kCalled + 2, true);
  const Spot spot = firstOf("read1", run);
  expectSpot(Spot::Receipt, kCalled, run.tertiary(), spot);
  EXPECT_EQ(run.outsider(), spot.other);
}

TEST(SpotsTest, spotsOf_theSilentReplicaComesBeforeTheFailThatFollows) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  run.answer(kCalled + 1, run.primary(), true).result(kCalled + 11, false);
  const Peers silent = {run.secondary(), run.tertiary()};
  expectSpot(Spot::Receipt, kCalled, *std::min_element(silent.begin(), silent.end()),
             firstOf("read1", run));
}

TEST(SpotsTest, spotsOf_nobodyIsAsked) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider());
  expectSpot(Spot::Call, kCalled, run.outsider(), firstOf("read1", run));
}

TEST(SpotsTest, spotsOf_theCallComesNextAndWhatTheCauseSaysFirst) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  Spot seen;
  seen.tick = 120;
  seen.peer = 4;
  const std::vector<Spot> spots = spotsOf(lostTest("read1"), run.evidence, seen);
  ASSERT_EQ(3u, spots.size());
  EXPECT_EQ(120, spots[0].tick);
  EXPECT_EQ(Spot::Call, spots[2].kind);
}

TEST(SpotsTest, spotsOf_noCallNoSpot) {
  const EvidenceBuilder run;
  EXPECT_TRUE(spotsOf(lostTest("read1"), run.evidence, std::nullopt).empty());
  EXPECT_TRUE(spotsOf(lostTest("single.join"), Evidence(), std::nullopt).empty());
}

TEST(SpotsTest, spotsOf_membership) {
  EvidenceBuilder run;
  run.failed(100, {4}).removed(110, 2, 7);
  const Spot missing = firstOf("single.completeness", run);
  expectSpot(Spot::Failure, 100, 4, missing);
  const Spot removed = firstOf("single.accuracy", run);
  expectSpot(Spot::Removed, 110, 2, removed);
  EXPECT_EQ(7, removed.other);
}

TEST(SpotsTest, spotsOf_joins) {
  EvidenceBuilder alone(sim::Operation::Read, false);
  expectSpot(Spot::Up, 0, 2, firstOf("single.join", alone));
  // The introducer hears of both that do not know each other.
  EvidenceBuilder untold(sim::Operation::Read, false);
  for (const PeerId other : untold.all()) untold.added(5, 1, other).added(5, other, 1);
  untold.gossip(2, 3, 1).gossip(4, 2, 1);
  const Spot spot = firstOf("single.join", untold);
  expectSpot(Spot::Moment, 5, 1, spot);
  EXPECT_EQ(2, spot.other);
  EvidenceBuilder strange;
  strange.added(7, 3, 99);
  expectSpot(Spot::Joined, 7, 3, firstOf("single.join", strange));
}

TEST(SpotsTest, spotsOf_removals) {
  EvidenceBuilder oneForAll;
  oneForAll.failed(100, {4, 7}).noticed(122, {7});
  const Spot alone = firstOf("multi.completeness", oneForAll);
  expectSpot(Spot::Removed, 122, 1, alone);
  EXPECT_EQ(7, alone.other);
  EvidenceBuilder silently;
  silently.failed(100, {4});
  for (Tick tick = 100; tick < 130; ++tick) {
    silently.listed(tick, 1, 2, 1, 1);
    if (tick < 121) silently.listed(tick, 1, 4, 1, 1);
  }
  expectSpot(Spot::Moment, 121, 1, firstOf("single.completeness", silently));
}

}  // namespace
}  // namespace grading
