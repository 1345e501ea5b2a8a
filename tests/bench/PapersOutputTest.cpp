// Tests of bench/papers/: tables, plots, averages.
#include <gtest/gtest.h>

#include <string>

#include "bench/papers/Average.h"
#include "bench/papers/SvgPlot.h"
#include "bench/papers/TextTable.h"

namespace papers {
namespace {

TEST(PapersOutputTest, Average_meanAndError) {
  Average average;
  EXPECT_EQ(0, average.mean());
  for (double value : {2.0, 4.0, 4.0, 6.0}) average.add(value);
  EXPECT_DOUBLE_EQ(4, average.mean());
  // The variance is 8/3, that of the mean of four 2/3.
  EXPECT_NEAR(0.81650, average.standardError(), 1e-5);
  EXPECT_EQ(4, average.count());
}

TEST(PapersOutputTest, TextTable_padded) {
  TextTable table({"what", "n"});
  table.add({"a", "100"});
  EXPECT_EQ(
      "| what |   n |\n"
      "|------|----:|\n"
      "| a    | 100 |\n",
      table.text());
}

TEST(PapersOutputTest, numbers) {
  EXPECT_EQ("0.0", decimal(-0.04, 1));
  EXPECT_EQ("-0.1", decimal(-0.06, 1));
  EXPECT_EQ("0.00129", significant(0.001289, 3));
  EXPECT_EQ("17.4", significant(17.4, 3));
  EXPECT_EQ("1234", significant(1234.4, 2));
  EXPECT_EQ("0", significant(0, 3));
  EXPECT_EQ("+10.0 %", deviation(11, 10));
  EXPECT_EQ("-10.0 %", deviation(9, 10));
  EXPECT_EQ("0.0 %", deviation(10, 10));
}

class PapersPlotTest : public ::testing::Test {
 protected:
  SvgPlot plot_{"a < b", {"x", {0, 10}, false}, {"y", {0.01, 1}, true}};
  bool has(const std::string& part) const { return plot_.text().find(part) != std::string::npos; }
};

// The area is 70 ... 530 by 44 ... 364, and 0.1 is halfway on a logarithmic axis from 0.01 to 1.
TEST_F(PapersPlotTest, add_marks) {
  plot_.add({"", PlotSeries::Style::Dot, 0, {{5, 0.1}}});
  EXPECT_TRUE(has("<circle cx=\"300.0\" cy=\"204.0\" r=\"3\"")) << plot_.text();
}

TEST_F(PapersPlotTest, add_lineAndLegend) {
  plot_.add({"curve", PlotSeries::Style::Line, 0, {{0, 1}, {10, 0.01}}});
  EXPECT_TRUE(has("<polyline points=\"70.0,44.0 530.0,364.0\"")) << plot_.text();
  EXPECT_TRUE(has(">curve</text>"));
}

TEST_F(PapersPlotTest, add_outsideIsLeftOut) {
  plot_.add({"", PlotSeries::Style::Dot, 0, {{11, 0.1}, {5, 0.001}}});
  EXPECT_FALSE(has("<circle"));
}

TEST_F(PapersPlotTest, text_escapes) { EXPECT_TRUE(has(">a &lt; b</text>")); }

}  // namespace
}  // namespace papers
