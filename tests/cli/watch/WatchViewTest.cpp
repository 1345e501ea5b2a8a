// Tests of cli/watch/WatchView.h.
#include "cli/watch/WatchView.h"

#include <gtest/gtest.h>

namespace cli {
namespace {

using sim::EventKind;

sim::Event eventOf(EventKind kind, sim::Tick tick, sim::PeerId node, sim::PeerId other = 0) {
  sim::Event event;
  event.kind = kind;
  event.tick = tick;
  event.node.id = node;
  event.other.id = other;
  return event;
}

// Three peers that know each other.
class WatchViewTest : public testing::Test {
 protected:
  WatchViewTest() {
    for (sim::PeerId peer = 1; peer <= 3; ++peer) add(eventOf(EventKind::NodeStarted, 0, peer));
    for (sim::PeerId peer = 1; peer <= 3; ++peer) {
      for (sim::PeerId other = 1; other <= 3; ++other) {
        if (other != peer) add(eventOf(EventKind::MemberAdded, 2, peer, other));
      }
    }
  }

  void add(const sim::Event& event) { view.onEvent(event); }
  std::string line(size_t index, int ticks = 200) { return view.lines(ticks, 800)[index]; }

  WatchView view{"a.conf, seed 1"};
};

TEST_F(WatchViewTest, lines_howFarTheRunIs) {
  EXPECT_EQ("a.conf, seed 1", line(0));
  EXPECT_EQ("[#######.......................] tick 200 of 800", line(1));
  EXPECT_EQ("[" + std::string(30, '#') + "] tick 900 of 900", line(1, 900));
}

TEST_F(WatchViewTest, lines_peersAndTheirLists) {
  EXPECT_EQ("peers       3 of 3 up, 3 with a complete list", line(2));
  add(eventOf(EventKind::NodeFailed, 100, 3));
  EXPECT_EQ("peers       2 of 3 up, 0 with a complete list", line(2));
  add(eventOf(EventKind::MemberRemoved, 120, 1, 3));
  EXPECT_EQ("peers       2 of 3 up, 1 with a complete list", line(2));
}

TEST_F(WatchViewTest, lines_operationsAndFailures) {
  add(eventOf(EventKind::OperationInvoked, 100, 2));
  sim::Event result = eventOf(EventKind::OperationFinished, 110, 2);
  result.operation = sim::Operation::Read;
  result.key = "k\x1b[2J";
  add(result);
  EXPECT_EQ("operations  1 called, 0 succeeded, 1 failed", line(3));
  EXPECT_EQ("    110  peer 2: the read of k?[2J fails", line(6));
}

TEST_F(WatchViewTest, lines_messagesOfTheLastTick) {
  for (int i = 0; i < 3; ++i) add(eventOf(EventKind::Sent, 198, 1, 2));
  sim::Event sent = eventOf(EventKind::Sent, 199, 1, 2);
  sent.network = sim::NetworkId::Store;
  add(sent);
  EXPECT_EQ("messages    0 membership, 1 store in this tick; 4 in all, 0 lost", line(4));
  EXPECT_EQ("messages    0 membership, 0 store in this tick; 4 in all, 0 lost", line(4, 201));
}

TEST_F(WatchViewTest, lines_theLastEventsOnly) {
  for (int tick = 100; tick < 120; ++tick) add(eventOf(EventKind::NodeFailed, tick, 3));
  EXPECT_EQ("    112  peer 3 fails", line(6));
  EXPECT_EQ("    119  peer 3 fails", line(13));
  EXPECT_EQ(14u, view.lines(200, 800).size());
}

TEST_F(WatchViewTest, lines_aLivePeerThatIsRemoved) {
  add(eventOf(EventKind::MemberRemoved, 150, 2, 1));
  EXPECT_EQ("    150  peer 2 removes peer 1, which is up", line(6));
}

TEST_F(WatchViewTest, lines_noneIsWiderThanATerminal) {
  sim::Event fault = eventOf(EventKind::FaultBegan, 150, 0);
  const std::string text(300, 'x');
  fault.text = text;
  add(fault);
  for (const std::string& one : view.lines(200, 800)) EXPECT_GT(80u, one.size());
}

}  // namespace
}  // namespace cli
