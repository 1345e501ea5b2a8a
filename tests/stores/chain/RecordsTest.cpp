#include "stores/chain/Records.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

TEST(RecordsTest, adopt_newerOnesOnly) {
  Records records({});
  EXPECT_TRUE(records.adopt("k", {{5, 0, 1}, true, "new", {}}));
  EXPECT_FALSE(records.adopt("k", {{4, 9, 9}, true, "old", {}}));
  EXPECT_FALSE(records.adopt("k", {{5, 0, 1}, true, "other", {}}));
  EXPECT_EQ("new", records.find("k").value);
}

TEST(RecordsTest, adopt_aTombstoneKeepsOldValuesOut) {
  Records records({});
  records.adopt("k", {{5, 0, 1}, true, "value", {}});
  EXPECT_TRUE(records.adopt("k", {{6, 0, 1}, false, "", {}}));
  EXPECT_FALSE(records.adopt("k", {{5, 0, 1}, true, "value", {}}));
  EXPECT_FALSE(records.find("k").isPresent);
}

TEST(RecordsTest, collectTombstones_oldOnesOnly) {
  Records records({});
  records.adopt("gone", {{6, 0, 1}, false, "", {}});
  records.adopt("kept", {{6, 0, 1}, true, "value", {}});
  const auto none = [](const std::string&) { return false; };
  const auto all = [](const std::string&) { return true; };
  records.collectTombstones(6 + kTombstoneTicks, none);
  EXPECT_EQ(2u, records.all().size());
  records.collectTombstones(7 + kTombstoneTicks, all);
  EXPECT_EQ(2u, records.all().size());
  records.collectTombstones(7 + kTombstoneTicks, none);
  EXPECT_EQ(1u, records.all().size());
}

TEST(RecordsTest, hasRoomFor_countsWhatTheRecordReplaces) {
  Records records({200, 0});
  records.adopt("k", {{5, 0, 1}, true, std::string(100, 'x'), {}});
  EXPECT_TRUE(records.hasRoomFor("k", {{6, 0, 1}, true, std::string(100, 'y'), {}}));
  EXPECT_FALSE(records.hasRoomFor("l", {{6, 0, 1}, true, std::string(100, 'y'), {}}));
  records.adopt("k", {{6, 0, 1}, false, "", {}});
  EXPECT_TRUE(records.hasRoomFor("l", {{6, 0, 1}, true, std::string(100, 'y'), {}}));
  records.erase("k");
  EXPECT_EQ(0u, records.bytes());
}

TEST(RecordsTest, adopt_beyondTheBudget) {
  Records records({10, 0});
  EXPECT_TRUE(records.adopt("k", {{5, 0, 1}, true, "another member has accepted it", {}}));
  EXPECT_LT(10u, records.bytes());
}

TEST(RecordsTest, read_neverAnOldValueFromTheCache) {
  Records records({0, 4});
  EXPECT_FALSE(records.read("k").isPresent);
  records.adopt("k", {{5, 0, 1}, true, "old", {}});
  EXPECT_FALSE(records.read("k").isHit);
  EXPECT_TRUE(records.read("k").isHit);
  records.adopt("k", {{6, 0, 1}, true, "new", {}});
  EXPECT_EQ("new", records.read("k").value);
  records.adopt("k", {{7, 0, 1}, false, "", {}});
  EXPECT_FALSE(records.read("k").isPresent);
  records.adopt("k", {{8, 0, 1}, true, "again", {}});
  records.read("k");
  records.clear();
  EXPECT_FALSE(records.read("k").isPresent);
}

}  // namespace
}  // namespace chain
