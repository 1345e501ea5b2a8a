// Tests of stores/epidemic/ClockGap.h.
#include "stores/epidemic/ClockGap.h"

#include <gtest/gtest.h>

namespace epidemic {
namespace {

TEST(ClockGapTest, observe_onlyAGapBeyondTheLimit) {
  ClockGap gap(10);
  EXPECT_FALSE(gap.observe(100)) << "the first call";
  EXPECT_FALSE(gap.observe(110));
  EXPECT_TRUE(gap.observe(121));
  EXPECT_FALSE(gap.observe(122));
}

}  // namespace
}  // namespace epidemic
