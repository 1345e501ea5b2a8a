#include "stores/chain/Ring.h"

#include <gtest/gtest.h>

#include "check/base/Placement.h"

namespace chain {
namespace {

Peers peersUpTo(int last) {
  Peers peers;
  for (int id = 1; id <= last; ++id) peers.push_back({id, 0});
  return peers;
}

TEST(RingTest, chainOf_asThePlacementOfTheChecks) {
  std::vector<sim::PeerId> live = {1, 2, 3, 4, 5, 6, 7};
  for (int i = 0; i < 50; ++i) {
    const std::string key = "key" + std::to_string(i);
    std::vector<sim::PeerId> chain;
    for (const Peer& peer : Ring(peersUpTo(7)).chainOf(key)) chain.push_back(peer.id);
    EXPECT_EQ(check::replicasInOrder(live, key, check::kChainDesign), chain);
  }
}

TEST(RingTest, chainOf_allOfASmallGroup) {
  EXPECT_EQ(2u, Ring(peersUpTo(2)).chainOf("key").size());
  EXPECT_TRUE(Ring().chainOf("key").empty());
}

TEST(RingTest, neighbourhoodOf_threeBeforeAndFourAfter) {
  const Ring ring(peersUpTo(20));
  const Peers around = ring.neighbourhoodOf({5, 0});
  ASSERT_EQ(8u, around.size());
  EXPECT_EQ((Peer{5, 0}), around[kNeighboursBefore]);
  EXPECT_TRUE(ring.neighbourhoodOf({21, 0}).empty());
}

TEST(RingTest, neighbourhoodOf_sameForAllInASmallGroup) {
  const Ring ring(peersUpTo(6));
  EXPECT_EQ(ring.neighbourhoodOf({1, 0}), ring.neighbourhoodOf({4, 0}));
}

}  // namespace
}  // namespace chain
