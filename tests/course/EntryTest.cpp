// Tests of Entry.h.
#include "Entry.h"

#include <gtest/gtest.h>

#include <climits>
#include <stdexcept>

#include "tests/support/RandomText.h"

namespace {

TEST(EntryTest, convertToString_joinsTheFields) {
  EXPECT_EQ("blue:150:2", Entry("blue", 150, TERTIARY).convertToString());
}

void expectEntry(const string& value, int timestamp, int replica, const string& text) {
  const Entry entry(text);
  EXPECT_EQ(value, entry.value) << text;
  EXPECT_EQ(timestamp, entry.timestamp) << text;
  EXPECT_EQ(replica, entry.replica) << text;
  EXPECT_EQ(":", entry.delimiter) << text;
}

TEST(EntryTest, convertToString_readsBackUnchanged) {
  for (const string& value : {string(), string("v"), string("a b"), string("\0\n", 2)}) {
    for (int timestamp : {0, 699, -1, INT_MAX, INT_MIN}) {
      for (int replica : {0, 2, 9, -1, INT_MAX, INT_MIN}) {
        Entry entry(value, timestamp, static_cast<ReplicaType>(replica));
        expectEntry(value, timestamp, replica, entry.convertToString());
      }
    }
  }
}

TEST(EntryTest, constructor_takesTheFirstThreeFields) {
  expectEntry("v", 1, 2, "v:1:2:3:4");
  expectEntry("v", 1, 2, "v:1:2:");
  expectEntry("v", 1, 2, "v:1:2:x");
  expectEntry("", 1, 2, ":1:2");
  expectEntry("value82", 101, 0, "value82:101:0:102:1");  // An entry in an entry.
}

TEST(EntryTest, constructor_readsNumbersAsStoiDoes) {
  expectEntry("v", 7, 36, "v: 7:36x");
  expectEntry("v", 7, -3, "v:+7:\t-3 ");
  expectEntry("v", 7, 2, string("v:7\0:02", 7));
  expectEntry("v", INT_MIN, INT_MAX, "v:-2147483648:2147483647");
}

TEST(EntryTest, constructor_throwsAsAtAndStoiDo) {
  for (const char* text : {"", "blue", "v:150"}) {
    EXPECT_THROW(Entry{string(text)}, out_of_range) << text;
  }
  for (const char* text : {":", "::", "v:x:0", "v::0", "v:1:", "v:1:x", "a:b:1:0", "v:- 1:0"}) {
    EXPECT_THROW(Entry{string(text)}, invalid_argument) << text;
  }
  for (const char* text : {"v:2147483648:0", "v:0:-2147483649", "v:99999999999999999999:x"}) {
    EXPECT_THROW(Entry{string(text)}, out_of_range) << text;
  }
}

// What is read from any text is an entry: written and read again, it is the same one.
TEST(EntryTest, constructor_randomTextGivesAnEntryOrThrows) {
  RandomText texts;
  int entries = 0;
  for (int i = 0; i < kRandomTexts / 5; ++i) {
    const string text = texts.next();
    try {
      Entry entry(text);
      ++entries;
      expectEntry(entry.value, entry.timestamp, entry.replica, entry.convertToString());
    } catch (const logic_error&) {
      // What stoi and at throw; which of the two, the tests above say.
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(entries, 100);  // Else the texts would try but one path.
  EXPECT_LT(entries, kRandomTexts / 5);
}

}  // namespace
