// Tests of compare/Sample.h and Cell.h.
#include "compare/Sample.h"

#include <gtest/gtest.h>

#include "compare/Cell.h"

namespace compare {
namespace {

Sample sample() {
  Sample one;
  one.reads.answered = 3;
  one.reads.failed = 1;
  one.reads.longestOutage = 30;
  one.reads.latencies = {{2, 2}, {9, 1}};
  one.writes.unknown = 2;
  one.held = check::Level::Regular;
  one.keysWithLostWrites = 1;
  one.planned = 8;
  one.mixTicks = 300;
  one.answeredInMix = 3;
  one.messages = 12;
  one.bytes = 600;
  return one;
}

TEST(SampleTest, readSample_readsWhatTextWrote) {
  const std::string text = sample().text();
  const auto read = readSample(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(text, read->text());
  EXPECT_EQ(check::Level::Regular, read->held);
  EXPECT_EQ(1, read->reads.latencies.at(9));
}

TEST(SampleTest, readSample_refusesOtherTexts) {
  const std::string text = sample().text();
  EXPECT_FALSE(readSample(""));
  EXPECT_FALSE(readSample("the run did not end"));
  EXPECT_FALSE(readSample(text.substr(0, text.size() - 5))) << "cut off";
  EXPECT_FALSE(readSample("sample 8" + text.substr(8))) << "no such level";
}

TEST(SampleTest, cell_addsUp) {
  Sample strong = sample();
  strong.held = check::Level::Linearizable;
  strong.keysWithLostWrites = 0;
  const Cell cell({sample(), strong});
  EXPECT_EQ("regular (1 of 2)", levelText(cell));
  EXPECT_EQ("linearizable", levelText(Cell({strong})));
  EXPECT_EQ(1, cell.keysWithLostWrites());
  EXPECT_EQ("2", percentile(cell.reads(), 50));
  EXPECT_EQ("9", percentile(cell.reads(), 99));
  EXPECT_EQ("-", percentile(cell.writes(), 50));
  EXPECT_DOUBLE_EQ(2, cell.messagesPerCall());
  EXPECT_DOUBLE_EQ(100, cell.bytesPerCall());
  EXPECT_DOUBLE_EQ(6.0 / 16, cell.availability());
  EXPECT_EQ(30, cell.reads().longestOutage);
}

}  // namespace
}  // namespace compare
