// Tests of grading/formats/PrairieLearn.h, by the rules of PrairieLearn's external graders.
#include "grading/formats/PrairieLearn.h"

#include <gtest/gtest.h>

#include "tests/support/Json.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using json_test::Json;

// Names, messages and outputs are texts; points lie between 0 and max_points.
Json expectByTheRules(const std::string& text) {
  const Json results = json_test::readJson(text);
  EXPECT_EQ("gradable score message output tests",
            results["gradable"].boolean ? results.names() : "gradable score message output tests");
  EXPECT_GE(results["score"].number, 0);
  EXPECT_LE(results["score"].number, 1);
  for (const Json& test : results["tests"].array) {
    for (const char* name : {"name", "message", "output"}) {
      EXPECT_EQ(Json::String, test[name].kind) << name;
    }
    EXPECT_EQ(test.has("points"), test.has("max_points"));
    if (!test.has("points")) continue;
    EXPECT_GE(test["points"].number, 0);
    EXPECT_LE(test["points"].number, test["max_points"].number);
  }
  return results;
}

TEST(PrairieLearnTest, prairieLearn_byTheRules) {
  const Json results = expectByTheRules(prairieLearn(gradingtest::sampleGrade()));
  EXPECT_NEAR(58.0 / 77, results["score"].number, 0.0001);
  EXPECT_EQ("58 of 77 points", results["message"].string);
  EXPECT_NE(std::string::npos, results["output"].string.find("Final grade 24"));
  const Json& test = results["tests"].array[1];
  EXPECT_EQ("DELETE TEST: TEST 2", test["name"].string);
  EXPECT_EQ(0, test["points"].number);
  EXPECT_EQ(4, test["max_points"].number);
  EXPECT_EQ(0u, test["message"].string.find("expected exactly 4 `delete fail` lines"));
}

TEST(PrairieLearnTest, prairieLearn_findingsHavePointsIfStrict) {
  Grade grade = gradingtest::sampleGrade();
  const size_t first = grade.tests.size();
  EXPECT_FALSE(expectByTheRules(prairieLearn(grade))["tests"].array[first].has("points"));
  grade.isStrict = true;
  const Json strict = expectByTheRules(prairieLearn(grade));
  EXPECT_EQ(0, strict["tests"].array[first]["points"].number);
  EXPECT_EQ("to mend", strict["tests"].array[first]["message"].string);
  EXPECT_EQ(5, strict["tests"].array[first + 1]["points"].number);
}

TEST(PrairieLearnTest, prairieLearn_whatDoesNotBuildIsNotGradable) {
  const Json results = expectByTheRules(prairieLearn(gradingtest::brokenGrade()));
  EXPECT_FALSE(results["gradable"].boolean);
  EXPECT_NE(std::string::npos, results["output"].string.find("MP2Node.cpp:7:5: error:"));
  EXPECT_EQ(1u, results["format_errors"].array.size());
}

TEST(PrairieLearnTest, prairieLearn_staysBelowOneMegabyte) {
  Grade grade = gradingtest::sampleGrade();
  std::string lines;
  for (int i = 0; i < 100'000; ++i) lines += "a line of a long explanation\n";
  for (TestGrade& test : grade.tests) test.explanation = lines;
  EXPECT_GT(size_t{1} << 20, prairieLearn(grade).size());
}

TEST(PrairieLearnTest, prairieLearn_notWhatIsForInstructors) {
  Grade grade = gradingtest::sampleGrade();
  grade.looks = {"MP2Node.cpp:3 names sim::."};
  const std::string text = prairieLearn(grade);
  EXPECT_EQ(std::string::npos, text.find("sim::"));
  EXPECT_NE(std::string::npos, text.find("MP1Node.h was missing"));
}

}  // namespace
}  // namespace grading
