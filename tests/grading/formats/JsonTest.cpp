// Tests of grading/formats/Json.h and JsonText.h.
#include "grading/formats/Json.h"

#include <gtest/gtest.h>

#include "tests/support/Json.h"
#include "notation/JsonText.h"
#include "tests/support/FormatGoldens.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using json_test::Json;
using json_test::readJson;

TEST(JsonTest, json_golden) { expectGolden("grade.json", json(gradingtest::sampleGrade())); }

TEST(JsonTest, json_allThatTheGradeSays) {
  const Grade grade = gradingtest::sampleGrade();
  const Json read = readJson(json(grade));
  EXPECT_EQ(
      "submission seeds classic points max_points mean messages_per_operation notices "
      "start_here build_error tests strict findings",
      read.names());
  EXPECT_EQ(grade.submission, read["submission"].string);
  EXPECT_EQ(4, read["seeds"]["last"].number);
  EXPECT_EQ(58, read["points"].number);
  EXPECT_EQ(77, read["max_points"].number);
  EXPECT_EQ(Json::Null, read["build_error"].kind);
  ASSERT_EQ(grade.tests.size(), read["tests"].array.size());
  const Json& flaky = read["tests"].array[3];
  EXPECT_EQ("read2", flaky["name"].string);
  EXPECT_TRUE(flaky["flaky"].boolean);
  EXPECT_EQ(6.75, flaky["mean"].number);
  EXPECT_EQ(3, flaky["worst_seed"].number);
  EXPECT_EQ(1, flaky["best_seed"].number);
  EXPECT_EQ(grade.tests[3].explanation, flaky["explanation"].string);
}

TEST(JsonTest, json_findings) {
  Grade grade = gradingtest::sampleGrade();
  Json read = readJson(json(grade));
  EXPECT_FALSE(read["strict"].boolean);
  ASSERT_EQ(3u, read["findings"].array.size());
  EXPECT_EQ("name title kind points max_points text replay", read["findings"].array[0].names());
  EXPECT_EQ("weak", read["findings"].array[0]["kind"].string);
  EXPECT_EQ(grade.findings[0].replay, read["findings"].array[0]["replay"].string);
  EXPECT_EQ(Json::Null, read["findings"].array[0]["points"].kind);
  grade.isStrict = true;
  read = readJson(json(grade));
  EXPECT_EQ(0, read["findings"].array[0]["points"].number);
  EXPECT_EQ(5, read["findings"].array[0]["max_points"].number);
  EXPECT_EQ(5, read["findings"].array[1]["points"].number);
  EXPECT_EQ(Json::Null, read["findings"].array[2]["max_points"].kind) << "unknown";
  EXPECT_EQ(87, read["max_points"].number);
}

TEST(JsonTest, json_whatDoesNotBuildAndLogs) {
  Grade grade = gradingtest::brokenGrade();
  EXPECT_EQ(grade.buildError, readJson(json(grade))["build_error"].string);
  grade.isOfLogs = true;
  EXPECT_EQ(Json::Null, readJson(json(grade))["seeds"].kind);
  EXPECT_EQ(Json::Null, readJson(json(grade))["messages_per_operation"].kind);
}

TEST(JsonTest, json_aSeedKeepsItsDigits) {
  Grade grade;
  grade.firstSeed = grade.lastSeed = UINT64_MAX;
  EXPECT_NE(std::string::npos, json(grade).find("\"first\": 18446744073709551615"));
}

TEST(JsonTest, jsonText_emptyOnes) {
  EXPECT_EQ("{}", notation::JsonObject().text());
  EXPECT_EQ("[]", notation::jsonArray({}));
}

// The reader of the tests itself.
TEST(JsonTest, readJson_refusesWhatIsNoJson) {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", "+1", ".5", "nul", "\"\n\"", "\"\\x\"",
        "\"\xFF\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "{\"a\":1,\"a\":2}", "1 2", "'a'", "\"a"}) {
    EXPECT_THROW(readJson(text), std::runtime_error) << text;
  }
  EXPECT_EQ(-1250, readJson(" -12.5e+2 ").number);
}

}  // namespace
}  // namespace grading
