// Tests of sim/DbgLog.h: the exact bytes of every kind of line.
#include "sim/DbgLog.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

Event eventOf(EventKind kind) {
  Event event;
  event.kind = kind;
  event.tick = 12;
  event.node = {3, 0};
  return event;
}

Event membership(EventKind kind) {
  Event event = eventOf(kind);
  event.other = {10, 0};
  return event;
}

Event operation(EventKind kind, Operation operation, bool success = true) {
  Event event = eventOf(kind);
  event.operation = operation;
  event.success = success;
  event.transId = 7;
  event.key = "k1";
  event.value = "value5";
  return event;
}

Event note(EventKind kind, std::string_view text) {
  Event event = eventOf(kind);
  event.text = text;
  return event;
}

// What one event adds to dbg.log.
std::string lineOf(const Event& event) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  DbgLog writer(&dbgLog, &statsLog);
  writer.onEvent(event);
  EXPECT_EQ("", statsLog.text());
  EXPECT_EQ("131\n", dbgLog.text().substr(0, 4));
  return dbgLog.text().substr(4);
}

TEST(DbgLogTest, constructor_magicLine) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  const DbgLog writer(&dbgLog, &statsLog);
  EXPECT_EQ("131\n", dbgLog.text());
  EXPECT_EQ("", statsLog.text());
}

TEST(DbgLogTest, onEvent_membership) {
  EXPECT_EQ("\n 3.0.0.0:0 [12] Node 10.0.0.0:0 joined at time 12",
            lineOf(membership(EventKind::MemberAdded)));
  EXPECT_EQ("\n 3.0.0.0:0 [12] Node 10.0.0.0:0 removed at time 12",
            lineOf(membership(EventKind::MemberRemoved)));
}

TEST(DbgLogTest, onEvent_invocation) {
  const EventKind kInvoked = EventKind::OperationInvoked;
  EXPECT_EQ("\n 3.0.0.0:0 [12] CREATE OPERATION KEY: k1 VALUE: value5 at time: 12",
            lineOf(operation(kInvoked, Operation::Create)));
  EXPECT_EQ("\n 3.0.0.0:0 [12] READ OPERATION KEY: k1 VALUE: value5 at time: 12",
            lineOf(operation(kInvoked, Operation::Read)));
  EXPECT_EQ("\n 3.0.0.0:0 [12] UPDATE OPERATION KEY: k1 VALUE: value5 at time: 12",
            lineOf(operation(kInvoked, Operation::Update)));
  EXPECT_EQ("\n 3.0.0.0:0 [12] DELETE OPERATION KEY: k1 VALUE: value5 at time: 12",
            lineOf(operation(kInvoked, Operation::Delete)));
}

TEST(DbgLogTest, onEvent_invocationWithoutValue) {
  Event event = operation(EventKind::OperationInvoked, Operation::Read);
  event.key = "invalidKey";
  event.value = "";
  EXPECT_EQ("\n 3.0.0.0:0 [12] READ OPERATION KEY: invalidKey at time: 12", lineOf(event));
}

