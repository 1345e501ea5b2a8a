// Tests of grading/explain/spots/Spots.h.
#include "grading/explain/spots/Spots.h"

#include <gtest/gtest.h>

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
  expectSpot(Spot::Answer, kCalled + 1, run.secondary(), firstOf("read1", run));
}

TEST(SpotsTest, spotsOf_aReplicaThatSaysNothing) {
  EvidenceBuilder run;
  run.created().call(kCalled, run.outsider()).asks(run.replicas());
  run.answer(kCalled + 1, run.primary(), true).answer(kCalled + 1, run.secondary(), true);
  run.result(kCalled + 2, true);
  const Spot spot = firstOf("read1", run);
  expectSpot(Spot::Request, kCalled, run.outsider(), spot);
  EXPECT_EQ(run.tertiary(), spot.other);
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
  EvidenceBuilder alone(sim::Operation::Read, false);
  expectSpot(Spot::Up, 0, 2, firstOf("single.join", alone));
}

}  // namespace
}  // namespace grading
