// Tests of check/base/PeerSet.h.
#include "check/base/PeerSet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "sim/Random.h"

namespace check {
namespace {

TEST(PeerSetTest, contains_whatWasPutIn) {
  PeerSet set;
  for (const sim::PeerId peer : {0, 63, 64, 10000}) {
    EXPECT_FALSE(set.contains(peer));
    set.insert(peer);
    set.insert(peer);
    EXPECT_TRUE(set.contains(peer));
  }
  EXPECT_EQ(4, set.count());
  EXPECT_FALSE(set.contains(65));
  EXPECT_FALSE(set.contains(20000)) << "beyond its memory";
  set.erase(64);
  set.erase(64);
  set.erase(20000);
  EXPECT_FALSE(set.contains(64));
  EXPECT_EQ(3, set.count());
  set.clear();
  EXPECT_EQ(0, set.count());
  EXPECT_FALSE(set.contains(63));
}

// Against std::set.
TEST(PeerSetTest, countIn_unitedWith_asTheModel) {
  sim::Random random(1, "sets");
  for (int round = 0; round < 50; ++round) {
    PeerSet sets[2];
    std::set<sim::PeerId> models[2];
    for (int i = 0; i < 2; ++i) {
      const uint64_t span = 1 + random.below(300);
      for (int change = 0; change < 200; ++change) {
        const auto peer = static_cast<sim::PeerId>(random.below(span));
        if (random.below(3) == 0) {
          sets[i].erase(peer);
          models[i].erase(peer);
        } else {
          sets[i].insert(peer);
          models[i].insert(peer);
        }
      }
    }
    std::set<sim::PeerId> both;
    std::set_intersection(models[0].begin(), models[0].end(), models[1].begin(), models[1].end(),
                          std::inserter(both, both.end()));
    const auto inBoth = static_cast<int64_t>(both.size());
    both.insert(models[0].begin(), models[0].end());
    both.insert(models[1].begin(), models[1].end());
    EXPECT_EQ(inBoth, sets[0].countIn(sets[1]));
    EXPECT_EQ(inBoth, sets[1].countIn(sets[0]));
    const PeerSet united = sets[0].unitedWith(sets[1]);
    EXPECT_EQ(static_cast<int64_t>(both.size()), united.count());
    for (sim::PeerId peer = 0; peer < 400; ++peer) {
      EXPECT_EQ(both.count(peer) > 0, united.contains(peer));
    }
  }
}

// Events of a submission may name any peer: it is not there.
TEST(PeerSetTest, contains_noNegativeId) {
  PeerSet set;
  set.insert(1);
  EXPECT_FALSE(set.contains(-1));
  EXPECT_FALSE(set.erase(INT32_MIN));
}

TEST(PeerSetDeathTest, insert_noNegativeId) {
  PeerSet set;
  EXPECT_DEATH(set.insert(-1), "check failed: peer >= 0");
}

}  // namespace
}  // namespace check
