// Tests of check/cluster/CopyRecovery.h.
#include "check/cluster/CopyRecovery.h"

#include <gtest/gtest.h>

namespace check {
namespace {

// Five live peers; the key "k" with these copies, by peer.
struct Group {
  explicit Group(std::map<sim::PeerId, std::string> copies) {
    for (sim::PeerId peer = 1; peer <= 5; ++peer) tables[peer];
    for (const auto& [peer, text] : copies) tables[peer]["k"] = text;
  }

  TableViews views() const {
    TableViews views;
    for (const auto& [peer, table] : tables) views[peer].push_back(&table);
    return views;
  }

  std::map<sim::PeerId, Table> tables;
};

std::map<sim::PeerId, std::string> onReplicas(const std::string& text) {
  std::map<sim::PeerId, std::string> copies;
  for (const sim::PeerId peer : rightPeers({1, 2, 3, 4, 5}, "k")) copies[peer] = text;
  return copies;
}

TEST(CopyRecoveryTest, advance_onceEachKeyWasOnItsPeersInOneVersion) {
  Group group(onReplicas("v1"));
  CopyRecovery recovery(kQuorumDesign, [&] { return group.views(); });
  recovery.begin();
  EXPECT_TRUE(recovery.advance());
  const sim::PeerId first = rightPeers({1, 2, 3, 4, 5}, "k").front();
  recovery.begin();
  group.tables[first]["k"] = "v2";
  EXPECT_FALSE(recovery.advance()) << "two versions";
  group.tables[first].erase("k");
  EXPECT_FALSE(recovery.advance()) << "a copy is missing";
  group.tables[first]["k"] = "v1";
  EXPECT_TRUE(recovery.advance());
  group.tables[first]["k"] = "v2";
  EXPECT_TRUE(recovery.advance()) << "a later write does not count: it was complete since";
}

TEST(CopyRecoveryTest, advance_aSurplusCopy) {
  Group group(onReplicas("v1"));
  for (auto& entry : group.tables) entry.second["k"] = "v1";
  CopyRecovery recovery(kQuorumDesign, [&] { return group.views(); });
  recovery.begin();
  EXPECT_FALSE(recovery.advance());
}

TEST(CopyRecoveryTest, advance_placesAreThoseOfTheLivePeers) {
  Group group(onReplicas("v1"));
  const sim::PeerId gone = rightPeers({1, 2, 3, 4, 5}, "k").front();
  group.tables.erase(gone);
  CopyRecovery recovery(kQuorumDesign, [&] { return group.views(); });
  recovery.begin();
  EXPECT_FALSE(recovery.advance());
  std::vector<sim::PeerId> live;
  for (const auto& entry : group.tables) live.push_back(entry.first);
  for (const sim::PeerId peer : rightPeers(live, "k")) group.tables[peer]["k"] = "v1";
  EXPECT_TRUE(recovery.advance());
}

TEST(CopyRecoveryTest, advance_noKeysNothingToWaitFor) {
  const Group group({});
  CopyRecovery recovery(kQuorumDesign, [&] { return group.views(); });
  recovery.begin();
  EXPECT_TRUE(recovery.advance());
}

}  // namespace
}  // namespace check
