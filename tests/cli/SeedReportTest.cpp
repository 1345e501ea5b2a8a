// Tests of cli/SeedReport.h.
#include "cli/SeedReport.h"

#include <gtest/gtest.h>

#include "cli/Options.h"

namespace cli {
namespace {

using report::SeedOutcome;

Judgement judgementOf(const std::string& reason, const std::string& fault = "") {
  Judgement judgement;
  judgement.status = reason.empty() ? kFine : kFailed;
  judgement.reason = reason;
  judgement.fault = fault;
  return judgement;
}

TEST(SeedReportTest, takeSeedReport_whatWasTold) {
  std::string output = "0123456789abcdefwrong" +
                       seedReportText(judgementOf("wrong", "wrong"), nullptr, "a 3\nb_2 0.25\n");
  const auto told = takeSeedReport(&output);
  ASSERT_TRUE(told);
  EXPECT_EQ("0123456789abcdefwrong", output);
  EXPECT_EQ(SeedOutcome::Stopped, told->outcome);
  EXPECT_EQ("the test was not carried out", told->reason);
  ASSERT_EQ(2u, told->metrics.size());
  EXPECT_EQ("b_2", told->metrics[1].name);
  EXPECT_EQ(0.25, told->metrics[1].number);
}

TEST(SeedReportTest, takeSeedReport_leavesWhatIsAroundIt) {
  std::string output = "before" + seedReportText(judgementOf(""), nullptr, "") + "crashed\n";
  const auto told = takeSeedReport(&output);
  ASSERT_TRUE(told);
  EXPECT_EQ(SeedOutcome::Fine, told->outcome);
  EXPECT_EQ("beforecrashed\n", output);
}

TEST(SeedReportTest, seedReportText_outcomes) {
  const auto told = [](const Judgement& judgement) {
    std::string output = seedReportText(judgement, nullptr, "");
    return *takeSeedReport(&output);
  };
  Judgement points = judgementOf("31 of 40 points: TEST 2: too slow");
  points.score = grading::zeroScore(grading::Scenario::Read, "too slow");
  points.score->tests[0].awardAll();
  EXPECT_EQ(SeedOutcome::PointsLost, told(points).outcome);
  EXPECT_EQ(points.score->tests[1].title, told(points).reason);
  EXPECT_EQ(SeedOutcome::Stopped, told(judgementOf("no peer lists another")).outcome);
}

TEST(SeedReportTest, seedReportText_whatACheckFound) {
  check::RunCheck check(check::Level::Linearizable);
  sim::EventStream events;
  check.follow(&events, check::kQuorumDesign);
  check.conclude(10, {});
  Judgement judgement = judgementOf(check.verdict().summary());
  judgement.status = check.verdict().exitCode();
  std::string output = seedReportText(judgement, &check, "");
  EXPECT_EQ(judgement.reason.empty() ? SeedOutcome::Fine : SeedOutcome::Inconclusive,
            takeSeedReport(&output)->outcome);
}

TEST(SeedReportTest, takeSeedReport_whatIsNoReport) {
  for (const char* text : {"", "plain", "\x1e", "\x1e\x1e",
                           "\x1e"
                           "9 -\n\x1e",
                           "\x1e"
                           "x -\n\x1e",
                           "\x1e"
                           "0\n\x1e",
                           "\x1e"
                           "0 a b\n\x1e",
                           "\x1e"
                           "0 -\nname\n\x1e",
                           "\x1e"
                           "0 -\nName 3\n\x1e",
                           "\x1e"
                           "0 -\na nan\n\x1e",
                           "\x1e"
                           "0 -\na inf\n\x1e",
                           "\x1e"
                           "0 -\na 3x\n\x1e",
                           "\x1e"
                           "0 -\n<b> 3\n\x1e"}) {
    std::string output = text;
    EXPECT_FALSE(takeSeedReport(&output)) << text;
  }
}

}  // namespace
}  // namespace cli
