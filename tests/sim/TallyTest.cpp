// Tests of sim/Tally.h.
#include "sim/Tally.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

void tell(EventKind kind, Tally* tally) {
  Event event;
  event.kind = kind;
  tally->onEvent(event);
}

constexpr int32_t kBytes = 100;

void send(NetworkId network, Tally* tally) {
  Event event;
  event.kind = EventKind::Sent;
  event.sizeBytes = kBytes;
  event.network = network;
  tally->onEvent(event);
}

void drop(DropCause cause, Tally* tally) {
  Event event;
  event.kind = EventKind::Dropped;
  event.cause = cause;
  tally->onEvent(event);
}

TEST(TallyTest, CountsLinesLoggedUnderAnotherAddress) {
  Tally tally;
  Event event;
  event.kind = EventKind::ReplicaAnswered;
  event.tick = 7;
  event.node = {4, 0};
  tally.onEvent(event);
  EXPECT_EQ(0, tally.linesLoggedAsAnother);
  event.isLoggedAsAnother = true;
  event.loggedAs = {2, 0};
  tally.onEvent(event);
  event.tick = 8;
  event.node = {5, 0};
  tally.onEvent(event);
  event.kind = EventKind::Note;
  tally.onEvent(event);
  EXPECT_EQ(2, tally.linesLoggedAsAnother);
  EXPECT_EQ(7, tally.firstLoggedAsAnotherAt);
  EXPECT_EQ(4, tally.loggedAsAnotherBy);
  EXPECT_EQ(2, tally.loggedAsAnotherName);
}

struct Call {
  int32_t coordinator = 1;
  Operation operation = Operation::Read;
  std::string key = "k";
};

void tell(EventKind kind, const Call& call, bool success, Tally* tally) {
  Event event;
  event.kind = kind;
  event.node = {call.coordinator, 0};
  event.operation = call.operation;
  event.key = call.key;
  event.success = success;
  tally->onEvent(event);
}

void invoke(const Call& call, Tally* tally) {
  tell(EventKind::OperationInvoked, call, false, tally);
}

void finish(const Call& call, Tally* tally, bool success = true) {
  tell(EventKind::OperationFinished, call, success, tally);
}

TEST(TallyTest, constructor_zeroes) {
  const Tally tally;
  EXPECT_EQ(0, tally.peersStarted);
  EXPECT_EQ(0, tally.messagesSent);
  EXPECT_EQ(0, tally.of(Operation::Delete).invoked);
  EXPECT_EQ(0, tally.unansweredOperations());
  EXPECT_EQ(0, tally.surplusAnswers());
}

TEST(TallyTest, onEvent_peersAndMembers) {
  Tally tally;
  for (int i = 0; i < 5; ++i) tell(EventKind::NodeStarted, &tally);
  for (int i = 0; i < 2; ++i) tell(EventKind::NodeFailed, &tally);
  for (int i = 0; i < 7; ++i) tell(EventKind::MemberAdded, &tally);
  for (int i = 0; i < 3; ++i) tell(EventKind::MemberRemoved, &tally);
  EXPECT_EQ(5, tally.peersStarted);
  EXPECT_EQ(2, tally.peersFailed);
  EXPECT_EQ(7, tally.membersAdded);
  EXPECT_EQ(3, tally.membersRemoved);
}

TEST(TallyTest, onEvent_messages) {
  Tally tally;
  for (int i = 0; i < 9; ++i) tell(EventKind::Sent, &tally);
  for (int i = 0; i < 8; ++i) tell(EventKind::Delivered, &tally);
  for (int i = 0; i < 4; ++i) drop(DropCause::Chance, &tally);
  for (int i = 0; i < 2; ++i) drop(DropCause::TooLarge, &tally);
  drop(DropCause::QueueFull, &tally);
  drop(DropCause::ReceiverDown, &tally);
  EXPECT_EQ(9, tally.messagesSent);
  EXPECT_EQ(8, tally.messagesDelivered);
  EXPECT_EQ(4, tally.messagesLost);
  EXPECT_EQ(3, tally.messagesRefused);
}

TEST(TallyTest, onEvent_messagesUnderFaults) {
  Tally tally;
  for (int i = 0; i < 2; ++i) drop(DropCause::Fault, &tally);
  for (int i = 0; i < 3; ++i) drop(DropCause::Partition, &tally);
  drop(DropCause::Chance, &tally);
  for (int i = 0; i < 4; ++i) tell(EventKind::Delayed, &tally);
  for (int i = 0; i < 5; ++i) tell(EventKind::Duplicated, &tally);
  for (int i = 0; i < 6; ++i) tell(EventKind::Corrupted, &tally);
  EXPECT_EQ(6, tally.messagesLost);
  EXPECT_EQ(0, tally.messagesRefused);
  EXPECT_EQ(4, tally.messagesDelayed);
  EXPECT_EQ(5, tally.messagesDuplicated);
  EXPECT_EQ(6, tally.messagesCorrupted);
}

TEST(TallyTest, onEvent_operationsByKind) {
  Tally tally;
  for (Operation operation :
       {Operation::Create, Operation::Read, Operation::Update, Operation::Delete}) {
    const int calls = static_cast<int>(operation) + 2;
    for (int i = 0; i < calls; ++i) {
      invoke({1, operation, std::to_string(i)}, &tally);
      finish({1, operation, std::to_string(i)}, &tally, i == 0);
    }
    EXPECT_EQ(calls, tally.of(operation).invoked);
    EXPECT_EQ(1, tally.of(operation).succeeded);
    EXPECT_EQ(calls - 1, tally.of(operation).failed);
  }
  EXPECT_EQ(0, tally.unansweredOperations());
  EXPECT_EQ(0, tally.surplusAnswers());
}

