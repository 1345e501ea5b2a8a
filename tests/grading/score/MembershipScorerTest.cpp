#include "grading/score/MembershipScorer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::addFailures;
using gradingtest::addressOf;
using gradingtest::joinLog;
using gradingtest::LogText;
using gradingtest::testOf;

TestScore singleTest(const LogText& log, const std::string& name) {
  return testOf(scoreMembership(Scenario::SingleFailure, log.text()), "single." + name);
}

TestScore multiTest(const LogText& log, const std::string& name) {
  return testOf(scoreMembership(Scenario::MultiFailure, log.text()), "multi." + name);
}

LogText singleLog() {
  LogText log = joinLog();
  return addFailures(&log, 8, 8);
}

LogText multiLog() {
  LogText log = joinLog();
  return addFailures(&log, 3, 7);
}

std::string removalOf(int peer, int tick) {
  return "Node " + addressOf(peer) + " removed at time " + std::to_string(tick);
}

TEST(MembershipScorerTest, score_allRight) {
  EXPECT_EQ(scoreMembership(Scenario::SingleFailure, singleLog().text()).points(), 30);
  EXPECT_EQ(scoreMembership(Scenario::MultiFailure, multiLog().text()).points(), 30);
  const ScenarioScore drop = scoreMembership(Scenario::MsgDropSingleFailure, singleLog().text());
  EXPECT_EQ(drop.points(), 30);
  EXPECT_EQ(drop.tests.size(), 2u);
}

TEST(MembershipScorerTest, join_hundredDistinctJoinsAreEnough) {
  EXPECT_EQ(singleTest(joinLog(true), "join").points, 10);
  // Not every peer logs nine others here, yet there are 100 different lines.
  LogText log;
  for (int tick = 0; tick < 100; ++tick) {
    log.add(tick, 1, "Node 2.0.0.0:0 joined at time " + std::to_string(tick));
  }
  EXPECT_EQ(singleTest(log, "join").points, 10);
}

TEST(MembershipScorerTest, join_repeatedJoinsDoNotHarmTheSecondRule) {
  LogText log = joinLog();
  for (int tick = 10; tick < 40; ++tick) {
    log.add(tick, 1, "Node 2.0.0.0:0 joined at time " + std::to_string(tick));
  }
  EXPECT_EQ(singleTest(log, "join").points, 10);
}

TEST(MembershipScorerTest, join_missingOneNamesPeerAndOther) {
  LogText log;
  for (int peer = 1; peer <= 10; ++peer) {
    for (int other = 1; other <= 10; ++other) {
      const bool isLeftOut = peer == 3 && (other == 4 || other == 10);
      if (peer != other && !isLeftOut)
        log.add(5, peer, "Node " + addressOf(other) + " joined at time 5");
    }
  }
  EXPECT_EQ(singleTest(log, "join").points, 0);
  EXPECT_EQ(singleTest(log, "join").reason,
            "expected 10 peers that each log 9 others as `joined`, or 100 distinct joins; found 9 "
            "such peers and 88 distinct joins; 3:0 logs 7 others, not 4:0, 10:0");
}

TEST(MembershipScorerTest, join_silentPeerIsNamed) {
  LogText log;
  for (int peer = 2; peer <= 10; ++peer)
    log.add(5, 1, "Node " + addressOf(peer) + " joined at time 5");
  EXPECT_NE(singleTest(log, "join")
                .reason.find("found 1 such peer and 9 distinct joins; 2:0 logs 0 "
                             "others, not 1:0, 3:0, 4:0, 5:0, 6:0, 4 more"),
            std::string::npos)
      << singleTest(log, "join").reason;
}

TEST(MembershipScorerTest, join_tenOthersAreTooMany) {
  LogText log = joinLog();
  log.add(5, 1, "Node 12.0.0.0:0 joined at time 5");
  EXPECT_EQ(singleTest(log, "join").points, 0);
}

TEST(MembershipScorerTest, join_addressThatContainsTheObserversIsNoOther) {
  LogText log = joinLog();
  log.add(5, 1, "Node 11.0.0.0:0 joined at time 5");
  EXPECT_EQ(singleTest(log, "join").points, 10);
}

TEST(MembershipScorerTest, join_caseMatters) {
  LogText log;
  log.add(1, 1, "Node 2.0.0.0:0 Joined at time 1");
  EXPECT_EQ(singleTest(log, "join").reason,
            "no `joined` line in the log: no peer logged a join, or LOG_MEMBERSHIP left "
            "the lines out (last entry at tick 1)");
}

TEST(MembershipScorerTest, singleCompleteness_missingRemovalNamesThePeer) {
  LogText log = joinLog();
  log.add(100, 8, "Node failed at time=100");
  for (int peer : {1, 2, 3, 4, 5, 6, 9, 10}) log.add(122, peer, removalOf(8, 122));
  EXPECT_EQ(singleTest(log, "completeness").points, 0);
  EXPECT_EQ(singleTest(log, "completeness").reason,
            "expected at least 9 distinct `removed` lines that name the failed peer 8:0, found 8; "
            "none by 7:0");
  EXPECT_EQ(singleTest(log, "accuracy").points, 10);
}

TEST(MembershipScorerTest, singleCompleteness_equalLinesCountOnce) {
  LogText log = joinLog();
  log.add(100, 8, "Node failed at time=100");
  for (int i = 0; i < 20; ++i) log.add(122, 1, removalOf(8, 122));
  EXPECT_EQ(singleTest(log, "completeness").points, 0);
  // The same removal at other times counts again.
  for (int tick = 130; tick < 140; ++tick) log.add(tick, 1, removalOf(8, tick));
  EXPECT_EQ(singleTest(log, "completeness").points, 10);
}

