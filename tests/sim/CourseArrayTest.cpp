// Tests of sim/CourseArray.h, and of the order in which MessageQueues hands over with it.
#include "sim/CourseArray.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "sim/MessageQueues.h"
#include "sim/Random.h"

namespace {

using sim::Endpoint;
using sim::MessageQueues;
using Names = std::vector<std::string>;

// The course's network as it is written there: one array, scanned from its end.
class CourseNetwork {
 public:
  void push(int to, const std::string& name) { messages_.push_back({to, name}); }

  Names take(int receiver) {
    Names taken;
    for (int i = static_cast<int>(messages_.size()) - 1; i >= 0; --i) {
      const auto at = static_cast<size_t>(i);
      if (messages_[at].to != receiver) continue;
      taken.push_back(messages_[at].name);
      messages_[at] = messages_.back();
      messages_.pop_back();
    }
    return taken;
  }

 private:
  struct Message {
    int to;
    std::string name;
  };
  std::vector<Message> messages_;
};

class Queues {
 public:
  void push(int to, const std::string& name) {
    queues_.push({9, 0}, {to, 0}, 0, 0,
                 {++pushed_, name.data(), static_cast<int32_t>(name.size())});
  }

  Names take(int receiver) {
    std::vector<sim::Packet> packets;
    queues_.takeDue({receiver, 0}, 0, &packets);
    Names names;
    for (const sim::Packet& packet : packets) {
      names.emplace_back(packet.data.get(), static_cast<size_t>(packet.sizeBytes));
    }
    return names;
  }

  void close(int receiver) { queues_.close({receiver, 0}); }

 private:
  MessageQueues queues_{1000, MessageQueues::Order::Course};
  uint64_t pushed_ = 0;
};

TEST(CourseArrayTest, aReceiverAloneGetsTheNewestFirst) {
  Queues queues;
  for (const char* name : {"a", "b", "c"}) queues.push(1, name);
  EXPECT_EQ((Names{"c", "b", "a"}), queues.take(1));
}

TEST(CourseArrayTest, theLastMessageTakesTheFreedPlace) {
  Queues queues;
  queues.push(1, "x");
  queues.push(2, "a");
  queues.push(2, "b");
  EXPECT_EQ((Names{"x"}), queues.take(1));
  // "b" has moved before "a".
  EXPECT_EQ((Names{"a", "b"}), queues.take(2));
}

TEST(CourseArrayTest, whatNobodyReceivesKeepsItsPlace) {
  Queues queues;
  queues.push(1, "x");
  queues.push(2, "a");
  queues.push(2, "b");
  queues.push(3, "lost");
  queues.close(3);
  queues.push(3, "lost too");
  EXPECT_EQ((Names{"x"}), queues.take(1));
  EXPECT_EQ((Names{"b", "a"}), queues.take(2));
}

TEST(CourseArrayTest, anyTrafficIsHandedOverAsInTheCourse) {
  constexpr int kReceivers = 6;
  constexpr int kClosed = 6;
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    sim::Random random(seed, "traffic");
    CourseNetwork course;
    Queues queues;
    int sent = 0;
    for (int step = 0; step < 400; ++step) {
      const int peer = static_cast<int>(random.between(1, kReceivers));
      if (step == 200) queues.close(kClosed);
      if (random.chance(0.8)) {
        const std::string name = "m" + std::to_string(++sent);
        course.push(peer, name);
        queues.push(peer, name);
      } else if (peer != kClosed) {
        ASSERT_EQ(course.take(peer), queues.take(peer)) << "seed " << seed << ", step " << step;
      }
    }
  }
}

TEST(CourseArrayDeathTest, aMessageIsThere) {
  sim::CourseArray array;
  EXPECT_DEATH(array.remove(0), "check failed: place < messages_.size.* \\(sim/CourseArray.h:");
  const size_t place = array.add(sim::CourseArray::kNone);
  EXPECT_DEATH(array.remove(place), "check failed");
  EXPECT_DEATH(array.abandon(place), "check failed");
}

}  // namespace
