// Tests of search/exhaustive/WindowRecorder.h.
#include "search/exhaustive/WindowRecorder.h"

#include <gtest/gtest.h>

namespace search {
namespace {

using sim::EventKind;

class WindowRecorderTest : public ::testing::Test {
 protected:
  void message(EventKind kind, sim::Tick tick, uint64_t number, sim::PeerId node, sim::PeerId other,
               sim::NetworkId network = sim::NetworkId::Store) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.message = number;
    event.node.id = node;
    event.other.id = other;
    event.network = network;
    event.cause = sim::DropCause::QueueFull;
    recorder_.onEvent(event);
  }

  void peer(EventKind kind, sim::Tick tick, sim::PeerId peer) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node.id = peer;
    recorder_.onEvent(event);
  }

  const std::vector<SentMessage>& messages() const { return recorder_.record().messages; }

  WindowRecorder recorder_{100, 102};
};

TEST_F(WindowRecorderTest, onEvent_messagesOfTheWindow) {
  message(EventKind::Sent, 99, 1, 1, 2);
  message(EventKind::Sent, 100, 2, 1, 2);
  message(EventKind::Sent, 102, 3, 2, 1);
  message(EventKind::Sent, 103, 4, 1, 2);
  message(EventKind::Delivered, 101, 2, 2, 1);
  message(EventKind::Delivered, 101, 1, 2, 1);
  const std::vector<SentMessage> expected = {{2, 100, 1, 2, 1, 101, true},
                                             {3, 102, 2, 1, 1, -1, true}};
  EXPECT_EQ(expected, messages());
}

TEST_F(WindowRecorderTest, onEvent_theMembershipsMessagesAreOthers) {
  message(EventKind::Sent, 100, 2, 1, 2);
  message(EventKind::Sent, 100, 2, 1, 2, sim::NetworkId::Membership);
  message(EventKind::Delivered, 101, 2, 2, 1, sim::NetworkId::Membership);
  ASSERT_EQ(1u, messages().size());
  EXPECT_EQ(-1, messages()[0].receivedAt);
}

TEST_F(WindowRecorderTest, onEvent_numbersOnTheLinkAndInTheTick) {
  message(EventKind::Sent, 100, 1, 1, 2);
  message(EventKind::Dropped, 100, 2, 1, 2);  // The queue is full.
  message(EventKind::Sent, 100, 3, 1, 3);
  message(EventKind::Sent, 100, 4, 1, 2);
  message(EventKind::Sent, 101, 5, 1, 2);
  std::vector<int> ordinals;
  for (const SentMessage& message : messages()) ordinals.push_back(message.ordinal);
  EXPECT_EQ((std::vector<int>{1, 1, 3, 1}), ordinals);
}

TEST_F(WindowRecorderTest, onEvent_whatAFaultDoesToAMessage) {
  message(EventKind::Sent, 100, 1, 1, 2);
  message(EventKind::Delayed, 100, 1, 1, 2);
  message(EventKind::Sent, 100, 2, 1, 2);
  message(EventKind::Duplicated, 100, 2, 1, 2);
  message(EventKind::Delivered, 101, 2, 2, 1);
  message(EventKind::Delivered, 104, 2, 2, 1);
  EXPECT_FALSE(messages()[0].isPlain);
  EXPECT_FALSE(messages()[1].isPlain);
  EXPECT_EQ(101, messages()[1].receivedAt);
}

TEST_F(WindowRecorderTest, onEvent_changesOfPeersAtAnyTime) {
  peer(EventKind::NodeStarted, 0, 1);
  peer(EventKind::NodeFailed, 90, 1);
  peer(EventKind::NodeRestarted, 95, 1);
  peer(EventKind::NodePaused, 96, 1);
  peer(EventKind::NodeLeft, 110, 2);
  const std::vector<PeerChange> expected = {{0, 1, PeerState::Starting},
                                            {90, 1, PeerState::Down},
                                            {95, 1, PeerState::Starting},
                                            {110, 2, PeerState::Gone}};
  EXPECT_EQ(expected, recorder_.record().changes);
}

}  // namespace
}  // namespace search
