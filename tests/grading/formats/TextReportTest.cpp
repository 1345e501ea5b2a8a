// Tests of grading/formats/TextReport.h.
#include "grading/formats/TextReport.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/support/FormatGoldens.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using gradingtest::sampleGrade;

TEST(TextReportTest, textReport_golden) { expectGolden("report.txt", textReport(sampleGrade())); }

TEST(TextReportTest, textReport_saysWhoseFilesTheseAre) {
  Grade grade = sampleGrade();
  EXPECT_EQ(0u, textReport(grade).find("nodes: team <7> & \"co\"/\n\nnote: MP1Node.h"));
  grade.nodes.clear();
  EXPECT_EQ(0u, textReport(grade).find("note: MP1Node.h"));
}

TEST(TextReportTest, textReport_eightyColumnsButForCommands) {
  Grade grade = sampleGrade();
  for (TestGrade& test : grade.tests) {
    if (!test.reason.empty()) test.reason += " and so on and so on and so on and so on and so on";
  }
  std::istringstream lines(textReport(grade));
  for (std::string line; std::getline(lines, line);) {
    if (line.find("replay:") != std::string::npos) continue;
    EXPECT_LE(line.size(), 80u) << line;
  }
}

TEST(TextReportTest, textReport_whatCostsSeveralTestsComesFirst) {
  grading::Grade grade = sampleGrade();
  grade.startHere = "shown cause: no stabilization.\n";
  const std::string text = grading::textReport(grade);
  const size_t at = text.find("START HERE\n----------\n    shown cause: no stabilization.\n\n");
  EXPECT_LT(at, text.find("TEST 1"));
  grade.isClassic = true;
  EXPECT_EQ(std::string::npos, grading::textReport(grade).find("START HERE"));
}

TEST(TextReportTest, textReport_whereADebuggerStops) {
  Grade grade = sampleGrade();
  TestGrade& test = *std::find_if(grade.tests.begin(), grade.tests.end(), [](const auto& one) {
    return one.points < one.maxPoints && !one.replay.empty();
  });
  EXPECT_EQ(std::string::npos, textReport(grade).find("debugger:"));
  Spot spot;
  spot.kind = Spot::Answer;
  spot.tick = 275;
  spot.peer = 9;
  test.spots = {spot};
  EXPECT_NE(std::string::npos, textReport(grade).find("replay: " + test.replay +
                                                      "\n    debugger: the same with --stop-at "
                                                      "275:9\n"));
  test.spots[0].kind = Spot::Copy;
  EXPECT_EQ(std::string::npos, textReport(grade).find("debugger:"));
  test.spots[0].kind = Spot::EarlyEnd;
  test.spots[0].peer = 0;
  EXPECT_EQ(std::string::npos, textReport(grade).find("debugger:"));
}

TEST(TextReportTest, textReport_explanationsKeepToEightyColumns) {
  Grade grade = sampleGrade();
  grade.tests[1].explanation = "short\n" + std::string(80, 'x') + "\n";
  EXPECT_NE(std::string::npos,
            textReport(grade).find("\n    short\n" + std::string(80, 'x') + "\n"));
}

TEST(TextReportTest, textReport_aLongWordStaysWhole) {
  Grade grade = sampleGrade();
  const std::string word(200, 'x');
  grade.tests[1].reason = "before " + word + " after";
  EXPECT_NE(std::string::npos, textReport(grade).find("\n    before\n" + word + "\n    after\n"));
}

