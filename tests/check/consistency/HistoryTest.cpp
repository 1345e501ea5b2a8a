// Tests of check/consistency/History.h.
#include "check/consistency/History.h"

#include <gtest/gtest.h>

#include <string>

namespace check {
namespace {

using sim::EventKind;
using Kind = sim::Operation;

// Tells a history what happens. Each event is one tick after the one before.
class Story {
 public:
  explicit Story(int peers = 5) {
    for (int id = 1; id <= peers; ++id) node(EventKind::NodeStarted, id);
  }

  void node(EventKind kind, int id, bool success = false) {
    sim::Event event = next(kind, id);
    event.success = success;
    history.onEvent(event);
  }
  void call(int id, Kind kind, const std::string& key, const std::string& value = "",
            int client = 0) {
    sim::Event event = next(EventKind::OperationInvoked, id);
    event.operation = kind;
    event.key = key;
    event.value = value;
    event.client = client;
    history.onEvent(event);
  }
  void replica(int id, int transId, const std::string& key, bool success = false,
               Kind kind = Kind::Read) {
    answer(EventKind::ReplicaAnswered, id, kind, key, "", success, transId);
  }
  void line(int id, Kind kind, const std::string& key, bool success, const std::string& value = "",
            int transId = 0) {
    answer(EventKind::OperationFinished, id, kind, key, value, success, transId);
  }

  Operation only() const {
    const std::vector<Operation> all = history.operations();
    EXPECT_EQ(1u, all.size());
    return all.empty() ? Operation() : all[0];
  }

  History history;

 private:
  sim::Event next(EventKind kind, int id) {
    sim::Event event;
    event.kind = kind;
    event.node = {id, 0};
    event.tick = tick_++;
    return event;
  }
  void answer(EventKind eventKind, int id, Kind kind, const std::string& key,
              const std::string& value, bool success, int transId) {
    sim::Event event = next(eventKind, id);
    event.operation = kind;
    event.key = key;
    event.value = value;
    event.success = success;
    event.transId = transId;
    history.onEvent(event);
  }