TEST(TallyTest, onEvent_theRestDoesNotCount) {
  Tally tally;
  tell(EventKind::Note, &tally);
  tell(EventKind::Statistic, &tally);
  tell(EventKind::ReplicaAnswered, {}, true, &tally);
  EXPECT_EQ(0, tally.of(Operation::Read).succeeded);
  EXPECT_EQ(0, tally.of(Operation::Create).succeeded);
  EXPECT_EQ(0, tally.surplusAnswers());
}

TEST(TallyTest, unansweredOperations_callsWithoutAnswer) {
  Tally tally;
  invoke({1, Operation::Read, "a"}, &tally);
  invoke({1, Operation::Read, "b"}, &tally);
  invoke({1, Operation::Read, "b"}, &tally);
  EXPECT_EQ(3, tally.unansweredOperations());
  finish({1, Operation::Read, "b"}, &tally, false);
  EXPECT_EQ(2, tally.unansweredOperations());
  EXPECT_EQ(0, tally.surplusAnswers());
}

TEST(TallyTest, surplusAnswers_moreThanOneEach) {
  Tally tally;
  invoke({}, &tally);
  for (int i = 0; i < 3; ++i) finish({}, &tally);
  EXPECT_EQ(2, tally.surplusAnswers());
  EXPECT_EQ(0, tally.unansweredOperations());
}

// One call without an answer and one answer without a call are two faults, not none.
TEST(TallyTest, unansweredOperations_answerOfAnotherCallDoesNotCount) {
  const Call kCall{1, Operation::Read, "k"};
  const Call kOthers[] = {
      {2, Operation::Read, "k"}, {1, Operation::Update, "k"}, {1, Operation::Read, "K"}};
  for (const Call& other : kOthers) {
    Tally tally;
    invoke(kCall, &tally);
    finish(other, &tally);
    EXPECT_EQ(1, tally.unansweredOperations());
    EXPECT_EQ(1, tally.surplusAnswers());
  }
}

// A second answer to one call does not make up for the next one's.
TEST(TallyTest, surplusAnswers_areNoneOfLaterCalls) {
  Tally tally;
  invoke({}, &tally);
  finish({}, &tally);
  finish({}, &tally);
  invoke({}, &tally);
  EXPECT_EQ(1, tally.surplusAnswers());
  EXPECT_EQ(1, tally.unansweredOperations());
}

// Whether it has failed or left: the answer may come, from a peer that was restarted, or not.
TEST(TallyTest, unansweredOperations_coordinatorsThatAreGoneOweNothing) {
  for (EventKind end : {EventKind::NodeFailed, EventKind::NodeLeft}) {
    Tally tally;
    for (const char* key : {"a", "b", "c"}) invoke({1, Operation::Read, key}, &tally);
    invoke({2, Operation::Read, "a"}, &tally);
    finish({1, Operation::Read, "a"}, &tally);
    Event event;
    event.kind = end;
    event.node = {1, 0};
    tally.onEvent(event);
    EXPECT_EQ(1, tally.unansweredOperations());
    EXPECT_FALSE(tally.hasOpenCall({1, 0}));
    finish({1, Operation::Read, "b"}, &tally);
    EXPECT_EQ(0, tally.surplusAnswers());
    finish({1, Operation::Read, "b"}, &tally);
    EXPECT_EQ(1, tally.surplusAnswers()) << "one answer may come, not two";
    invoke({1, Operation::Read, "c"}, &tally);
    EXPECT_EQ(2, tally.unansweredOperations()) << "a call that is made later is owed its answer";
  }
}

TEST(TallyTest, hasOpenCall_ofThatCoordinator) {
  Tally tally;
  const Endpoint kFirst{1, 0};
  const Endpoint kSecond{2, 0};
  EXPECT_FALSE(tally.hasOpenCall(kFirst));
  invoke({1, Operation::Read, "a"}, &tally);
  invoke({1, Operation::Read, "b"}, &tally);
  EXPECT_TRUE(tally.hasOpenCall(kFirst));
  EXPECT_FALSE(tally.hasOpenCall(kSecond));
  finish({1, Operation::Read, "a"}, &tally);
  EXPECT_TRUE(tally.hasOpenCall(kFirst));
  finish({1, Operation::Read, "b"}, &tally, false);
  EXPECT_FALSE(tally.hasOpenCall(kFirst));
  finish({2, Operation::Read, "b"}, &tally);
  EXPECT_FALSE(tally.hasOpenCall(kSecond)) << "a surplus answer is no open call";
}

TEST(TallyTest, wantsNetworkEvents_yes) { EXPECT_TRUE(Tally().wantsNetworkEvents()); }

TEST(TallyTest, storeMessagesSent_thoseOfTheStoresNetworkAlone) {
  Tally tally;
  send(NetworkId::Membership, &tally);
  send(NetworkId::Store, &tally);
  send(NetworkId::Store, &tally);
  EXPECT_EQ(3, tally.messagesSent);
  EXPECT_EQ(2, tally.storeMessagesSent);
  EXPECT_EQ(2 * kBytes, tally.storeBytesSent);
}

}  // namespace
}  // namespace sim
