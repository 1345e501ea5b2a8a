// Tests of stores/twophase/Servers.h and check/base/ServerIds.h.
#include "stores/twophase/Servers.h"

#include <gtest/gtest.h>

#include <set>

#include "check/base/Placement.h"
#include "check/base/ServerIds.h"

namespace twophase {
namespace {

using Peers = std::vector<sim::PeerId>;

TEST(ServersTest, serverKeyHash_isTheCourses) {
  EXPECT_EQ(1125899906842597u, check::serverKeyHash(""));
  EXPECT_EQ(31 * 1125899906842597u + 'a', check::serverKeyHash("a"));
}

TEST(ServersTest, serverPlace_spreadsSimilarKeys) {
  Servers servers(8);
  for (sim::PeerId peer = 2; peer <= 9; ++peer) servers.add(check::serverId(peer), peer);
  std::set<sim::PeerId> first;
  for (int i = 0; i < 100; ++i) first.insert(servers.of("key" + std::to_string(i)).front());
  EXPECT_LE(6u, first.size());
}

TEST(ServersTest, serverId_isUnique) {
  std::set<uint64_t> ids;
  for (sim::PeerId peer = 1; peer <= 10'000; ++peer) ids.insert(check::serverId(peer));
  EXPECT_EQ(10'000u, ids.size());
}

// Ids with the highest bit are the largest, not negative; as text, 9 would be above 10.
TEST(ServersTest, of_idsAreUnsignedNumbers) {
  const uint64_t hash = check::serverPlace("k");
  Servers servers(4);
  servers.add(hash - 1, 2);
  servers.add(UINT64_MAX, 3);
  servers.add(9, 4);
  servers.add(10, 5);
  EXPECT_EQ((Peers{3, 4}), servers.of("k"));
  Servers exact(2);
  exact.add(hash, 2);
  exact.add(hash + 1, 3);
  EXPECT_EQ((Peers{2, 3}), exact.of("k"));
}

TEST(ServersTest, of_fewServers) {
  Servers servers(1);
  EXPECT_TRUE(servers.of("k").empty());
  servers.add(5, 2);
  EXPECT_EQ((Peers{2}), servers.of("k"));
}

TEST(ServersTest, add_theSetIsFixedAndAnIdThatReturnsReplacesItsAddress) {
  Servers servers(2);
  EXPECT_TRUE(servers.add(1, 2));
  EXPECT_FALSE(servers.add(1, 2));
  EXPECT_FALSE(servers.isComplete());
  EXPECT_TRUE(servers.add(2, 3));
  EXPECT_TRUE(servers.isComplete());
  EXPECT_FALSE(servers.mayRegister(3));
  ASSERT_TRUE(servers.mayRegister(2));
  EXPECT_TRUE(servers.add(2, 7));
  EXPECT_EQ((Peers{2, 7}), servers.of("k"));
}

// Those who judge a run find keys where the store puts them.
TEST(ServersTest, of_isThePlacementOfTheChecks) {
  Servers servers(6);
  Peers live = {1};
  for (sim::PeerId peer = 2; peer <= 7; ++peer) {
    servers.add(check::serverId(peer), peer);
    live.push_back(peer);
  }
  const check::Placement placement(live, check::kTwoPhaseDesign);
  for (int i = 0; i < 1000; ++i) {
    const std::string key = std::to_string(i * 7919) + "key";
    ASSERT_EQ(servers.of(key), placement.replicasInOrder(key)) << key;
  }
}

}  // namespace
}  // namespace twophase
