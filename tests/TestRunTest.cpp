// Tests of grading/TestRun.h: what of a run's report is believed.
#include "grading/TestRun.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

TestRun runWithSecret() {
  TestRun run;
  run.secret = "abcd";
  return run;
}

RunReport reportOfAnswer(const std::string& answer) {
  ConfinedOutcome outcome;
  outcome.answer = answer;
  return reportOf(runWithSecret(), outcome);
}

TEST(TestRunTest, reportOf_whatStandsBehindTheSecret) {
  const RunReport report =
      reportOfAnswer("a forged line\nabcd\nlog\n key abcd\nmore\nabcd\nkeys 100\n");
  EXPECT_TRUE(report.hasBegun);
  EXPECT_TRUE(report.hasEnded);
  EXPECT_EQ("log\n key abcd\nmore", report.log);
  EXPECT_EQ("keys 100\n", report.metrics);
}

TEST(TestRunTest, reportOf_aRunThatDidNotEndHasNoMetrics) {
  const RunReport report = reportOfAnswer("abcd\nlog\nkeys 100\n");
  EXPECT_TRUE(report.hasBegun);
  EXPECT_FALSE(report.hasEnded);
  EXPECT_EQ("log\nkeys 100\n", report.log);
  EXPECT_EQ("", report.metrics);
}

TEST(TestRunTest, reportOf_withoutTheSecretNothingIsBelieved) {
  const RunReport report = reportOfAnswer("log\n\nkeys 100\n");
  EXPECT_FALSE(report.hasBegun || report.hasEnded);
  EXPECT_EQ("", report.log + report.metrics);
}

TEST(TestRunTest, confinedRun_furtherOptions) {
  TestRun run = runWithSecret();
  run.options = {"--check", "--set", "MAX_NNB=30"};
  const std::vector<std::string> command = confinedRun(run).command;
  EXPECT_EQ(run.options, std::vector<std::string>(command.end() - 3, command.end()));
}

}  // namespace
}  // namespace grading
