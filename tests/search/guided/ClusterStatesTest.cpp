// Tests of search/guided/ClusterStates.h.
#include "search/guided/ClusterStates.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace search {
namespace {

constexpr int kPeers = 5;

class Group {
 public:
  Group() : states_(check::kQuorumDesign, kPeers) {
    for (sim::PeerId peer = 1; peer <= kPeers; ++peer) tables[peer];
    sim::Event call;
    call.kind = sim::EventKind::OperationInvoked;
    call.key = "k";
    states_.onEvent(call);
    call.kind = sim::EventKind::OperationFinished;
    states_.onEvent(call);
  }

  // How many states there are after a tick of the present tables.
  size_t countAfterTick() {
    check::TableViews views;
    for (const auto& [peer, table] : tables) views[peer].push_back(&table);
    states_.endTick(++tick_, views, 0);
    Features features;
    states_.addFeatures(&features);
    return features.size();
  }

  std::vector<sim::PeerId> replicas() const { return check::replicasInOrder({1, 2, 3, 4, 5}, "k"); }

  std::map<sim::PeerId, check::Table> tables;

 private:
  sim::Tick tick_ = 100;
  ClusterStates states_;
};

TEST(ClusterStatesTest, endTick_aStateCountsOnce) {
  Group group;
  const size_t before = group.countAfterTick();
  EXPECT_EQ(before, group.countAfterTick());
  group.tables[group.replicas()[0]]["k"] = "v1";
  const size_t withCopy = group.countAfterTick();
  EXPECT_LT(before, withCopy);
  EXPECT_EQ(withCopy, group.countAfterTick());
}

TEST(ClusterStatesTest, endTick_rolesNotNames) {
  Group one;
  Group other;
  for (Group* group : {&one, &other}) group->countAfterTick();
  one.tables[one.replicas()[0]]["k"] = "v1";
  other.tables[other.replicas()[2]]["k"] = "another value";
  EXPECT_EQ(one.countAfterTick(), other.countAfterTick());
}

TEST(ClusterStatesTest, endTick_anOlderVersionIsAnotherState) {
  Group group;
  const std::vector<sim::PeerId> replicas = group.replicas();
  for (const sim::PeerId peer : replicas) group.tables[peer]["k"] = "v1";
  const size_t before = group.countAfterTick();
  group.tables[replicas[1]]["k"] = "v2";
  const size_t mixed = group.countAfterTick();
  EXPECT_LT(before, mixed);
  group.tables.erase(replicas[1]);
  EXPECT_LT(mixed, group.countAfterTick()) << "its holder is down";
}

}  // namespace
}  // namespace search
