#include "grading/score/KvScorer.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::createLog;
using gradingtest::LogText;
using gradingtest::sectionLog;
using gradingtest::testOf;

TestScore createTest(const LogText& log) {
  return testOf(scoreKeyValue(Scenario::Create, log.text()), "create1");
}

TestScore deleteTest(const LogText& log, const std::string& name) {
  return testOf(scoreKeyValue(Scenario::Delete, log.text()), name);
}

TestScore readTest(const LogText& log, const std::string& name) {
  return testOf(scoreKeyValue(Scenario::Read, log.text()), name);
}

// Two keys deleted by three replicas and a coordinator; invalidKey refused by them.
LogText deleteLog() {
  LogText log;
  for (const char* key : {"key01", "key02"}) {
    log.operation(150, 2, "DELETE", key, "v").answers(151, 3, "delete success", key, "");
  }
  log.operation(150, 2, "DELETE", "invalidKey", "");
  return log.answers(151, 3, "delete fail", "invalidKey", "");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(KvScorerTest, create_allRight) {
  EXPECT_EQ(createTest(createLog()).points, 3);
  EXPECT_EQ(createTest(createLog()).reason, "");
}

TEST(KvScorerTest, create_ignoresCaseAndCarriageReturns) {
  const std::string text = replaced(createLog().text(), "create success", "CREATE Success");
  EXPECT_EQ(scoreKeyValue(Scenario::Create, replaced(text, "\n", "\r\n")).points(), 3);
}

TEST(KvScorerTest, create_missingLineNamesKeyAndPeers) {
  const std::string text = replaced(
      createLog().text(),
      "\n 6.0.0.0:0 [101] server: create success at time 101, transID=7, key=key01, value=value7",
      "");
  const TestScore test = testOf(scoreKeyValue(Scenario::Create, text), "create1");
  EXPECT_EQ(test.points, 0);
  EXPECT_EQ(test.reason,
            "expected 12 `create success` lines (4 for each of 3 keys), found 11; wrong number for "
            "1 of 3 keys: key01 has 3 (server 4:0 at 101, server 5:0 at 101, coordinator 1:0 at "
            "102)");
}

TEST(KvScorerTest, create_rightTotalWrongKeys) {
  LogText log = createLog(2);
  const std::string text =
      replaced(log.text(), "2, transID=7, key=key01", "2, transID=7, key=key00");
  const TestScore test = testOf(scoreKeyValue(Scenario::Create, text), "create1");
  EXPECT_EQ(test.points, 0);
  EXPECT_NE(test.reason.find("found 8; wrong number for 2 of 2 keys: key00 has 5 ("),
            std::string::npos);
  EXPECT_NE(test.reason.find("), key01 has 3"), std::string::npos);
}

TEST(KvScorerTest, create_manyWrongKeysAreCounted) {
  const std::string text = replaced(createLog(5).text(), "server: create success", "server: made");
  const TestScore test = testOf(scoreKeyValue(Scenario::Create, text), "create1");
  EXPECT_NE(test.reason.find("key02 has 1, 2 more"), std::string::npos) << test.reason;
}

TEST(KvScorerTest, create_linesOfOtherKeysAreNamed) {
  LogText log = createLog();
  log.answer(103, 9, "create success", "other", "v");
  EXPECT_EQ(createTest(log).points, 0);
  EXPECT_NE(createTest(log).reason.find("wrong number for 0 of 3 keys; for none of these keys: 1 "
                                        "(server 9:0 at 103)"),
            std::string::npos)
      << createTest(log).reason;
}

TEST(KvScorerTest, create_noCreatesAreRightButNoted) {
  for (const char* text : {"", "131\n"}) {
    const ScenarioScore score = scoreKeyValue(Scenario::Create, text);
    EXPECT_EQ(score.points(), 3);
    EXPECT_EQ(score.tests[0].reason, "");
    EXPECT_NE(score.note, "");
  }
  EXPECT_EQ(scoreKeyValue(Scenario::Create, createLog().text()).note, "");
}

TEST(KvScorerTest, create_operationsWithoutAnySuccessEarnNothing) {
  LogText log;
  log.operation(100, 2, "CREATE", "key01", "v").operation(100, 2, "CREATE", "key02", "v");
  EXPECT_EQ(createTest(log).points, 0);
  EXPECT_EQ(createTest(log).reason,
            "expected 8 `create success` lines (4 for each of 2 keys), found 0; wrong number for 2 "
            "of 2 keys: key01 has 0, key02 has 0");
}

TEST(KvScorerTest, create_successesWithoutOperations) {
  LogText log;
  log.answer(101, 4, "create success", "k", "v");
  EXPECT_EQ(createTest(log).points, 0);
  EXPECT_NE(createTest(log).reason.find("no `CREATE OPERATION` line names a key"),
            std::string::npos);
}

TEST(KvScorerTest, create_keyWithinAnotherKeyIsCountedThereToo) {
  LogText log;
  for (const char* key : {"abcde", "bcd"}) {
    log.operation(100, 2, "CREATE", key, "v").answers(101, 3, "create success", key, "v");
  }
  EXPECT_NE(createTest(log).reason.find("1 of 2 keys: bcd has 8"), std::string::npos);
}

TEST(KvScorerTest, delete_allRight) {
  EXPECT_EQ(scoreKeyValue(Scenario::Delete, deleteLog().text()).points(), 7);
}

TEST(KvScorerTest, delete_missingSuccess) {
  LogText log = deleteLog();
  log.operation(150, 2, "DELETE", "key03", "v").answers(151, 2, "delete success", "key03", "");
  EXPECT_EQ(deleteTest(log, "delete1").points, 0);
  EXPECT_NE(deleteTest(log, "delete1").reason.find("expected 12 `delete success` lines"),
            std::string::npos);
  EXPECT_NE(deleteTest(log, "delete1").reason.find("key03 has 3"), std::string::npos);
  EXPECT_EQ(deleteTest(log, "delete2").points, 4);
}

TEST(KvScorerTest, delete_successForInvalidKeyIsNamed) {
  LogText log = deleteLog();
  log.answer(153, 1, "delete success", "invalidKey", "", true);
  EXPECT_NE(deleteTest(log, "delete1")
                .reason.find("for none of these keys: 1 (coordinator 1:0 at "
                             "153)"),
            std::string::npos);
}

TEST(KvScorerTest, delete_invalidKeyNeedsExactlyFourFails) {
  LogText log = deleteLog();
  log.answer(160, 9, "delete fail", "INVALIDKEY", "");
  EXPECT_EQ(deleteTest(log, "delete2").points, 0);
  EXPECT_EQ(
      deleteTest(log, "delete2").reason,
      "expected exactly 4 `delete fail` lines for key=invalidKey, found 5 (server 4:0 at 151, "
      "server 5:0 at 151, server 6:0 at 151, coordinator 1:0 at 152, server 9:0 at 160)");
  EXPECT_EQ(deleteTest(log, "delete1").points, 3);
}

TEST(KvScorerTest, delete_onlyInvalidKeyIsFourTimesZero) {
  LogText log;
  log.operation(150, 2, "DELETE", "invalidKey", "");
  EXPECT_EQ(deleteTest(log, "delete1").points, 3);
}

TEST(KvScorerTest, delete_noOperationsEarnNothing) {
  EXPECT_EQ(deleteTest(createLog(), "delete1").points, 0);
  EXPECT_EQ(deleteTest(createLog(), "delete2").reason,
            "no `DELETE OPERATION` line in the log: the run did not get that far or is of another "
            "test (last entry at "
            "tick 102)");
  EXPECT_EQ(testOf(scoreKeyValue(Scenario::Delete, ""), "delete1").reason,
            "the log is empty: the program did not run, or ended before it logged");
}

TEST(KvScorerTest, read_allRight) {
  const ScenarioScore score = scoreKeyValue(Scenario::Read, sectionLog("READ", "read").text());
  EXPECT_EQ(score.points(), 40);
  EXPECT_EQ(score.maxPoints(), 40);
}

TEST(KvScorerTest, update_allRightWithNewValue) {
  const LogText log = sectionLog("UPDATE", "update", 0, "ab123", "newValue");
  EXPECT_EQ(scoreKeyValue(Scenario::Update, log.text()).points(), 40);
  EXPECT_EQ(scoreKeyValue(Scenario::Read, log.text()).points(), 0);
}

TEST(KvScorerTest, read_eachTestHasItsOwnWindow) {
  const std::pair<int, const char*> cases[] = {
      {150, "read1"}, {175, "read2"}, {225, "read3a"}, {275, "read3b"}};
  for (const auto& [tick, name] : cases) {
    const LogText log = sectionLog("READ", "read", tick);
    const ScenarioScore score = scoreKeyValue(Scenario::Read, log.text());
    EXPECT_EQ(testOf(score, name).points, 0) << name;
    EXPECT_EQ(score.points(), 40 - testOf(score, name).maxPoints) << name;
  }
  const LogText log = sectionLog("READ", "read", 285);
  EXPECT_EQ(scoreKeyValue(Scenario::Read, log.text()).points(), 31);
}

TEST(KvScorerTest, read_threeLinesAreEnoughInTest1And3b) {
  for (const char* tick : {"151", "276", "286"}) {
    const std::string line = std::string("\n 6.0.0.0:0 [") + tick + "] server: read success";
    const std::string text = replaced(sectionLog("READ", "read").text(), line, "\n x");
    EXPECT_EQ(scoreKeyValue(Scenario::Read, text).points(), 40) << tick;
  }
}

TEST(KvScorerTest, read_test2NeedsExactlyThree) {
  LogText log = sectionLog("READ", "read");
  log.answer(224, 9, "read success", "ab123", "value7");
  EXPECT_EQ(readTest(log, "read2").points, 0);
  EXPECT_EQ(readTest(log, "read2").reason,
            "expected exactly 3 `read success` lines for key=ab123, value=value7 in ticks "
            "175..224, found 4 (server 4:0 at 176, server 5:0 at 176, coordinator 1:0 at 177, "
            "server 9:0 at 224)");
}

TEST(KvScorerTest, read_fiveLinesAreTooMany) {
  LogText log = sectionLog("READ", "read");
  log.answer(174, 9, "read success", "ab123", "value7");
  log.answer(690, 9, "read success", "ab123", "value7");
  EXPECT_EQ(readTest(log, "read1").points, 0);
  EXPECT_EQ(readTest(log, "read4").points, 0);
  EXPECT_NE(readTest(log, "read4").reason.find("at tick 285 or later, found 5 ("),
            std::string::npos);
}

TEST(KvScorerTest, read_otherValueIsNotCountedButNamed) {
  LogText log = sectionLog("READ", "read", 275);
  log.answers(276, 2, "read success", "ab123", "value7");
  log.answer(276, 9, "read success", "ab123", "stale");
  EXPECT_EQ(readTest(log, "read3b").points, 10);
  LogText fewer = sectionLog("READ", "read", 275);
  fewer.answer(276, 4, "read success", "ab123", "value7");
  fewer.answer(277, 9, "read success", "ab123", "stale", true);
  fewer.answer(276, 5, "read fail", "ab123", "");
  EXPECT_EQ(readTest(fewer, "read3b").reason,
            "expected 3 or 4 `read success` lines for key=ab123, value=value7 in ticks 275..284, "
            "found 1 (server 4:0 at 276); with another value: 1 (coordinator 9:0 at 277); `read "
            "fail` lines there: 1 (server 5:0 at 276)");
}

TEST(KvScorerTest, read_longerValueContainsTheValue) {
  const std::string text =
      replaced(sectionLog("READ", "read").text(), "123, value=value7", "123, value=value76");
  EXPECT_EQ(scoreKeyValue(Scenario::Read, text).points(), 40);
}

TEST(KvScorerTest, read_test3aNeedsExactlyOneFail) {
  LogText log = sectionLog("READ", "read");
  log.answer(226, 4, "read fail", "ab123", "");
  EXPECT_EQ(readTest(log, "read3a").points, 0);
  EXPECT_EQ(readTest(log, "read3a").reason,
            "expected exactly 1 `read fail` line for key=ab123 in ticks 225..274, found 2 "
            "(coordinator 2:0 at 230, server 4:0 at 226); `read success` lines there: 1 (server "
            "4:0 at 226)");
}

TEST(KvScorerTest, read_test5CountsFailsOfInvalidKeyFromItsTickOn) {
  LogText log = sectionLog("READ", "read");
  log.answer(284, 9, "read fail", "invalidKey", "").answer(284, 8, "read fail", "invalidKey", "");
  EXPECT_EQ(readTest(log, "read5").points, 3);
  log.answer(400, 9, "read fail", "invalidKey", "").answer(400, 8, "read fail", "invalidKey", "");
  EXPECT_EQ(readTest(log, "read5").points, 0);
  EXPECT_NE(readTest(log, "read5").reason.find("for key=invalidKey at tick 285 or later, found 5"),
            std::string::npos);
}

TEST(KvScorerTest, read_keyWithATimeInItLosesTheSection) {
  for (const char* key : {"0150x", "a225b"}) {
    const LogText log = sectionLog("READ", "read", 0, key);
    const ScenarioScore score = scoreKeyValue(Scenario::Read, log.text());
    EXPECT_EQ(score.points(), 0) << key;
    EXPECT_NE(score.tests[5].reason.find("anywhere in it and finds 5"), std::string::npos);
  }
  EXPECT_EQ(scoreKeyValue(Scenario::Read, sectionLog("READ", "read", 0, "a175b").text()).points(),
            40);
}

TEST(KvScorerTest, read_earlyEndScoresWhatItsOperationsBound) {
  const std::string whole = sectionLog("READ", "read").text();
  const std::string text = whole.substr(0, whole.find("[225]") - 12);
  const ScenarioScore score = scoreKeyValue(Scenario::Read, text);
  EXPECT_EQ(score.points(), 3);
  EXPECT_EQ(testOf(score, "read2").reason,
            "the log has 2 of 6 `READ OPERATION` lines with a tick: the run stopped early (last "
            "entry at tick 177), and this test cannot be counted");
  EXPECT_EQ(testOf(score, "read3a").points, 0);
}

TEST(KvScorerTest, read_timesAreSortedAsText) {
  // 90 sorts behind 150, so the key of test 1 is that of tick 150.
  LogText log;
  log.operation(90, 2, "READ", "early", "v").operation(150, 2, "READ", "later", "v");
  log.answers(151, 3, "read success", "later", "v");
  EXPECT_NE(readTest(log, "read1").reason.find("key=later, value=v in ticks 150..89"),
            std::string::npos)
      << readTest(log, "read1").reason;
}

TEST(KvScorerTest, read_linesWithoutTickAreNotCounted) {
  LogText log = sectionLog("READ", "read", 150);
  const std::string text = log.text() +
                           "\n [151] read success ab123 value7\nread success ab123 value7" +
                           "\n 1.0.0.0:0 [151x] read success ab123 value7";
  EXPECT_EQ(testOf(scoreKeyValue(Scenario::Read, text), "read1").points, 0);
}

TEST(KvScorerTest, read_operationWithoutKeyCountsNothing) {
  const ScenarioScore score =
      scoreKeyValue(Scenario::Read,
                    "\n 1.0.0.0:0 [150] READ OPERATION\n 1.0.0.0:0 [175] READ OPERATION"
                    "\n 1.0.0.0:0 [151] read success");
  EXPECT_EQ(score.points(), 0);
  EXPECT_NE(score.tests[0].reason.find("found 0"), std::string::npos);
}

TEST(KvScorerTest, read_noOperations) {
  const ScenarioScore score = scoreKeyValue(Scenario::Read, createLog().text());
  EXPECT_EQ(score.points(), 0);
  for (const TestScore& test : score.tests) {
    EXPECT_EQ(test.reason.rfind("no `READ OPERATION` line in the log", 0), 0u) << test.reason;
  }
}

TEST(KvScorerTest, reasons_unprintableKeysAreEscaped) {
  const ScenarioScore score = scoreKeyValue(
      Scenario::Create, "\n 1.0.0.0:0 [100] CREATE OPERATION KEY: a\x01\xff VALUE: v");
  EXPECT_NE(score.tests[0].reason.find("a\\x01\\xff has 0"), std::string::npos);
}

TEST(KvScorerDeathTest, theScenarioIsOfTheStore) {
  EXPECT_DEATH(scoreKeyValue(Scenario::SingleFailure, ""), "check failed: !isMembership");
}

TEST(TestScoreDeathTest, award_lessThanAllPoints) {
  TestScore test;
  test.maxPoints = 3;
  EXPECT_DEATH(test.award(3, "why"), "check failed: 0 <= partial && partial < maxPoints");
}

}  // namespace
}  // namespace grading
