// Tests of check/Settling.h.
#include "check/Settling.h"

#include <gtest/gtest.h>

namespace check {
namespace {

TEST(SettlingTest, since_beforeTheFirstTick) { EXPECT_EQ(-1, Settling().since()); }

TEST(SettlingTest, since_theFirstOkThatLasted) {
  Settling settling;
  settling.feed(10, true);
  settling.feed(11, true);
  EXPECT_EQ(10, settling.since());
  settling.feed(12, false);
  EXPECT_EQ(-1, settling.since());
  settling.feed(20, true);
  settling.feed(25, true);
  EXPECT_EQ(20, settling.since());
}

}  // namespace
}  // namespace check
