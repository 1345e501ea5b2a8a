// Tests of Log.h. What its events look like in dbg.log: DbgLogTest.cpp, spec/LogSpecTest.cpp.
#include "Log.h"

#include <gtest/gtest.h>

#include "Endpoints.h"
#include "host/RunPosition.h"
#include "tests/support/EventRecorder.h"

namespace {

using sim::Event;
using sim::EventKind;
using sim::Operation;

// A log at tick 42, the address 3:0, and what the log emits.
struct Connected {
  Connected() : log(&params), address("3:0") {
    params.globaltime = 42;
    stream.add(&recorder);
    log.connect(&stream);
  }

  // The one event that there is.
  Event only() const {
    EXPECT_EQ(1u, recorder.events().size());
    return recorder.events().empty() ? Event() : recorder.events()[0];
  }

  Params params;
  Log log;
  Address address;
  EventRecorder recorder;
  sim::EventStream stream;
};

void expectResult(const Event& event, EventKind kind, Operation operation, bool success,
                  const string& value) {
  EXPECT_EQ(kind, event.kind);
  EXPECT_EQ(42, event.tick);
  EXPECT_TRUE((sim::Endpoint{3, 0}) == event.node);
  EXPECT_EQ(operation, event.operation);
  EXPECT_EQ(success, event.success);
  EXPECT_EQ(7, event.transId);
  EXPECT_EQ("key", event.key);
  EXPECT_EQ(value, event.value);
  EXPECT_EQ("", event.text);
}

TEST(LogTest, LOG_note) {
  Connected connected;
  connected.log.LOG(&connected.address, "%d%% of %s", 50, "all");
  const Event event = connected.only();
  EXPECT_EQ(EventKind::Note, event.kind);
  EXPECT_EQ(42, event.tick);
  EXPECT_TRUE((sim::Endpoint{3, 0}) == event.node);
  EXPECT_EQ("50% of all", event.text);
}

// As in the course: whoever a line names, it was logged. Who called is known besides.
TEST(LogTest, resultsAndNotes_nameTheAddressThatIsGiven) {
  Connected connected;
  {
    const host::PositionMark mark(42, 5, "a call");
    connected.log.logReadSuccess(&connected.address, false, 7, "key", "value");
    connected.log.logNodeAdd(&connected.address, &connected.address);
    connected.log.LOG(&connected.address, "text");
    Address own("5:0");
    connected.log.logReadSuccess(&own, false, 7, "key", "value");
  }
  const std::vector<Event>& events = connected.recorder.events();
  ASSERT_EQ(4u, events.size());
  for (const Event& event : events) EXPECT_TRUE((sim::Endpoint{5, 0}) == event.node);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(events[i].isLoggedAsAnother);
    EXPECT_TRUE((sim::Endpoint{3, 0}) == sim::addressInLog(events[i]));
  }
  EXPECT_FALSE(events[3].isLoggedAsAnother);
  EXPECT_TRUE((sim::Endpoint{5, 0}) == sim::addressInLog(events[3]));
}

TEST(LogTest, LOG_withoutArguments) {
  Connected connected;
  connected.log.LOG(&connected.address, "APP");
  EXPECT_EQ("APP", connected.only().text);
}

TEST(LogTest, LOG_emptyText) {
  Connected connected;
  connected.log.LOG(&connected.address, "%s", "");
  EXPECT_EQ(EventKind::Note, connected.only().kind);
  EXPECT_EQ("", connected.only().text);
}

TEST(LogTest, LOG_anyLength) {
  for (size_t size : {29u, 30u, 99u, 100u, 999u, 1000u, 1000000u}) {
    const string kText(size, 'x');
    Connected connected;
    connected.log.LOG(&connected.address, "%s", kText.c_str());
    EXPECT_TRUE(kText == connected.only().text) << size;
  }
}

TEST(LogTest, LOG_textIsFormattedOnce) {
  Connected connected;
  connected.log.LOG(&connected.address, "%s", "100%s %n %d");
  EXPECT_EQ("100%s %n %d", connected.only().text);
}

TEST(LogTest, LOG_statisticByItsPrefix) {
  const struct {
    const char* text;
    EventKind kind;
    const char* logged;
  } kCases[] = {
      {"#STATSLOG# 5 sent", EventKind::Statistic, " 5 sent"},
      {"#STATSLOG#", EventKind::Statistic, ""},
      {"#STATSLOG", EventKind::Note, "#STATSLOG"},
      {" #STATSLOG#5", EventKind::Note, " #STATSLOG#5"},
      {"#statslog#5", EventKind::Note, "#statslog#5"},
  };
  for (const auto& test : kCases) {
    Connected connected;
    connected.log.LOG(&connected.address, "%s", test.text);
    EXPECT_EQ(test.kind, connected.only().kind) << test.text;
    EXPECT_EQ(test.logged, connected.only().text) << test.text;
  }
}

