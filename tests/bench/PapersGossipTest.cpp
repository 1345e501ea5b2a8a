// Tests of bench/papers/: the gossip of van Renesse, Minsky, Hayden 1998, and MP1Node beside it.
#include "bench/papers/GossipExperiment.h"

#include <gtest/gtest.h>

#include <vector>

#include "bench/papers/DetectionExperiment.h"
#include "stores/epidemic/EpidemicPlan.h"

namespace papers {
namespace {

TEST(PapersGossipTest, modelRounds_gossipsOfThePaper) {
  const std::vector<std::pair<int, double>> cells = {
      {10, 24.6}, {50, 28.8}, {100, 30.8}, {150, 32.0}, {200, 32.9}};
  for (const auto& [members, gossips] : cells) {
    const GossipGroup group = {members, 1, 1};
    EXPECT_NEAR(gossips, gossipsPerMember(group, modelRounds(group, 1e-6)), 0.05) << members;
  }
  const GossipGroup ten = {10, 1, 1};
  EXPECT_NEAR(16.6, gossipsPerMember(ten, modelRounds(ten, 1e-3)), 0.05);
}

// By hand: of three members one has failed. The owner is drawn with 1/3, and its target is the
// other live one with 1/2, so a round fails with 5/6; 2 (5/6)^r <= 0.5 from r = 8 on.
TEST(PapersGossipTest, modelRounds_threeMembers) {
  EXPECT_EQ(8, modelRounds({3, 1, 1}, 0.5));
  // With half of the messages lost, 2 (11/12)^r <= 0.5 from r = 16 on.
  EXPECT_EQ(16, modelRounds({3, 1, 0.5}, 0.5));
}

TEST(PapersGossipTest, secondsForGossips_250BytesASecond) {
  EXPECT_DOUBLE_EQ(98.56, secondsForGossips({100, 1, 1}, 30.8));
}

// The equations and the dice know nothing of each other.
TEST(PapersGossipTest, sampleRounds_nearTheModel) {
  for (const GossipGroup& group : {GossipGroup{10, 1, 1}, GossipGroup{30, 1, 0.8}}) {
    const std::vector<double> mistakes = {1e-3, 1e-9};
    const std::vector<Average> rounds = sampleRounds(group, mistakes, {4, 500}, 7);
    for (size_t i = 0; i < mistakes.size(); ++i) {
      const double model = modelRounds(group, mistakes[i]);
      EXPECT_NEAR(model, rounds[i].mean(), 0.06 * model) << group.members << ", " << mistakes[i];
      EXPECT_EQ(4, rounds[i].count());
    }
  }
}

TEST(PapersGossipTest, sampleRounds_seedDecides) {
  const auto mean = [](uint64_t seed) {
    return sampleRounds({10, 1, 1}, {1e-3}, {2, 50}, seed)[0].mean();
  };
  EXPECT_EQ(mean(1), mean(1));
  EXPECT_NE(mean(1), mean(2));
}

HeartbeatSpread spreadOf(std::vector<long> laterThan) {
  HeartbeatSpread spread;
  spread.members = 10;
  spread.heartbeats = 1000000;
  spread.laterThan = std::move(laterThan);
  return spread;
}

TEST(PapersGossipTest, HeartbeatSpread_counted) {
  const HeartbeatSpread spread = spreadOf({1000000, 500000, 20000, 90, 0});
  EXPECT_DOUBLE_EQ(0.2, spread.mistakeAfter(2));
  EXPECT_EQ(0, spread.mistakeAfter(100));
  EXPECT_EQ(1, spread.ticksForShare(0.5));
  EXPECT_EQ(3, spread.ticksForShare(0.99));
  EXPECT_EQ(4, spread.ticksForShare(1));
  EXPECT_EQ(3, spread.ticksForMistake(1e-3));
  EXPECT_TRUE(spread.isMeasured(3, 1e-3));
}

// What is too rare to count is bounded: after 3 ticks 93 of 20000 are left, in each further tick no
// larger a share: 0.2 (93/20000)^3 = 2e-8 is the first below 1e-6.
TEST(PapersGossipTest, HeartbeatSpread_bounded) {
  const HeartbeatSpread spread = spreadOf({1000000, 500000, 20000, 90, 0});
  EXPECT_EQ(5, spread.ticksForMistake(1e-6));
  EXPECT_FALSE(spread.isMeasured(5, 1e-6));
}

// The course's introducer and one more: each hears of the other a tick after every heartbeat.
TEST(PapersGossipTest, measureSpread_twoMembers) {
  MembershipGroup group(2, 1);
  ASSERT_TRUE(group.form());
  const HeartbeatSpread spread = measureSpread(&group, 20);
  EXPECT_EQ(40, spread.heartbeats);
  EXPECT_EQ(1, spread.ticksForShare(1));
  EXPECT_EQ(0, spread.ticksForShare(0));
}

TEST(PapersGossipTest, measureSpread_lossDelays) {
  MembershipGroup group(10, 1);
  ASSERT_TRUE(group.form());
  const double before = measureSpread(&group, 100).mistakeAfter(2);
  group.loseMessages(0.5);
  EXPECT_LT(before, measureSpread(&group, 100).mistakeAfter(2));
}

TEST(PapersGossipTest, measureDetection_afterTremove) {
  MembershipGroup group(10, 1);
  ASSERT_TRUE(group.form());
  const int tremove = mp1::GossipPlan::forGroup(10).tremove;
  const DetectionTimes times = measureDetection(&group, 3, 1);
  EXPECT_EQ(3, times.first.count());
  EXPECT_LT(tremove, times.first.mean());
  EXPECT_LE(times.first.mean(), times.mean.mean());
  EXPECT_LE(times.mean.mean(), times.last.mean());
  EXPECT_GT(tremove + 10, times.last.mean());
  EXPECT_EQ(0, times.liveRemoved);
}

TEST(PapersGossipTest, measureDetection_epidemic) {
  MembershipGroup group(10, 1, MembershipGroup::Design::Epidemic);
  ASSERT_TRUE(group.form());
  const int timeout = epidemic::EpidemicPlan::of(group.params()).timeout;
  const DetectionTimes times = measureDetection(&group, 3, 1);
  EXPECT_EQ(3, times.first.count());
  EXPECT_LE(timeout - 1, times.first.mean());
  EXPECT_LE(times.first.mean(), times.last.mean());
  EXPECT_GT(timeout + 10, times.last.mean());
  EXPECT_EQ(0, times.liveRemoved);
}

TEST(PapersGossipTest, runDetectionExperiment_sameTwice) {
  const DetectionEffort tiny = {10, 1, 1};
  const std::string once = runDetectionExperiment(tiny).markdown;
  EXPECT_NE(std::string::npos, once.find("| EPIDEMIC   |"));
  EXPECT_EQ(once, runDetectionExperiment(tiny).markdown);
}

// Tiny, and so far off that its numbers say nothing: but it runs, and twice the same.
TEST(PapersGossipTest, runGossipExperiment_sameTwice) {
  const GossipEffort tiny = {{1, 20}, {20, 500, 1}};
  const Report report = runGossipExperiment(tiny);
  const Report again = runGossipExperiment(tiny);
  EXPECT_EQ(report.markdown, again.markdown);
  ASSERT_EQ(2u, report.plots.size());
  EXPECT_EQ(report.plots[0].svg, again.plots[0].svg);
  EXPECT_EQ(report.plots[1].svg, again.plots[1].svg);
}

}  // namespace
}  // namespace papers
