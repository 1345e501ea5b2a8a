// Tests of grading/examine/CutOff.h.
#include "grading/examine/CutOff.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

using Numbers = std::map<std::string, double>;

TestChoice choiceOf(const std::vector<Scenario>& scenarios) {
  return {"chosen", scenarios, {}, false};
}

TestScore testOf(TestAspect aspect, int points) {
  TestScore test;
  test.points = points;
  test.maxPoints = 10;
  test.aspect = aspect;
  return test;
}

ScenarioScore scoreOf(int completeness, int accuracy) {
  ScenarioScore score;
  score.scenario = Scenario::SingleFailure;
  score.tests = {testOf(TestAspect::Join, 0), testOf(TestAspect::Completeness, completeness),
                 testOf(TestAspect::Accuracy, accuracy)};
  return score;
}

std::string knownIn(CutOff::Knowledge knowledge, const Numbers& numbers,
                    const ScenarioScore& score = {}) {
  const Scenario scenario =
      knowledge == CutOff::Results ? Scenario::Create : Scenario::SingleFailure;
  return knownWithoutMessages({knowledge, scenario, {}}, score, numbers);
}

TEST(CutOffTest, cutOffsOf_eachPartThatIsTested) {
  EXPECT_EQ(0u, cutOffsOf(choiceOf({})).size());
  const auto membership = cutOffsOf(choiceOf({Scenario::SingleFailure, Scenario::MultiFailure}));
  ASSERT_EQ(2u, membership.size());
  EXPECT_EQ(CutOff::Joins, membership[0].knowledge);
  EXPECT_EQ(CutOff::Removals, membership[1].knowledge);
  const auto store = cutOffsOf(choiceOf({Scenario::Update}));
  ASSERT_EQ(1u, store.size());
  EXPECT_EQ(Scenario::Update, store[0].scenario);
  EXPECT_EQ("DROP_START=95", store[0].settings[2]);
}

TEST(CutOffTest, knownWithoutMessages_joinsBeyondTheIntroducer) {
  EXPECT_EQ("", knownIn(CutOff::Joins, {}));
  EXPECT_EQ("", knownIn(CutOff::Joins, {{"others_added", 9}}));
  EXPECT_EQ(
      "MP1Node: While every message is lost, peers still log 90 times that another peer has "
      "joined: the peers share memory, or log what they have not been told",
      knownIn(CutOff::Joins, {{"others_added", 90}}));
}

TEST(CutOffTest, knownWithoutMessages_whoFailedOfThoseThatAreSilent) {
  EXPECT_EQ("", knownIn(CutOff::Removals, {}, scoreOf(10, 0))) << "all are removed";
  EXPECT_EQ("", knownIn(CutOff::Removals, {}, scoreOf(0, 10))) << "nobody is";
  EXPECT_NE("", knownIn(CutOff::Removals, {}, scoreOf(10, 10)));
}

TEST(CutOffTest, knownWithoutMessages_callsThatSucceed) {
  EXPECT_EQ("", knownIn(CutOff::Results, {{"operations", 100}, {"operations_succeeded", 0}}));
  EXPECT_EQ(
      "MP2Node: While every message is lost from tick 95 on, 100 of 101 client calls still "
      "succeed: the coordinators wait for no replica, or the peers share memory",
      knownIn(CutOff::Results, {{"operations", 101}, {"operations_succeeded", 100}}));
}

}  // namespace
}  // namespace grading
