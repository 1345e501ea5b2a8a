// Tests of check/cluster/Replication.h.
#include "check/cluster/Replication.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "Endpoints.h"
#include "Node.h"

namespace check {
namespace {

const std::vector<sim::PeerId> kLive = {1, 2, 3, 4, 5, 6};

// All live peers; those that hold "k" hold it with `text`.
Stores storesWith(const std::vector<sim::PeerId>& holders, const std::string& text = "v") {
  Stores stores;
  for (const sim::PeerId peer : kLive) stores[peer] = {Table()};
  for (const sim::PeerId peer : holders) stores[peer].front()["k"] = text;
  return stores;
}

std::vector<sim::PeerId> right() { return rightPeers(kLive, "k"); }

sim::PeerId someoneElse() {
  for (const sim::PeerId peer : kLive) {
    const std::vector<sim::PeerId> peers = right();
    if (std::count(peers.begin(), peers.end(), peer) == 0) return peer;
  }
  return 0;
}

ReplicationResult check(const Stores& stores, KeyState state) {
  return checkReplication(stores, {{"k", state}});
}

// The framework's rule once more, peer by peer: how far after the key does each stand?
TEST(ReplicationTest, ringPlace_aKeysPrimaryIsTheFirstAtOrAfterIt) {
  const std::vector<sim::PeerId> order = ringOrder({1, 2, 3, 4, 5});
  for (int number = 0; number < 50; ++number) {
    const std::string key = "key" + std::to_string(number);
    const auto isAtOrAfter = [&](sim::PeerId peer) { return ringPlace(peer) >= ringPlace(key); };
    const auto first = std::find_if(order.begin(), order.end(), isAtOrAfter);
    EXPECT_EQ(first == order.end() ? order.front() : *first,
              replicasInOrder({1, 2, 3, 4, 5}, key).front());
  }
}

TEST(ReplicationTest, rightPeers_theFirstAtOrAfterAndTheNextTwo) {
  for (const std::string key : {"a", "b", "key1", "key2", "key3", "key4", ""}) {
    const size_t place = RingHash()(key) % RING_SIZE;
    std::vector<std::pair<size_t, sim::PeerId>> distances;
    for (const sim::PeerId peer : kLive) {
      const size_t hash = Node(addressOf({peer, 0})).nodeHashCode;
      distances.push_back({(hash + RING_SIZE - place) % RING_SIZE, peer});
    }
    std::sort(distances.begin(), distances.end());
    std::vector<sim::PeerId> expected;
    for (size_t i = 0; i < 3; ++i) expected.push_back(distances[i].second);
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(expected, rightPeers(kLive, key)) << key;
  }
}

TEST(ReplicationTest, replicasInOrder_thePrimaryFirst) {
  for (const std::string key : {"a", "b", "key1", "key2", "key3", "key4"}) {
    const std::vector<sim::PeerId> replicas = replicasInOrder(kLive, key);
    ASSERT_EQ(3u, replicas.size());
    std::vector<sim::PeerId> rest = kLive;
    std::vector<sim::PeerId> sorted = replicas;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(rightPeers(kLive, key), sorted);
    // Without the primary, the secondary is the first.
    rest.erase(std::find(rest.begin(), rest.end(), replicas[0]));
    EXPECT_EQ(replicas[1], replicasInOrder(rest, key)[0]);
    EXPECT_EQ(replicas[2], replicasInOrder(rest, key)[1]);
  }
}

TEST(ReplicationTest, rightPeers_allIfFewerThanThree) {
  EXPECT_EQ((std::vector<sim::PeerId>{3, 8}), rightPeers({8, 3}, "k"));
  EXPECT_TRUE(rightPeers({}, "k").empty());
}

TEST(ReplicationTest, rightPeers_asManyAsTheDesignHas) {
  const std::vector<sim::PeerId> three = replicasInOrder(kLive, "k");
  const std::vector<sim::PeerId> two = replicasInOrder(kLive, "k", {2, 2});
  EXPECT_EQ((std::vector<sim::PeerId>{three[0], three[1]}), two);
  EXPECT_EQ(kLive.size(), rightPeers(kLive, "k", {kLive.size() + 1, 2}).size());
}

TEST(ReplicationTest, live_inPlace) {
  const ReplicationResult result = check(storesWith(right()), KeyState::Live);
  EXPECT_TRUE(result.problems.empty());
  EXPECT_EQ(1, result.keys);
  EXPECT_EQ(3, result.copies);
}

TEST(ReplicationTest, live_missingCopy) {
  std::vector<sim::PeerId> holders = right();
  const std::vector<sim::PeerId> all = holders;
  holders.pop_back();
  const ReplicationResult result = check(storesWith(holders), KeyState::Live);
  const auto text = [](sim::PeerId peer) { return std::to_string(peer); };
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ("key k has 2 copies, on peers " + text(all[0]) + " and " + text(all[1]) +
                "; it belongs on " + text(all[0]) + ", " + text(all[1]) + " and " + text(all[2]),
            result.problems[0]);
  EXPECT_EQ(1, result.incomplete);
  EXPECT_EQ(0, result.misplaced);
  EXPECT_EQ(0, result.lost);
}

TEST(ReplicationTest, live_missingEverywhere) {
  const ReplicationResult result = check(storesWith({}), KeyState::Live);
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ(0u, result.problems[0].find("key k has no copy; it belongs on "));
  EXPECT_EQ(1, result.incomplete);
  EXPECT_EQ(1, result.lost);
}

TEST(ReplicationTest, live_orphan) {
  std::vector<sim::PeerId> holders = right();
  holders.push_back(someoneElse());
  const ReplicationResult result = check(storesWith(holders), KeyState::Live);
  EXPECT_EQ(1u, result.problems.size());
  EXPECT_EQ(0, result.incomplete);
  EXPECT_EQ(1, result.misplaced);
  EXPECT_EQ(4, result.copies);
}

TEST(ReplicationTest, live_differentValues) {
  Stores stores = storesWith(right());
  stores[right()[1]].front()["k"] = "w";
  const ReplicationResult result = check(stores, KeyState::Live);
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ(0u, result.problems[0].find("the copies of key k do not agree"));
  EXPECT_EQ(1, result.different);
}

TEST(ReplicationTest, live_entriesAreComparedByTheirValues) {
  Stores stores = storesWith(right());
  stores[right()[0]].front()["k"] = "v:100:0";
  stores[right()[1]].front()["k"] = "v:101:1";
  stores[right()[2]].front()["k"] = "v:102:2";
  EXPECT_TRUE(check(stores, KeyState::Live).problems.empty());
  stores[right()[2]].front()["k"] = "w:102:2";
  EXPECT_EQ(1, check(stores, KeyState::Live).different);
  stores[right()[2]].front()["k"] = "v";
  EXPECT_EQ(1, check(stores, KeyState::Live).different) << "not all are entries";
}

TEST(ReplicationTest, live_entriesInEntriesAreComparedByTheInnermostValue) {
  Stores stores = storesWith(right(), "v:100:0");
  stores[right()[1]].front()["k"] = "v:100:0:177:1";
  EXPECT_TRUE(check(stores, KeyState::Live).problems.empty());
  stores[right()[1]].front()["k"] = "w:100:0:177:1";
  EXPECT_EQ(1, check(stores, KeyState::Live).different);
}

TEST(ReplicationTest, live_tablesOfOnePeerAreTakenTogether) {
  Stores stores = storesWith({});
  for (const sim::PeerId peer : right()) stores[peer] = {Table(), Table{{"k", "v"}}};
  EXPECT_TRUE(check(stores, KeyState::Live).problems.empty());
  EXPECT_EQ(3, check(stores, KeyState::Live).copies);
  stores[right()[0]][0]["k"] = "old";
  EXPECT_EQ(1, check(stores, KeyState::Live).different);
}

// What was deleted, and may be there all the same, is not said to lack copies without that word.
TEST(ReplicationTest, uncertain_aDeleteIsMentioned) {
  const ReplicationResult result = checkReplication(
      storesWith({right()[0]}), {{"k", KeyState::Uncertain}}, {{"k", "which was deleted at 303"}});
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ(0u, result.problems[0].find("key k, which was deleted at 303, has 1 copy, on peer "))
      << result.problems[0];
  EXPECT_NE(std::string::npos, result.problems[0].find("; if it is still there, it belongs on "));
  EXPECT_EQ((ProblemId{"missing copies", "k"}), result.first);
}

TEST(ReplicationTest, deleted_mustBeNowhere) {
  EXPECT_TRUE(check(storesWith({}), KeyState::Deleted).problems.empty());
  const ReplicationResult result = check(storesWith({4}), KeyState::Deleted);
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ("key k was deleted and has 1 copy, on peer 4", result.problems[0]);
  EXPECT_EQ(1, result.leaked);
}

TEST(ReplicationTest, neverCreated_mustBeNowhere) {
  const ReplicationResult result = checkReplication(storesWith({2, 4}), {});
  ASSERT_EQ(1u, result.problems.size());
  EXPECT_EQ("key k was never created and has 2 copies, on peers 2 and 4", result.problems[0]);
  EXPECT_EQ(1, result.leaked);
}

TEST(ReplicationTest, uncertain_nowhereOrInPlace) {
  EXPECT_TRUE(check(storesWith({}), KeyState::Uncertain).problems.empty());
  EXPECT_TRUE(check(storesWith(right()), KeyState::Uncertain).problems.empty());
  EXPECT_EQ(1, check(storesWith({right()[0]}), KeyState::Uncertain).incomplete);
  EXPECT_EQ(1, check(storesWith({someoneElse()}), KeyState::Uncertain).misplaced);
  Stores stores = storesWith(right());
  stores[right()[0]].front()["k"] = "w";
  EXPECT_EQ(1, check(stores, KeyState::Uncertain).different);
}

TEST(ReplicationTest, nobodyLives) {
  EXPECT_TRUE(checkReplication({}, {}).problems.empty());
  EXPECT_TRUE(checkReplication({}, {{"k", KeyState::Live}}).problems.empty())
      << "all of no peers hold it";
}

}  // namespace
}  // namespace check
