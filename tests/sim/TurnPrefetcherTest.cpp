// Tests of sim/TurnPrefetcher.h. What it prefetches shows in the time of a run alone; that it reads
// nothing shows here, under the sanitizers.
#include "sim/TurnPrefetcher.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

constexpr size_t kPeers = 20;
const sim::TurnPrefetcher::Sizes kSizes = {300, 64, 1000};

void takeAllTurns(const sim::TurnPrefetcher& turns) {
  for (size_t index = 0; index < kPeers + 10; ++index) turns.beforeReceiving(index);
  for (size_t index = kPeers + 10; index-- > 0;) turns.beforeActing(index);
}

TEST(TurnPrefetcherTest, turns_ofPeersWhoseMemoryIsGone) {
  sim::TurnPrefetcher turns(true);
  for (size_t index = 0; index < kPeers; ++index) {
    const std::vector<char> gone(1);
    turns.setPeer(index, {gone.data(), nullptr, gone.data(), nullptr}, kSizes);
    turns.noteQueue(index, gone.data());
  }
  takeAllTurns(turns);
}

TEST(TurnPrefetcherTest, turns_withoutPeers) { takeAllTurns(sim::TurnPrefetcher(true)); }

TEST(TurnPrefetcherTest, setPeer_isIgnoredWhileOff) {
  sim::TurnPrefetcher turns(false);
  EXPECT_FALSE(turns.isOn());
  turns.setPeer(0, {}, kSizes);
  turns.noteQueue(kPeers, nullptr);
  takeAllTurns(turns);
}

}  // namespace
