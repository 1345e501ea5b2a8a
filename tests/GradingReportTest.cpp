#include "../grading/Report.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "GradingTestLogs.h"

namespace grading {
namespace {

using gradingtest::sectionLog;

// A folder of its own for each test, removed afterwards.
class GradingReportTest : public testing::Test {
 protected:
  GradingReportTest() {
    const testing::TestInfo* const info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) / (std::string("grading-") + info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~GradingReportTest() override { std::filesystem::remove_all(folder_); }

  void write(Scenario scenario, const std::string& text) {
    std::ofstream(folder_ / logFileName(scenario), std::ios::binary) << text;
  }

  FolderScore scores() const { return scoreFolder(folder_.string()); }

  std::filesystem::path folder_;
};

std::string keyValueReport(const std::vector<ScenarioScore>& scores) {
  std::ostringstream out;
  printKeyValueReport(scores, out);
  return out.str();
}

std::string membershipReport(const std::vector<ScenarioScore>& scores) {
  std::ostringstream out;
  printMembershipReport(scores, out);
  return out.str();
}

TEST_F(GradingReportTest, printKeyValueReport_courseLinesReasonsAndTotal) {
  ScenarioScore read = score(Scenario::Read, sectionLog("READ", "read", 175).text());
  EXPECT_EQ(keyValueReport({read}),
            "READ TEST\n"
            "---------\n"
            "TEST 1 SCORE..................: 3 / 3\n"
            "TEST 2 SCORE..................: 0 / 9\n"
            "    expected exactly 3 `read success` lines for key=ab123, value=value7 in ticks "
            "175..224, found 0\n"
            "TEST 3 PART 1 SCORE..................: 9 / 9\n"
            "TEST 3 PART 2 SCORE..................: 10 / 10\n"
            "TEST 4 SCORE..................: 6 / 6\n"
            "TEST 5 SCORE..................: 3 / 3\n"
            "\n"
            "TOTAL GRADE: 31 / 40\n");
}

TEST_F(GradingReportTest, printKeyValueReport_noteStandsUnderTheHeading) {
  const std::string report = keyValueReport({score(Scenario::Create, "")});
  EXPECT_EQ(report.rfind("CREATE TEST\n-----------\n    note: the log is empty", 0), 0u) << report;
  EXPECT_NE(report.find("TEST 1 SCORE..................: 3 / 3\n"), std::string::npos);
}

TEST_F(GradingReportTest, printMembershipReport_courseLinesReasonsAndTotal) {
  gradingtest::LogText log = gradingtest::joinLog();
  gradingtest::addFailures(&log, 8, 8).add(360, 3, "Node 1.0.0.0:0 removed at time 360");
  EXPECT_EQ(membershipReport({score(Scenario::SingleFailure, log.text()),
                              score(Scenario::MsgDropSingleFailure, log.text())}),
            "Single Failure Scenario\n"
            "-----------------------\n"
            "Checking Join..................10/10\n"
            "Checking Completeness..................10/10\n"
            "Checking Accuracy..................0/10\n"
            "    expected no `removed` line without the failed peer 8:0, found 1; live peers "
            "removed: 1:0 by 3:0 at 360\n"
            "\n"
            "Message Drop Single Failure Scenario\n"
            "------------------------------------\n"
            "Checking Join..................15/15\n"
            "Checking Completeness..................15/15\n"
            "\n"
            "Final grade 50\n");
}

TEST_F(GradingReportTest, scoreFolder_emptyOrMissingFolder) {
  EXPECT_TRUE(scores().keyValue.empty());
  EXPECT_TRUE(scores().membership.empty());
  EXPECT_TRUE(scoreFolder((folder_ / "nowhere").string()).keyValue.empty());
  EXPECT_TRUE(scoreFolder("").membership.empty());
  std::ostringstream out;
  printFolderReport(scores(), out);
  EXPECT_EQ(out.str(), "no log to score: expected files like create.dbg.log\n");
}

TEST_F(GradingReportTest, scoreFolder_missingLogEarnsNothingAndIsNamed) {
  write(Scenario::Read, sectionLog("READ", "read").text());
  const FolderScore result = scores();
  ASSERT_EQ(result.keyValue.size(), 4u);
  EXPECT_TRUE(result.membership.empty());
  EXPECT_EQ(totalPoints(result.keyValue), 40);
  EXPECT_EQ(totalMaxPoints(result.keyValue), 90);
  EXPECT_EQ(result.keyValue[0].tests[0].points, 0);
  EXPECT_EQ(result.keyValue[0].tests[0].reason, "no create.dbg.log in " + folder_.string());
}

TEST_F(GradingReportTest, scoreFolder_membershipAlone) {
  write(Scenario::MultiFailure, gradingtest::joinLog().text());
  const FolderScore result = scores();
  EXPECT_TRUE(result.keyValue.empty());
  ASSERT_EQ(result.membership.size(), 3u);
  EXPECT_EQ(totalPoints(result.membership), 10);
  EXPECT_EQ(totalMaxPoints(result.membership), 90);
}

TEST_F(GradingReportTest, scoreFolder_emptyCreateLogScoresAsInTheCourse) {
  write(Scenario::Create, "");
  EXPECT_EQ(totalPoints(scores().keyValue), 3);
}

TEST_F(GradingReportTest, scoreFolder_folderInPlaceOfALog) {
  std::filesystem::create_directories(folder_ / "create.dbg.log");
  const FolderScore result = scores();
  ASSERT_EQ(result.keyValue.size(), 4u);
  EXPECT_EQ(result.keyValue[0].tests[0].reason,
            "cannot read " + (folder_ / "create.dbg.log").string());
}

TEST_F(GradingReportTest, printFolderReport_bothParts) {
  write(Scenario::Create, gradingtest::createLog().text());
  write(Scenario::SingleFailure, gradingtest::joinLog().text());
  std::ostringstream out;
  printFolderReport(scores(), out);
  EXPECT_NE(out.str().find("TOTAL GRADE: 3 / 90\n\nSingle Failure Scenario\n"), std::string::npos);
  EXPECT_EQ(out.str().substr(out.str().size() - 15), "Final grade 10\n");
}

TEST_F(GradingReportTest, zeroScore_namesAndPointsOfAllTests) {
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
