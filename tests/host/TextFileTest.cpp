// Tests of host/TextFile.h.
#include "host/TextFile.h"

#include <gtest/gtest.h>

#include "tests/support/TempFile.h"

namespace sim {
namespace {

TEST(TextFileTest, readTextFile_appendsTheWhole) {
  const TempFile file(std::string("a\0b\n", 4));
  std::string text = "x";
  EXPECT_EQ("", readTextFile(file.path(), 100, &text));
  EXPECT_EQ(std::string("xa\0b\n", 5), text);
}

TEST(TextFileTest, readTextFile_stopsSoonAfterTheLimit) {
  const TempFile file(std::string(1000000, 'x'));
  std::string text;
  EXPECT_EQ("", readTextFile(file.path(), 10, &text));
  EXPECT_GT(text.size(), 10u);
  EXPECT_LT(text.size(), 100000u);
}

TEST(TextFileTest, readTextFile_reasons) {
  std::string text;
  EXPECT_EQ("No such file or directory", readTextFile("/nowhere/at/all", 10, &text));
  EXPECT_EQ("is a directory", readTextFile("/", 10, &text));
  EXPECT_EQ("is not a regular file", readTextFile("/dev/zero", 10, &text));
  EXPECT_EQ("", text);
}

TEST(TextFileTest, isBinary_controlCharacters) {
  EXPECT_FALSE(isBinary(""));
  EXPECT_FALSE(isBinary("a \t\r\n\v\f\xc3\xa9"));
  EXPECT_TRUE(isBinary(std::string_view("a\0", 2)));
  EXPECT_TRUE(isBinary("\x1b[0m"));
}

TEST(TextFileTest, withoutByteOrderMark_oneAtTheStart) {
  EXPECT_EQ("a", withoutByteOrderMark("\xEF\xBB\xBF"
                                      "a"));
  EXPECT_EQ("a", withoutByteOrderMark("a"));
  EXPECT_EQ("", withoutByteOrderMark("\xEF\xBB\xBF"));
  EXPECT_EQ("\xEF\xBB", withoutByteOrderMark("\xEF\xBB"));
}

TEST(TextFileTest, trimmed_bothEnds) {
  EXPECT_EQ("a b", trimmed(" \ta b\r\v\f"));
  EXPECT_EQ("", trimmed("  \t"));
  EXPECT_EQ("", trimmed(""));
}

}  // namespace
}  // namespace sim