TEST(TextReportTest, textReport_classicHasTheCoursesLinesAlone) {
  Grade grade = sampleGrade();
  grade.isClassic = true;
  grade.lastSeed = 1;
  EXPECT_EQ(
      "DELETE TEST\n"
      "-----------\n"
      "TEST 1 SCORE..................: 3 / 3\n"
      "TEST 2 SCORE..................: 0 / 4\n"
      "\n"
      "READ TEST\n"
      "---------\n"
      "TEST 1 SCORE..................: 3 / 3\n"
      "TEST 2 SCORE..................: 0 / 9\n"
      "TEST 3 PART 1 SCORE..................: 9 / 9\n"
      "TEST 3 PART 2 SCORE..................: 10 / 10\n"
      "TEST 4 SCORE..................: 6 / 6\n"
      "TEST 5 SCORE..................: 3 / 3\n"
      "\n"
      "TOTAL GRADE: 34 / 47\n"
      "\n"
      "Multi Failure Scenario\n"
      "----------------------\n"
      "Checking Join..................10/10\n"
      "Checking Completeness..................10/10\n"
      "Checking Accuracy..................4/10\n"
      "\n"
      "Final grade 24\n",
      textReport(grade));
}

TEST(TextReportTest, textReport_oneSeedHasReasonsAndNoMean) {
  Grade grade = sampleGrade();
  grade.lastSeed = 1;
  grade.messagesPerOperation.reset();
  const std::string text = textReport(grade);
  EXPECT_NE(std::string::npos, text.find("TEST 2 SCORE..................: 0 / 4\n    expected"));
  EXPECT_EQ(std::string::npos, text.find("mean"));
  const size_t grade24 = text.find("\nFinal grade 24\n\nQUALITY BEYOND POINTS\n");
  EXPECT_NE(std::string::npos, grade24) << text;
}

TEST(TextReportTest, textReport_findings) {
  Grade grade = sampleGrade();
  grade.findings[0].text = "One line.\nAnother one.";
  const std::string loose = textReport(grade);
  EXPECT_NE(std::string::npos,
            loose.find("Copies of all keys..................: to mend\n    One line.\n    Another "
                       "one.\n    replay: ./Application testcases/read.conf --seed 3 --check\n"
                       "Lost messages..................: good\n    Each call has its answer.\n"
                       "100 peers..................: not known\n    It took too long.\n\n"
                       "No test of the course asks for this"))
      << loose;
  grade.isStrict = true;
  const std::string strict = textReport(grade);
  EXPECT_NE(std::string::npos, strict.find("Copies of all keys..................: 0 / 5\n"));
  EXPECT_NE(std::string::npos, strict.find("Lost messages..................: 5 / 5\n"));
  EXPECT_NE(std::string::npos, strict.find("100 peers..................: not known\n"));
  EXPECT_NE(std::string::npos, strict.find("\nQuality grade 5 / 10\n"));
  EXPECT_NE(std::string::npos, strict.find("63 of 87"));
}

TEST(TextReportTest, textReport_whatDoesNotBuild) {
  EXPECT_EQ("It does not build:\n" + gradingtest::brokenGrade().buildError,
            textReport(gradingtest::brokenGrade()));
}

TEST(TextReportTest, testReport_flakyNamesASeedThatFailsAndOneThatPasses) {
  const Grade grade = sampleGrade();
  ASSERT_EQ("read2", grade.tests[3].name);
  const std::string text = testReport(grade, grade.tests[3]);
  EXPECT_EQ(0u,
            text.find("flaky: seed 3 gets 0, seed 1 gets 9; the mean of the seeds 1..4 is 6.75; "
                      "of\nseed 3:\n"))
      << text;
  EXPECT_EQ("", testReport(grade, grade.tests[0])) << "full marks";
}

TEST(TextReportTest, testReport_anEndThatCostNothingIsSaid) {
  Grade grade = sampleGrade();
  grade.tests[0].note = "with seed 2 the run ended with signal 11";
  EXPECT_EQ("note: with seed 2 the run ended with signal 11\n", testReport(grade, grade.tests[0]));
}

TEST(TextReportTest, testReport_theSamePointsWithAllSeedsIsNotFlaky) {
  const Grade grade = sampleGrade();
  EXPECT_EQ(0u, testReport(grade, grade.tests[1]).find("the same with each of the seeds 1..4"));
}

}  // namespace
}  // namespace grading
