// Tests of check/PeerSet.h.
#include "check/PeerSet.h"

#include <gtest/gtest.h>

#include <climits>

namespace check {
namespace {

// Of those that have a bit, and of those that have none.
constexpr sim::PeerId kIds[] = {0, 1, 63, 64, 65535, 65536, INT_MAX, -1, INT_MIN};

TEST(PeerSetTest, insert_thenContains) {
  PeerSet set;
  for (const sim::PeerId id : kIds) {
    EXPECT_FALSE(set.contains(id)) << id;
    EXPECT_TRUE(set.insert(id)) << id;
    EXPECT_FALSE(set.insert(id)) << id;
    EXPECT_TRUE(set.contains(id)) << id;
  }
  EXPECT_FALSE(set.contains(2));
}

TEST(PeerSetTest, erase_thenNotContains) {
  PeerSet set;
  for (const sim::PeerId id : kIds) set.insert(id);
  for (const sim::PeerId id : kIds) {
    EXPECT_FALSE(set.empty()) << id;
    EXPECT_TRUE(set.erase(id)) << id;
    EXPECT_FALSE(set.erase(id)) << id;
    EXPECT_FALSE(set.contains(id)) << id;
  }
  EXPECT_TRUE(set.empty());
}

TEST(PeerSetTest, clear_leavesNothing) {
  PeerSet set;
  for (const sim::PeerId id : kIds) set.insert(id);
  set.clear();
  EXPECT_TRUE(set.empty());
  for (const sim::PeerId id : kIds) EXPECT_FALSE(set.contains(id)) << id;
}

}  // namespace
}  // namespace check
