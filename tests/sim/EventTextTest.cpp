// Tests of sim/EventText.h.
#include "sim/EventText.h"

#include <gtest/gtest.h>

#include "host/RunPosition.h"
#include "tests/support/EventRecorder.h"

namespace sim {
namespace {

Event eventWithAll(EventKind kind, const std::string& bytes) {
  Event event;
  event.kind = kind;
  event.tick = 151;
  event.node = {3, -7};
  event.other = {-1, 32767};
  event.network = NetworkId::Store;
  event.sizeBytes = 4000;
  event.cause = DropCause::Partition;
  event.client = 4;
  event.operation = Operation::Delete;
  event.success = true;
  event.transId = -1;
  event.heartbeat = 9;
  event.timestamp = -9;
  event.key = bytes;
  event.value = bytes;
  event.text = bytes;
  return event;
}

std::string lineOf(const Event& event) {
  std::string text;
  appendEventLine(event, &text);
  return text;
}

std::string allBytes() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

TEST(EventTextTest, TheAddressInTheLogComesBack) {
  const std::string key = "k";
  Event event = eventWithAll(EventKind::ReplicaAnswered, key);
  event.isLoggedAsAnother = true;
  event.loggedAs = {8, 1};
  const std::string line = lineOf(event);
  EXPECT_EQ("answered 151 3 -7 delete yes -1 k k as 8 1\n", line);
  EventLineReader reader;
  Event read;
  ASSERT_TRUE(reader.read({line.data(), line.size() - 1}, &read));
  EXPECT_TRUE(read.isLoggedAsAnother);
  EXPECT_EQ((Endpoint{8, 1}), read.loggedAs);
  EXPECT_FALSE(reader.read("answered 151 3 -7 delete yes -1 k k as 8", &read));
}

constexpr int kKinds = static_cast<int>(kEventKindCount);

TEST(EventTextTest, EachKindComesBackAsItWas) {
  const std::string all = allBytes();
  for (const std::string& bytes : {std::string(), std::string("ab123"), all}) {
    for (int kind = 0; kind < kKinds; ++kind) {
      const std::string line = lineOf(eventWithAll(static_cast<EventKind>(kind), bytes));
      ASSERT_EQ(line.size() - 1, line.find('\n')) << line;
      EventLineReader reader;
      Event event;
      ASSERT_TRUE(reader.read({line.data(), line.size() - 1}, &event)) << line;
      EXPECT_EQ(kind, static_cast<int>(event.kind));
      EXPECT_EQ(151, event.tick);
      EXPECT_EQ((Endpoint{3, -7}), event.node);
      EXPECT_EQ(line, lineOf(event));
    }
  }
}

TEST(EventTextTest, AKindHasTheFieldsThatBelongToIt) {
  const std::string all = allBytes();
  EventLineReader reader;
  Event event;
  std::string line = lineOf(eventWithAll(EventKind::OperationFinished, all));
  line.pop_back();
  ASSERT_TRUE(reader.read(line, &event));
  EXPECT_EQ(Operation::Delete, event.operation);
  EXPECT_TRUE(event.success);
  EXPECT_EQ(-1, event.transId);
  EXPECT_EQ(all, event.key);
  EXPECT_EQ(all, event.value);
  EXPECT_EQ("", event.text);

  line = lineOf(eventWithAll(EventKind::Dropped, ""));
  line.pop_back();
  ASSERT_TRUE(reader.read(line, &event));
  EXPECT_EQ((Endpoint{-1, 32767}), event.other);
  EXPECT_EQ(NetworkId::Store, event.network);
  EXPECT_EQ(4000, event.sizeBytes);
  EXPECT_EQ(DropCause::Partition, event.cause);

  line = lineOf(eventWithAll(EventKind::OperationInvoked, "k"));
  line.pop_back();
  ASSERT_TRUE(reader.read(line, &event));
  EXPECT_EQ(4, event.client);
}

TEST(EventTextTest, TheLinesOfTheHeader) {
  Event event;
  event.kind = EventKind::Sent;
  event.tick = 151;
  event.node.id = 3;
  event.other.id = 7;
  event.network = NetworkId::Store;
  event.sizeBytes = 23;
  EXPECT_EQ("sent 151 3 0 7 0 store 23\n", lineOf(event));
  event.kind = EventKind::ReplicaAnswered;
  event.tick = 152;
  event.node.id = 7;
  event.operation = Operation::Read;
  event.success = true;
  event.transId = 104;
  event.key = "ab123";
  event.value = "value7";
  EXPECT_EQ("answered 152 7 0 read yes 104 ab123 value7\n", lineOf(event));
}

TEST(EventTextTest, LinesThatAreNoneArePassedOver) {
  EventLineReader reader;
  Event event;
  for (const char* line :
       {"", "end", "sent", "sent 1 2", "sent 1 2 0 3 0 moon 5", "failed x 1 0", "failed 1 1 99999",
        "failed 1 1 0 more", "failed 99999999999 1 0", "note 1 1 0 \"open", "answered 1 1 0 eat"}) {
    EXPECT_FALSE(reader.read(line, &event)) << line;
  }
  EventRecorder recorder;
  EXPECT_FALSE(readEvents("failed 1 2 0\n\nnonsense\nfailed 2 3 0\nfailed 3 4 0", &recorder));
  ASSERT_EQ(2u, recorder.events().size());
  EXPECT_EQ(3, recorder.events()[1].node.id);
}

TEST(EventTextTest, ARunThatCameToItsEndSaysSo) {
  EventRecorder recorder;
  EXPECT_TRUE(readEvents("failed 1 2 0\nend\n", &recorder));
  EXPECT_FALSE(readEvents("failed 1 2 0\nend", &recorder));
  EXPECT_FALSE(readEvents("end\nfailed 1 2 0\n", &recorder));
  EXPECT_FALSE(readEvents("", &recorder));
}

TEST(EventTextTest, TheLogHasTheFrameworksNotesAndWhatPeersReport) {
  host::MemoryOutput output;
  EventLog log(&output);
  const std::string note = "failed";
  Event event = eventWithAll(EventKind::Note, note);
  event.node = {1, 0};
  log.onEvent(event);
  {
    const host::PositionMark mark(5, 1, "a call");
    log.onEvent(event);
    event.kind = EventKind::MemberRemoved;
    log.onEvent(event);
  }
  log.end();
  EXPECT_EQ("note 151 1 0 failed\nremoved 151 1 0 -1 32767\nend\n", output.text());
}

}  // namespace
}  // namespace sim