TEST(MembershipScorerTest, singleCompleteness_linesOfTheFailedPeerNameItToo) {
  LogText log = joinLog();
  log.add(100, 8, "Node failed at time=100");
  for (int peer = 1; peer <= 10; ++peer) {
    if (peer != 8) log.add(60, 8, removalOf(peer, 60));
  }
  EXPECT_EQ(singleTest(log, "completeness").points, 10);
  EXPECT_EQ(singleTest(log, "accuracy").points, 10);
}

TEST(MembershipScorerTest, singleAccuracy_falseRemovalIsNamed) {
  LogText log = singleLog();
  log.add(360, 3, removalOf(1, 360));
  EXPECT_EQ(singleTest(log, "accuracy").points, 0);
  EXPECT_EQ(singleTest(log, "accuracy").reason,
            "expected no `removed` line without the failed peer 8:0, found 1; live peers removed: "
            "1:0 by 3:0 at 360");
  EXPECT_EQ(singleTest(log, "completeness").points, 10);
}

TEST(MembershipScorerTest, singleAccuracy_nothingRemovedIsNotAccurate) {
  LogText log = joinLog();
  log.add(100, 8, "Node failed at time=100");
  EXPECT_EQ(singleTest(log, "accuracy").points, 0);
  EXPECT_EQ(singleTest(log, "accuracy").reason, "no `removed` line names the failed peer 8:0");
}

TEST(MembershipScorerTest, drop_accuracyIsNotGraded) {
  LogText log = singleLog();
  log.add(360, 3, removalOf(1, 360));
  EXPECT_EQ(scoreMembership(Scenario::MsgDropSingleFailure, log.text()).points(), 30);
}

TEST(MembershipScorerTest, single_severalFailedPeersEarnNothing) {
  LogText log = multiLog();
  EXPECT_EQ(singleTest(log, "completeness").points, 0);
  EXPECT_EQ(singleTest(log, "accuracy").reason,
            "expected one `Node failed at time` line, found 5: 3:0, 4:0, 5:0, 6:0, 7:0");
}

TEST(MembershipScorerTest, score_noFailureInTheLog) {
  EXPECT_EQ(singleTest(joinLog(), "join").points, 10);
  EXPECT_EQ(singleTest(joinLog(), "completeness").reason,
            "no `Node failed at time` line in the log: the run did not get that far or is of "
            "another test (last entry at "
            "tick 5)");
  EXPECT_EQ(multiTest(joinLog(), "accuracy").points, 0);
  const ScenarioScore empty = scoreMembership(Scenario::MultiFailure, "");
  EXPECT_EQ(empty.points(), 0);
  EXPECT_EQ(empty.tests[1].reason,
            "the log is empty: the program did not run, or ended before it logged");
}

TEST(MembershipScorerTest, multiCompleteness_twoPointsForEachFailedPeer) {
  LogText log = joinLog();
  for (int failed = 3; failed <= 7; ++failed) log.add(100, failed, "Node failed at time = 100");
  for (int peer : {1, 2, 8, 9, 10}) {
    for (int failed = 3; failed <= 6; ++failed) log.add(122, peer, removalOf(failed, 122));
  }
  EXPECT_EQ(multiTest(log, "completeness").points, 8);
  EXPECT_EQ(multiTest(log, "completeness").reason,
            "expected at least 5 distinct `removed` lines that name each failed peer, found 0 for "
            "7:0");
  // The 20 lines that there are all lack peer 7, and 15 of them each of the others.
  EXPECT_EQ(multiTest(log, "accuracy").points, 2);
  EXPECT_EQ(multiTest(log, "accuracy").reason,
            "expected exactly 20 distinct `removed` lines without each failed peer, found 15 for "
            "3:0, 15 for 4:0, 15 for 5:0, 15 for 6:0");
}

TEST(MembershipScorerTest, multiAccuracy_oneFalseRemovalCostsAll) {
  LogText log = multiLog();
  log.add(360, 1, removalOf(2, 360));
  EXPECT_EQ(multiTest(log, "accuracy").points, 0);
  EXPECT_EQ(
      multiTest(log, "accuracy").reason,
      "expected exactly 20 distinct `removed` lines without each failed peer, found 21 for "
      "3:0, 21 for 4:0, 21 for 5:0, 21 for 6:0, 21 for 7:0; live peers removed: 2:0 by 1:0 at "
      "360");
  EXPECT_EQ(multiTest(log, "completeness").points, 10);
}

TEST(MembershipScorerTest, multiAccuracy_falseRemovalMayMakeUpForMissingOnes) {
  LogText log = joinLog();
  for (int failed = 3; failed <= 7; ++failed) log.add(100, failed, "Node failed at time = 100");
  for (int peer : {1, 8, 9, 10}) {
    log.add(130, peer, removalOf(2, 130));
    for (int failed = 3; failed <= 7; ++failed) log.add(122, peer, removalOf(failed, 122));
  }
  EXPECT_EQ(multiTest(log, "completeness").points, 0);
  EXPECT_EQ(multiTest(log, "accuracy").points, 10);
}

TEST(MembershipScorerTest, multi_moreThanFiveFailedPeersEarnNoMore) {
  LogText log = joinLog();
  addFailures(&log, 1, 5).add(100, 6, "Node failed at time = 100");
  EXPECT_EQ(multiTest(log, "completeness").points, 10);
}

TEST(MembershipScorerTest, multi_fewerThanFiveFailedPeers) {
  LogText log = joinLog();
  addFailures(&log, 1, 4);
  EXPECT_EQ(multiTest(log, "completeness").points, 8);
  EXPECT_EQ(multiTest(log, "completeness").reason, "expected 5 failed peers, found 4");
}

}  // namespace
}  // namespace grading
