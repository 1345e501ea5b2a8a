// Tests of grading/formats/Gradescope.h, by the rules of Gradescope's autograder specification.
#include "grading/formats/Gradescope.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/Json.h"
#include "tests/support/FormatGoldens.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using json_test::Json;

const std::set<std::string> kVisibilities = {"hidden", "after_due_date", "after_published",
                                             "visible"};

void expectTestByTheRules(const Json& test) {
  if (test.has("score")) {
    EXPECT_EQ("score max_score status name number output visibility", test.names());
    EXPECT_EQ(Json::Number, test["score"].kind);
    EXPECT_LE(test["score"].number, test["max_score"].number);
    EXPECT_TRUE(test["status"].string == "passed" || test["status"].string == "failed");
  } else {
    EXPECT_EQ("name number output visibility", test.names());
  }
  for (const char* name : {"name", "number", "output"}) EXPECT_EQ(Json::String, test[name].kind);
  EXPECT_TRUE(kVisibilities.count(test["visibility"].string));
}

// There is a score of the whole, or each test has one; all else may be left out.
Json expectByTheRules(const std::string& text) {
  const Json results = json_test::readJson(text);
  EXPECT_EQ(Json::Number, results["score"].kind);
  EXPECT_EQ("text", results["output_format"].string);
  EXPECT_TRUE(kVisibilities.count(results["visibility"].string));
  EXPECT_TRUE(kVisibilities.count(results["stdout_visibility"].string));
  double sum = 0;
  for (const Json& test : results["tests"].array) {
    expectTestByTheRules(test);
    if (test.has("score")) sum += test["score"].number;
  }
  EXPECT_EQ(results["score"].number, sum);
  if (results.has("leaderboard")) {
    for (const Json& entry : results["leaderboard"].array) {
      EXPECT_EQ(Json::String, entry["name"].kind);
      EXPECT_EQ(Json::Number, entry["value"].kind);
      EXPECT_TRUE(entry["order"].string == "asc" || entry["order"].string == "desc");
    }
  }
  return results;
}

TEST(GradescopeTest, gradescope_golden) {
  expectGolden("gradescope.json", gradescope(gradingtest::sampleGrade()));
}

TEST(GradescopeTest, gradescope_byTheRules) {
  const Json results = expectByTheRules(gradescope(gradingtest::sampleGrade()));
  EXPECT_EQ(58, results["score"].number);
  EXPECT_FALSE(results.has("leaderboard")) << "points are lost";
  const Json& test = results["tests"].array[4];
  EXPECT_EQ("READ TEST: TEST 2", test["name"].string);
  EXPECT_EQ("2.2", test["number"].string);
}

TEST(GradescopeTest, gradescope_fullMarksAreOnTheLeaderboard) {
  Grade grade = gradingtest::sampleGrade();
  for (TestGrade& test : grade.tests) test.points = test.maxPoints;
  const Json results = expectByTheRules(gradescope(grade));
  EXPECT_EQ(11.76, results["leaderboard"].array[0]["value"].number);
}

TEST(GradescopeTest, gradescope_executionTime) {
  Grade grade = gradingtest::sampleGrade();
  EXPECT_FALSE(expectByTheRules(gradescope(grade)).has("execution_time"));
  grade.seconds = 12.345;
  const Json results = expectByTheRules(gradescope(grade));
  EXPECT_EQ(Json::Number, results["execution_time"].kind);
  EXPECT_NEAR(12.345, results["execution_time"].number, 0.01);
}

TEST(GradescopeTest, gradescope_noticesHaveAnEntryForInstructors) {
  Grade grade = gradingtest::sampleGrade();
  grade.looks = {"MP2Node.cpp:3 names sim::."};
  const Json results = expectByTheRules(gradescope(grade));
  const Json& entry = results["tests"].array[0];
  EXPECT_EQ("hidden", entry["visibility"].string);
  EXPECT_EQ(grade.notices[0] + "\nMP2Node.cpp:3 names sim::.\n", entry["output"].string);
  EXPECT_NE(std::string::npos, results["output"].string.find(grade.notices[0]));
  EXPECT_EQ(std::string::npos, results["output"].string.find("sim::"));
}

TEST(GradescopeTest, gradescope_findingsHaveAScoreIfStrict) {
  Grade grade = gradingtest::sampleGrade();
  const Json loose = expectByTheRules(gradescope(grade));
  const size_t first = loose["tests"].array.size() - 3;
  EXPECT_FALSE(loose["tests"].array[first].has("score"));
  EXPECT_EQ("4.1", loose["tests"].array[first]["number"].string);
  grade.isStrict = true;
  const Json strict = expectByTheRules(gradescope(grade));
  EXPECT_EQ(63, strict["score"].number);
  EXPECT_EQ("failed", strict["tests"].array[first]["status"].string);
  EXPECT_EQ("passed", strict["tests"].array[first + 1]["status"].string);
  EXPECT_FALSE(strict["tests"].array[first + 2].has("score")) << "what is unknown";
}

TEST(GradescopeTest, gradescope_whatDoesNotBuildScoresNothingAndSaysWhy) {
  const Json results = expectByTheRules(gradescope(gradingtest::brokenGrade()));
  EXPECT_EQ(0, results["score"].number);
  EXPECT_NE(std::string::npos, results["output"].string.find("MP2Node.cpp:7:5: error:"));
  EXPECT_FALSE(results.has("leaderboard"));
}

}  // namespace
}  // namespace grading