TEST(LogTest, logNodeAdd_andRemove) {
  const struct {
    void (Log::*call)(Address*, Address*);
    EventKind kind;
  } kCases[] = {{&Log::logNodeAdd, EventKind::MemberAdded},
                {&Log::logNodeRemove, EventKind::MemberRemoved}};
  for (const auto& test : kCases) {
    Connected connected;
    Address other("70000:-2");
    (connected.log.*test.call)(&connected.address, &other);
    const Event event = connected.only();
    EXPECT_EQ(test.kind, event.kind);
    EXPECT_EQ(42, event.tick);
    EXPECT_TRUE((sim::Endpoint{3, 0}) == event.node);
    EXPECT_TRUE((sim::Endpoint{70000, -2}) == event.other);
  }
}

TEST(LogTest, logResult_withValue) {
  const struct {
    void (Log::*call)(Address*, bool, int, string, string);
    Operation operation;
    bool success;
  } kCases[] = {{&Log::logCreateSuccess, Operation::Create, true},
                {&Log::logReadSuccess, Operation::Read, true},
                {&Log::logUpdateSuccess, Operation::Update, true},
                {&Log::logCreateFail, Operation::Create, false},
                {&Log::logUpdateFail, Operation::Update, false}};
  for (const auto& test : kCases) {
    Connected replica;
    (replica.log.*test.call)(&replica.address, false, 7, "key", "value");
    expectResult(replica.only(), EventKind::ReplicaAnswered, test.operation, test.success, "value");
    Connected coordinator;
    (coordinator.log.*test.call)(&coordinator.address, true, 7, "key", "value");
    expectResult(coordinator.only(), EventKind::OperationFinished, test.operation, test.success,
                 "value");
  }
}

TEST(LogTest, logResult_withoutValue) {
  const struct {
    void (Log::*call)(Address*, bool, int, string);
    Operation operation;
    bool success;
  } kCases[] = {{&Log::logDeleteSuccess, Operation::Delete, true},
                {&Log::logReadFail, Operation::Read, false},
                {&Log::logDeleteFail, Operation::Delete, false}};
  for (const auto& test : kCases) {
    Connected replica;
    (replica.log.*test.call)(&replica.address, false, 7, "key");
    expectResult(replica.only(), EventKind::ReplicaAnswered, test.operation, test.success, "");
    Connected coordinator;
    (coordinator.log.*test.call)(&coordinator.address, true, 7, "key");
    expectResult(coordinator.only(), EventKind::OperationFinished, test.operation, test.success,
                 "");
  }
}

TEST(LogTest, logResult_anyBytes) {
  const string kBytes("a\0b%s\n", 6);
  Connected connected;
  connected.log.logCreateSuccess(&connected.address, false, 1, kBytes, kBytes);
  EXPECT_EQ(kBytes, connected.only().key);
  EXPECT_EQ(kBytes, connected.only().value);
}

TEST(LogTest, LOG_currentTick) {
  Connected connected;
  connected.log.LOG(&connected.address, "a");
  connected.params.globaltime = 43;
  connected.log.LOG(&connected.address, "b");
  ASSERT_EQ(2u, connected.recorder.events().size());
  EXPECT_EQ(42, connected.recorder.events()[0].tick);
  EXPECT_EQ(43, connected.recorder.events()[1].tick);
}

TEST(LogTest, copy_sharesTheStream) {
  Connected connected;
  Log copy(connected.log);
  copy.LOG(&connected.address, "a");
  Params params;
  Log assigned(&params);
  assigned = connected.log;
  assigned.LOG(&connected.address, "b");
  ASSERT_EQ(2u, connected.recorder.events().size());
  EXPECT_EQ(42, connected.recorder.events()[1].tick);
}

TEST(LogTest, constructor_saysNothingUntilConnected) {
  Params params;
  Log log(&params);
  Address address("1:0");
  log.LOG(&address, "%d", 1);
  log.logNodeAdd(&address, &address);
  log.logNodeRemove(&address, &address);
  log.logCreateSuccess(&address, true, 1, "k", "v");
  log.logDeleteFail(&address, true, 1, "k");
}

}  // namespace
