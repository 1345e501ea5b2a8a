// Tests of check/PeerMap.h.
#include "check/PeerMap.h"

#include <gtest/gtest.h>

#include <climits>

namespace check {
namespace {

// Of those that have a place, and of those that are searched for.
constexpr sim::PeerId kIds[] = {INT_MIN, -1, 0, 1, 65535, 65536, INT_MAX};

TEST(PeerMapTest, find_whatWasPutIn) {
  PeerMap<int> map;
  int value = 0;
  for (const sim::PeerId id : kIds) {
    EXPECT_EQ(nullptr, map.find(id)) << id;
    map[id] = ++value;
  }
  value = 0;
  for (const sim::PeerId id : kIds) {
    ASSERT_NE(nullptr, map.find(id)) << id;
    EXPECT_EQ(++value, *map.find(id));
    EXPECT_EQ(value, map[id]);
  }
  EXPECT_EQ(nullptr, map.find(2));
}

TEST(PeerMapTest, iterates_inTheOrderOfIds) {
  PeerMap<int> map;
  for (const sim::PeerId id : {65536, 2, -1, 1}) map[id] = id;
  std::vector<sim::PeerId> ids;
  for (const auto& [id, value] : map) ids.push_back(id);
  EXPECT_EQ((std::vector<sim::PeerId>{-1, 1, 2, 65536}), ids);
}

}  // namespace
}  // namespace check
