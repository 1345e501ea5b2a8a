// Tests of sim/TurnPrefetcher.h. What it prefetches shows in the time of a run alone; that it asks
// for peers there are, and reads nothing of them, shows here.
#include "sim/TurnPrefetcher.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace {

using sim::TurnPrefetcher;

// The peers that are prefetched in a loop over so many, in either order.
std::set<int> prefetchedPeers(bool isOn, int peers) {
  TurnPrefetcher turns(isOn);
  TurnPrefetcher::Sizes sizes;
  sizes.memberBytes = 300;
  sizes.actingBytes = 1000;
  turns.setSizes(sizes);
  std::set<int> seen;
  const auto placesOf = [&seen](int peer) {
    seen.insert(peer);
    const std::vector<char> gone(1);
    return TurnPrefetcher::Places{nullptr, gone.data(), gone.data(), gone.data()};
  };
  for (int turn = 1; turn <= peers; ++turn) turns.beforeReceiving(turn, peers, placesOf);
  for (int turn = peers; turn >= 1; --turn) turns.beforeActing(turn, placesOf);
  return seen;
}

TEST(TurnPrefetcherTest, turns_ofPeersWhoseMemoryIsGone) {
  EXPECT_EQ((std::set<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), prefetchedPeers(true, 10));
}

TEST(TurnPrefetcherTest, turns_ofAFewPeers) {
  EXPECT_EQ(std::set<int>(), prefetchedPeers(true, 0));
  EXPECT_EQ(std::set<int>(), prefetchedPeers(true, 3));
  EXPECT_EQ((std::set<int>{1, 4}), prefetchedPeers(true, 4));
}

TEST(TurnPrefetcherTest, turns_nobodyWhileItIsOff) {
  EXPECT_EQ(std::set<int>(), prefetchedPeers(false, 10));
}

}  // namespace
