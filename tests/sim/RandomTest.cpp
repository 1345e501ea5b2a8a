// Tests of sim/Random.h.
#include "sim/Random.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace sim {
namespace {

std::vector<uint64_t> draws(uint64_t seed, std::string_view stream, int count = 5) {
  Random random(seed, stream);
  std::vector<uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(random.next());
  return numbers;
}

// Worked out by an independent program: FNV-1a from the seed over the name, then MT19937-64.
TEST(RandomTest, next_known) {
  EXPECT_EQ(
      (std::vector<uint64_t>{6736251420156455083u, 4161753064688680861u, 907159885757025608u}),
      draws(1, "course", 3));
  EXPECT_EQ(
      (std::vector<uint64_t>{15851061058893516478u, 12800167822498990048u, 229913921732054563u}),
      draws(1, "network loss store", 3));
}

TEST(RandomTest, below_known) {
  Random random(1, "course");
  std::string digits;
  for (int i = 0; i < 10; ++i) digits += static_cast<char>('0' + random.below(10));
  EXPECT_EQ("3189480972", digits);
}

TEST(RandomTest, constructor_equalSeedAndName) {
  EXPECT_EQ(draws(1, "course"), draws(1, std::string("course")));
}

TEST(RandomTest, constructor_namesChooseTheStream) {
  std::set<std::vector<uint64_t>> streams;
  for (const char* name : {"", "a", "b", "ab", "ba", "aa", "network", "networks"}) {
    streams.insert(draws(1, name));
  }
  EXPECT_EQ(8u, streams.size());
}

// No run is another run's shadow: the streams of a run, for a thousand seeds.
TEST(RandomTest, constructor_seedsChooseTheStream) {
  const char* const kNames[] = {"course",
                                "network loss membership",
                                "network loss store",
                                "network delay membership",
                                "network delay store",
                                "network order membership",
                                "network order store"};
  std::set<uint64_t> firstDraws;
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    for (const char* name : kNames) firstDraws.insert(Random(seed, name).next());
  }
  EXPECT_EQ(7000u, firstDraws.size());
  EXPECT_NE(draws(0, "course"), draws(UINT64_MAX, "course"));
}

TEST(RandomTest, copy_goesOnAlike) {
  Random random(1, "a");
  random.next();
  Random copy = random;
  EXPECT_EQ(random.next(), copy.next());
}

TEST(RandomTest, below_isBelowAndReachesAll) {
  for (uint64_t bound = 1; bound <= 20; ++bound) {
    Random random(bound, "below");
    std::set<uint64_t> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(random.below(bound));
    EXPECT_EQ(bound, seen.size());
    EXPECT_EQ(bound - 1, *seen.rbegin());
  }
}

TEST(RandomTest, below_even) {
  Random random(1, "below");
  std::vector<int> counts(10);
  for (int i = 0; i < 100000; ++i) ++counts[random.below(10)];
  for (int count : counts) EXPECT_NEAR(10000, count, 500);
}

// With a bound of three quarters of all draws, a draw modulo the bound would give the lowest third
// of the results twice as often as the others.
TEST(RandomTest, below_largeBoundIsEven) {
  constexpr uint64_t kQuarter = uint64_t{1} << 62;
  Random random(1, "below");
  std::vector<int> counts(3);
  for (int i = 0; i < 30000; ++i) ++counts[random.below(3 * kQuarter) / kQuarter];
  for (int count : counts) EXPECT_NEAR(10000, count, 500);
}

TEST(RandomTest, below_largestBound) {
  Random random(1, "below");
  for (int i = 0; i < 100; ++i) EXPECT_GT(UINT64_MAX, random.below(UINT64_MAX));
}

TEST(RandomTest, between_bothEndsIncluded) {
  Random random(1, "between");
  std::set<int64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(random.between(-2, 3));
  EXPECT_EQ((std::set<int64_t>{-2, -1, 0, 1, 2, 3}), seen);
  EXPECT_EQ(5, random.between(5, 5));
}

TEST(RandomTest, between_widestRanges) {
  Random random(1, "between");
  bool negative = false;
  bool positive = false;
  for (int i = 0; i < 100; ++i) {
    const int64_t number = random.between(INT64_MIN, INT64_MAX);
    negative = negative || number < 0;
    positive = positive || number > 0;
    EXPECT_GE(0, random.between(INT64_MIN, 0));
    EXPECT_LE(-1, random.between(-1, INT64_MAX));
  }
  EXPECT_TRUE(negative && positive);
  EXPECT_EQ(INT64_MIN, random.between(INT64_MIN, INT64_MIN));
}

TEST(RandomTest, chance_neverAndAlways) {
  Random random(1, "chance");
  for (int i = 0; i < 10000; ++i) {
    EXPECT_FALSE(random.chance(0));
    EXPECT_TRUE(random.chance(1));
  }
}

TEST(RandomTest, chance_frequency) {
  for (double probability : {0.005, 0.1, 0.5, 0.9}) {
    Random random(1, "chance");
    int hits = 0;
    for (int i = 0; i < 100000; ++i) hits += random.chance(probability) ? 1 : 0;
    // Five standard deviations of the widest, p = 1/2.
    EXPECT_NEAR(100000 * probability, hits, 800) << probability;
  }
}

// A draw is a draw, whatever its probability: what comes after does not depend on it.
TEST(RandomTest, chance_takesOneDraw) {
  Random random(1, "chance");
  Random other(1, "chance");
  random.chance(0);
  other.chance(0.5);
  EXPECT_EQ(random.next(), other.next());
}

TEST(RandomDeathTest, aRangeHasAtLeastOneNumber) {
  EXPECT_DEATH(Random(1, "course").below(0), "check failed: bound >= 1");
  EXPECT_DEATH(Random(1, "course").between(3, 2), "check failed: first <= last");
}

}  // namespace
}  // namespace sim
