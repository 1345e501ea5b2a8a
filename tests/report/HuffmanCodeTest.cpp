// Tests of report/HuffmanCode.h.
#include "report/HuffmanCode.h"

#include <gtest/gtest.h>

namespace report {
namespace {

std::vector<int> lengthsOf(const HuffmanCode& code, int symbols) {
  std::vector<int> lengths;
  for (int symbol = 0; symbol < symbols; ++symbol) lengths.push_back(code.length(symbol));
  return lengths;
}

TEST(HuffmanCodeTest, length_frequentSymbolsAreShort) {
  EXPECT_EQ((std::vector<int>{1, 2, 3, 3}), lengthsOf(HuffmanCode({8, 4, 2, 1}, 15), 4));
  EXPECT_EQ((std::vector<int>{2, 2, 2, 2}), lengthsOf(HuffmanCode({5, 5, 5, 5}, 15), 4));
  EXPECT_EQ((std::vector<int>{1, 0, 1}), lengthsOf(HuffmanCode({5, 0, 5}, 15), 3));
}

TEST(HuffmanCodeTest, length_fewSymbols) {
  EXPECT_EQ((std::vector<int>{0, 0}), lengthsOf(HuffmanCode({0, 0}, 15), 2));
  EXPECT_EQ((std::vector<int>{0, 1}), lengthsOf(HuffmanCode({0, 9}, 15), 2));
}

TEST(HuffmanCodeTest, length_keepsToTheLimit) {
  std::vector<uint32_t> frequencies = {1, 1};
  while (frequencies.size() < 40) {
    frequencies.push_back(frequencies[frequencies.size() - 1] +
                          frequencies[frequencies.size() - 2]);
  }
  for (int limit : {6, 7, 15}) {
    const HuffmanCode code(frequencies, limit);
    double used = 0;  // Of the words that there are, by Kraft.
    for (int symbol = 0; symbol < 40; ++symbol) {
      ASSERT_GE(code.length(symbol), 1);
      ASSERT_LE(code.length(symbol), limit);
      used += 1.0 / (1 << code.length(symbol));
    }
    EXPECT_EQ(1.0, used) << limit;
  }
}

TEST(HuffmanCodeTest, word_isAsTheStandardHasIt) {
  // RFC 1951, 3.2.2: lengths 3 3 3 3 3 2 4 4 give 010 011 100 101 110 00 1110 1111.
  const HuffmanCode code({4, 4, 4, 4, 4, 8, 2, 2}, 15);
  ASSERT_EQ((std::vector<int>{3, 3, 3, 3, 3, 2, 4, 4}), lengthsOf(code, 8));
  const std::vector<uint32_t> reversed = {0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111};
  for (int symbol = 0; symbol < 8; ++symbol) {
    EXPECT_EQ(reversed[static_cast<size_t>(symbol)], code.word(symbol)) << symbol;
  }
}

TEST(HuffmanCodeTest, usedSymbols_endsAtTheLastWithAWord) {
  const HuffmanCode code({1, 0, 1, 0, 0}, 15);
  EXPECT_EQ(3, code.usedSymbols(1));
  EXPECT_EQ(4, code.usedSymbols(4));
}

}  // namespace
}  // namespace report
