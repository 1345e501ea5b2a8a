// Tests of check/base/StoredText.h.
#include "check/base/StoredText.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "Entry.h"
#include "tests/support/RandomText.h"

namespace check {
namespace {

// `value|timestamp|replica`, or "none".
std::string read(const std::string& text) {
  const auto entry = readStoredEntry(text);
  if (!entry) return "none";
  return entry->value + "|" + std::to_string(entry->timestamp) + "|" +
         std::to_string(entry->replica);
}

TEST(StoredTextTest, readStoredEntry_readsAsEntryDoes) {
  EXPECT_EQ("v|150|2", read("v:150:2"));
  EXPECT_EQ("v|-1|36", read("v:-1:36x"));
  EXPECT_EQ("value82|101|0", read("value82:101:0:102:1"));
  EXPECT_EQ("|1|0", read(":1:0"));
}

TEST(StoredTextTest, readStoredEntry_valuesMayHoldColons) {
  EXPECT_EQ("a:b|150|2", read("a:b:150:2"));
  EXPECT_EQ(":|-1|0", read("::-1:0"));
}

TEST(StoredTextTest, readStoredEntry_otherTexts) {
  for (const char* text : {"", "v", "v:1", ":", "::", ":::", "a:b:c", "a:b:1", "a:b:1:x",
                           "a:b:99999999999:0", "a:b: 1:0", "a:b:01:0"}) {
    EXPECT_EQ("none", read(text)) << text;
  }
}

TEST(StoredTextTest, readStoredEntry_neverThrowsAndAgreesWithEntry) {
  RandomText texts;
  int entries = 0;
  for (int i = 0; i < kRandomTexts / 5; ++i) {
    const std::string text = texts.next();
    std::string ours;
    ASSERT_NO_THROW(ours = read(text)) << text;
    try {
      const Entry entry(text);
      ++entries;
      ASSERT_EQ(
          entry.value + "|" + std::to_string(entry.timestamp) + "|" + std::to_string(entry.replica),
          ours);
    } catch (const std::logic_error&) {
      // Entry refuses the text.
    }
  }
  EXPECT_GT(entries, 100);
}

}  // namespace
}  // namespace check
