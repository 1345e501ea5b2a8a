#include "stores/chain/Barrier.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

const Peer kSelf = {1, 0};
const Peer kOther = {2, 0};
const Peer kThird = {3, 0};

TEST(BarrierTest, advance_readyOnceAllHaveAcknowledgedBothStages) {
  Barrier barrier(kSelf);
  barrier.enter({kSelf, kOther, kThird}, false, 10);
  EXPECT_EQ(2u, barrier.due(10).size());
  barrier.acknowledge(kOther, Stage::Pull, "", true, 10);
  EXPECT_FALSE(barrier.advance(10));
  EXPECT_EQ(Stage::Pull, barrier.stage());
  barrier.acknowledge(kThird, Stage::Pull, "", true, 11);
  EXPECT_FALSE(barrier.advance(11));
  EXPECT_EQ(Stage::Confirm, barrier.stage());
  barrier.acknowledge(kOther, Stage::Confirm, "", true, 12);
  barrier.acknowledge(kThird, Stage::Confirm, "", true, 12);
  EXPECT_TRUE(barrier.advance(12));
  EXPECT_TRUE(barrier.isReady());
  EXPECT_TRUE(barrier.due(20).empty());
}

TEST(BarrierTest, enter_anotherRoundIfTheNeighbourhoodChanges) {
  Barrier barrier(kSelf);
  barrier.enter({kSelf, kOther}, false, 10);
  const int32_t first = barrier.round();
  barrier.enter({kSelf, kOther}, false, 11);
  EXPECT_EQ(first, barrier.round());
  barrier.enter({kSelf, kThird}, false, 11);
  EXPECT_LT(first, barrier.round());
  EXPECT_EQ(1u, barrier.due(11).count(kThird));
}

TEST(BarrierTest, acknowledge_asksForTheNextPart) {
  Barrier barrier(kSelf);
  barrier.enter({kSelf, kOther}, false, 10);
  EXPECT_EQ("", barrier.due(10)[kOther]);
  barrier.acknowledge(kOther, Stage::Pull, "k5", false, 10);
  EXPECT_EQ("k5", barrier.due(10)[kOther]);
  barrier.acknowledge(kOther, Stage::Pull, "k3", false, 11);  // An earlier part, repeated.
  EXPECT_EQ("k5", barrier.due(12)[kOther]);
}

TEST(BarrierTest, advance_aPeerAloneWaits) {
  Barrier barrier(kSelf);
  barrier.enter({kSelf}, false, 10);
  EXPECT_FALSE(barrier.advance(49));
  EXPECT_FALSE(barrier.advance(50));
  EXPECT_TRUE(barrier.advance(51));
}

}  // namespace
}  // namespace chain
