// Tests of lab/KeyPopularity.h.
#include "lab/KeyPopularity.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace sim {
namespace {

// How often each key is drawn.
std::vector<int> countsOf(const lab::KeyPopularity& popularity, int draws, uint64_t seed = 1) {
  Random random(seed, "test");
  std::vector<int> counts(popularity.keys());
  for (int i = 0; i < draws; ++i) ++counts[popularity.draw(&random)];
  return counts;
}

// The same numbers with every compiler and C library: these were computed by others as well.
TEST(KeyPopularityTest, zipfianWeight_exactNumbers) {
  EXPECT_EQ(4294967296u, lab::zipfianWeight(1));
  EXPECT_EQ(2162420578u, lab::zipfianWeight(2));
  EXPECT_EQ(1447470825u, lab::zipfianWeight(3));
  EXPECT_EQ(439500993u, lab::zipfianWeight(10));
  EXPECT_EQ(44973828u, lab::zipfianWeight(100));
  EXPECT_EQ(4931u, lab::zipfianWeight(1000000));
}

TEST(KeyPopularityTest, draw_uniform) {
  for (int count : countsOf(lab::KeyPopularity(1, lab::KeyChoice::Uniform, 10), 10000)) {
    EXPECT_NEAR(1000, count, 150);
  }
}

TEST(KeyPopularityTest, draw_zipfianFollowsTheWeights) {
  std::vector<int> counts = countsOf(lab::KeyPopularity(1, lab::KeyChoice::Zipfian, 10), 100000);
  std::sort(counts.rbegin(), counts.rend());
  double sum = 0;
  for (uint64_t rank = 1; rank <= 10; ++rank) sum += static_cast<double>(lab::zipfianWeight(rank));
  for (size_t i = 0; i < counts.size(); ++i) {
    EXPECT_NEAR(100000 * static_cast<double>(lab::zipfianWeight(i + 1)) / sum, counts[i], 500);
  }
}

TEST(KeyPopularityTest, draw_zipfianRanksAreDrawnFromTheSeed) {
  std::set<std::vector<int>> orders;
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    orders.insert(countsOf(lab::KeyPopularity(seed, lab::KeyChoice::Zipfian, 20), 1000));
  }
  EXPECT_EQ(5u, orders.size());
  EXPECT_EQ(countsOf(lab::KeyPopularity(3, lab::KeyChoice::Zipfian, 20), 1000),
            countsOf(lab::KeyPopularity(3, lab::KeyChoice::Zipfian, 20), 1000));
}

TEST(KeyPopularityTest, add_zipfianPutsItLast) {
  lab::KeyPopularity popularity(1, lab::KeyChoice::Zipfian, 10);
  popularity.add();
  EXPECT_EQ(11u, popularity.keys());
  const std::vector<int> counts = countsOf(popularity, 100000);
  EXPECT_EQ(counts.back(), *std::min_element(counts.begin(), counts.end()));
  EXPECT_LT(0, counts.back());
}

TEST(KeyPopularityTest, add_latestPutsItFirst) {
  lab::KeyPopularity popularity(1, lab::KeyChoice::Latest, 10);
  popularity.add();
  const std::vector<int> counts = countsOf(popularity, 100000);
  EXPECT_TRUE(std::is_sorted(counts.begin(), counts.end()));
}

TEST(KeyPopularityTest, draw_oneKey) {
  for (lab::KeyChoice choice :
       {lab::KeyChoice::Uniform, lab::KeyChoice::Zipfian, lab::KeyChoice::Latest}) {
    EXPECT_EQ(std::vector<int>{50}, countsOf(lab::KeyPopularity(1, choice, 1), 50));
  }
}

}  // namespace
}  // namespace sim
