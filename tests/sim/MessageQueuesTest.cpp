// Tests of sim/MessageQueues.h.
#include "sim/MessageQueues.h"

#include <gtest/gtest.h>

#include <string>

namespace sim {
namespace {

using PushResult = MessageQueues::PushResult;

constexpr Endpoint kA{1, 0};
constexpr Endpoint kB{2, 0};

// The next message, which says `text`.
MessageQueues::Message message(const std::string& text) {
  static uint64_t number = 0;
  return {++number, text.data(), static_cast<int32_t>(text.size())};
}

// Pushed at tick 0.
PushResult push(const Endpoint& from, const Endpoint& to, Tick due, const std::string& text,
                MessageQueues* queues) {
  return queues->push(from, to, 0, due, message(text));
}

// What `receiver` takes at `now`: the texts, each followed by a comma.
std::string take(const Endpoint& receiver, Tick now, MessageQueues* queues) {
  std::vector<Packet> packets;
  queues->takeDue(receiver, now, &packets);
  std::string texts;
  for (const Packet& packet : packets) {
    texts.append(packet.data.get(), static_cast<size_t>(packet.sizeBytes)) += ",";
  }
  return texts;
}

TEST(MessageQueuesTest, takeDue_inTheOrderOfPushing) {
  MessageQueues queues(10);
  for (const char* text : {"a", "b", "c"}) {
    EXPECT_EQ(PushResult::Queued, push(kA, kB, 0, text, &queues));
  }
  EXPECT_EQ("", take(kA, 0, &queues));
  EXPECT_EQ("a,b,c,", take(kB, 0, &queues));
  EXPECT_EQ("", take(kB, 0, &queues));
}

TEST(MessageQueuesTest, takeDue_notBeforeItsTick) {
  MessageQueues queues(10);
  push(kA, kB, 2, "two", &queues);
  push(kA, kB, 0, "zero", &queues);
  push(kA, kB, 1, "one", &queues);
  push(kA, kB, 2, "two again", &queues);
  EXPECT_EQ("zero,", take(kB, 0, &queues));
  EXPECT_EQ("one,", take(kB, 1, &queues));
  EXPECT_EQ("two,two again,", take(kB, 100, &queues));
}

TEST(MessageQueuesTest, takeDue_inTheOrderOfPushingWhateverTheDelays) {
  MessageQueues queues(10);
  const auto pushAt = [&](Tick now, Tick due, const std::string& text) {
    queues.push(kA, kB, now, due, message(text));
  };
  pushAt(0, 3, "a");
  pushAt(0, 2, "b");
  pushAt(1, 3, "c");
  pushAt(1, 1, "d");
  pushAt(2, 4, "e");
  pushAt(3, 3, "f");
  EXPECT_EQ("a,b,c,d,f,", take(kB, 3, &queues));
  EXPECT_EQ("e,", take(kB, 4, &queues));
}

TEST(MessageQueuesTest, takeDue_ofOneReceiverLeavesTheOthersTheirs) {
  MessageQueues queues(10);
  push(kA, kB, 3, "b", &queues);
  push(kB, kA, 3, "a", &queues);
  push(kA, {-7, 9}, 3, "stranger", &queues);
  EXPECT_EQ("a,", take(kA, 5, &queues));
  EXPECT_EQ("b,", take(kB, 5, &queues));
  EXPECT_EQ("stranger,", take({-7, 9}, 5, &queues));
}

TEST(MessageQueuesTest, takeDue_ofAnySize) {
  MessageQueues queues(1000);
  std::string all;
  for (int size = 0; size < 300; ++size) {
    const std::string text(static_cast<size_t>(size), static_cast<char>('a' + size % 26));
    push(kA, kB, size % 3, text, &queues);
    all += text + ",";
  }
  EXPECT_EQ(all, take(kB, 2, &queues));
}

TEST(MessageQueuesTest, takeDue_appends) {
  MessageQueues queues(10);
  push(kA, kB, 0, "a", &queues);
  push(kA, kB, 1, "b", &queues);
  std::vector<Packet> packets;
  queues.takeDue(kB, 0, &packets);
  queues.takeDue(kB, 1, &packets);
  ASSERT_EQ(2u, packets.size());
  EXPECT_EQ('a', packets[0].data.get()[0]);
  EXPECT_EQ('b', packets[1].data.get()[0]);
}

TEST(MessageQueuesTest, takeDue_packetHasItsSenderAndSize) {
  MessageQueues queues(10);
  push({70000, -3}, kB, 5, std::string("x\0y", 3), &queues);
  std::vector<Packet> packets;
  queues.takeDue(kB, 6, &packets);
  ASSERT_EQ(1u, packets.size());
  EXPECT_TRUE((Endpoint{70000, -3}) == packets[0].from);
  EXPECT_EQ(3, packets[0].sizeBytes);
  EXPECT_EQ(std::string("x\0y", 3), std::string(packets[0].data.get(), 3));
}

TEST(MessageQueuesTest, push_copies) {
  MessageQueues queues(10);
  char data[] = "abc";
  queues.push(kA, kB, 0, 0, {1, data, 3});
  data[0] = 'X';
  EXPECT_EQ("abc,", take(kB, 0, &queues));
}

TEST(MessageQueuesTest, push_emptyMessageHasABuffer) {
  MessageQueues queues(10);
  EXPECT_EQ(PushResult::Queued, queues.push(kA, kB, 0, 0, {1, nullptr, 0}));
  std::vector<Packet> packets;
  queues.takeDue(kB, 0, &packets);
  ASSERT_EQ(1u, packets.size());
  EXPECT_NE(nullptr, packets[0].data);
  EXPECT_EQ(0, packets[0].sizeBytes);
}

TEST(MessageQueuesTest, push_fullIsForEachReceiver) {
  MessageQueues queues(2);
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 0, "a", &queues));
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 9, "b", &queues));
  EXPECT_EQ(PushResult::Full, push(kA, kB, 0, "c", &queues));
  EXPECT_EQ(PushResult::Queued, push(kA, kA, 0, "d", &queues));
  EXPECT_EQ("a,", take(kB, 0, &queues));
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 0, "e", &queues));
  EXPECT_EQ(PushResult::Full, push(kA, kB, 0, "f", &queues)) << "what is not due counts too";
}

