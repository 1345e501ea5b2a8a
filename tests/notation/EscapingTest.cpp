// Tests of notation/Escaping.h.
#include "notation/Escaping.h"

#include <gtest/gtest.h>

#include "tests/support/Json.h"

namespace notation {
namespace {

const std::string kReplaced = "\xEF\xBF\xBD";

TEST(EscapingTest, validUtf8_keepsCharactersOfAllLengths) {
  for (const std::string text : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                 "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    EXPECT_EQ(text, validUtf8(text));
  }
}

TEST(EscapingTest, validUtf8_replacesEachByteThatIsPartOfNone) {
  EXPECT_EQ("a" + kReplaced + "b", validUtf8("a\xFF"
                                             "b"));
  EXPECT_EQ(kReplaced + "a", validUtf8("\xC3"
                                       "a"))
      << "cut off";
  EXPECT_EQ(kReplaced, validUtf8("\xC3")) << "cut off at the end";
  EXPECT_EQ(kReplaced + kReplaced, validUtf8("\xC0\x80")) << "over-long";
  EXPECT_EQ(kReplaced + kReplaced + kReplaced, validUtf8("\xE0\x80\x80")) << "over-long";
  EXPECT_EQ(kReplaced + kReplaced + kReplaced, validUtf8("\xED\xA0\x80")) << "a surrogate";
  EXPECT_EQ(kReplaced + kReplaced + kReplaced + kReplaced, validUtf8("\xF4\x90\x80\x80"));
}

TEST(EscapingTest, jsonString_everyByteAndPairOfBytesIsValid) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second)};
      const json_test::Json read = json_test::readJson(jsonString(text));
      ASSERT_EQ(validUtf8(text), read.string) << first << " " << second;
    }
  }
}

TEST(EscapingTest, jsonString_escapes) {
  EXPECT_EQ("\"a\\\"\\\\\\n\\t\\r\\u0001\\u001f\x7F/\"", jsonString("a\"\\\n\t\r\x01\x1F\x7F/"));
  EXPECT_EQ("\"\\u0000\"", jsonString(std::string_view("\0", 1)));
}

TEST(EscapingTest, xmlText_escapes) {
  EXPECT_EQ("&lt;a&gt; &amp;amp; &quot;'&#10;&#9;&#13;", xmlText("<a> &amp; \"'\n\t\r"));
  EXPECT_EQ(kReplaced + kReplaced + kReplaced, xmlText(std::string_view("\0\x1B\xFE", 3)));
  EXPECT_EQ(kReplaced, xmlText("\xEF\xBF\xBF")) << "U+FFFF is no character of XML";
}

TEST(EscapingTest, csvField_quotesWhatNeedsIt) {
  EXPECT_EQ("a b;c", csvField("a b;c"));
  EXPECT_EQ("\"a,b\"", csvField("a,b"));
  EXPECT_EQ("\"a\"\"b\"", csvField("a\"b"));
  EXPECT_EQ("\"a\nb\"", csvField("a\nb"));
}

TEST(EscapingTest, decimalText_withoutNeedlessZeros) {
  EXPECT_EQ("90", decimalText(90, 2));
  EXPECT_EQ("0", decimalText(0, 0));
  EXPECT_EQ("100", decimalText(100, 0));
  EXPECT_EQ("4.5", decimalText(4.5, 2));
  EXPECT_EQ("0.67", decimalText(2.0 / 3, 2));
}

}  // namespace
}  // namespace notation
