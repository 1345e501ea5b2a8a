// Tests of check/consistency/ReadRules.h.
#include "check/consistency/ReadRules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/BruteForceOrder.h"
#include "tests/support/CheckOperations.h"
#include "tests/support/RandomHistories.h"

namespace check {
namespace {

using Kind = sim::Operation;
using Rule = std::optional<Finding> (ReadRules::*)() const;

// The ids of the read and of what it should have seen, or "".
std::string broken(Rule rule, const Operations& operations) {
  const KeyHistory history = splitByKey(operations.all).begin()->second;
  const ReadRules rules(history);
  const auto finding = (rules.*rule)();
  if (!finding) return "";
  const std::string earlier =
      finding->earlier == nullptr ? "-" : std::to_string(finding->earlier->id);
  return std::to_string(finding->read->id) + " " + earlier;
}

TEST(ReadRulesTest, lostWrite_lastReadsShowOlder) {
  const Rule rule = &ReadRules::lostWrite;
  const auto start = Operations().create(1, "a", 1, 2).update(1, "b", 3, 4);
  EXPECT_EQ("3 2", broken(rule, Operations(start).read(2, "a", 5, 6)));
  EXPECT_EQ("3 2", broken(rule, Operations(start).absent(2, 5, 6)));
  EXPECT_EQ("4 2", broken(rule, Operations(start).read(2, "b", 5, 6).read(2, "a", 7, 8)));
  EXPECT_EQ("", broken(rule, Operations(start)));
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "b", 5, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "a", 5, 6).read(2, "b", 7, 8)));
  EXPECT_EQ("", broken(rule, Operations(start).read(3, "b", 5, 9).read(2, "a", 6, 7)))
      << "a concurrent read saw it";
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "a", 4, 5))) << "concurrent with the write";
}

TEST(ReadRulesTest, lostWrite_deletesExcuse) {
  const Rule rule = &ReadRules::lostWrite;
  const auto start = Operations().create(1, "a", 1, 2).update(1, "b", 3, 4);
  EXPECT_EQ("", broken(rule, Operations(start).erase(1, 5, 6).absent(2, 7, 8)));
  EXPECT_EQ("", broken(rule, Operations(start).erase(1, 5, 6).read(2, "a", 7, 8)))
      << "b was not lost, a came back";
  EXPECT_EQ("", broken(rule, Operations(start).unknown(1, Kind::Delete, "", 5).absent(2, 7, 8)));
  EXPECT_EQ("3 2", broken(rule, Operations(start).absent(2, 7, 8).erase(1, 9, 10)))
      << "called after the read";
}

TEST(ReadRulesTest, lostWrite_createMayHaveKeptTheOldValue) {
  const Rule rule = &ReadRules::lostWrite;
  EXPECT_EQ(
      "", broken(rule, Operations().create(1, "a", 1, 2).create(1, "b", 3, 4).read(2, "a", 5, 6)));
  EXPECT_EQ("2 1", broken(rule, Operations().create(1, "a", 1, 2).absent(2, 5, 6)));
  const auto again =
      Operations().create(1, "a", 1, 2).erase(1, 3, 4).create(1, "b", 5, 6).read(2, "a", 7, 8);
  EXPECT_EQ("4 3", broken(rule, again)) << "it was made on an absent key";
}

TEST(ReadRulesTest, deletedKeyBack_oldValueAfterDelete) {
  const Rule rule = &ReadRules::deletedKeyBack;
  const auto start = Operations().create(1, "a", 1, 2).erase(1, 3, 4);
  EXPECT_EQ("3 2", broken(rule, Operations(start).read(2, "a", 5, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "a", 4, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).absent(2, 5, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).create(3, "a", 5, 8).read(2, "a", 6, 7)));
  EXPECT_EQ("", broken(rule, Operations()
                                 .create(1, "a", 1, 2)
                                 .unknown(2, Kind::Update, "b", 3)
                                 .erase(1, 4, 5)
                                 .read(2, "b", 6, 7)))
      << "the update may be late";
}

