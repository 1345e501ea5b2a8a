// Tests of check/base/Wording.h.
#include "check/base/Wording.h"

#include <gtest/gtest.h>

namespace check {
namespace {

TEST(WordingTest, listText_commasAndAnd) {
  EXPECT_EQ("", listText({}));
  EXPECT_EQ("a", listText({"a"}));
  EXPECT_EQ("a and b", listText({"a", "b"}));
  EXPECT_EQ("a, b and c", listText({"a", "b", "c"}));
}

TEST(WordingTest, numbersText_commasAndAnd) {
  EXPECT_EQ("", numbersText({}));
  EXPECT_EQ("2, 4 and 5", numbersText({2, 4, 5}));
}

TEST(WordingTest, peersText_oneOrMore) {
  EXPECT_EQ("peer 2", peersText({2}));
  EXPECT_EQ("peers 2 and 4", peersText({2, 4}));
}

TEST(WordingTest, countText_number) {
  EXPECT_EQ("no copy", countText(0, "copy", "copies"));
  EXPECT_EQ("1 copy", countText(1, "copy", "copies"));
  EXPECT_EQ("2 copies", countText(2, "copy", "copies"));
}

TEST(WordingTest, numbered_always) {
  EXPECT_EQ("0 seeds", numbered(0, "seed", "seeds"));
  EXPECT_EQ("1 seed", numbered(1, "seed", "seeds"));
  EXPECT_EQ("2 seeds", numbered(2, "seed", "seeds"));
}

TEST(WordingTest, numberedInGroups_threeDigitsEach) {
  EXPECT_EQ("0 runs", numberedInGroups(0, "run", "runs"));
  EXPECT_EQ("1 run", numberedInGroups(1, "run", "runs"));
  EXPECT_EQ("999 runs", numberedInGroups(999, "run", "runs"));
  EXPECT_EQ("48,213 runs", numberedInGroups(48213, "run", "runs"));
  EXPECT_EQ("1,048,213 runs", numberedInGroups(1048213, "run", "runs"));
}

TEST(WordingTest, capitalised_firstLetter) {
  EXPECT_EQ("", capitalised(""));
  EXPECT_EQ("Peer 2", capitalised("peer 2"));
  EXPECT_EQ("2 peers", capitalised("2 peers"));
}

TEST(WordingTest, printable_escapesTheRest) {
  EXPECT_EQ("key1 ~", printable("key1 ~"));
  EXPECT_EQ("\\x00\\x0a\\xff\\x5c", printable(std::string_view("\0\n\xff\\", 4)));
}

}  // namespace
}  // namespace check
