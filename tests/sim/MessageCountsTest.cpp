// Tests of sim/MessageCounts.h: the exact bytes of msgcount.log.
#include "sim/MessageCounts.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

void count(EventKind kind, int32_t id, Tick tick, int times, MessageCounts* counts) {
  Event event;
  event.kind = kind;
  event.node = {id, 0};
  event.other = {99, 0};
  event.tick = tick;
  for (; times > 0; --times) counts->onEvent(event);
}

std::string written(const MessageCounts& counts, Tick ticks) {
  host::MemoryOutput output;
  counts.write(ticks, &output);
  return output.text();
}

TEST(MessageCountsTest, write_nobody) { EXPECT_EQ("", written(MessageCounts(), 700)); }

TEST(MessageCountsTest, write_sentAndReceivedByTick) {
  MessageCounts counts;
  count(EventKind::Sent, 1, 0, 2, &counts);
  count(EventKind::Delivered, 1, 0, 1, &counts);
  count(EventKind::Delivered, 1, 2, 12345, &counts);
  EXPECT_EQ(
      "node   1  (   2,    1) (   0,    0) (   0, 12345)\n"
      "node   1 sent_total      2  recv_total  12346\n\n",
      written(counts, 3));
}

TEST(MessageCountsTest, write_tenTicksToALine) {
  MessageCounts counts;
  count(EventKind::Sent, 7, 10, 1, &counts);
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += " (   0,    0)";
  const std::string kTotals = "\nnode   7 sent_total      1  recv_total      0\n\n";
  EXPECT_EQ("node   7 " + ten + "\n          (   1,    0)" + kTotals, written(counts, 11));
}

TEST(MessageCountsTest, write_lineFullAtTheEnd) {
  MessageCounts counts;
  count(EventKind::NodeStarted, 7, 0, 1, &counts);
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += " (   0,    0)";
  EXPECT_EQ("node   7 " + ten + "\n         \nnode   7 sent_total      0  recv_total      0\n\n",
            written(counts, 10));
}

TEST(MessageCountsTest, write_peersInOrderAndSilentOnesToo) {
  MessageCounts counts;
  count(EventKind::Sent, 1000, 0, 1, &counts);
  count(EventKind::NodeStarted, 2, 0, 1, &counts);
  count(EventKind::NodeStarted, 256, 0, 1, &counts);
  EXPECT_EQ(
      "node   2  (   0,    0)\nnode   2 sent_total      0  recv_total      0\n\n"
      "node 256  (   0,    0)\nnode 256 sent_total      0  recv_total      0\n\n"
      "node 1000  (   1,    0)\nnode 1000 sent_total      1  recv_total      0\n\n",
      written(counts, 1));
}

TEST(MessageCountsTest, write_ticksBeyondTheEndAreNotCounted) {
  MessageCounts counts;
  count(EventKind::Sent, 1, 0, 1, &counts);
  count(EventKind::Sent, 1, 5, 1, &counts);
  EXPECT_EQ("node   1  (   1,    0)\nnode   1 sent_total      1  recv_total      0\n\n",
            written(counts, 1));
}

TEST(MessageCountsTest, onEvent_bothNetworksTogether) {
  MessageCounts counts;
  for (NetworkId network : {NetworkId::Membership, NetworkId::Store}) {
    Event event;
    event.kind = EventKind::Sent;
    event.network = network;
    event.node = {1, 0};
    counts.onEvent(event);
  }
  EXPECT_EQ("node   1  (   2,    0)\nnode   1 sent_total      2  recv_total      0\n\n",
            written(counts, 1));
}

TEST(MessageCountsTest, onEvent_otherKindsDoNotCount) {
  MessageCounts counts;
  for (EventKind kind : {EventKind::Dropped, EventKind::NodeFailed, EventKind::MemberAdded,
                         EventKind::OperationInvoked, EventKind::Note}) {
    count(kind, 1, 0, 1, &counts);
  }
  EXPECT_EQ("", written(counts, 1));
}

TEST(MessageCountsTest, wantsNetworkEvents_yes) {
  EXPECT_TRUE(MessageCounts().wantsNetworkEvents());
}

}  // namespace
}  // namespace sim