  sim::Tick tick_ = 100;
};

TEST(HistoryTest, operations_absentByTheQuorumOfTheDesign) {
  for (const size_t quorum : {1u, 2u}) {
    Story story;
    story.history = History({3, quorum});
    for (int peer = 1; peer <= 5; ++peer) story.node(EventKind::NodeStarted, peer);
    story.call(2, Kind::Read, "k");
    story.replica(3, 9, "k");
    story.line(2, Kind::Read, "k", false, "", 9);
    EXPECT_EQ(quorum == 1 ? Outcome::Absent : Outcome::Unknown, story.only().outcome);
  }
}

TEST(HistoryTest, operations_success) {
  Story story;
  story.call(2, Kind::Create, "k", "a", 7);
  story.line(2, Kind::Create, "k", true, "a");
  const Operation operation = story.only();
  EXPECT_EQ(1, operation.id);
  EXPECT_EQ(7, operation.client);
  EXPECT_EQ((sim::Endpoint{2, 0}), operation.coordinator);
  EXPECT_EQ(Kind::Create, operation.kind);
  EXPECT_EQ("k", operation.key);
  EXPECT_EQ("a", operation.value);
  EXPECT_EQ(Outcome::Ok, operation.outcome);
  EXPECT_EQ(6u, operation.invoked);
  EXPECT_EQ(7u, operation.finished);
  EXPECT_EQ(105, operation.invokedAt);
  EXPECT_EQ(106, operation.finishedAt);
}

TEST(HistoryTest, operations_readTakesItsValueFromTheLine) {
  Story story;
  story.call(2, Kind::Read, "k");
  story.line(2, Kind::Read, "k", true, "found");
  EXPECT_EQ("found", story.only().value);
}

TEST(HistoryTest, operations_failureAndNoLineAreUnknown) {
  Story story;
  story.call(2, Kind::Update, "k", "a");
  story.line(2, Kind::Update, "k", false, "a");
  story.call(2, Kind::Update, "k", "b");
  const std::vector<Operation> all = story.history.operations();
  ASSERT_EQ(2u, all.size());
  for (const Operation& operation : all) {
    EXPECT_EQ(Outcome::Unknown, operation.outcome);
    EXPECT_EQ(UINT64_MAX, operation.finished);
  }
  EXPECT_EQ(106, all[0].finishedAt);
  EXPECT_EQ(-1, all[1].finishedAt);
}

TEST(HistoryTest, operations_absentByAMajorityOfTheReplicas) {
  Story story;
  story.call(1, Kind::Read, "k");
  story.replica(3, 9, "k");
  story.replica(4, 9, "k");
  story.line(1, Kind::Read, "k", false, "", 9);
  EXPECT_EQ(Outcome::Absent, story.only().outcome);
  EXPECT_EQ(9u, story.only().finished);
}

// The store says that the answers decided it: a tombstone at one replica is enough.
TEST(HistoryTest, operations_absentByTheStoresDecision) {
  for (const bool isDecided : {true, false}) {
    Story story;
    story.history = History(kQuorumDesign, [&](const sim::Endpoint& coordinator, int32_t transId) {
      EXPECT_EQ(1, coordinator.id);
      EXPECT_EQ(9, transId);
      return isDecided;
    });
    for (int peer = 1; peer <= 5; ++peer) story.node(EventKind::NodeStarted, peer);
    story.call(1, Kind::Read, "k");
    story.replica(3, 9, "k");
    story.line(1, Kind::Read, "k", false, "", 9);
    EXPECT_EQ(isDecided ? Outcome::Absent : Outcome::Unknown, story.only().outcome);
  }
}

TEST(HistoryTest, operations_tooFewReplicasSayAbsent) {
  const auto outcomeAfter = [](auto answer) {
    Story story;
    story.replica(3, 9, "k");  // Before the call.
    story.call(1, Kind::Read, "k");
    story.replica(4, 9, "k");
    answer(&story);
    story.line(1, Kind::Read, "k", false, "", 9);
    story.replica(5, 9, "k");  // After the line.
    return story.only().outcome;
  };
  EXPECT_EQ(Outcome::Absent, outcomeAfter([](Story* story) { story->replica(3, 9, "k"); }));
  EXPECT_EQ(Outcome::Unknown, outcomeAfter([](Story*) {}));
  EXPECT_EQ(Outcome::Unknown, outcomeAfter([](Story* story) { story->replica(4, 9, "k"); }));
  EXPECT_EQ(Outcome::Unknown, outcomeAfter([](Story* story) { story->replica(3, 8, "k"); }));
  EXPECT_EQ(Outcome::Unknown, outcomeAfter([](Story* story) { story->replica(3, 9, "other"); }));
  EXPECT_EQ(Outcome::Unknown, outcomeAfter([](Story* story) { story->replica(3, 9, "k", true); }));
  EXPECT_EQ(Outcome::Unknown,
            outcomeAfter([](Story* story) { story->replica(3, 9, "k", false, Kind::Update); }));
}

TEST(HistoryTest, operations_groupOfOneHasOneReplica) {
  Story story(1);
  story.call(1, Kind::Read, "k");
  story.replica(1, 9, "k");
  story.line(1, Kind::Read, "k", false, "", 9);
  EXPECT_EQ(Outcome::Absent, story.only().outcome);
}

TEST(HistoryTest, operations_firstOpenCallOfTheName) {
  Story story;
  story.call(1, Kind::Read, "k");
  story.call(1, Kind::Read, "k");
  story.line(1, Kind::Read, "k", true, "a");
  story.line(2, Kind::Read, "k", true, "of another");
  story.line(1, Kind::Read, "k", true, "b");
  story.line(1, Kind::Read, "k", true, "too much");
  const std::vector<Operation> all = story.history.operations();
  EXPECT_EQ("a", all[0].value);
  EXPECT_EQ("b", all[1].value);
  EXPECT_EQ(2, story.history.surplusLines());
}

TEST(HistoryTest, operations_writesByValue) {
  Story story;
  story.call(1, Kind::Update, "k", "a");
  story.call(1, Kind::Update, "k", "b");
  story.line(1, Kind::Update, "k", true, "b");
  const std::vector<Operation> all = story.history.operations();
  EXPECT_EQ(Outcome::Unknown, all[0].outcome);
  EXPECT_EQ(Outcome::Ok, all[1].outcome);
  story.line(1, Kind::Update, "k", true, "another form of the value");
  EXPECT_EQ(Outcome::Ok, story.history.operations()[0].outcome);
}

TEST(HistoryTest, operations_restartWithoutMemoryForgetsCalls) {
  for (const bool hasMemory : {false, true}) {
    Story story;
    story.call(1, Kind::Read, "k");
    story.node(EventKind::NodeRestarted, 1, hasMemory);
    story.line(1, Kind::Read, "k", true, "a");
    EXPECT_EQ(hasMemory ? Outcome::Ok : Outcome::Unknown, story.only().outcome);
    EXPECT_EQ(hasMemory ? 0 : 1, story.history.surplusLines());
  }
}

TEST(HistoryTest, unansweredCalls_notOfInterruptedCoordinators) {
  for (const EventKind kind :
       {EventKind::NodeFailed, EventKind::NodeLeft, EventKind::NodeRestarted}) {
    Story story;
    story.call(1, Kind::Read, "before");
    story.call(2, Kind::Read, "elsewhere");
    story.call(1, Kind::Read, "answered");
    story.line(1, Kind::Read, "answered", false);
    story.node(kind, 1);
    story.call(1, Kind::Read, "afterwards");
    const std::vector<Operation> calls = story.history.unansweredCalls();
    ASSERT_EQ(2u, calls.size());
    EXPECT_EQ("elsewhere", calls[0].key);
    EXPECT_EQ("afterwards", calls[1].key);
  }
}

TEST(HistoryTest, wantsNetworkEvents_no) { EXPECT_FALSE(History().wantsNetworkEvents()); }

}  // namespace
}  // namespace check
