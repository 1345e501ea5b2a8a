// Tests of sim/WordList.h.
#include "host/Words.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(WordListTest, joined_noneAndOne) {
  EXPECT_EQ("", joined({}, ", ", " or "));
  EXPECT_EQ("a", joined({"a"}, ", ", " or "));
}

TEST(WordListTest, joined_anotherSeparatorBeforeTheLast) {
  EXPECT_EQ("a or b", joined({"a", "b"}, ", ", " or "));
  EXPECT_EQ("a, b or c", joined({"a", "b", "c"}, ", ", " or "));
}

TEST(WordListTest, joined_oneSeparator) { EXPECT_EQ("a; b; c", joined({"a", "b", "c"}, "; ")); }

}  // namespace
}  // namespace sim
