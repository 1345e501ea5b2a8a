// Tests of host/LineReader.h. ScheduleTextTest has the messages.
#include "host/LineReader.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

TEST(LineReaderTest, words_endAtBlanksAndComments) {
  host::LineReader line("  one\ttwo#three");
  EXPECT_EQ("one", line.nextWord());
  EXPECT_FALSE(line.takeWord("on"));
  EXPECT_TRUE(line.takeWord("one"));
  EXPECT_TRUE(line.readWord("two"));
  EXPECT_TRUE(line.atEnd());
  EXPECT_EQ("", line.nextWord());
  EXPECT_TRUE(line.readEnd());
  EXPECT_TRUE(line.take('#')) << "where one is expected, it is no comment";
  EXPECT_EQ("", line.problem());
}

TEST(LineReaderTest, numbers_needNoBlanksAround) {
  host::LineReader line("1,2>-3 4..5|0.25");
  std::vector<int32_t> peers;
  int first = 0;
  int last = 0;
  double probability = 0;
  EXPECT_TRUE(line.readPeers(2, &peers));
  EXPECT_EQ((std::vector<int32_t>{1, 2}), peers);
  EXPECT_TRUE(line.readChar('>'));
  EXPECT_TRUE(line.readNumber("n", -3, 3, &first));
  EXPECT_EQ(-3, first);
  EXPECT_TRUE(line.readRange("n", 4, 5, &first, &last));
  EXPECT_EQ(4, first);
  EXPECT_EQ(5, last);
  EXPECT_TRUE(line.readChar('|'));
  EXPECT_TRUE(line.readProbability(&probability));
  EXPECT_EQ(0.25, probability);
  EXPECT_TRUE(line.atEnd());
}

TEST(LineReaderTest, numbers_leaveTheResultOnFailure) {
  int number = 7;
  EXPECT_FALSE(host::LineReader("8").readNumber("n", 1, 5, &number));
  EXPECT_FALSE(host::LineReader("").readNumber("n", 1, 5, &number));
  EXPECT_FALSE(host::LineReader("1x").readNumber("n", 1, 5, &number));
  EXPECT_EQ(7, number);
}

TEST(LineReaderTest, problem_isTheFirst) {
  host::LineReader line("a");
  EXPECT_FALSE(line.readChar('>'));
  EXPECT_FALSE(line.readWord("b"));
  EXPECT_EQ("`a`: `>` is expected", line.problem());
}

TEST(LineReaderTest, shown_cutsWhatIsLong) {
  EXPECT_EQ("missing", host::shown(""));
  EXPECT_EQ("`" + std::string(40, 'x') + "`", host::shown(std::string(100, 'x')));
}

TEST(LineReaderTest, quotedText_isReadBackForAllBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
    for (const std::string& text : {all, std::string(1, static_cast<char>(byte))}) {
      const std::string quoted = host::quotedText(text);
      std::string read;
      host::LineReader line(quoted);
      ASSERT_TRUE(line.readText("it", &read)) << line.problem();
      ASSERT_EQ(text, read);
      ASSERT_TRUE(line.atEnd());
    }
  }
}

}  // namespace
}  // namespace sim
