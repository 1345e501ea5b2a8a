// Tests of grading/score/Wording.h: texts that a submission has chosen.
#include "grading/score/Wording.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

TEST(GradingWordingTest, inOneLine_whatIsNotSeenButMovesOthers) {
  EXPECT_EQ("a?b?c", inOneLine("a\nb\x7f"
                               "c"));
  EXPECT_EQ("?a?b?c?d?", inOneLine("\u202e"
                                   "a\u2066"
                                   "b\u2028"
                                   "c\xc2\x85"
                                   "d\ufeff"));
  EXPECT_EQ("grün, 你好, €", inOneLine("grün, 你好, €"));
  EXPECT_EQ("\xe2\x80", inOneLine("\xe2\x80")) << "cut off";
}

TEST(GradingWordingTest, cut_notWithinALetter) {
  EXPECT_EQ("abc", cut("abc", 3));
  EXPECT_EQ("abc...", cut("abcd", 3));
  EXPECT_EQ("ab...", cut("abü", 3));
}

}  // namespace
}  // namespace grading
