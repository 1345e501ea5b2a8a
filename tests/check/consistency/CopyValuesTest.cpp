// Tests of check/consistency/CopyValues.h and check/consistency/ReadCounts.h.
#include "check/consistency/CopyValues.h"

#include <gtest/gtest.h>

#include "check/consistency/ReadCounts.h"
#include "tests/support/CheckOperations.h"

namespace check {
namespace {

using Kind = sim::Operation;
using Values = std::set<std::string>;

// Three peers, each a replica of every key, that hold these texts for "k".
Stores storesWith(const std::vector<std::string>& texts) {
  Stores stores;
  for (size_t i = 0; i < texts.size(); ++i) {
    stores[static_cast<sim::PeerId>(i) + 1] = {Table{{"k", texts[i]}}};
  }
  return stores;
}

std::vector<Operation> created(const std::string& value) {
  return Operations().create(1, value, 1, 2).all;
}

TEST(CopyValuesTest, valuesLeft_ofWritesThatNoneHasOvertaken) {
  Operations calls;
  calls.create(1, "a", 1, 2).update(1, "b", 3, 6).update(2, "c", 4, 5);
  calls.unknown(2, Kind::Update, "d", 7);
  EXPECT_EQ((Values{"b", "c", "d"}), valuesLeft(calls.all).at("k"));
  calls.update(1, "e", 8, 9);
  EXPECT_EQ((Values{"d", "e"}), valuesLeft(calls.all).at("k"));
}

TEST(CopyValuesTest, holdsValue_bareOrInAnEntry) {
  EXPECT_TRUE(holdsValue("value8", "value8"));
  EXPECT_TRUE(holdsValue("value8:101:2", "value8"));
  EXPECT_FALSE(holdsValue("value82", "value8"));
  EXPECT_FALSE(holdsValue("value82:101:2", "value8"));
}

TEST(CopyValuesTest, compareValues_rightOnes) {
  for (const auto& texts : {std::vector<std::string>{"v", "v", "v"}, {"v:1:0", "v:1:1", "v:2:2"}}) {
    const CopyValues values = compareValues(storesWith(texts), created("v"));
    EXPECT_EQ(0, values.wrong);
    EXPECT_EQ(0, values.unequal);
  }
}

TEST(CopyValuesTest, compareValues_wrongOnes) {
  for (const auto& texts : {std::vector<std::string>{"v", "v", "w"}, {"v:1:0", "v:1:1", "w:1:2"}}) {
    const CopyValues values = compareValues(storesWith(texts), created("v"));
    EXPECT_EQ(1, values.wrong);
    EXPECT_EQ(1, values.unequal);
  }
  EXPECT_EQ(0, compareValues(storesWith({"w:1:0", "w:1:1", "w:1:2"}), created("v")).unequal);
  EXPECT_EQ(1, compareValues(storesWith({"w:1:0", "w:1:1", "w:1:2"}), created("v")).wrong);
}

TEST(CopyValuesTest, compareValues_anotherFormIsNotUnderstood) {
  EXPECT_EQ(0, compareValues(storesWith({"#v", "#v", "#v"}), created("v")).wrong);
}

TEST(CopyValuesTest, compareValues_notOfKeysThatMayBeGone) {
  std::vector<Operation> calls = Operations().create(1, "v", 1, 2).erase(1, 3, 4).all;
  EXPECT_EQ(0, compareValues(storesWith({"w", "v", "v"}), calls).wrong);
}

TEST(CopyValuesTest, replicasWith_oneOfTheValues) {
  const Stores stores = storesWith({"v", "w:1:2", "x"});
  EXPECT_EQ((std::vector<sim::PeerId>{1, 2}), replicasWith(stores, "k", {"v", "w"}));
  EXPECT_TRUE(replicasWith(stores, "other", {"v"}).empty());
}

TEST(CopyValuesTest, areTablesSeen_ifSomeTableHasAKey) {
  EXPECT_FALSE(areTablesSeen({}));
  EXPECT_FALSE(areTablesSeen({{1, {}}, {2, {Table()}}}));
  EXPECT_TRUE(areTablesSeen({{1, {}}, {2, {Table(), Table{{"k", "v"}}}}}));
}

TEST(ReadCountsTest, unwritten_whatNobodyHadWrittenYet) {
  Operations calls;
  calls.create(1, "a", 1, 2).read(1, "a", 3, 4).read(1, "b", 5, 6).update(1, "b", 7, 8);
  calls.read(1, "a:0:0", 9, 10);
  EXPECT_EQ(2, countReads(calls.all).unwritten);
}

TEST(ReadCountsTest, refused_ofKeysThatWereThere) {
  Operations calls;
  const auto failedRead = [&](uint64_t at) {
    calls.unknown(1, Kind::Read, "", at);
    calls.all.back().finishedAt = static_cast<sim::Tick>(at) + 1;
  };
  failedRead(1);
  calls.create(1, "a", 3, 4);
  failedRead(5);
  calls.erase(1, 7, 8);
  failedRead(9);
  calls.create(1, "b", 11, 12);
  failedRead(13);
  calls.unknown(1, Kind::Delete, "", 15);
  failedRead(17);
  calls.unknown(1, Kind::Read, "", 19);
  EXPECT_EQ(2, countReads(calls.all).refused);
}

}  // namespace
}  // namespace check
