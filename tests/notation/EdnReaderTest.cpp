// Tests of notation/EdnReader.h.
#include "notation/EdnReader.h"

#include <gtest/gtest.h>

#include <string>

namespace notation {
namespace {

std::string problemOf(const std::string& text) {
  EdnReader reader(text);
  while (!reader.atEnd()) {
    if (!reader.read()) break;
  }
  return reader.problem();
}

TEST(EdnReaderTest, read_kinds) {
  EdnReader reader(
      "{:a nil, :b [1 -2.5 \"x\\ny\\u00e9\\\"\"] :c #{true} :d #inst \"t\" :e foo/bar}");
  const auto map = reader.read();
  ASSERT_TRUE(map);
  EXPECT_EQ(Datum::Kind::Map, map->kind);
  EXPECT_EQ(Datum::Kind::Nil, map->find("a")->kind);
  const Datum& list = *map->find("b");
  ASSERT_EQ(3u, list.items.size());
  EXPECT_EQ("-2.5", list.items[1].text);
  EXPECT_EQ(Datum::Kind::Number, list.items[1].kind);
  EXPECT_EQ("x\ny\xc3\xa9\"", list.items[2].text);
  EXPECT_EQ(Datum::Kind::Flag, map->find("c")->items[0].kind);
  EXPECT_EQ(Datum::Kind::String, map->find("d")->kind);
  EXPECT_EQ(Datum::Kind::Symbol, map->find("e")->kind);
  EXPECT_EQ(nullptr, map->find("f"));
  EXPECT_TRUE(reader.atEnd());
}

TEST(EdnReaderTest, read_oneByOneWithLines) {
  EdnReader reader("; a comment\n[1\n#_ [2 3] 4]\n");
  EXPECT_EQ('[', reader.take("[("));
  EXPECT_EQ("1", reader.read()->text);
  EXPECT_FALSE(reader.atEnd());
  EXPECT_EQ(3, reader.line());
  EXPECT_EQ("4", reader.read()->text);
  EXPECT_EQ(']', reader.take("])"));
  EXPECT_TRUE(reader.atEnd());
  EXPECT_EQ("", reader.problem());
}

TEST(EdnReaderTest, read_problems) {
  EXPECT_EQ("a `]` is missing", problemOf("[1 2"));
  EXPECT_EQ("a `}` closes nothing", problemOf("}"));
  EXPECT_EQ("a map has a key without a value", problemOf("{:a}"));
  EXPECT_EQ("a string has no end", problemOf("\"abc"));
  EXPECT_EQ("`\\u` needs four hexadecimal digits", problemOf("\"\\u12x4\""));
  EXPECT_EQ("the text ends within a form", problemOf("#tag"));
  EXPECT_EQ("the forms are nested too deeply", problemOf(std::string(100'000, '[')));
  std::string discards;
  for (int i = 0; i < 100'000; ++i) discards += "#_";
  EXPECT_EQ("the forms are nested too deeply", problemOf(discards));
}

}  // namespace
}  // namespace notation
