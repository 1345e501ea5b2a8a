// Tests of tests/mutants/Reviews.h.
#include "tests/mutants/Reviews.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mutants {
namespace {

const char kText[] = R"(# A comment.

equivalent f
- a < b
+ a <= b
They are never equal,
as g() shows.

harmless Class::g
- kTicks = 3
+ kTicks = 6
It only takes longer.
)";

std::vector<std::string> errorsOf(const std::string& text) {
  std::vector<std::string> errors;
  readReviews(text, "file", &errors);
  return errors;
}

TEST(ReviewsTest, readReviews_readsAllFields) {
  std::vector<std::string> errors;
  const std::vector<Review> reviews = readReviews(kText, "file", &errors);
  EXPECT_EQ(std::vector<std::string>(), errors);
  ASSERT_EQ(2u, reviews.size());
  EXPECT_EQ(3u, reviews[0].line);
  EXPECT_EQ("equivalent", reviews[0].verdict);
  EXPECT_EQ("f", reviews[0].function);
  EXPECT_EQ("a < b", reviews[0].before);
  EXPECT_EQ("a <= b", reviews[0].after);
  EXPECT_EQ("They are never equal, as g() shows.", reviews[0].reason);
  EXPECT_EQ("harmless", reviews[1].verdict);
  EXPECT_EQ("Class::g", reviews[1].function);
}

TEST(ReviewsTest, readReviews_namesTheLineOfAnError) {
  using Errors = std::vector<std::string>;
  EXPECT_EQ((Errors{"file:2: `equivalent FUNCTION` or `harmless FUNCTION` is expected"}),
            errorsOf("\nfine f\n- a\n+ b\nreason\n"));
  EXPECT_EQ((Errors{"file:1: `equivalent FUNCTION` or `harmless FUNCTION` is expected"}),
            errorsOf("harmless\n- a\n+ b\nreason\n"));
  EXPECT_EQ((Errors{"file:2: a line that begins with `- ` is expected"}),
            errorsOf("harmless f\na\n+ b\nreason\n"));
  EXPECT_EQ((Errors{"file:3: the review has no `- ` and `+ ` line"}),
            errorsOf("harmless f\n- a\n"));
  EXPECT_EQ((Errors{"file:4: the review has no reason"}), errorsOf("harmless f\n- a\n+ b\n\n"));
}

TEST(ReviewsTest, reviewOf_findsTheSameChangeOfTheSameFunction) {
  std::vector<std::string> errors;
  const std::vector<Review> reviews = readReviews(kText, "file", &errors);
  const Mutant mutant = {"a.cpp", 7, "f", "a < b", "a <= b", {}};
  EXPECT_EQ(&reviews[0], reviewOf(mutant, reviews));
  Mutant other = mutant;
  other.function = "g";
  EXPECT_EQ(nullptr, reviewOf(other, reviews));
  other = mutant;
  other.after = "a == b";
  EXPECT_EQ(nullptr, reviewOf(other, reviews));
}

}  // namespace
}  // namespace mutants
