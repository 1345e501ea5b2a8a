// Tests of grading/formats/Coursera.h.
#include "grading/formats/Coursera.h"

#include <gtest/gtest.h>

#include "tests/support/Json.h"
#include "grading/formats/TextReport.h"
#include "tests/support/FormatGoldens.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using json_test::readJson;

TEST(CourseraTest, coursera_golden) {
  expectGolden("coursera.json", coursera(gradingtest::sampleGrade()));
}

TEST(CourseraTest, coursera_aFractionAndTheReport) {
  const Grade grade = gradingtest::sampleGrade();
  const auto read = readJson(coursera(grade));
  EXPECT_EQ("fractionalScore feedback", read.names());
  EXPECT_EQ(0.7532, read["fractionalScore"].number);
  EXPECT_EQ(0u, read["feedback"].string.find("nodes: team <7>"));
}

TEST(CourseraTest, coursera_theEnds) {
  EXPECT_EQ(0, readJson(coursera(gradingtest::brokenGrade()))["fractionalScore"].number);
  EXPECT_EQ(0, readJson(coursera(Grade()))["fractionalScore"].number);
  Grade full;
  full.tests = gradeTests({gradingtest::runOf(Scenario::Read, 1)});
  EXPECT_EQ(1, readJson(coursera(full))["fractionalScore"].number);
}

}  // namespace
}  // namespace grading
