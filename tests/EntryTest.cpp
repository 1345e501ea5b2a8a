// Tests of Entry.h.
#include "Entry.h"

#include <gtest/gtest.h>

#include <climits>

#include "RandomText.h"

namespace {

bool isMalformed(const Entry& entry) {
  return entry.value.empty() && entry.timestamp == -1 && entry.replica == PRIMARY;
}

TEST(EntryTest, convertToString_joinsTheFields) {
  EXPECT_EQ("blue:150:2", Entry("blue", 150, TERTIARY).convertToString());
}

TEST(EntryTest, convertToString_readsBackUnchanged) {
  const string kValues[] = {"", "v", ":", "::", "a:b", "1:2", ":a:", string("\0:", 2)};
  for (const string& value : kValues) {
    for (int timestamp : {0, 699, -1, INT_MAX, INT_MIN}) {
      Entry entry(value, timestamp, SECONDARY);
      const Entry read(entry.convertToString());
      EXPECT_EQ(value, read.value);
      EXPECT_EQ(timestamp, read.timestamp);
      EXPECT_EQ(SECONDARY, read.replica);
      EXPECT_EQ(":", read.delimiter);
    }
  }
}

TEST(EntryTest, constructor_malformedText) {
  const char* const kTexts[] = {
      "",         "blue",      ":",          "::",
      "blue:150", "blue:150:", "blue:150:3", "1:2",
      "blue:x:0", "blue::0",   "blue:1:x",   "blue:150:-1",
      "150:0",    "v:1:0 ",    "v:1x:0",     "blue:2147483648:0",
  };
  for (const char* text : kTexts) EXPECT_TRUE(isMalformed(Entry(text))) << text;
}

// What is read from any text is an entry: written and read again, it is the same one.
TEST(EntryTest, constructor_randomTextGivesAnEntry) {
  RandomText texts;
  int wellFormed = 0;
  for (int i = 0; i < kRandomTexts; ++i) {
    Entry entry(texts.next());
    if (!isMalformed(entry)) ++wellFormed;
    const Entry read(entry.convertToString());
    ASSERT_EQ(entry.value, read.value) << "text number " << i;
    ASSERT_EQ(entry.timestamp, read.timestamp) << "text number " << i;
    ASSERT_EQ(entry.replica, read.replica) << "text number " << i;
  }
  EXPECT_GT(wellFormed, 100);  // Else the texts would try but one path.
}

}  // namespace
