// Tests of notation/JsonText.h.
#include "notation/JsonText.h"

#include <gtest/gtest.h>

namespace notation {
namespace {

TEST(JsonTextTest, text_aLineForEachMember) {
  JsonObject json;
  json.addText("a", "x\"y").addNumber("b", 0.5).addInteger("c", UINT64_MAX).addFlag("d", false);
  EXPECT_EQ(
      "{\n  \"a\": \"x\\\"y\",\n  \"b\": 0.5,\n  \"c\": 18446744073709551615,\n"
      "  \"d\": false\n}",
      json.text());
  EXPECT_EQ("{}", JsonObject().text());
}

TEST(JsonTextTest, lineText_isOneLine) {
  const std::string inner = JsonObject().addInteger("tick", 5).lineText();
  EXPECT_EQ("{\"ph\": \"X\", \"args\": {\"tick\": 5}}",
            JsonObject().addText("ph", "X").add("args", inner).lineText());
  EXPECT_EQ("{}", JsonObject().lineText());
}

TEST(JsonTextTest, jsonArray_aLineForEachValue) {
  EXPECT_EQ("[\n  1,\n  2\n]", jsonArray({"1", "2"}));
  EXPECT_EQ("[]", jsonArray({}));
}

}  // namespace
}  // namespace notation
