#include "grading/score/LogReader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

#include "grading/score/KeyCounter.h"
#include "grading/score/Scenario.h"
#include "grading/score/Scorer.h"
#include "grading/score/Wording.h"
#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

constexpr Scenario kAll[] = {Scenario::Create,
                             Scenario::Delete,
                             Scenario::Read,
                             Scenario::Update,
                             Scenario::SingleFailure,
                             Scenario::MultiFailure,
                             Scenario::MsgDropSingleFailure};

void expectSoundScores(std::string_view log) {
  for (Scenario scenario : kAll) {
    const ScenarioScore result = score(scenario, log);
    for (const TestScore& test : result.tests) {
      EXPECT_TRUE(gradingtest::isReasonSound(test)) << test.name << ": " << test.reason;
    }
  }
}

TEST(LogReaderTest, field_cutsAtEverySingleBlank) {
  const std::string_view line = " 4.0.0.0:0 [150] READ  x";
  EXPECT_EQ(field(line, 1), "");
  EXPECT_EQ(field(line, 2), "4.0.0.0:0");
  EXPECT_EQ(field(line, 3), "[150]");
  EXPECT_EQ(field(line, 5), "");
  EXPECT_EQ(field(line, 6), "x");
  EXPECT_EQ(field(line, 7), "");
  EXPECT_EQ(field("", 1), "");
}

TEST(LogReaderTest, tickOf_onlyAWholeBracketedNumber) {
  EXPECT_EQ(tickOf(" 4.0.0.0:0 [150] x"), 150);
  EXPECT_FALSE(tickOf(" [0] APP"));
  EXPECT_FALSE(tickOf(" 4.0.0.0:0 [15x] x"));
  EXPECT_FALSE(tickOf(" 4.0.0.0:0 [] x"));
  EXPECT_FALSE(tickOf(" 4.0.0.0:0 [99999999999999999999999] x"));
}

TEST(LogReaderTest, readKeyValueLog_findsPhrasesAnywhereWithoutCase) {
  const KeyValueLog log =
      readKeyValueLog("xCREATE Successy\nread  success\nupdate fai\nreadread FAIL");
  EXPECT_EQ(log.of(Operation::Create).successes, Lines{"xCREATE Successy"});
  EXPECT_TRUE(log.of(Operation::Read).successes.empty());
  EXPECT_TRUE(log.of(Operation::Update).failures.empty());
  EXPECT_EQ(log.of(Operation::Read).failures, Lines{"readread FAIL"});
}

TEST(LogReaderTest, readKeyValueLog_lineWithSeveralPhrasesIsInEachListOnce) {
  const KeyValueLog log = readKeyValueLog("read fail read fail delete OPERATION\nread fail");
  EXPECT_EQ(log.of(Operation::Read).failures.size(), 2u);
  EXPECT_EQ(log.of(Operation::Delete).operations.size(), 1u);
}

TEST(LogReaderTest, readMembershipLog_findsPhrasesWithCase) {
  const MembershipLog log =
      readMembershipLog("joined\nJoined\nremoved joined\nNode failed at time=1");
  EXPECT_EQ(log.joined.size(), 2u);
  EXPECT_EQ(log.removed.size(), 1u);
  EXPECT_EQ(log.failed.size(), 1u);
}

TEST(LogReaderTest, readKeyValueLog_keepsCarriageReturnsInTheLine) {
  const KeyValueLog log = readKeyValueLog(" a [1] read fail\r\n b [2] read fail\r\n");
  ASSERT_EQ(log.of(Operation::Read).failures.size(), 2u);
  EXPECT_EQ(log.of(Operation::Read).failures[0], " a [1] read fail\r");
}

TEST(LogReaderTest, extent_knowsEmptyAndLastEntry) {
  EXPECT_TRUE(readKeyValueLog("").extent.empty);
  const KeyValueLog log = readKeyValueLog("131\n\n [0] APP\n 1.0.0.0:0 [5] x\nrest");
  EXPECT_FALSE(log.extent.empty);
  EXPECT_EQ(log.extent.lastEntry, " 1.0.0.0:0 [5] x");
}

TEST(LogReaderTest, containsFolded_ignoresCaseOfTheText) {
  EXPECT_TRUE(containsFolded("xxKEY=AbC", "abc"));
  EXPECT_FALSE(containsFolded("ab", "abc"));
  EXPECT_TRUE(containsFolded("", ""));
}

TEST(LogReaderTest, scenario_namesAndFiles) {
  EXPECT_EQ(logFileName(Scenario::Create), "create.dbg.log");
  EXPECT_EQ(confFileName(Scenario::MsgDropSingleFailure), "testcases/msgdropsinglefailure.conf");
  for (Scenario scenario : kAll) {
    EXPECT_EQ(scenarioFromName(scenarioName(scenario)), scenario);
    EXPECT_EQ(isMembership(scenario), scenarioName(scenario).find("failure") != std::string::npos);
  }
  EXPECT_FALSE(scenarioFromName("creat"));
}

TEST(KeyCounterTest, count_findsKeysAnywhereOncePerLine) {
  KeyCounter counter({"ab", "AB", "abc", "", "zz", "bc"});
  const std::vector<size_t> expected = {2, 2, 1, 0, 0, 1};
  EXPECT_EQ(counter.count({"xxABcab", "ab", "a", ""}), expected);
  EXPECT_EQ(counter.linesWithoutKey(), (Lines{"a", ""}));
}