TEST(DbgLogTest, onEvent_resultOfAReplica) {
  const EventKind kAnswered = EventKind::ReplicaAnswered;
  const std::string kStart = "\n 3.0.0.0:0 [12] server: ";
  EXPECT_EQ(kStart + "create success at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kAnswered, Operation::Create)));
  EXPECT_EQ(kStart + "read success at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kAnswered, Operation::Read)));
  EXPECT_EQ(kStart + "update success at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kAnswered, Operation::Update)));
  EXPECT_EQ(kStart + "delete success at time 12, transID=7, key=k1",
            lineOf(operation(kAnswered, Operation::Delete)));
  EXPECT_EQ(kStart + "create fail at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kAnswered, Operation::Create, false)));
  EXPECT_EQ(kStart + "read fail at time 12, transID=7, key=k1",
            lineOf(operation(kAnswered, Operation::Read, false)));
  EXPECT_EQ(kStart + "update fail at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kAnswered, Operation::Update, false)));
  EXPECT_EQ(kStart + "delete fail at time 12, transID=7, key=k1",
            lineOf(operation(kAnswered, Operation::Delete, false)));
}

TEST(DbgLogTest, onEvent_resultOfTheCoordinator) {
  const EventKind kFinished = EventKind::OperationFinished;
  const std::string kStart = "\n 3.0.0.0:0 [12] coordinator: ";
  EXPECT_EQ(kStart + "create success at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kFinished, Operation::Create)));
  EXPECT_EQ(kStart + "delete success at time 12, transID=7, key=k1",
            lineOf(operation(kFinished, Operation::Delete)));
  EXPECT_EQ(kStart + "read fail at time 12, transID=7, key=k1",
            lineOf(operation(kFinished, Operation::Read, false)));
  EXPECT_EQ(kStart + "update fail at time 12, transID=7, key=k1, value=value5",
            lineOf(operation(kFinished, Operation::Update, false)));
}

TEST(DbgLogTest, onEvent_resultWithAnEmptyValueStillNamesIt) {
  Event event = operation(EventKind::ReplicaAnswered, Operation::Read);
  event.value = "";
  EXPECT_EQ("\n 3.0.0.0:0 [12] server: read success at time 12, transID=7, key=k1, value=",
            lineOf(event));
}

TEST(DbgLogTest, onEvent_negativeTransId) {
  Event event = operation(EventKind::ReplicaAnswered, Operation::Delete);
  event.transId = INT32_MIN;
  EXPECT_EQ("\n 3.0.0.0:0 [12] server: delete success at time 12, transID=-2147483648, key=k1",
            lineOf(event));
}

TEST(DbgLogTest, onEvent_note) {
  EXPECT_EQ("\n 3.0.0.0:0 [12] APP MP2", lineOf(note(EventKind::Note, "APP MP2")));
  EXPECT_EQ("\n 3.0.0.0:0 [12] ", lineOf(note(EventKind::Note, "")));
  EXPECT_EQ("\n 3.0.0.0:0 [12] 100%d\n\t", lineOf(note(EventKind::Note, "100%d\n\t")));
}

TEST(DbgLogTest, onEvent_statisticGoesToTheOtherFile) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  DbgLog writer(&dbgLog, &statsLog);
  writer.onEvent(note(EventKind::Statistic, "5 sent"));
  EXPECT_EQ("131\n", dbgLog.text());
  EXPECT_EQ("\n 3.0.0.0:0 [12] 5 sent", statsLog.text());
}

TEST(DbgLogTest, onEvent_addresses) {
  const struct {
    Endpoint node;
    const char* text;
  } kCases[] = {
      {{0, 0}, "0.0.0.0:0"},
      {{200, 8001}, "200.0.0.0:8001"},
      {{256, -2}, "0.1.0.0:-2"},
      {{0x04030201, 0}, "1.2.3.4:0"},
      {{-1, -32768}, "255.255.255.255:-32768"},
  };
  for (const auto& test : kCases) {
    Event event = note(EventKind::Note, "x");
    event.node = test.node;
    EXPECT_EQ("\n " + std::string(test.text) + " [12] x", lineOf(event));
    event = membership(EventKind::MemberAdded);
    event.other = test.node;
    EXPECT_EQ("\n 3.0.0.0:0 [12] Node " + std::string(test.text) + " joined at time 12",
              lineOf(event));
  }
}

TEST(DbgLogTest, onEvent_controlBytesOfKeysAndValuesAreEscaped) {
  Event event = operation(EventKind::ReplicaAnswered, Operation::Create);
  event.key = "a\nb\x01";
  event.value = std::string_view("\0\x1f\x7f \xc3\xa9%s", 8);
  EXPECT_EQ(
      "\n 3.0.0.0:0 [12] server: create success at time 12, transID=7, key=a\\x0ab\\x01, "
      "value=\\x00\\x1f\\x7f \xc3\xa9%s",
      lineOf(event));
  event.kind = EventKind::OperationInvoked;
  EXPECT_EQ(
      "\n 3.0.0.0:0 [12] CREATE OPERATION KEY: a\\x0ab\\x01 VALUE: \\x00\\x1f\\x7f \xc3\xa9%s "
      "at time: 12",
      lineOf(event));
}

TEST(DbgLogTest, onEvent_longKey) {
  const std::string kLong(100000, 'k');
  Event event = operation(EventKind::ReplicaAnswered, Operation::Delete);
  event.key = kLong;
  EXPECT_EQ("\n 3.0.0.0:0 [12] server: delete success at time 12, transID=7, key=" + kLong,
            lineOf(event));
}

TEST(DbgLogTest, onEvent_otherKindsHaveNoLine) {
  for (EventKind kind : {EventKind::NodeStarted, EventKind::NodeFailed, EventKind::Sent,
                         EventKind::Delivered, EventKind::Dropped}) {
    EXPECT_EQ("", lineOf(eventOf(kind)));
  }
}

TEST(DbgLogTest, onEvent_entriesFollowOneAnother) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  DbgLog writer(&dbgLog, &statsLog);
  writer.onEvent(operation(EventKind::OperationInvoked, Operation::Read));
  writer.onEvent(note(EventKind::Note, "b"));
  EXPECT_EQ(
      "131\n\n 3.0.0.0:0 [12] READ OPERATION KEY: k1 VALUE: value5 at time: 12"
      "\n 3.0.0.0:0 [12] b",
      dbgLog.text());
}

// Address and tick of an entry are taken over from the one before if they are the same: if the
// address, its port or the tick alone differs, they are not.
TEST(DbgLogTest, onEvent_eachEntryHasItsOwnAddressAndTick) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  DbgLog writer(&dbgLog, &statsLog);
  std::string expected = "131\n";
  const auto add = [&](Endpoint node, Tick tick, const std::string& start) {
    Event event = membership(EventKind::MemberAdded);
    event.node = node;
    event.tick = tick;
    writer.onEvent(event);
    expected += "\n " + start + " Node 10.0.0.0:0 joined at time " + std::to_string(tick);
  };
  add({0, 0}, 0, "0.0.0.0:0 [0]");
  add({3, 0}, 0, "3.0.0.0:0 [0]");
  add({3, 0}, 0, "3.0.0.0:0 [0]");
  add({3, 1}, 0, "3.0.0.0:1 [0]");
  add({3, 1}, 12, "3.0.0.0:1 [12]");
  add({259, 1}, 12, "3.1.0.0:1 [12]");
  writer.onEvent(eventOf(EventKind::NodeFailed));
  add({259, 1}, 12, "3.1.0.0:1 [12]");
  EXPECT_EQ(expected, dbgLog.text());
}

TEST(DbgLogTest, linesLeftOut_byWhomTheyReport) {
  const struct {
    MembershipLines lines;
    int64_t leftOut;
    const char* text;
  } kCases[] = {
      {MembershipLines::All, 0,
       "\n 3.0.0.0:0 [12] Node 10.0.0.0:0 joined at time 12"
       "\n 3.0.0.0:0 [12] Node 3.0.0.0:0 joined at time 12"
       "\n 3.0.0.0:0 [12] Node 10.0.0.0:0 removed at time 12"
       "\n 3.0.0.0:0 [12] joined"},
      {MembershipLines::Others, 1,
       "\n 3.0.0.0:0 [12] Node 10.0.0.0:0 joined at time 12"
       "\n 3.0.0.0:0 [12] Node 10.0.0.0:0 removed at time 12"
       "\n 3.0.0.0:0 [12] joined"},
      {MembershipLines::None, 3, "\n 3.0.0.0:0 [12] joined"},
  };
  for (const auto& test : kCases) {
    host::MemoryOutput dbgLog;
    host::MemoryOutput statsLog;
    DbgLog writer(&dbgLog, &statsLog, test.lines);
    Event itself = membership(EventKind::MemberAdded);
    itself.other = itself.node;
    writer.onEvent(membership(EventKind::MemberAdded));
    writer.onEvent(itself);
    writer.onEvent(membership(EventKind::MemberRemoved));
    writer.onEvent(note(EventKind::Note, "joined"));
    EXPECT_EQ("131\n" + std::string(test.text), dbgLog.text());
    EXPECT_EQ(test.leftOut, writer.linesLeftOut());
  }
}

TEST(DbgLogTest, wantsNetworkEvents_no) {
  host::MemoryOutput output;
  EXPECT_FALSE(DbgLog(&output, &output).wantsNetworkEvents());
}

}  // namespace
}  // namespace sim
