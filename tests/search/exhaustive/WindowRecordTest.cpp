// Tests of search/exhaustive/WindowRecord.h.
#include "search/exhaustive/WindowRecord.h"

#include <gtest/gtest.h>

namespace search {
namespace {

WindowRecord sample() {
  WindowRecord record;
  record.messages = {{7, 100, 1, 4, 2, 101, true}, {9, 102, 4, 1, 1, -1, false}};
  record.changes = {{0, 1, PeerState::Starting}, {101, 4, PeerState::Down}};
  return record;
}

TEST(WindowRecordTest, readRecord_whatWasWritten) {
  EXPECT_EQ(sample(), readRecord(recordText(sample())));
  EXPECT_EQ(WindowRecord(), readRecord(recordText({})));
}

TEST(WindowRecordTest, readRecord_nothingBeyondTheText) {
  EXPECT_EQ(WindowRecord(), readRecord(""));
  EXPECT_EQ(1u, readRecord("3 7 100 1 4 2 101 1 9 102").messages.size());
}

TEST(WindowRecordTest, stateOf_afterTheFaultsOfTheTick) {
  WindowRecord record;
  record.changes = {{0, 1, PeerState::Starting},
                    {5, 1, PeerState::Down},
                    {9, 1, PeerState::Starting},
                    {12, 1, PeerState::Gone}};
  EXPECT_EQ(PeerState::NotStarted, record.stateOf(2, 20));
  EXPECT_EQ(PeerState::Starting, record.stateOf(1, 0));
  EXPECT_EQ(PeerState::Up, record.stateOf(1, 1));
  EXPECT_EQ(PeerState::Up, record.stateOf(1, 4));
  EXPECT_EQ(PeerState::Down, record.stateOf(1, 5));
  EXPECT_EQ(PeerState::Down, record.stateOf(1, 8));
  EXPECT_EQ(PeerState::Starting, record.stateOf(1, 9));
  EXPECT_EQ(PeerState::Up, record.stateOf(1, 11));
  EXPECT_EQ(PeerState::Gone, record.stateOf(1, 12));
}

TEST(WindowRecordTest, failedAt_theLastTime) {
  WindowRecord record;
  record.changes = {{5, 1, PeerState::Down}, {9, 1, PeerState::Starting}, {14, 1, PeerState::Down}};
  EXPECT_EQ(-1, record.failedAt(1, 4));
  EXPECT_EQ(5, record.failedAt(1, 13));
  EXPECT_EQ(14, record.failedAt(1, 14));
  EXPECT_EQ(-1, record.failedAt(2, 14));
}

}  // namespace
}  // namespace search
