// Tests of grading/confine/TestRun.h: what of a run's report is believed.
#include "grading/confine/TestRun.h"

#include <gtest/gtest.h>

#include "host/Sealed.h"

namespace grading {
namespace {

TestRun runWithSecret() {
  TestRun run;
  run.application = "/home/Application";
  run.conf = "/home/a.conf";
  run.folder = "/home/run";
  run.secret = "abcd";
  return run;
}

RunReport reportOfAnswer(const std::string& answer) {
  ConfinedOutcome outcome;
  outcome.answer = answer;
  return reportOf(runWithSecret(), outcome);
}

std::string sealedText(const std::string& text) {
  const host::Seal::Line line = host::Seal("abcd").next(text);
  return std::string(line.text, line.size) + text;
}

TEST(TestRunTest, reportOf_whatIsSealed) {
  const RunReport report = reportOfAnswer(
      "a forged line\n" + sealedText("log\n metrics:\nmore\nmetrics:\nkeys 100\n") + "keys 99\n");
  EXPECT_TRUE(report.hasBegun);
  EXPECT_TRUE(report.hasEnded);
  EXPECT_EQ("log\n metrics:\nmore", report.log);
  EXPECT_EQ("keys 100\n", report.metrics);
}

TEST(TestRunTest, reportOf_aRunThatDidNotEndHasNoMetrics) {
  const RunReport report = reportOfAnswer(sealedText("log\nkeys 100\n"));
  EXPECT_TRUE(report.hasBegun);
  EXPECT_FALSE(report.hasEnded);
  EXPECT_EQ("log\nkeys 100\n", report.log);
  EXPECT_EQ("", report.metrics);
}

TEST(TestRunTest, reportOf_withoutASealNothingIsBelieved) {
  const RunReport report = reportOfAnswer("abcd\nlog\nmetrics:\nkeys 100\n");
  EXPECT_FALSE(report.hasBegun || report.hasEnded);
  EXPECT_EQ("", report.log + report.metrics);
}

TEST(TestRunTest, scoreRun_aRunThatEndsBeforeTheFirstCreateHasNoPointsForIt) {
  TestRun run = runWithSecret();
  ConfinedOutcome outcome;
  outcome.timedOut = true;
  outcome.answer = sealedText("131\n 1.0.0.0:0 [0] APP\n");
  EXPECT_EQ(0, scoreRun(Scenario::Create, run, outcome, reportOf(run, outcome)).points());
  run.isClassic = true;
  EXPECT_EQ(3, scoreRun(Scenario::Create, run, outcome, reportOf(run, outcome)).points());
}

TEST(TestRunTest, noteOf_linesUnderAnotherAddress) {
  const TestRun run = runWithSecret();
  ConfinedOutcome outcome;
  outcome.answer = sealedText(
      "log\nmetrics:\nlogged_as_another 3\nlogged_as_another_tick 152\n"
      "logged_as_another_by 7\nlogged_as_another_name 2\n");
  EXPECT_EQ(
      "lines name another peer than the one that logged them (3, the first at 152: peer 7 gave the "
      "address of peer 2); they count as they are written",
      noteOf(run, outcome, reportOf(run, outcome)));
  outcome.answer = sealedText("log\nmetrics:\nlogged_as_another 0\n");
  EXPECT_EQ("", noteOf(run, outcome, reportOf(run, outcome)));
}

TEST(TestRunTest, noteOf_allThatApplicationSaysAtTheEnd) {
  TestRun run = runWithSecret();
  run.conf = "/home/read.conf";
  ConfinedOutcome outcome;
  outcome.exitCode = 1;
  outcome.answer = sealedText("log\nmetrics:\nkeys 100\n");
  outcome.said =
      "/home/read.conf: said by a node\n\n/home/read.conf: findNodes gave 0\n/home/read.conf: no "
      "call succeeds\n";
  EXPECT_EQ("findNodes gave 0; no call succeeds", noteOf(run, outcome, reportOf(run, outcome)));
  outcome.said = "another.conf: no";
  EXPECT_NE(std::string::npos,
            noteOf(run, outcome, reportOf(run, outcome)).find("ended with exit status 1"));
}

TEST(TestRunTest, scoreRun_whetherReplicasWereMissing) {
  const TestRun run = runWithSecret();
  ConfinedOutcome outcome;
  outcome.answer = sealedText("log\nmetrics:\nlogged_as_another 0\n");
  EXPECT_FALSE(scoreRun(Scenario::Read, run, outcome, reportOf(run, outcome)).lacksReplicas);
  outcome.answer = sealedText("log\nmetrics:\nlogged_as_another 0\nreplicas_missing 1\n");
  EXPECT_TRUE(scoreRun(Scenario::Read, run, outcome, reportOf(run, outcome)).lacksReplicas);
}

TEST(TestRunTest, confinedRun_furtherOptions) {
  TestRun run = runWithSecret();
  run.options = {"--check", "--set", "MAX_NNB=30"};
  const std::vector<std::string> command = confinedRun(run).command;
  EXPECT_EQ(run.options, std::vector<std::string>(command.end() - 3, command.end()));
}

TEST(TestRunDeathTest, confinedRun_pathsAreAbsolute) {
  TestRun run = runWithSecret();
  run.folder = "run";
  EXPECT_DEATH(confinedRun(run), "check failed: .*is_absolute");
}

}  // namespace
}  // namespace grading
