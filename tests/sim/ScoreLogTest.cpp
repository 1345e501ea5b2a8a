// Tests of sim/ScoreLog.h.
#include "sim/ScoreLog.h"

#include <gtest/gtest.h>

#include "host/RunPosition.h"

namespace sim {
namespace {

Event note(int32_t peer, std::string_view text) {
  Event event;
  event.kind = EventKind::Note;
  event.node.id = peer;
  event.text = text;
  return event;
}

Event removal(int32_t peer) {
  Event event;
  event.kind = EventKind::MemberRemoved;
  event.node.id = peer;
  event.other.id = 9;
  return event;
}

TEST(ScoreLogTest, HasTheNotesOfTheFrameworkAndNoneOfAPeer) {
  host::MemoryOutput text;
  ScoreLog log(&text);
  log.onEvent(note(1, "Node failed at time=100"));
  {
    const host::PositionMark mark(5, 1, "a call");
    log.onEvent(note(1, "server: read success at time 5"));
  }
  EXPECT_EQ("131\n\n 1.0.0.0:0 [0] Node failed at time=100", text.text());
}

TEST(ScoreLogTest, HasWhatAPeerReportsUnderTheAddressThatItGives) {
  host::MemoryOutput text;
  ScoreLog log(&text);
  const host::PositionMark mark(5, 1, "a call");
  log.onEvent(removal(1));
  Event event = removal(1);
  event.isLoggedAsAnother = true;
  event.loggedAs = {2, 0};
  log.onEvent(event);
  EXPECT_EQ(
      "131\n\n 1.0.0.0:0 [0] Node 9.0.0.0:0 removed at time 0"
      "\n 2.0.0.0:0 [0] Node 9.0.0.0:0 removed at time 0",
      text.text());
}

}  // namespace
}  // namespace sim
