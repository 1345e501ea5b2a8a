// Tests of stores/epidemic/StampVector.h.
#include "stores/epidemic/StampVector.h"

#include <gtest/gtest.h>

namespace epidemic {
namespace {

TEST(StampVectorTest, isAlive_byAge) {
  StampVector stamps(3, 10);
  EXPECT_FALSE(stamps.isAlive(2, 0)) << "never heard of";
  stamps.merge(2, 5);
  EXPECT_TRUE(stamps.isAlive(2, 15));
  EXPECT_FALSE(stamps.isAlive(2, 16));
}

TEST(StampVectorTest, merge_keepsTheLarger) {
  StampVector stamps(3, 10);
  stamps.merge(1, 8);
  stamps.merge(1, 7);
  EXPECT_EQ(8, stamps.stamp(1));
  EXPECT_EQ(StampVector::kNever, stamps.stamp(3));
}

TEST(StampVectorTest, leave_oldStampsBringNobodyBack) {
  StampVector stamps(3, 10);
  stamps.merge(1, 8);
  stamps.leave(1, 9);
  EXPECT_FALSE(stamps.isAlive(1, 9));
  stamps.merge(1, 9);
  EXPECT_FALSE(stamps.isAlive(1, 9));
  stamps.merge(1, 10);
  EXPECT_TRUE(stamps.isAlive(1, 10));
}

TEST(StampVectorTest, leave_thatIsOlderThanTheStampIsIgnored) {
  StampVector stamps(3, 10);
  stamps.merge(1, 12);
  stamps.leave(1, 9);
  EXPECT_TRUE(stamps.isAlive(1, 12));
}

TEST(StampVectorTest, excuse_leavesTheStamp) {
  StampVector stamps(3, 10);
  stamps.merge(1, 8);
  stamps.excuse(1, 100);
  EXPECT_TRUE(stamps.isAlive(1, 110));
  EXPECT_FALSE(stamps.isAlive(1, 111));
  EXPECT_EQ(8, stamps.stamp(1));
}

TEST(StampVectorTest, has_theFixedList) {
  const StampVector stamps(3, 10);
  EXPECT_FALSE(stamps.has(0));
  EXPECT_TRUE(stamps.has(3));
  EXPECT_FALSE(stamps.has(4));
}

}  // namespace
}  // namespace epidemic
