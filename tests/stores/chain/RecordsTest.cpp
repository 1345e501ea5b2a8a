#include "stores/chain/Records.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

TEST(RecordsTest, adopt_newerOnesOnly) {
  Records records;
  EXPECT_TRUE(records.adopt("k", {{5, 0, 1}, true, "new", {}}));
  EXPECT_FALSE(records.adopt("k", {{4, 9, 9}, true, "old", {}}));
  EXPECT_FALSE(records.adopt("k", {{5, 0, 1}, true, "other", {}}));
  EXPECT_EQ("new", records.find("k").value);
}

TEST(RecordsTest, adopt_aTombstoneKeepsOldValuesOut) {
  Records records;
  records.adopt("k", {{5, 0, 1}, true, "value", {}});
  EXPECT_TRUE(records.adopt("k", {{6, 0, 1}, false, "", {}}));
  EXPECT_FALSE(records.adopt("k", {{5, 0, 1}, true, "value", {}}));
  EXPECT_FALSE(records.find("k").isPresent);
}

TEST(RecordsTest, collectTombstones_oldOnesOnly) {
  Records records;
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

}  // namespace
}  // namespace chain
