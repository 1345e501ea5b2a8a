// Tests of grading/logs/CourseRule.h: each mistake of the course's script in a small log of its
// own.
#include "grading/logs/CourseRule.h"

#include <gtest/gtest.h>

#include <string>

#include "grading/score/Scorer.h"
#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::addFailures;
using gradingtest::addressOf;
using gradingtest::createLog;
using gradingtest::joinLog;
using gradingtest::LogText;
using gradingtest::sectionLog;

constexpr size_t kJoin = 0;
constexpr size_t kCompleteness = 1;
constexpr size_t kAccuracy = 2;

// A run's end, without which it would be one that ended early.
std::string whole(LogText log) { return log.add(500, 1, "@@time=500").text(); }

int coursePoints(Scenario scenario, const std::string& log, size_t test) {
  return score(scenario, log).tests[test].points;
}

// The points of the fair reading, if they are said to be others: `a fair reading gives 9 of 9`.
std::string fairIn(const std::string& difference) {
  const std::string begin = "a fair reading gives ";
  if (difference.substr(0, begin.size()) != begin) return "";
  return difference.substr(begin.size(), difference.find(" here") - begin.size());
}

void expectNothing(Scenario scenario, const std::string& log) {
  for (size_t test = 0; test < zeroScore(scenario, "").tests.size(); ++test) {
    EXPECT_EQ("", courseRuleDifference(scenario, log, test)) << test;
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

LogText withFailures(int first, int last) {
  LogText log = joinLog();
  addFailures(&log, first, last);
  return log;
}

TEST(CourseRuleTest, nothingToSay_whereBothAgree) {
  expectNothing(Scenario::Create, whole(createLog()));
  expectNothing(Scenario::Read, whole(sectionLog("READ", "read")));
  expectNothing(Scenario::Read, whole(sectionLog("READ", "read", 275)));
  expectNothing(Scenario::Update, whole(sectionLog("UPDATE", "update")));
  expectNothing(Scenario::SingleFailure, whole(withFailures(3, 3)));
  expectNothing(Scenario::MsgDropSingleFailure, whole(joinLog(true)));
  // 1:0 is among the failed ones: it cannot note tick 500.
  expectNothing(Scenario::MultiFailure, withFailures(1, 5).text());
}

// Each line with a carriage return before its line feed.
std::string withCarriageReturns(const std::string& log) {
  std::string text;
  for (const char byte : log) {
    if (byte == '\n') text += '\r';
    text += byte;
  }
  return text;
}

TEST(CourseRuleTest, carriageReturnsAtTheEndsOfLinesChangeNothing) {
  for (const auto& [scenario, log] : {std::pair(Scenario::Create, whole(createLog())),
                                      {Scenario::Read, whole(sectionLog("READ", "read"))},
                                      {Scenario::Update, whole(sectionLog("UPDATE", "update"))},
                                      {Scenario::SingleFailure, whole(withFailures(3, 3))}}) {
    const std::string carried = withCarriageReturns(log);
    expectNothing(scenario, carried);
    for (size_t test = 0; test < zeroScore(scenario, "").tests.size(); ++test) {
      EXPECT_EQ(coursePoints(scenario, log, test), coursePoints(scenario, carried, test)) << test;
    }
  }
}

// ---- A program that never starts, or ends early.

TEST(CourseRuleTest, create_aLogWithoutCreatesEarnsThePoints) {
  EXPECT_EQ(3, coursePoints(Scenario::Create, "", 0));
  EXPECT_EQ(
      "a fair reading gives 0 of 3 here: no key is created in this log, and the course's script "
      "takes 0 `create success` lines for 4 x 0",
      courseRuleDifference(Scenario::Create, "", 0));
}

TEST(CourseRuleTest, earlyEnd_saidOfTestsWithPoints) {
  EXPECT_EQ(
      "the run ended early (last entry at tick 102), and the course's script gives points for "
      "what was logged until then",
      courseRuleDifference(Scenario::Create, createLog().text(), 0));
  const std::string log = sectionLog("READ", "read", 275).text();
  EXPECT_TRUE(contains(courseRuleDifference(Scenario::Read, log, 0), "ended early"));
  EXPECT_EQ("", courseRuleDifference(Scenario::Read, log, 3));
}

TEST(CourseRuleTest, earlyEnd_cannotBeToldWhenTheFirstPeerFails) {
  LogText log = sectionLog("READ", "read");
  log.add(285, 1, "Node failed at time=285");
  EXPECT_EQ("", courseRuleDifference(Scenario::Read, log.text(), 0));
}

// ---- Lines found by a piece of text anywhere in them.

TEST(CourseRuleTest, section_lostByAKeyWithATimeInIt) {
  for (const char* key : {"a150b", "225ab"}) {
    const std::string log = whole(sectionLog("READ", "read", 0, key));
    const int fair[] = {3, 9, 9, 10, 6, 3};
    for (size_t test = 0; test < 6; ++test) {
      EXPECT_EQ(0, coursePoints(Scenario::Read, log, test));
      const std::string said = courseRuleDifference(Scenario::Read, log, test);
      EXPECT_EQ(std::to_string(fair[test]) + " of " + std::to_string(fair[test]), fairIn(said));
      EXPECT_TRUE(contains(said, "it is in the key " + std::string(key))) << said;
    }
  }
}

TEST(CourseRuleTest, section_lostAndAFairReadingFindsAFault) {
  const std::string log = whole(sectionLog("UPDATE", "update", 275, "a150b"));
  EXPECT_EQ("9 of 9", fairIn(courseRuleDifference(Scenario::Update, log, 2)));
  EXPECT_EQ("", courseRuleDifference(Scenario::Update, log, 3));
}

TEST(CourseRuleTest, create_keysThatDifferInCaseAlone) {
  LogText log;
  for (const char* key : {"aB1cd", "Ab1cd"}) {
    log.operation(100, 2, "CREATE", key, "value7").answers(101, 3, "create success", key, "value7");
  }
  EXPECT_EQ(0, coursePoints(Scenario::Create, whole(log), 0));
  const std::string said = courseRuleDifference(Scenario::Create, whole(log), 0);
  EXPECT_EQ("3 of 3", fairIn(said));
  EXPECT_TRUE(contains(said, "aB1cd in 4 lines, Ab1cd in 4 lines")) << said;
}

TEST(CourseRuleTest, create_aKeyWithinAnother) {
  LogText log;
  for (const char* key : {"ab", "abc"}) {
    log.operation(100, 2, "CREATE", key, "value7").answers(101, 3, "create success", key, "value7");
  }
  EXPECT_EQ(0, coursePoints(Scenario::Create, whole(log), 0));
  EXPECT_EQ("3 of 3", fairIn(courseRuleDifference(Scenario::Create, whole(log), 0)));
}

TEST(CourseRuleTest, create_aLineOfTheSubmissionsOwn) {
  LogText log = createLog();
  log.add(103, 2, "create success for key00, hooray");
  EXPECT_EQ(0, coursePoints(Scenario::Create, whole(log), 0));
  const std::string said = courseRuleDifference(Scenario::Create, whole(log), 0);
  EXPECT_EQ("3 of 3", fairIn(said));
  EXPECT_TRUE(contains(said,
                       "1 line with the words `create success` that the framework did not "
                       "write (2:0 at 103)"))
      << said;
}

TEST(CourseRuleTest, create_aMissingLineIsAFaultInBoth) {
  LogText log;
  log.operation(100, 2, "CREATE", "key00", "value7")
      .answers(101, 2, "create success", "key00", "value7");
  expectNothing(Scenario::Create, whole(log));
}

TEST(CourseRuleTest, read_aValueWithinAnother) {
  LogText log = sectionLog("READ", "read", 175);
  log.answers(176, 2, "read success", "ab123", "value76");
  EXPECT_EQ(9, coursePoints(Scenario::Read, whole(log), 1));
  const std::string said = courseRuleDifference(Scenario::Read, whole(log), 1);
  EXPECT_EQ("0 of 9", fairIn(said));
  EXPECT_TRUE(contains(said, "3 lines with another value, `value76`, in which it finds `value7`"))
      << said;
}

TEST(CourseRuleTest, read_theTextOfAnEntryIsItsValue) {
  LogText log = sectionLog("READ", "read", 175);
  log.answers(176, 2, "read success", "ab123", "value7:101:0");
  expectNothing(Scenario::Read, whole(log));
}

TEST(CourseRuleTest, read_aLineOfAnotherKey) {
  LogText log = sectionLog("READ", "read");
  log.answer(180, 6, "read success", "AB123", "value7");
  EXPECT_EQ(0, coursePoints(Scenario::Read, whole(log), 1));
  const std::string said = courseRuleDifference(Scenario::Read, whole(log), 1);
  EXPECT_EQ("9 of 9", fairIn(said));
  EXPECT_TRUE(contains(said, "1 line of another key")) << said;
}

TEST(CourseRuleTest, delete_withoutTheInvalidKeyOneDeleteIsTakenForIt) {
  LogText log;
  log.operation(150, 2, "DELETE", "key00", "value7").answers(151, 3, "delete success", "key00", "");
  EXPECT_EQ(0, coursePoints(Scenario::Delete, whole(log), 0));
  const std::string said = courseRuleDifference(Scenario::Delete, whole(log), 0);
  EXPECT_EQ("3 of 3", fairIn(said));
  EXPECT_TRUE(contains(said, "for that of invalidKey, which this log does not have")) << said;
}

TEST(CourseRuleTest, delete_aWholeSectionHasNothingToSay) {
  LogText log;
  log.operation(150, 2, "DELETE", "key00", "value7").answers(151, 3, "delete success", "key00", "");
  log.operation(150, 2, "DELETE", "invalidKey", "")
      .answers(151, 3, "delete fail", "invalidKey", "");
  EXPECT_EQ(7, score(Scenario::Delete, whole(log)).points());
  expectNothing(Scenario::Delete, whole(log));
}

// ---- Lines logged late.

// An answer of a transaction of its own.
std::string answerText(int tick, const std::string& role, int transaction) {
  return role + ": read success at time " + std::to_string(tick) +
         ", transID=" + std::to_string(transaction) + ", key=ab123, value=value7";
}

// The reads at 150 and 175, by different clients, and what of the rest the windows need.
LogText lateLog(int firstCoordinatorsTick, int secondServers) {
  LogText log;
  log.operation(150, 8, "READ", "ab123", "value7");
  for (int server : {4, 5, 6}) log.add(151, server, answerText(151, "server", 20));
  log.operation(175, 9, "READ", "ab123", "value7");
  for (int i = 0; i < secondServers; ++i) log.add(176, 4 + i, answerText(176, "server", 21));
  log.add(firstCoordinatorsTick, 8, answerText(firstCoordinatorsTick, "coordinator", 20));
  log.add(177, 9, answerText(177, "coordinator", 21));
  for (int tick : {225, 275, 285}) log.operation(tick, 9, "READ", "ab123", "value7");
  return log;
}

TEST(CourseRuleTest, read_aLateLineTakesTheNextTestsPoints) {
  const std::string log = whole(lateLog(178, 2));
  EXPECT_EQ(0, coursePoints(Scenario::Read, log, 1));
  const std::string said = courseRuleDifference(Scenario::Read, log, 1);
  EXPECT_EQ("9 of 9", fairIn(said));
  EXPECT_TRUE(contains(said,
                       "1 line of the operation at tick 150, logged late (coordinator 8:0 "
                       "at 178)"))
      << said;
}

TEST(CourseRuleTest, read_aLateLineGivesTheNextTestPoints) {
  const std::string log = whole(lateLog(178, 1));
  EXPECT_EQ(9, coursePoints(Scenario::Read, log, 1));
  EXPECT_EQ("0 of 9", fairIn(courseRuleDifference(Scenario::Read, log, 1)));
}

TEST(CourseRuleTest, read_inTimeThereIsNothingToSay) {
  EXPECT_EQ("", courseRuleDifference(Scenario::Read, whole(lateLog(152, 2)), 1));
}

TEST(CourseRuleTest, read_allAnswersLateAreKnownByTheirCoordinator) {
  LogText log;
  log.operation(150, 8, "READ", "ab123", "value7").operation(175, 9, "READ", "ab123", "value7");
  for (int server : {4, 5}) log.add(176, server, answerText(176, "server", 20));
  log.add(177, 8, answerText(177, "coordinator", 20));
  for (int server : {4, 5}) log.add(178, server, answerText(178, "server", 21));
  log.add(179, 9, answerText(179, "coordinator", 21));
  for (int tick : {225, 275, 285}) log.operation(tick, 9, "READ", "ab123", "value7");
  EXPECT_EQ(0, coursePoints(Scenario::Read, whole(log), 1));
  EXPECT_EQ("9 of 9", fairIn(courseRuleDifference(Scenario::Read, whole(log), 1)));
}

// ---- Membership: lines are counted, where lists are meant.

TEST(CourseRuleTest, join_aSecondJoinMakesUpForOneThatIsMissing) {
  LogText log;
  for (int peer = 1; peer <= 10; ++peer) {
    for (int other = 1; other <= 10; ++other) {
      if (peer == 3 && other == 4) continue;
      log.add(5, peer, "Node " + addressOf(other) + " joined at time 5");
    }
  }
  log.add(9, 3, "Node " + addressOf(5) + " joined at time 9");
  EXPECT_EQ(10, coursePoints(Scenario::SingleFailure, whole(log), kJoin));
  const std::string said = courseRuleDifference(Scenario::SingleFailure, whole(log), kJoin);
  EXPECT_EQ("0 of 10", fairIn(said));
  EXPECT_TRUE(contains(said, "3:0 never logs that 4:0 joined")) << said;
}

TEST(CourseRuleTest, join_aWordOfTheSubmissionsOwn) {
  LogText log = joinLog();
  log.add(6, 3, "the ring was joined");
  EXPECT_EQ(0, coursePoints(Scenario::SingleFailure, whole(log), kJoin));
  EXPECT_EQ("10 of 10", fairIn(courseRuleDifference(Scenario::SingleFailure, whole(log), kJoin)));
}

TEST(CourseRuleTest, completeness_theFailedPeerIsLetInAgain) {
  LogText log = withFailures(3, 3);
  log.add(130, 7, "Node " + addressOf(3) + " joined at time 130");
  EXPECT_EQ(10, coursePoints(Scenario::SingleFailure, whole(log), kCompleteness));
  const std::string said = courseRuleDifference(Scenario::SingleFailure, whole(log), kCompleteness);
  EXPECT_EQ("0 of 10", fairIn(said));
  EXPECT_TRUE(contains(said, "7:0 removes 3:0 at 122 and lets it join again")) << said;
}

TEST(CourseRuleTest, completeness_theFailedPeersOwnRemovalMakesUpForOneThatIsMissing) {
  LogText log = joinLog();
  log.add(60, 3, "Node " + addressOf(9) + " removed at time 60");
  log.add(100, 3, "Node failed at time=100");
  for (int peer : {1, 2, 4, 5, 6, 7, 8, 9}) {
    log.add(122, peer, "Node " + addressOf(3) + " removed at time 122");
  }
  const std::string text = whole(log);
  EXPECT_EQ(15, coursePoints(Scenario::MsgDropSingleFailure, text, kCompleteness));
  const std::string said =
      courseRuleDifference(Scenario::MsgDropSingleFailure, text, kCompleteness);
  EXPECT_EQ("0 of 15", fairIn(said));
  EXPECT_TRUE(contains(said, "10:0 never removes 3:0")) << said;
}

TEST(CourseRuleTest, completeness_ofFiveEachFailedPeerForItself) {
  LogText log = withFailures(2, 6);
  log.add(130, 8, "Node " + addressOf(4) + " joined at time 130");
  EXPECT_EQ(10, coursePoints(Scenario::MultiFailure, whole(log), kCompleteness));
  EXPECT_EQ("8 of 10",
            fairIn(courseRuleDifference(Scenario::MultiFailure, whole(log), kCompleteness)));
}

TEST(CourseRuleTest, accuracy_theFailedPeersOwnViewIsNotSeen) {
  LogText log = joinLog();
  log.add(60, 3, "Node " + addressOf(9) + " removed at time 60");
  addFailures(&log, 3, 3);
  EXPECT_EQ(10, coursePoints(Scenario::SingleFailure, whole(log), kAccuracy));
  const std::string said = courseRuleDifference(Scenario::SingleFailure, whole(log), kAccuracy);
  EXPECT_EQ("0 of 10", fairIn(said));
  EXPECT_TRUE(contains(said, "3:0 removes 9:0 at 60, alive")) << said;
}

TEST(CourseRuleTest, accuracy_aRemovalBeforeTheFailureIsNotSeen) {
  LogText log = joinLog();
  log.add(60, 7, "Node " + addressOf(3) + " removed at time 60");
  addFailures(&log, 3, 3);
  EXPECT_EQ("0 of 10",
            fairIn(courseRuleDifference(Scenario::SingleFailure, whole(log), kAccuracy)));
}

TEST(CourseRuleTest, accuracy_ofFiveLostToARemovalTooMany) {
  LogText log = withFailures(2, 6);
  log.add(130, 8, "Node " + addressOf(4) + " joined at time 130");
  log.add(150, 8, "Node " + addressOf(4) + " removed at time 150");
  EXPECT_EQ(2, coursePoints(Scenario::MultiFailure, whole(log), kAccuracy));
  const std::string said = courseRuleDifference(Scenario::MultiFailure, whole(log), kAccuracy);
  EXPECT_EQ("10 of 10", fairIn(said));
  EXPECT_TRUE(contains(said, "8:0 removes 4:0 more than once")) << said;
}

TEST(CourseRuleTest, accuracy_ofFiveKeptByARemovalThatIsMissing) {
  LogText log = joinLog();
  for (int failed = 2; failed <= 6; ++failed) log.add(100, failed, "Node failed at time = 100");
  for (int peer : {1, 7, 8, 9, 10}) {
    for (int failed = 2; failed <= 6; ++failed) {
      // One peer removes a live one in place of the last.
      const int removed = peer == 10 && failed == 6 ? 7 : failed;
      log.add(122, peer, "Node " + addressOf(removed) + " removed at time 122");
    }
  }
  EXPECT_EQ(8, coursePoints(Scenario::MultiFailure, whole(log), kAccuracy));
  const std::string said = courseRuleDifference(Scenario::MultiFailure, whole(log), kAccuracy);
  EXPECT_EQ("0 of 10", fairIn(said));
  EXPECT_TRUE(contains(said, "10:0 removes 7:0 at 122, alive")) << said;
}

TEST(CourseRuleTest, accuracy_whoRemovesNobodyEarnsNothingInBoth) {
  LogText log = joinLog();
  log.add(100, 3, "Node failed at time=100");
  expectNothing(Scenario::SingleFailure, whole(log));
  expectNothing(Scenario::MultiFailure, whole(log));
}

TEST(CourseRuleTest, anyBytes_oneLineOfPrintableText) {
  LogText log = createLog();
  log.operation(100, 2, "CREATE", "\x01\xff", "v")
      .answer(101, 3, "create success", "\x02\x01\xff", "v");
  const std::string said = courseRuleDifference(Scenario::Create, log.text(), 0);
  for (char byte : said) EXPECT_TRUE(byte >= ' ' && byte <= '~');
  for (Scenario scenario : kMembershipScenarios) {
    EXPECT_EQ("", courseRuleDifference(scenario, " [1] \n [\n\n 1 [2] Node  joined", 1));
  }
}

}  // namespace
}  // namespace grading