TEST(KeyCounterTest, count_agreesWithSearchingEachKey) {
  std::mt19937 random(301);
  std::vector<std::string> keyTexts, lineTexts;
  const auto draw = [&](size_t size) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text += "abAB"[random() % 4];
    return text;
  };
  for (int i = 0; i < 40; ++i) keyTexts.push_back(draw(random() % 9));
  for (int i = 0; i < 200; ++i) lineTexts.push_back(draw(random() % 60));
  const Lines keys(keyTexts.begin(), keyTexts.end());
  const Lines lines(lineTexts.begin(), lineTexts.end());
  const std::vector<size_t> counts = KeyCounter(keys).count(lines);
  for (size_t k = 0; k < keys.size(); ++k) {
    size_t expected = 0;
    for (std::string_view line : lines) {
      if (!keys[k].empty() && containsFolded(line, foldCase(keys[k]))) ++expected;
    }
    EXPECT_EQ(counts[k], expected) << keys[k];
  }
}

TEST(WordingTest, printable_isOneShortLine) {
  EXPECT_EQ(printable("ab\n\x80"), "ab\\x0a\\x80");
  EXPECT_EQ(printable(std::string(50, 'x')), std::string(40, 'x') + "...");
}

TEST(WordingTest, shortAddress_idAndPort) {
  EXPECT_EQ(shortAddress("4.0.0.0:0"), "4:0");
  EXPECT_EQ(shortAddress("1.1.0.0:12"), "257:12");
  EXPECT_EQ(shortAddress("-56.0.0.0:0"), "200:0");
  EXPECT_EQ(shortAddress("4.0.0:0"), "4.0.0:0");
  EXPECT_EQ(shortAddress("999.0.0.0:0"), "999.0.0.0:0");
  EXPECT_EQ(shortAddress("4.0.0.0:0x"), "4.0.0.0:0x");
  EXPECT_EQ(shortAddress(""), "");
}

TEST(WordingTest, listEntries_showsFive) {
  EXPECT_EQ(listEntries({}), "");
  EXPECT_EQ(listEntries({" 4.0.0.0:0 [276] server: read success"}), " (server 4:0 at 276)");
  EXPECT_EQ(listEntries({"a b", "a b", "a b", "a b", "a b", "a b", "a b"}),
            " (b, b, b, b, b, 2 more)");
}

TEST(HostileLogTest, score_emptyAndTinyTexts) {
  for (const char* text : {"", "\n", " ", "\r\n", "[", "\n\n\n", "131"}) expectSoundScores(text);
}

TEST(HostileLogTest, score_everyTruncationOfARealisticLog) {
  const std::string text =
      gradingtest::createLog().text() + gradingtest::sectionLog("READ", "read").text() +
      gradingtest::sectionLog("DELETE", "delete").text() + gradingtest::joinLog().text();
  for (size_t size = 0; size < text.size(); size += 7) {
    expectSoundScores(std::string_view(text).substr(0, size));
  }
}

TEST(HostileLogTest, score_flippedBytes) {
  std::mt19937 random(7);
  gradingtest::LogText failures = gradingtest::joinLog();
  const std::string whole = gradingtest::createLog().text() +
                            gradingtest::sectionLog("READ", "read").text() +
                            gradingtest::sectionLog("UPDATE", "update").text() +
                            gradingtest::addFailures(&failures, 3, 3).text();
  for (int round = 0; round < 200; ++round) {
    std::string text = whole;
    for (int i = 0; i < 60; ++i) text[random() % text.size()] = static_cast<char>(random());
    expectSoundScores(text);
  }
}

TEST(HostileLogTest, score_phrasesAmongRandomBytes) {
  std::mt19937 random(11);
  const char* const kPieces[] = {
      "\n ",         "create operation", "read success",        "update fail", "[150]",
      "joined",      "removed",          "Node failed at time", " ",           "\r\n",
      "delete fail", "invalidKey"};
  for (int round = 0; round < 100; ++round) {
    std::string text;
    for (int i = 0; i < 400; ++i) {
      if (random() % 3 == 0) text += static_cast<char>(random());
      text += kPieces[random() % std::size(kPieces)];
    }
    expectSoundScores(text);
  }
}

// Not a benchmark: the bound is a hundred times what a linear scan needs, and far below what a
// quadratic one does.
TEST(HostileLogTest, score_largeLogsTakeLinearTime) {
  const auto begin = std::chrono::steady_clock::now();
  expectSoundScores(std::string(4 << 20, '\0'));
  expectSoundScores(std::string(4 << 20, ' '));
  expectSoundScores(std::string(1 << 20, '\n'));
  std::string manyPeers, manyKeys;
  for (int i = 0; i < 20000; ++i) {
    const std::string id = std::to_string(i);
    manyPeers += "\n " + id + ".0.0.0:0 [5] Node x" + id + " joined at time 5";
    manyPeers += "\n " + id + ".0.0.0:0 [9] Node x" + id + " removed at time 9";
    manyPeers += "\n " + id + ".0.0.0:0 [9] Node failed at time = 9";
    manyKeys += "\n 1.0.0.0:0 [9] CREATE OPERATION KEY: k" + id + " VALUE: v";
    manyKeys += "\n 1.0.0.0:0 [9] server: create success at time 9, key=k" + id;
    manyKeys += "\n 1.0.0.0:0 [9] READ OPERATION KEY: k" + id + " VALUE: v";
    manyKeys += "\n 1.0.0.0:0 [9] server: read success at time 9, key=k" + id + ", value=v";
  }
  expectSoundScores(manyPeers);
  expectSoundScores(manyKeys);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

}  // namespace
}  // namespace grading
