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

}  // namespace
}  // namespace notation