TEST(ReadRulesTest, ownWriteUnseen_ofTheSameSession) {
  const Rule rule = &ReadRules::ownWriteUnseen;
  const auto start = Operations().create(1, "a", 1, 2).update(2, "b", 3, 4);
  EXPECT_EQ("3 2", broken(rule, Operations(start).read(2, "a", 5, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).read(1, "a", 5, 6)));
  EXPECT_EQ("",
            broken(rule, Operations().create(0, "a", 1, 2).update(0, "b", 3, 4).read(0, "a", 5, 6)))
      << "nobody's session";
  EXPECT_EQ("3 2",
            broken(rule, Operations().create(1, "a", 1, 2).erase(2, 3, 4).read(2, "a", 5, 6)));
}

TEST(ReadRulesTest, backwardInSession_newThenOld) {
  const Rule rule = &ReadRules::backwardInSession;
  const auto start = Operations().create(1, "a", 1, 2).update(1, "b", 3, 20).read(2, "b", 5, 6);
  EXPECT_EQ("4 3", broken(rule, Operations(start).read(2, "a", 7, 8)));
  EXPECT_EQ("4 3", broken(rule, Operations(start).absent(2, 7, 8)));
  EXPECT_EQ("", broken(rule, Operations(start).read(3, "a", 7, 8)));
  EXPECT_EQ("4 3", broken(&ReadRules::backwardRead, Operations(start).read(3, "a", 7, 8)));
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "a", 6, 8))) << "concurrent reads";
}

// a, absent, a: the absence is not that of the beginning, or it would be older than the first read.
TEST(ReadRulesTest, backwardInSession_absenceSeenAfterAValue) {
  const auto start =
      Operations().create(1, "a", 1, 2).read(2, "a", 3, 4).erase(1, 5, 20).absent(2, 7, 8);
  EXPECT_EQ("5 4", broken(&ReadRules::backwardInSession, Operations(start).read(2, "a", 9, 10)));
  EXPECT_EQ("", broken(&ReadRules::backwardInSession,
                       Operations().create(1, "a", 1, 20).absent(2, 7, 8).read(2, "a", 9, 10)));
}

TEST(ReadRulesTest, staleRead_overwrittenOrUnwritten) {
  const Rule rule = &ReadRules::staleRead;
  const auto start = Operations().create(1, "a", 1, 2).update(1, "b", 3, 4);
  EXPECT_EQ("3 2", broken(rule, Operations(start).read(2, "a", 5, 6)));
  EXPECT_EQ("", broken(rule, Operations(start).read(2, "a", 4, 6)));
  EXPECT_EQ("3 -", broken(rule, Operations(start).read(2, "c", 5, 6)));
  EXPECT_EQ("3 -", broken(rule, Operations(start).read(2, "c", 5, 6).update(1, "c", 7, 8)))
      << "written too late";
  EXPECT_EQ("",
            broken(rule, Operations(start).unknown(1, Kind::Update, "c", 5).read(2, "c", 6, 7)));
}

// The value was written again later, or may have been: it says nothing about the first write.
TEST(ReadRulesTest, allRules_sameValueWrittenTwice) {
  const auto twice = Operations().create(1, "a", 1, 2).update(1, "b", 3, 4).update(3, "a", 5, 10);
  for (const Rule rule :
       {&ReadRules::lostWrite, &ReadRules::deletedKeyBack, &ReadRules::ownWriteUnseen,
        &ReadRules::backwardInSession, &ReadRules::staleRead, &ReadRules::backwardRead}) {
    EXPECT_EQ("", broken(rule, Operations(twice).read(1, "b", 6, 7).read(1, "a", 8, 9)));
  }
}

// The beginning of the ladder follows from its end: no rule accuses what has an explanation.
TEST(ReadRulesTest, allRules_linearizableHistoriesBreakNone) {
  RandomHistories random(4);
  int explained = 0;
  for (int i = 0; i < 40000; ++i) {
    Operations operations;
    operations.all = random.anything(6);
    if (!BruteForceOrder(operations.all, false).exists()) continue;
    if (splitByKey(operations.all).empty()) continue;
    ++explained;
    for (const Rule rule :
         {&ReadRules::lostWrite, &ReadRules::deletedKeyBack, &ReadRules::ownWriteUnseen,
          &ReadRules::backwardInSession, &ReadRules::staleRead, &ReadRules::backwardRead}) {
      ASSERT_EQ("", broken(rule, operations)) << RandomHistories::text(operations.all);
    }
  }
  EXPECT_GT(explained, 10000);
}

}  // namespace
}  // namespace check
