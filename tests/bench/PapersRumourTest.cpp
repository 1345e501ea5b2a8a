// Tests of bench/papers/: the rumours of Demers et al. 1987.
#include "bench/papers/RumourExperiment.h"

#include <gtest/gtest.h>

#include "Params.h"
#include "bench/papers/Average.h"
#include "bench/papers/RumourNode.h"

namespace papers {
namespace {

constexpr LossOfInterest kFeedback = LossOfInterest::FeedbackAndCounter;
constexpr LossOfInterest kBlind = LossOfInterest::BlindAndCoin;

// Two sites on a network, whose cycles a test plays by hand.
class PapersRumourTest : public ::testing::Test {
 protected:
  void playCycle(RumourNode* first, RumourNode* second) {
    first->spread(2);
    second->spread(2);
    for (int phase = 0; phase < 2; ++phase) {
      first->receive();
      second->receive();
    }
    first->endCycle();
    second->endCycle();
  }

  Params params_;
  EmulNet net_{&params_};
  sim::Random dice_{1, "test"};
};

TEST_F(PapersRumourTest, spread_onlyTheHot) {
  RumourNode node({kFeedback, 1}, &net_, &dice_);
  EXPECT_FALSE(node.spread(2));
  node.begin();
  EXPECT_TRUE(node.spread(2));
}

// Cycle 1 is useful. In cycle 2 both tell each other what they know: with k = 1 both lose interest.
TEST_F(PapersRumourTest, feedback_counter) {
  RumourNode first({kFeedback, 1}, &net_, &dice_);
  RumourNode second({kFeedback, 1}, &net_, &dice_);
  first.begin();
  playCycle(&first, &second);
  EXPECT_TRUE(first.isHot());
  EXPECT_TRUE(second.isHot());
  playCycle(&first, &second);
  EXPECT_FALSE(first.isHot());
  EXPECT_FALSE(second.isHot());
}

TEST_F(PapersRumourTest, feedback_counterTakesKContacts) {
  RumourNode first({kFeedback, 3}, &net_, &dice_);
  RumourNode second({kFeedback, 3}, &net_, &dice_);
  first.begin();
  for (int useless = 0; useless < 3; ++useless) {
    playCycle(&first, &second);
    EXPECT_TRUE(first.isHot()) << useless;
  }
  playCycle(&first, &second);
  EXPECT_FALSE(first.isHot());
}

// Hears it twice in a cycle: it did not know when the cycle began, so neither contact is useless.
TEST_F(PapersRumourTest, feedback_judgedAtTheCyclesStart) {
  RumourNode first({kFeedback, 1}, &net_, &dice_);
  RumourNode second({kFeedback, 1}, &net_, &dice_);
  first.begin();
  for (int contact = 0; contact < 2; ++contact) {
    first.spread(2);
    second.receive();
    first.receive();
    EXPECT_TRUE(first.isHot()) << contact;
  }
  EXPECT_TRUE(second.endCycle());
  first.spread(2);
  second.receive();
  first.receive();
  EXPECT_FALSE(first.isHot());
}

// A useful contact starts the count of useless ones anew: useless, useful, useless is no two in a
// row, which k = 2 asks for.
TEST_F(PapersRumourTest, feedback_usefulContactResets) {
  RumourNode first({kFeedback, 2}, &net_, &dice_);
  first.begin();
  Address other;
  net_.ENinit(&other, 0);
  Address self("1:0");
  for (char answer : {'n', 'u', 'n'}) {
    char message[7] = {answer};
    net_.ENsend(&other, &self, message, sizeof message);
    first.receive();
    EXPECT_TRUE(first.isHot()) << answer;
  }
  char message[7] = {'n'};
  net_.ENsend(&other, &self, message, sizeof message);
  first.receive();
  EXPECT_FALSE(first.isHot());
}

// With k = 1 the coin always falls: each site sends once.
TEST_F(PapersRumourTest, blind_coinOfOne) {
  RumourNode first({kBlind, 1}, &net_, &dice_);
  RumourNode second({kBlind, 1}, &net_, &dice_);
  first.begin();
  playCycle(&first, &second);
  EXPECT_FALSE(first.isHot());
  EXPECT_TRUE(second.isHot());
  playCycle(&first, &second);
  EXPECT_FALSE(second.isHot());
}

struct Means {
  Average residue, traffic, lastCycle;
};

Means meansOf(const RumourRules& rules, int runs) {
  sim::Random dice(3, "test");
  Means means;
  for (int i = 0; i < runs; ++i) {
    const RumourOutcome outcome = playRumour(rules, 1000, &dice);
    means.residue.add(outcome.residue);
    means.traffic.add(outcome.traffic);
    means.lastCycle.add(outcome.lastCycle);
  }
  return means;
}

TEST(PapersRumourRunsTest, feedback_k1AsPublished) {
  const Means means = meansOf({kFeedback, 1}, 20);
  EXPECT_NEAR(0.18, means.residue.mean(), 0.018);
  EXPECT_NEAR(1.7, means.traffic.mean(), 0.17);
  EXPECT_NEAR(16.8, means.lastCycle.mean(), 1.68);
}

TEST(PapersRumourRunsTest, blind_k2AsPublished) {
  const Means means = meansOf({kBlind, 2}, 20);
  EXPECT_NEAR(0.20, means.residue.mean(), 0.02);
  EXPECT_NEAR(1.6, means.traffic.mean(), 0.16);
  EXPECT_NEAR(33, means.lastCycle.mean(), 3.3);
}

TEST(PapersRumourRunsTest, runRumourExperiment_sameTwice) {
  const Report report = runRumourExperiment(0.0001);
  const Report again = runRumourExperiment(0.0001);
  EXPECT_EQ(report.markdown, again.markdown);
  ASSERT_EQ(1u, report.plots.size());
  EXPECT_EQ(report.plots[0].svg, again.plots[0].svg);
}

}  // namespace
}  // namespace papers
