// Tests of grading/score/Scorer.h.
#include "grading/score/Scorer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::sectionLog;

// A folder of its own for each test, removed afterwards.
class ScorerTest : public testing::Test {
 protected:
  ScorerTest() {
    const testing::TestInfo* const info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("grading-") + info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ScorerTest() override { std::filesystem::remove_all(folder_); }

  void write(Scenario scenario, const std::string& text) {
    std::ofstream(folder_ / logFileName(scenario), std::ios::binary) << text;
  }

  FolderScore scores() const { return scoreFolder(folder_.string()); }

  std::filesystem::path folder_;
};

TEST_F(ScorerTest, scoreFolder_emptyOrMissingFolder) {
  EXPECT_TRUE(scores().keyValue.empty());
  EXPECT_TRUE(scores().membership.empty());
  EXPECT_TRUE(scoreFolder((folder_ / "nowhere").string()).keyValue.empty());
  EXPECT_TRUE(scoreFolder("").membership.empty());
}

TEST_F(ScorerTest, scoreFolder_missingLogEarnsNothingAndIsNamed) {
  write(Scenario::Read, sectionLog("READ", "read").text());
  const FolderScore result = scores();
  ASSERT_EQ(result.keyValue.size(), 4u);
  EXPECT_TRUE(result.membership.empty());
  EXPECT_EQ(totalPoints(result.keyValue), 40);
  EXPECT_EQ(totalMaxPoints(result.keyValue), 90);
  EXPECT_EQ(result.keyValue[0].tests[0].points, 0);
  EXPECT_EQ(result.keyValue[0].tests[0].reason, "no create.dbg.log in " + folder_.string());
}

TEST_F(ScorerTest, scoreFolder_membershipAlone) {
  write(Scenario::MultiFailure, gradingtest::joinLog().text());
  const FolderScore result = scores();
  EXPECT_TRUE(result.keyValue.empty());
  ASSERT_EQ(result.membership.size(), 3u);
  EXPECT_EQ(totalPoints(result.membership), 10);
  EXPECT_EQ(totalMaxPoints(result.membership), 90);
}

TEST_F(ScorerTest, scoreFolder_emptyCreateLogScoresAsInTheCourse) {
  write(Scenario::Create, "");
  EXPECT_EQ(totalPoints(scores().keyValue), 3);
}

TEST_F(ScorerTest, scoreFolder_folderInPlaceOfALog) {
  std::filesystem::create_directories(folder_ / "create.dbg.log");
  const FolderScore result = scores();
  ASSERT_EQ(result.keyValue.size(), 4u);
  EXPECT_EQ(result.keyValue[0].tests[0].reason,
            "cannot read " + (folder_ / "create.dbg.log").string());
}

TEST_F(ScorerTest, zeroScore_namesAndPointsOfAllTests) {
  int points = 0;
  std::string names;
  for (Scenario scenario : kKeyValueScenarios) points += zeroScore(scenario, "r").maxPoints();
  EXPECT_EQ(points, 90);
  points = 0;
  for (Scenario scenario : kMembershipScenarios) {
    points += zeroScore(scenario, "r").maxPoints();
    for (const TestScore& test : zeroScore(scenario, "r").tests) names += test.name + " ";
  }
  EXPECT_EQ(points, 90);
  EXPECT_EQ(names,
            "single.join single.completeness single.accuracy multi.join multi.completeness "
            "multi.accuracy drop.join drop.completeness ");
}

}  // namespace
}  // namespace grading
