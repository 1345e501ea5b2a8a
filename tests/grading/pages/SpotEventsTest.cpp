// Tests of grading/pages/SpotEvents.h.
#include "grading/pages/SpotEvents.h"

#include <gtest/gtest.h>

#include "tests/support/TraceText.h"

namespace grading {
namespace {

Spot spotAt(Spot::Kind kind, int tick, int peer, int other) {
  Spot spot;
  spot.kind = kind;
  spot.tick = tick;
  spot.peer = peer;
  spot.other = other;
  spot.key = "apple";
  return spot;
}

// The sample trace is of peer 2's create at 5 and its read at 10.
void expectShown(int tick, int peer, const std::string& record, const Spot& spot) {
  const ShownSpot shown = shownSpot(spot, report::sampleTrace());
  EXPECT_EQ(tick, shown.tick);
  EXPECT_EQ(peer, shown.peer);
  EXPECT_EQ(record, shown.record);
}

TEST(SpotEventsTest, shownSpot_aReceiptIsTheNextOfItsSender) {
  expectShown(6, 3, "r", spotAt(Spot::Receipt, 5, 3, 2));
  expectShown(7, 2, "r", spotAt(Spot::Receipt, 6, 2, 1));
}

TEST(SpotEventsTest, shownSpot_withoutAReceiptWhatWasToMakeIt) {
  // The read to peer 3 is lost.
  expectShown(10, 2, "s", spotAt(Spot::Receipt, 10, 3, 2));
  // Peer 3 logs its answer, and peer 1 gets nothing of it.
  expectShown(6, 3, "ans", spotAt(Spot::Receipt, 6, 1, 3));
  expectShown(8, 1, "-", spotAt(Spot::Receipt, 8, 1, 3));
}

TEST(SpotEventsTest, shownSpot_aCopyIsWhatCameWhenItWasStored) {
  expectShown(6, 3, "r", spotAt(Spot::Copy, 12, 3, 0));
  expectShown(5, 3, "-", spotAt(Spot::Copy, 5, 3, 0));
}

TEST(SpotEventsTest, shownSpot_somebodyWhoDoesNotExist) {
  expectShown(1, 2, "removed", spotAt(Spot::Removed, 1, 2, -1));
  expectShown(1, 2, "-", spotAt(Spot::Joined, 1, 2, -1));
}

}  // namespace
}  // namespace grading
