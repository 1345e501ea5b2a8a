// Tests of notation/JsonReader.h.
#include "notation/JsonReader.h"

#include <gtest/gtest.h>

#include <string>

namespace notation {
namespace {

std::string problemOf(const std::string& text) {
  std::string problem;
  EXPECT_FALSE(readJson(text, &problem)) << text;
  return problem;
}

TEST(JsonReaderTest, readJson_kinds) {
  std::string problem;
  const auto object =
      readJson(R"( {"a": [1, -2.5e3, null], "b": "x\n\u00e9\/", "c": {}, "d": true} )", &problem);
  ASSERT_TRUE(object) << problem;
  const Datum& list = *object->find("a");
  ASSERT_EQ(3u, list.items.size());
  EXPECT_EQ("-2.5e3", list.items[1].text);
  EXPECT_EQ(Datum::Kind::Nil, list.items[2].kind);
  EXPECT_EQ("x\n\xc3\xa9/", object->find("b")->text);
  EXPECT_EQ(Datum::Kind::Map, object->find("c")->kind);
  EXPECT_EQ(Datum::Kind::Flag, object->find("d")->kind);
}

TEST(JsonReaderTest, readJson_problems) {
  EXPECT_EQ("a value is missing", problemOf(""));
  EXPECT_EQ("text follows the value", problemOf("1 2"));
  EXPECT_EQ("a name in quotes is missing", problemOf("{a: 1}"));
  EXPECT_EQ("a `:` is missing after a name", problemOf("{\"a\" 1}"));
  EXPECT_EQ("a `}` is missing", problemOf("{\"a\": 1"));
  EXPECT_EQ("a `]` is missing", problemOf("[1"));
  EXPECT_EQ("a string has no end", problemOf("\"a"));
  EXPECT_EQ("an unknown escape in a string", problemOf("\"\\q\""));
  EXPECT_EQ("`nan` is no value", problemOf("nan"));
  EXPECT_EQ("the values are nested too deeply", problemOf(std::string(100'000, '[')));
}

TEST(JsonReaderTest, readJson_numbersKeepTheirText) {
  std::string problem;
  for (const char* text : {"0", "-0", "10", "18446744073709551616", "1.5", "-0.25", "1e5", "1E+5",
                           "0.5e-10", "1e999"}) {
    const auto number = readJson(text, &problem);
    ASSERT_TRUE(number) << text << ": " << problem;
    EXPECT_EQ(Datum::Kind::Number, number->kind);
    EXPECT_EQ(text, number->text);
  }
}

TEST(JsonReaderTest, readJson_numbersThatRfc8259DoesNotAllow) {
  for (const char* text : {"01", "+1", "-", ".5", "1.", "1.e5", "1e", "1e+", "--1", "0x1", "1_0",
                           "Infinity", "NaN", "-01", "1e5.5", "0e", "tru", "TRUE", "nul"}) {
    EXPECT_EQ("`" + std::string(text) + "` is no value", problemOf(text));
  }
}

TEST(JsonReaderTest, readJson_surrogatePairsAreOneCharacter) {
  std::string problem;
  const auto text = readJson(R"("\ud83d\ude00\uD800\uDC00\uffff\u0000")", &problem);
  ASSERT_TRUE(text) << problem;
  EXPECT_EQ(std::string("\xf0\x9f\x98\x80\xf0\x90\x80\x80\xef\xbf\xbf\0", 12), text->text);
  for (const char* half : {R"("\ud83d")", R"("\ud83dx")", R"("\ud83d\u0041")", R"("\ude00")",
                           R"("\ude00\ud83d")", R"("\ud83d\ud83d")"}) {
    EXPECT_EQ("half of a surrogate pair", problemOf(half));
  }
  EXPECT_EQ("`\\u` needs four hexadecimal digits", problemOf(R"("\ud83d\u12")"));
}

TEST(JsonReaderTest, readJson_controlCharactersHaveToBeEscaped) {
  EXPECT_EQ("a control character in a string", problemOf("\"a\nb\""));
  EXPECT_EQ("a control character in a string", problemOf(std::string("\"\0\"", 3)));
  std::string problem;
  EXPECT_TRUE(readJson("\"\x7f\"", &problem));
}

// Bytes that are no UTF-8 are the user's business.
TEST(JsonReaderTest, readJson_bytesOfStringsAreKept) {
  std::string problem;
  const auto text = readJson("\"\xff\xc0\x80\"", &problem);
  ASSERT_TRUE(text) << problem;
  EXPECT_EQ("\xff\xc0\x80", text->text);
}

TEST(JsonReaderTest, readJson_structureThatRfc8259DoesNotAllow) {
  for (const char* text :
       {"[1,]", "[,1]", "{\"a\":1,}", "{\"a\":}", "{\"a\"}", "{1:2}", "[1 2]", "[", "{", "]", "[1}",
        "{\"a\":1]", "'a'", "// c\n1", "[1],", "\xef\xbb\xbf[]"}) {
    EXPECT_NE("", problemOf(text)) << text;
  }
}

}  // namespace
}  // namespace notation
