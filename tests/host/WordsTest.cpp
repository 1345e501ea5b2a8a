// Tests of host/Words.h.
#include "host/Words.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(WordListTest, joined_noneAndOne) {
  EXPECT_EQ("", host::joined({}, ", ", " or "));
  EXPECT_EQ("a", host::joined({"a"}, ", ", " or "));
}

TEST(WordListTest, joined_anotherSeparatorBeforeTheLast) {
  EXPECT_EQ("a or b", host::joined({"a", "b"}, ", ", " or "));
  EXPECT_EQ("a, b or c", host::joined({"a", "b", "c"}, ", ", " or "));
}

TEST(WordListTest, joined_oneSeparator) {
  EXPECT_EQ("a; b; c", host::joined({"a", "b", "c"}, "; "));
}

}  // namespace
}  // namespace sim
