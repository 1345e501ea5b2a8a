// Tests of sim/TurnOrder.h.
#include "sim/TurnOrder.h"

#include <gtest/gtest.h>

#include <string>

namespace sim {
namespace {

TEST(TurnOrderTest, takeTurns_allReceiveAndThenActBackwards) {
  std::string turns;
  takeTurns(
      3, [&](PeerId peer) { turns += "r" + std::to_string(peer); },
      [&](PeerId peer) { turns += "a" + std::to_string(peer); });
  EXPECT_EQ("r1r2r3a3a2a1", turns);
}

}  // namespace
}  // namespace sim
