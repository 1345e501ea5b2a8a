// Tests of grading/examine/Repeatability.h.
#include "grading/examine/Repeatability.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

Repetition repetitionOf(Scenario scenario, const std::string& first, const std::string& second) {
  return {scenario, 7, first, second, "./Application x --seed 7"};
}

bool has(const Finding& finding, const std::string& text) {
  return finding.text.find(text) != std::string::npos;
}

TEST(RepeatabilityTest, repeatabilityOf_equalLogsAreGood) {
  const Finding finding = repeatabilityOf({repetitionOf(Scenario::Read, "131\n a", "131\n a")});
  EXPECT_EQ(Finding::Good, finding.kind);
  EXPECT_EQ("repeats", finding.name);
  EXPECT_EQ(0, finding.maxPoints());
}

TEST(RepeatabilityTest, repeatabilityOf_showsTheFirstLineThatDiffers) {
  const Finding finding =
      repeatabilityOf({repetitionOf(Scenario::Create, "131\n same", "131\n same"),
                       repetitionOf(Scenario::Read, "131\n same\n five", "131\n same\n four\n x"),
                       repetitionOf(Scenario::Update, "1", "2")});
  EXPECT_EQ(Finding::Weak, finding.kind);
  EXPECT_TRUE(has(finding, "Seed 7 of read, update was run twice")) << finding.text;
  EXPECT_TRUE(has(finding, "one run has:  five\n  the other:   four\n")) << finding.text;
  EXPECT_EQ("./Application x --seed 7", finding.replay);
}

TEST(RepeatabilityTest, repeatabilityOf_aLogThatEndsEarly) {
  for (const bool isSecond : {true, false}) {
    const std::string longer = "131\n same\n more";
    const std::string shorter = "131\n same";
    const Finding finding = repeatabilityOf(
        {repetitionOf(Scenario::Read, isSecond ? longer : shorter, isSecond ? shorter : longer)});
    EXPECT_EQ(Finding::Weak, finding.kind);
    EXPECT_TRUE(has(finding, "(the log ends here)")) << finding.text;
  }
  EXPECT_EQ(Finding::Weak, repeatabilityOf({repetitionOf(Scenario::Read, "", "1")}).kind);
}

// Coordinators of strangers log a value that nobody sets: it is at the end of a long line.
TEST(RepeatabilityTest, firstDifference_showsWhatDiffersAtALongLinesEnd) {
  const std::string common =
      " 3.0.0.0:0 [152] coordinator: read success at time 152, transID=100, key=abcde, value=";
  const std::string shown =
      firstDifference("131\n" + common + "\n", "131\n" + common + "value82\n");
  EXPECT_EQ(
      "one run has:  3.0.0.0:0 [152] coo...y=abcde, value=\n"
      "  the other:   3.0.0.0:0 [152] coo...y=abcde, value=value82",
      shown);
  const std::string cut =
      firstDifference(common + "1" + std::string(99, 'x'), common + "2" + std::string(99, 'x'));
  EXPECT_NE(std::string::npos, cut.find("value=1xxx"));
  EXPECT_NE(std::string::npos, cut.find("value=2xxx"));
  EXPECT_LT(cut.size(), 220u);
}

TEST(RepeatabilityTest, repeatabilityOf_anyBytesInOneShortLine) {
  const std::string bytes = "131\n\x1b[31m" + std::string(1000, 'x');
  const Finding finding = repeatabilityOf({repetitionOf(Scenario::Read, bytes, "131\n")});
  EXPECT_EQ(std::string::npos, finding.text.find('\x1b'));
  EXPECT_LT(finding.text.size(), 1000u);
}

}  // namespace
}  // namespace grading
