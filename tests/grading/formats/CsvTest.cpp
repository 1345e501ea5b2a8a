// Tests of grading/formats/Csv.h.
#include "grading/formats/Csv.h"

#include <gtest/gtest.h>

#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

using Row = std::vector<std::string>;

TEST(CsvTest, csvRow_hasAFieldForEachOfTheHeaders) {
  const std::string header = csvHeader();
  const std::string row = csvRow(gradingtest::sampleGrade());
  std::string_view headerRest = header;
  std::string_view rest = row;
  const auto names = takeCsvRow(&headerRest);
  const auto fields = takeCsvRow(&rest);
  ASSERT_TRUE(names && fields);
  EXPECT_EQ((Row{"submission", "points", "max_points", "mean", "key_value", "membership", "lost",
                 "flaky", "messages_per_operation", "quality", "to_mend", "error", "notices"}),
            *names);
  EXPECT_EQ((Row{"team <7> & \"co\"", "58", "77", "64.75", "34", "24",
                 "delete2 0/4; read2 0/9; multi.accuracy 4/10", "read2", "11.76", "", "copies",
                 "read: the run ended with signal 6",
                 "MP1Node.h was missing: ours was taken in its place, as on the grading server"}),
            *fields);
  EXPECT_TRUE(rest.empty());
}

TEST(CsvTest, csvRow_strict) {
  Grade grade = gradingtest::sampleGrade();
  grade.isStrict = true;
  const std::string row = csvRow(grade);
  std::string_view rest = row;
  const auto fields = takeCsvRow(&rest);
  EXPECT_EQ("63", fields->at(1));
  EXPECT_EQ("87", fields->at(2));
  EXPECT_EQ("5/10", fields->at(9));
}

TEST(CsvTest, csvRow_theCompilersFirstError) {
  const std::string row = csvRow(gradingtest::brokenGrade());
  std::string_view rest = row;
  EXPECT_EQ(gradingtest::brokenGrade().buildError.substr(19, 42), takeCsvRow(&rest)->at(11) + "\n");
}

TEST(CsvTest, csvRow_anEmptyNameIsAFieldToo) { EXPECT_EQ(",0,0,0,0,0,,,,,,,\n", csvRow(Grade())); }

TEST(CsvTest, takeCsvRow_quotesAndLineEnds) {
  std::string_view text = "\"a,\"\"b\"\"\nc\",,d\r\n,\nrest";
  EXPECT_EQ((Row{"a,\"b\"\nc", "", "d"}), *takeCsvRow(&text));
  EXPECT_EQ((Row{"", ""}), *takeCsvRow(&text));
  EXPECT_FALSE(takeCsvRow(&text)) << "it has no line end";
  EXPECT_EQ("rest", text);
  text = "a,\"cut\noff\n";
  EXPECT_FALSE(takeCsvRow(&text));
}

}  // namespace
}  // namespace grading
