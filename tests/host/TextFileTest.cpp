// Tests of host/TextFile.h.
#include "host/TextFile.h"

#include <gtest/gtest.h>

#include "tests/support/TempFile.h"

namespace sim {
namespace {

TEST(TextFileTest, readTextFile_appendsTheWhole) {
  const TempFile file(std::string("a\0b\n", 4));
  std::string text = "x";
  EXPECT_EQ("", host::readTextFile(file.path(), 100, &text));
  EXPECT_EQ(std::string("xa\0b\n", 5), text);
}

TEST(TextFileTest, readTextFile_stopsSoonAfterTheLimit) {
  const TempFile file(std::string(1000000, 'x'));
  std::string text;
  EXPECT_EQ("", host::readTextFile(file.path(), 10, &text));
  EXPECT_GT(text.size(), 10u);
  EXPECT_LT(text.size(), 100000u);
}

TEST(TextFileTest, readTextFile_reasons) {
  std::string text;
  EXPECT_EQ("No such file or directory", host::readTextFile("/nowhere/at/all", 10, &text));
  EXPECT_EQ("is a directory", host::readTextFile("/", 10, &text));
  EXPECT_EQ("is not a regular file", host::readTextFile("/dev/zero", 10, &text));
  EXPECT_EQ("", text);
}

TEST(TextFileTest, isBinary_controlCharacters) {
  EXPECT_FALSE(host::isBinary(""));
  EXPECT_FALSE(host::isBinary("a \t\r\n\v\f\xc3\xa9"));
  EXPECT_TRUE(host::isBinary(std::string_view("a\0", 2)));
  EXPECT_TRUE(host::isBinary("\x1b[0m"));
}

TEST(TextFileTest, withoutByteOrderMark_oneAtTheStart) {
  EXPECT_EQ("a", host::withoutByteOrderMark("\xEF\xBB\xBF"
                                            "a"));
  EXPECT_EQ("a", host::withoutByteOrderMark("a"));
  EXPECT_EQ("", host::withoutByteOrderMark("\xEF\xBB\xBF"));
  EXPECT_EQ("\xEF\xBB", host::withoutByteOrderMark("\xEF\xBB"));
}

TEST(TextFileTest, trimmed_bothEnds) {
  EXPECT_EQ("a b", host::trimmed(" \ta b\r\v\f"));
  EXPECT_EQ("", host::trimmed("  \t"));
  EXPECT_EQ("", host::trimmed(""));
}

}  // namespace
}  // namespace sim
