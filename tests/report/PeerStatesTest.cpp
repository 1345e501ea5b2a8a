// Tests of report/PeerStates.h.
#include "report/PeerStates.h"

#include <gtest/gtest.h>

#include "tests/support/TraceText.h"

namespace report {
namespace {

// What can be seen of all peers, as text.
std::string shown(const Trace& trace, const PeerStates& states) {
  std::string text;
  for (int peer = 1; peer <= trace.peers; ++peer) {
    const PeerState& state = states.of(peer);
    text += std::to_string(static_cast<int>(state.presence)) + (state.inGroup ? " in " : " out ") +
            std::to_string(state.heartbeat);
    for (const auto& [address, entry] : state.list) {
      text += " " + nameOf(address) + "@" + std::to_string(entry.heartbeat) + "/" +
              std::to_string(entry.timestamp);
    }
    for (const auto& [table, copies] : state.tables) {
      for (const auto& [key, value] : copies) {
        text +=
            " " + std::to_string(table) + ":" + trace.keys[key].text + "=" + trace.values[value];
      }
    }
    text += "\n";
  }
  return text;
}

TEST(PeerStatesTest, goToEndOf_hasWhatHappenedUpToTheTick) {
  const Trace trace = sampleTrace();
  PeerStates states(trace);
  EXPECT_EQ("0 out 0\n0 out 0\n0 out 0\n", shown(trace, states));
  states.goToEndOf(0);
  EXPECT_EQ("1 out 0\n1 out 0\n1 out 0\n", shown(trace, states));
  states.goToEndOf(4);
  EXPECT_EQ("1 in 1 2@1/1\n1 in 0 1@1/1 9:4@1/1\n1 out 0\n", shown(trace, states));
  states.goToEndOf(6);
  EXPECT_EQ("1 in 1 2@1/1 0:apple=red\n1 in 0 1@1/1 9:4@1/1\n1 out 0 0:apple=red\n",
            shown(trace, states));
  states.goToEndOf(14);
  EXPECT_EQ("1 in 1 2@1/1 0:apple=red\n1 in 0 1@1/1 9:4@1/1\n2 out 0\n", shown(trace, states));
  states.goToEndOf(16);
  EXPECT_EQ(Presence::Paused, states.of(1).presence);
  EXPECT_EQ(Presence::Up, states.of(3).presence);
  states.goToEndOf(1000);
  EXPECT_EQ(Presence::Left, states.of(1).presence);
}

TEST(PeerStatesTest, goTo_anyWayThereGivesTheSame) {
  const Trace trace = sampleTrace();
  const auto end = static_cast<Index>(trace.events.size());
  for (Index from = 0; from <= end; from += 3) {
    for (Index to = 0; to <= end; ++to) {
      PeerStates directly(trace);
      directly.goTo(to);
      PeerStates moved(trace);
      moved.goToEndOf(static_cast<sim::Tick>(from));
      moved.goTo(from);
      moved.goTo(to);
      ASSERT_EQ(shown(trace, directly), shown(trace, moved)) << from << " " << to;
    }
  }
}

TEST(PeerStatesTest, goTo_hasWhatTheTurnBeforeChanged) {
  const Trace trace =
      traceOf(traceHeader() + "name n\nt 1\nup 1\nturn 1 0\nbeat 1\ndone\nup 2\n" + traceEnd());
  PeerStates states(trace);
  states.goTo(1);
  EXPECT_EQ(1, states.of(1).heartbeat);
  EXPECT_EQ(Presence::Absent, states.of(2).presence);
  states.goTo(0);
  EXPECT_EQ(0, states.of(1).heartbeat);
}

// The changes of the next tick come before its first event, too.
TEST(PeerStatesTest, goToEndOf_hasNothingOfTheNextTick) {
  const Trace trace = traceOf(traceHeader() +
                              "name n\nt 1\nup 1\nt 2\nturn 1 0\nbeat 5\ndone\nt 3\nat 1\nin 1\n"
                              "turn 1 0\nl+ 2 7 8\nl= 2 9 9\nl- 3\ndone\nup 2\n" +
                              traceEnd());
  PeerStates states(trace);
  states.goToEndOf(1);
  EXPECT_EQ(0, states.of(1).heartbeat);
  states.goToEndOf(2);
  EXPECT_EQ("1 out 5\n0 out 0\n0 out 0\n", shown(trace, states));
  states.goToEndOf(3);
  EXPECT_EQ("1 in 5 2@9/9\n1 out 0\n0 out 0\n", shown(trace, states));
  states.goToEndOf(2);
  EXPECT_EQ("1 out 5\n0 out 0\n0 out 0\n", shown(trace, states));
}

TEST(PeerStatesTest, valueOf_looksIntoAllTables) {
  const Trace trace =
      traceOf(traceHeader() + "key 1 a\nkey 2 b\nt 1\nat 1\nb+ 0 0 x\nb+ 3 1 y\nb- 0 0\nb- 9 0\n" +
              traceEnd());
  PeerStates states(trace);
  states.goToEndOf(1);
  EXPECT_EQ(kNoIndex, states.of(1).valueOf(0));
  ASSERT_NE(kNoIndex, states.of(1).valueOf(1));
  EXPECT_EQ("y", trace.values[states.of(1).valueOf(1)]);
}

}  // namespace
}  // namespace report