TEST(MessageQueuesTest, push_receiversAreToldApartByIdAndPort) {
  MessageQueues queues(10);
  const Endpoint kReceivers[] = {{0, 0}, {256, 0}, {512, 0}, {65536, 0}, {131072, 0},  {1, 0},
                                 {1, 1}, {1, -1},  {-1, 0},  {0, 1},     {16777216, 0}};
  int count = 0;
  for (const Endpoint& receiver : kReceivers) {
    push(kA, receiver, 0, std::to_string(count++), &queues);
  }
  count = 0;
  for (const Endpoint& receiver : kReceivers) {
    EXPECT_EQ(std::to_string(count++) + ",", take(receiver, 0, &queues));
  }
}

TEST(MessageQueuesTest, close_discardsAndRefuses) {
  MessageQueues queues(10);
  push(kA, kB, 0, "b", &queues);
  push(kB, kA, 0, "a", &queues);
  queues.close(kB);
  EXPECT_EQ("", take(kB, 0, &queues));
  EXPECT_EQ(PushResult::Closed, push(kA, kB, 0, "later", &queues));
  EXPECT_EQ("", take(kB, 0, &queues));
  EXPECT_EQ("a,", take(kA, 0, &queues));
}

TEST(MessageQueuesTest, close_neverNamedBefore) {
  MessageQueues queues(10);
  queues.close(kB);
  EXPECT_EQ(PushResult::Closed, push(kA, kB, 0, "b", &queues));
}

TEST(MessageQueuesTest, open_acceptsAgainWhatComesFromThenOn) {
  MessageQueues queues(10);
  push(kA, kB, 0, "before", &queues);
  push(kA, kB, 9, "before, late", &queues);
  queues.close(kB);
  push(kA, kB, 0, "while closed", &queues);
  queues.open(kB);
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 0, "after", &queues));
  EXPECT_EQ("after,", take(kB, 9, &queues));
}

TEST(MessageQueuesTest, open_whatWasDelayedWhenItClosedNeverComes) {
  MessageQueues queues(2);
  push(kA, kB, 9, "before", &queues);
  push(kA, kB, 9, "before too", &queues);
  queues.close(kB);
  queues.open(kB);
  push(kA, kB, 9, "after", &queues);
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 9, "after too", &queues)) << "there is room again";
  EXPECT_EQ("after,after too,", take(kB, 9, &queues));
}

TEST(MessageQueuesTest, open_neverClosed) {
  MessageQueues queues(10);
  push(kA, kB, 0, "b", &queues);
  queues.open(kB);
  EXPECT_EQ("b,", take(kB, 0, &queues));
}

TEST(MessageQueuesTest, clear_discardsEverything) {
  MessageQueues queues(1);
  push(kA, kB, 0, "b", &queues);
  push(kB, kA, 7, "a", &queues);
  queues.close(Endpoint{3, 0});
  queues.clear();
  EXPECT_EQ("", take(kB, 9, &queues));
  EXPECT_EQ("", take(kA, 9, &queues));
  EXPECT_EQ(PushResult::Queued, push(kA, kB, 0, "b", &queues));
  EXPECT_EQ(PushResult::Closed, push(kA, Endpoint{3, 0}, 0, "c", &queues));
}

}  // namespace
}  // namespace sim
