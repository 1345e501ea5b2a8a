// Tests of grading/logs/LogEntries.h.
#include "grading/logs/LogEntries.h"

#include <gtest/gtest.h>

#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::createLog;
using gradingtest::LogText;

TEST(LogEntriesTest, entryIn_peerTickAndText) {
  const auto entry = entryIn(" 4.0.0.0:0 [150] some text");
  ASSERT_TRUE(entry);
  EXPECT_EQ("4.0.0.0:0", entry->peer);
  EXPECT_EQ(150, entry->tick);
  EXPECT_EQ("some text", entry->text);
  // The course's first entry.
  EXPECT_EQ("", entryIn("  [0] APP")->peer);
  for (const char* line : {"", "131", "4.0.0.0:0 [150] text", " 4.0.0.0:0 150 text", " 4 [x] text",
                           " 4.0.0.0:0 [150]"}) {
    EXPECT_FALSE(entryIn(line)) << line;
  }
}

TEST(LogEntriesTest, operationIn_keyAndValue) {
  const auto read =
      operationIn(" 4.0.0.0:0 [150] READ OPERATION KEY: ab 12 VALUE: value7 at time: 150");
  ASSERT_TRUE(read);
  EXPECT_EQ(Operation::Read, read->operation);
  EXPECT_EQ(150, read->tick);
  EXPECT_EQ("4.0.0.0:0", read->peer);
  EXPECT_EQ("ab 12", read->key);
  EXPECT_EQ("value7", read->value);
  const auto invalid =
      operationIn(" 4.0.0.0:0 [285] DELETE OPERATION KEY: invalidKey at time: 285");
  ASSERT_TRUE(invalid);
  EXPECT_EQ(Operation::Delete, invalid->operation);
  EXPECT_EQ("invalidKey", invalid->key);
  EXPECT_EQ("", invalid->value);
}

TEST(LogEntriesTest, operationIn_wholeWordsInTheirCase) {
  for (const char* text :
       {"read operation KEY: a VALUE: b at time: 1", "READ OPERATION of a",
        "READ OPERATION KEY: a VALUE: b", "a READ OPERATION KEY: a at time: 1"}) {
    EXPECT_FALSE(operationIn(" 4.0.0.0:0 [1] " + std::string(text))) << text;
  }
}

TEST(LogEntriesTest, answerIn_allItsFields) {
  const std::string server =
      " 4.0.0.0:0 [151] server: update fail at time 151, transID=-1, key=a,b, value=v, w";
  const auto answer = answerIn(server);
  ASSERT_TRUE(answer);
  EXPECT_EQ(Operation::Update, answer->operation);
  EXPECT_FALSE(answer->isCoordinator);
  EXPECT_FALSE(answer->isSuccess);
  EXPECT_EQ("-1", answer->transaction);
  EXPECT_EQ("a,b", answer->key);
  EXPECT_EQ("v, w", answer->value);
  const std::string coordinator =
      " 4.0.0.0:0 [151] coordinator: delete success at time 151, transID=12, key=a";
  const auto other = answerIn(coordinator);
  ASSERT_TRUE(other);
  EXPECT_TRUE(other->isCoordinator);
  EXPECT_TRUE(other->isSuccess);
  EXPECT_EQ("a", other->key);
  EXPECT_EQ("", other->value);
}

TEST(LogEntriesTest, answerIn_whatALogCallWritesAndNothingElse) {
  for (const char* text :
       {"read success at time 1, transID=1, key=a, value=b", "server: read success for a",
        "client: read success at time 1, transID=1, key=a", "server: read success at time 1, key=a",
        "server: read success at time x, transID=1, key=a",
        "server: read success at time 1, transID=?, key=a"}) {
    EXPECT_FALSE(answerIn(" 4.0.0.0:0 [1] " + std::string(text))) << text;
  }
}

TEST(LogEntriesTest, memberEntryIn_joinedOrRemoved) {
  const auto joined = memberEntryIn(" 4.0.0.0:0 [5] Node 3.0.0.0:0 joined at time 5");
  ASSERT_TRUE(joined);
  EXPECT_TRUE(joined->isJoin);
  EXPECT_EQ("3.0.0.0:0", joined->member);
  const auto removed = memberEntryIn(" 4.0.0.0:0 [5] Node 3.0.0.0:0 removed at time 5");
  ASSERT_TRUE(removed);
  EXPECT_FALSE(removed->isJoin);
  EXPECT_FALSE(memberEntryIn(" 4.0.0.0:0 [5] Node failed at time=5"));
  EXPECT_FALSE(memberEntryIn(" 4.0.0.0:0 [5] 3.0.0.0:0 removed at time 5"));
  EXPECT_FALSE(memberEntryIn(" 4.0.0.0:0 [5] Node 3.0.0.0:0 removed"));
}

TEST(LogEntriesTest, isOfEarlyEnd_peerOneNotesTickFiveHundred) {
  EXPECT_FALSE(isOfEarlyEnd(""));
  EXPECT_TRUE(isOfEarlyEnd("131\n"));
  LogText log = createLog();
  EXPECT_TRUE(isOfEarlyEnd(log.text()));
  EXPECT_TRUE(isOfEarlyEnd(log.add(175, 11, "Node failed at time=175").text()));
  EXPECT_FALSE(isOfEarlyEnd(LogText(log).add(225, 1, "Node failed at time=225").text()));
  EXPECT_FALSE(isOfEarlyEnd(log.add(500, 1, "@@time=500").text()));
}

}  // namespace
}  // namespace grading
