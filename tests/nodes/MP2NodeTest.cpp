#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "Node.h"
#include "sim/Random.h"
#include "tests/support/Cluster.h"

namespace {

using sim::EventKind;
using sim::Operation;

// Peers that have joined and agree on the ring.
class MP2NodeTest : public ::testing::Test {
 protected:
  Cluster& gather(int size, const Params& params = Params()) {
    cluster_ = std::make_unique<Cluster>(size, params);
    cluster_->startAll();
    // A peer that is alone waits a while before it believes it.
    cluster_->run(size == 1 ? 45 : 15);
    return *cluster_;
  }

  // The coordinators' lines of that kind for the key.
  int results(Operation operation, bool success, const std::string& key) const {
    return lines(EventKind::OperationFinished, operation, success, key);
  }

  int serverLines(Operation operation, bool success, const std::string& key) const {
    return lines(EventKind::ReplicaAnswered, operation, success, key);
  }

  // The value that the last successful read of the key reported.
  std::string lastRead(const std::string& key) const {
    std::string value = "(no read)";
    for (const sim::Event& event : cluster_->recorder.events()) {
      if (event.kind == EventKind::OperationFinished && event.success &&
          event.operation == Operation::Read && event.key == key) {
        value = event.value;
      }
    }
    return value;
  }

  std::unique_ptr<Cluster> cluster_;

 private:
  int lines(EventKind kind, Operation operation, bool success, const std::string& key) const {
    return cluster_->countEvents([&](const sim::Event& event) {
      return event.kind == kind && event.operation == operation && event.success == success &&
             event.key == key;
    });
  }
};

Params lossy(uint64_t seed, double probability) {
  Params params;
  params.SEED = seed;
  params.MSG_DROP_PROB = probability;
  return params;
}

int removalBound(int groupSize) {
  const mp1::GossipPlan plan = mp1::GossipPlan::forGroup(groupSize, 396);
  return plan.tremove + plan.tfail;
}

}  // namespace

// ---- The ring.

TEST_F(MP2NodeTest, findNodes_allPeersAgree) {
  Cluster& cluster = gather(34);
  for (const std::string& key : std::vector<std::string>{"a", "b", "key", "zzzzz", ""}) {
    const auto expected = cluster.replicasOf(key, 1);
    EXPECT_EQ(3u, expected.size());
    for (int id = 2; id <= 34; ++id) EXPECT_EQ(expected, cluster.replicasOf(key, id));
  }
}

// The first peer at or after the key's hash, and the next two, around the ring.
TEST_F(MP2NodeTest, findNodes_followsTheRing) {
  Cluster& cluster = gather(10);
  std::vector<std::pair<size_t, int>> ring;
  for (int id = 1; id <= 10; ++id) {
    ring.push_back({Node(addressOf({id, 0})).getHashCode(), id});
  }
  std::sort(ring.begin(), ring.end());
  for (int i = 0; i < 200; ++i) {
    const std::string key = "key" + std::to_string(i);
    const size_t position = RingHash()(key) % RING_SIZE;
    size_t first = 0;
    while (first < ring.size() && ring[first].first < position) ++first;
    const std::vector<Node> replicas = cluster.mp2(3).findNodes(key);
    ASSERT_EQ(3u, replicas.size());
    for (size_t r = 0; r < 3; ++r) {
      EXPECT_EQ(ring[(first + r) % 10].second, endpointOf(replicas[r].nodeAddress).id);
    }
  }
}

// Two peers in one slot of the ring stand in order of their address.
TEST_F(MP2NodeTest, findNodes_collisionsAreOrderedByAddress) {
  std::map<size_t, int> first;
  int low = 0;
  int high = 0;
  for (int id = 1; high == 0; ++id) {
    const auto [slot, isNew] = first.emplace(Node(addressOf({id, 0})).getHashCode(), id);
    if (isNew) continue;
    low = slot->second;
    high = id;
  }
  Cluster& cluster = gather(high);
  std::string key;
  for (int i = 0; key.empty(); ++i) {
    const std::string candidate = "k" + std::to_string(i);
    if (RingHash()(candidate) % RING_SIZE == Node(addressOf({low, 0})).nodeHashCode) {
      key = candidate;
    }
  }
  for (int observer = 1; observer <= high; ++observer) {
    const std::vector<Node> replicas = cluster.mp2(observer).findNodes(key);
    EXPECT_EQ(low, endpointOf(replicas[0].nodeAddress).id);
    EXPECT_EQ(high, endpointOf(replicas[1].nodeAddress).id);
  }
}

// ---- The ring's own arithmetic.

namespace {

using Endpoint = MP2Node::Endpoint;
using Ring = MP2Node::Ring;

// 900 ids on 512 hash codes, some with a port: many share a hash code.
Endpoint randomPeer(sim::Random* random) {
  const int id = 1 + static_cast<int>(random->below(900));
  return Endpoint(id, random->below(8) == 0 ? -5000 : 0);
}

Node nodeOf(const Endpoint& peer) { return Node(addressOf({peer.first, peer.second})); }

// The same peers by the book: Nodes, sorted.
std::vector<Endpoint> sortedAsNodes(const std::set<Endpoint>& peers) {
  std::vector<Node> nodes;
  for (const Endpoint& peer : peers) nodes.push_back(nodeOf(peer));
  std::sort(nodes.begin(), nodes.end());
  std::vector<Endpoint> sorted;
  for (const Node& node : nodes) {
    const sim::Endpoint endpoint = endpointOf(node.nodeAddress);
    sorted.push_back(Endpoint(endpoint.id, static_cast<short>(endpoint.port)));
  }
  return sorted;
}

std::vector<Endpoint> replicasOn(const Ring& ring, size_t position) {
  Endpoint replicas[MP2Node::kReplicas];
  return std::vector<Endpoint>(replicas, replicas + ring.findReplicas(position, replicas));
}

bool isReplica(const Ring& ring, size_t position, const Endpoint& peer) {
  const std::vector<Endpoint> replicas = replicasOn(ring, position);
  return std::count(replicas.begin(), replicas.end(), peer) > 0;
}

Ring randomRing(sim::Random* random, size_t size) {
  std::set<Endpoint> peers;
  while (peers.size() < size) peers.insert(randomPeer(random));
  return Ring().toggled(std::vector<Endpoint>(peers.begin(), peers.end()));
}

}  // namespace

// Whatever joins and leaves it took to get there, and however many at a time.
TEST(RingTest, toggled_equalsARingBuiltFromScratch) {
  sim::Random random(301, "RingTest");
  for (int trial = 0; trial < 20; ++trial) {
    std::set<Endpoint> peers;
    Ring ring;
    const size_t mostChanges = 1 + random.below(trial < 10 ? 3 : 300);
    for (int step = 0; step < 100; ++step) {
      std::set<Endpoint> changed;
      for (uint64_t i = random.below(mostChanges + 1); i > 0; --i) {
        const bool shrinks = peers.size() > 290 || (!peers.empty() && random.below(3) == 0);
        const auto member = std::next(peers.begin(), shrinks ? random.below(peers.size()) : 0);
        changed.insert(shrinks ? *member : randomPeer(&random));
      }
      for (const Endpoint& peer : changed) {
        if (!peers.insert(peer).second) peers.erase(peer);
      }
      ring = ring.toggled(std::vector<Endpoint>(changed.begin(), changed.end()));
      ASSERT_EQ(sortedAsNodes(peers), ring.peers()) << "trial " << trial << ", step " << step;
    }
    for (int i = 0; i < 100; ++i) {
      const Endpoint peer = randomPeer(&random);
      EXPECT_EQ(peers.count(peer) > 0, ring.contains(peer));
    }
  }
}

// So many that they are put in order in another way than a few.
TEST(RingTest, toggled_ofManyEqualsARingBuiltFromScratch) {
  std::set<Endpoint> peers;
  for (int id = -1000; id < 1000; ++id) peers.insert({Endpoint(id, 0), Endpoint(id, -1)});
  const Ring ring = Ring().toggled(std::vector<Endpoint>(peers.begin(), peers.end()));
  EXPECT_EQ(sortedAsNodes(peers), ring.peers());
}

TEST(RingTest, idsAndPortsOrderAsSignedNumbers) {
  const int most = std::numeric_limits<int>::max();
  const int least = std::numeric_limits<int>::min();
  std::set<Endpoint> peers;
  for (int id : {least, least + 1, -1, 0, 1, most}) {
    for (short port : {-32768, -1, 0, 32767}) peers.insert(Endpoint(id, port));
  }
  const Ring ring = Ring().toggled(std::vector<Endpoint>(peers.begin(), peers.end()));
  EXPECT_EQ(sortedAsNodes(peers), ring.peers());
}

// The first peer at or after the hash code, and the next ones, around the ring.
TEST(RingTest, findReplicas_allPositions) {
  sim::Random random(302, "RingTest");
  for (size_t size : {0, 1, 2, 3, 4, 7, 40, 300}) {
    const Ring ring = randomRing(&random, size);
    const std::vector<Endpoint> peers = ring.peers();
    for (size_t position = 0; position < RING_SIZE; ++position) {
      size_t first = 0;
      while (first < size && nodeOf(peers[first]).nodeHashCode < position) ++first;
      std::vector<Endpoint> expected;
      for (size_t i = 0; i < std::min<size_t>(3, size); ++i) {
        expected.push_back(peers[(first + i) % size]);
      }
      ASSERT_EQ(expected, replicasOn(ring, position)) << size << " peers, at " << position;
    }
  }
}

TEST(RingTest, around_wrapsAndNamesNobodyTwice) {
  sim::Random random(303, "RingTest");
  for (size_t size : {1, 2, 7, 8, 9, 50}) {
    const Ring ring = randomRing(&random, size);
    const std::vector<Endpoint> peers = ring.peers();
    for (size_t place = 0; place < size; ++place) {
      std::vector<Endpoint> expected;
      const size_t before = size <= 8 ? 0 : 3;
      for (size_t i = 0; i < std::min<size_t>(8, size); ++i) {
        expected.push_back(peers[(place + size - before + i) % size]);
      }
      EXPECT_EQ(expected, ring.around(peers[place], 3, 4)) << size << " peers, of " << place;
    }
    EXPECT_TRUE(ring.around(Endpoint(1000, 0), 3, 4).empty());
  }
}

// The part tells as surely as the whole of which keys the peer is a replica.
TEST(RingTest, partAround_sameKeysOfThePeer) {
  sim::Random random(304, "RingTest");
  for (size_t size : {1, 2, 3, 4, 6, 7, 8, 9, 30, 100}) {
    for (int trial = 0; trial < 5; ++trial) {
      const Ring ring = randomRing(&random, size);
      for (const Endpoint& peer : ring.peers()) {
        const Ring part = ring.partAround(peer, MP2Node::kReplicas, MP2Node::kReplicas);
        EXPECT_LE(part.size(), 7u);
        for (size_t position = 0; position < RING_SIZE; ++position) {
          ASSERT_EQ(isReplica(ring, position, peer), isReplica(part, position, peer))
              << size << " peers, at " << position;
        }
      }
    }
  }
}

// ---- Catch-up.

namespace {

using CatchUp = MP2Node::CatchUp;

const Endpoint kSelf(1, 0);

Ring ringOf(std::set<Endpoint> peers) {
  return Ring().toggled(std::vector<Endpoint>(peers.begin(), peers.end()));
}

Ring ringUpTo(int lastId) {
  std::set<Endpoint> peers;
  for (int id = 1; id <= lastId; ++id) peers.insert(Endpoint(id, 0));
  return ringOf(peers);
}

void acknowledgeByAll(CatchUp* catchUp, bool haveBeenReady) {
  for (const Endpoint& peer : catchUp->unacknowledged()) {
    catchUp->acknowledge(peer, haveBeenReady);
  }
}

// Peer 1 on that ring, ready.
CatchUp readyOn(const Ring& ring, int now) {
  CatchUp catchUp(kSelf, now);
  catchUp.noteRingChange(Ring(), ring, now);
  acknowledgeByAll(&catchUp, false);
  catchUp.advance(now);
  EXPECT_EQ(CatchUp::READY, catchUp.state());
  return catchUp;
}

size_t positionsAnswered(const CatchUp& catchUp) {
  size_t count = 0;
  for (size_t position = 0; position < RING_SIZE; ++position) {
    count += catchUp.mayAnswerFor(position) ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST(CatchUpTest, joining_untilAllNeighboursAcknowledge) {
  CatchUp catchUp(kSelf, 10);
  EXPECT_FALSE(catchUp.advance(10)) << "there is no ring yet";
  catchUp.noteRingChange(Ring(), ringUpTo(3), 10);
  EXPECT_EQ(CatchUp::JOINING, catchUp.state());
  EXPECT_EQ(0u, positionsAnswered(catchUp));
  EXPECT_EQ((std::set<Endpoint>{{2, 0}, {3, 0}}), [&] {
    const std::vector<Endpoint> peers = catchUp.unacknowledged();
    return std::set<Endpoint>(peers.begin(), peers.end());
  }());
  catchUp.acknowledge(Endpoint(3, 0), false);
  EXPECT_TRUE(catchUp.advance(10));
  EXPECT_EQ(std::vector<Endpoint>{Endpoint(2, 0)}, catchUp.unacknowledged());
  catchUp.acknowledge(Endpoint(2, 0), false);
  EXPECT_FALSE(catchUp.advance(11));
  EXPECT_EQ(CatchUp::READY, catchUp.state());
  EXPECT_EQ(size_t{RING_SIZE}, positionsAnswered(catchUp));
}

TEST(CatchUpTest, advance_retransmitsSync) {
  CatchUp catchUp(kSelf, 10);
  catchUp.noteRingChange(Ring(), ringUpTo(3), 10);
  for (int now = 10; now < 20; ++now) EXPECT_EQ(now % 3 == 1, catchUp.advance(now)) << now;
}

// Operations that count an answer of an earlier incarnation may be open for that long.
TEST(CatchUpTest, joining_besideReadyNeighboursTakesARoundAfterTheDrainTime) {
  CatchUp catchUp(kSelf, 10);
  catchUp.noteRingChange(Ring(), ringUpTo(3), 10);
  const int firstRound = catchUp.round();
  acknowledgeByAll(&catchUp, true);
  for (int now = 10; now < 34; ++now) EXPECT_FALSE(catchUp.advance(now)) << now;
  EXPECT_TRUE(catchUp.advance(34));
  EXPECT_EQ(firstRound + 1, catchUp.round());
  EXPECT_EQ(2u, catchUp.unacknowledged().size());
  acknowledgeByAll(&catchUp, true);
  EXPECT_FALSE(catchUp.advance(35));
  EXPECT_EQ(CatchUp::READY, catchUp.state());
}

TEST(CatchUpTest, joining_aloneWaits) {
  CatchUp catchUp(kSelf, 10);
  catchUp.noteRingChange(Ring(), ringUpTo(1), 10);
  for (int now = 10; now < 50; ++now) {
    EXPECT_FALSE(catchUp.advance(now));
    EXPECT_EQ(CatchUp::JOINING, catchUp.state());
  }
  catchUp.advance(50);
  EXPECT_EQ(CatchUp::READY, catchUp.state());
}

// It goes on answering for the keys that it had before.
TEST(CatchUpTest, gaining_answersForTheKeysOfTheOldRing) {
  for (int gone = 2; gone <= 30; ++gone) {
    const Ring before = ringUpTo(30);
    const Ring after = before.toggled({Endpoint(gone, 0)});
    CatchUp catchUp = readyOn(before, 10);
    catchUp.noteRingChange(before, after, 20);
    const bool isPredecessor = before.around(kSelf, 3, 0) != after.around(kSelf, 3, 0);
    EXPECT_EQ(isPredecessor ? CatchUp::GAINING : CatchUp::READY, catchUp.state());
    EXPECT_TRUE(catchUp.hasBeenReady());
    for (size_t position = 0; position < RING_SIZE; ++position) {
      if (!isReplica(after, position, kSelf)) continue;
      EXPECT_EQ(isReplica(before, position, kSelf), catchUp.mayAnswerFor(position));
    }
    acknowledgeByAll(&catchUp, true);
    catchUp.advance(21);
    EXPECT_EQ(CatchUp::READY, catchUp.state());
  }
}

TEST(CatchUpTest, gaining_afterTooManyChangesLearnsAllKeysAnew) {
  Ring ring = ringUpTo(30);
  CatchUp catchUp = readyOn(ring, 10);
  const Endpoint predecessor = ring.around(kSelf, 1, 0).front();
  for (int change = 1; change <= 8; ++change) {
    const Ring next = ring.toggled({predecessor});
    catchUp.noteRingChange(ring, next, 10 + change);
    ring = next;
    EXPECT_EQ(CatchUp::GAINING, catchUp.state());
    EXPECT_LT(0u, positionsAnswered(catchUp));
  }
  catchUp.noteRingChange(ring, ring.toggled({predecessor}), 20);
  EXPECT_EQ(CatchUp::REJOINING, catchUp.state());
  EXPECT_EQ(0u, positionsAnswered(catchUp));
}

TEST(CatchUpTest, noteStall_losesTrackOfAllKeys) {
  for (bool keepsCopies : {true, false}) {
    const Ring ring = ringUpTo(5);
    CatchUp catchUp = readyOn(ring, 10);
    const int round = catchUp.round();
    catchUp.noteStall(keepsCopies, ring, 30);
    EXPECT_EQ(keepsCopies ? CatchUp::REJOINING : CatchUp::JOINING, catchUp.state());
    EXPECT_EQ(keepsCopies, catchUp.hasBeenReady());
    EXPECT_EQ(0u, positionsAnswered(catchUp));
    EXPECT_LT(round, catchUp.round());
    EXPECT_EQ(4u, catchUp.unacknowledged().size());
  }
}

TEST(CatchUpTest, noteRingChange_theLossOfAllOthersIsNotBelievedAtOnce) {
  const Ring ring = ringUpTo(5);
  CatchUp catchUp = readyOn(ring, 10);
  catchUp.noteRingChange(ring, ringUpTo(1), 30);
  EXPECT_EQ(CatchUp::REJOINING, catchUp.state());
  catchUp.advance(69);
  EXPECT_EQ(CatchUp::REJOINING, catchUp.state());
  catchUp.advance(70);
  EXPECT_EQ(CatchUp::READY, catchUp.state());
}

TEST(CatchUpTest, acknowledge_countsNeighboursAlone) {
  CatchUp catchUp(kSelf, 10);
  catchUp.noteRingChange(Ring(), ringUpTo(3), 10);
  catchUp.acknowledge(kSelf, false);
  catchUp.acknowledge(Endpoint(9, 0), false);
  catchUp.acknowledge(Endpoint(2, 0), false);
  catchUp.acknowledge(Endpoint(2, 0), false);
  catchUp.advance(11);
  EXPECT_EQ(CatchUp::JOINING, catchUp.state());
  EXPECT_EQ(std::vector<Endpoint>{Endpoint(3, 0)}, catchUp.unacknowledged());
}

// ---- Hints.

namespace {

using Hints = MP2Node::Hints;
using Due = std::map<Endpoint, std::vector<std::string>>;

const Endpoint kPeer2(2, 0);
const Endpoint kPeer3(3, 0);

}  // namespace

TEST(HintsTest, takeDue_whatIsDueAndNotInFlight) {
  Hints hints;
  hints.add("a", kPeer2, 10, 15);
  hints.add("b", kPeer2, 10, 15);
  hints.add("b", kPeer3, 10, 20);
  EXPECT_TRUE(hints.takeDue(14).empty());
  EXPECT_EQ((Due{{kPeer2, {"a", "b"}}}), hints.takeDue(15));
  hints.setInFlight("a", kPeer2, 7);
  hints.setInFlight("b", kPeer2, 7);
  EXPECT_TRUE(hints.isInFlight("a", kPeer2, 7));
  EXPECT_FALSE(hints.isInFlight("a", kPeer2, 8));
  EXPECT_TRUE(hints.takeDue(16).empty());
  hints.reschedule("b", kPeer2);
  EXPECT_EQ((Due{{kPeer2, {"b"}}, {kPeer3, {"b"}}}), hints.takeDue(20));
}

TEST(HintsTest, add_anExistingHintKeepsItsAge) {
  Hints hints;
  hints.add("a", kPeer2, 10, 30);
  hints.add("a", kPeer2, 20, 25);
  hints.add("a", kPeer2, 20, 40);
  EXPECT_TRUE(hints.takeDue(24).empty());
  EXPECT_EQ((Due{{kPeer2, {"a"}}}), hints.takeDue(25));
  EXPECT_TRUE(hints.makeDue(kPeer2, 10, 26)) << "it was added at 10";
  hints.remove("a", kPeer2);
  EXPECT_FALSE(hints.has("a"));
}

// A round of catch-up waits for the hints from before it alone.
TEST(HintsTest, makeDue_upToATick) {
  Hints hints;
  hints.add("a", kPeer2, 10, 100);
  hints.add("b", kPeer2, 11, 100);
  EXPECT_FALSE(hints.makeDue(kPeer2, 9, 20));
  EXPECT_FALSE(hints.makeDue(kPeer3, 50, 20));
  EXPECT_TRUE(hints.makeDue(kPeer2, 10, 20));
  EXPECT_EQ((Due{{kPeer2, {"a"}}}), hints.takeDue(20));
}

TEST(HintsTest, keepOnly_theNewReplicas) {
  Hints hints;
  hints.add("a", kPeer2, 10, 10);
  hints.add("a", kPeer3, 10, 10);
  MP2Node::ReplicaSet replicas;
  replicas.insert(kPeer3);
  hints.keepOnly("a", replicas);
  EXPECT_FALSE(hints.has("a", kPeer2));
  EXPECT_TRUE(hints.has("a", kPeer3));
  hints.keepOnly("a", MP2Node::ReplicaSet());
  EXPECT_FALSE(hints.has("a"));
}

// ---- Checks. Each names the peer whose turn it is, and the tick.

using MP2NodeDeathTest = MP2NodeTest;

TEST_F(MP2NodeDeathTest, requires_brokenByTheCaller) {
  MP2Node& node = gather(1).mp2(1);
  cluster_->params.globaltime = 77;
  EXPECT_TRUE(node.createKeyValue("k", "v", MP2Node::Version(5, 1, 1)));
  const std::string where = "MP2Node.cpp:[0-9]+: in .*peer 1:0 at tick 77: broken invariant: ";
  EXPECT_DEATH(MP2Node::Record::fromString("short", true), where + ".*kVersionBytes");
  EXPECT_DEATH(Ring().toggled({kPeer3, kPeer2}), where + ".*changed");
  EXPECT_DEATH(Ring().toggled({kPeer2, kPeer2}), where + ".*changed");
  EXPECT_DEATH(Hints().setInFlight("k", kPeer2, 1), where + "hint != NULL");
  EXPECT_DEATH(Hints().reschedule("k", kPeer2), where + "hint != NULL");
  EXPECT_DEATH(
      {
        MP2Node::ReplicaSet replicas;
        for (int id = 1; id <= 4; ++id) replicas.insert(Endpoint(id, 0));
      },
      where + "size_ < kReplicas");
}

// ---- From the member list to the ring.

namespace {

// A peer 1:0 whose member list is written by hand.
class HandFedPeer {
 public:
  HandFedPeer() : net_(&params_), log_(&params_), address_(addressOf({1, 0})) {
    node_ = std::make_unique<MP2Node>(&member_, &params_, &net_, &log_, &address_);
  }

  void list(const std::vector<Endpoint>& members) {
    member_.memberList.clear();
    for (const Endpoint& peer : members) {
      member_.memberList.push_back(MemberListEntry(peer.first, peer.second));
    }
  }

  void updateRing() {
    ++params_.globaltime;
    node_->updateRing();
  }

  std::vector<Endpoint> ring() {
    std::vector<Endpoint> peers;
    for (Node& node : node_->getMembershipList()) {
      const sim::Endpoint endpoint = endpointOf(node.nodeAddress);
      peers.push_back(Endpoint(endpoint.id, static_cast<short>(endpoint.port)));
    }
    return peers;
  }

  // In how many ticks the peer is on the ring.
  int ticksUntilOnRing(const Endpoint& peer) {
    for (int ticks = 1; ticks < 1000; ++ticks) {
      updateRing();
      const std::vector<Endpoint> peers = ring();
      if (std::count(peers.begin(), peers.end(), peer) > 0) return ticks;
    }
    return -1;
  }

 private:
  Params params_;
  EmulNet net_;
  Log log_;
  Address address_;
  Member member_;
  std::unique_ptr<MP2Node> node_;
};

std::vector<Endpoint> firstPeers(int size) {
  std::vector<Endpoint> peers;
  for (int id = 1; id <= size; ++id) peers.push_back(Endpoint(id, 0));
  return peers;
}

}  // namespace

// Lists as strangers' membership protocols may keep them: in any order, with some peers twice,
// with or without the peer itself.
TEST(UpdateRingTest, anyListGivesTheRingOfItsPeers) {
  sim::Random random(305, "UpdateRingTest");
  HandFedPeer peer;
  std::vector<Endpoint> list;
  for (int step = 0; step < 400; ++step) {
    for (uint64_t i = random.below(4); i > 0; --i) list.push_back(randomPeer(&random));
    for (uint64_t i = random.below(4); i > 0 && !list.empty(); --i) {
      list.erase(list.begin() + static_cast<long>(random.below(list.size())));
    }
    switch (random.below(4)) {
      case 0: std::sort(list.begin(), list.end()); break;
      case 1: std::reverse(list.begin(), list.end()); break;
      case 2: list.push_back(Endpoint(1, 0)); break;
      default: break;
    }
    if (step == 200) list = firstPeers(200);
    peer.list(list);
    peer.updateRing();
    std::set<Endpoint> expected(list.begin(), list.end());
    expected.insert(Endpoint(1, 0));
    ASSERT_EQ(sortedAsNodes(expected), peer.ring()) << "step " << step;
  }
}

TEST(UpdateRingTest, changeOfTheSizeIsSeenAtOnce) {
  HandFedPeer peer;
  for (int size : {1, 2, 256, 257, 3000, 2999, 10}) {
    peer.list(firstPeers(size));
    peer.updateRing();
    EXPECT_EQ(static_cast<size_t>(size), peer.ring().size());
  }
}

// One peer goes and another comes, in its place, in one tick.
TEST(UpdateRingTest, replacedMemberIsSeenSoon) {
  for (int size : {3, 256, 257, 300, 1000, 3000}) {
    const int bound = size <= 256 ? 1 : 16 * ((size + 255) / 256);
    for (int replaced : {2, size / 2, size - 1}) {
      HandFedPeer peer;
      std::vector<Endpoint> members = firstPeers(size);
      peer.list(members);
      for (int tick = 0; tick < 10; ++tick) peer.updateRing();
      members[static_cast<size_t>(replaced) - 1].second = 7;
      peer.list(members);
      const int ticks = peer.ticksUntilOnRing(Endpoint(replaced, 7));
      EXPECT_TRUE(ticks >= 1 && ticks <= bound) << ticks << " ticks with " << size << " members";
    }
  }
}

// As one that comes with the largest id while another goes moves the end of the list.
TEST(UpdateRingTest, replacedLastMemberIsSeenWithinSixteenTicks) {
  for (int ticksBefore = 1; ticksBefore <= 16; ++ticksBefore) {
    HandFedPeer peer;
    std::vector<Endpoint> members = firstPeers(3000);
    peer.list(members);
    for (int tick = 0; tick < ticksBefore; ++tick) peer.updateRing();
    members.erase(members.begin() + 1500);
    members.push_back(Endpoint(3001, 0));
    peer.list(members);
    const int ticks = peer.ticksUntilOnRing(Endpoint(3001, 0));
    EXPECT_TRUE(ticks >= 1 && ticks <= 16) << ticks << " ticks after " << ticksBefore;
    EXPECT_EQ(sortedAsNodes(std::set<Endpoint>(members.begin(), members.end())), peer.ring());
  }
}

// ---- Operations.

TEST_F(MP2NodeTest, operations_lines) {
  Cluster& cluster = gather(10);
  cluster.create(4, "k", "v1");
  cluster.run(5);
  EXPECT_EQ(3, serverLines(Operation::Create, true, "k"));
  EXPECT_EQ(1, results(Operation::Create, true, "k"));
  cluster.update(5, "k", "v2");
  cluster.run(5);
  EXPECT_EQ(3, serverLines(Operation::Update, true, "k"));
  EXPECT_EQ(1, results(Operation::Update, true, "k"));
  cluster.read(6, "k");
  cluster.run(5);
  EXPECT_EQ(3, serverLines(Operation::Read, true, "k"));
  EXPECT_EQ(1, results(Operation::Read, true, "k"));
  EXPECT_EQ("v2", lastRead("k"));
  cluster.remove(7, "k");
  cluster.run(5);
  EXPECT_EQ(3, serverLines(Operation::Delete, true, "k"));
  EXPECT_EQ(1, results(Operation::Delete, true, "k"));
  EXPECT_TRUE(cluster.holdersOf("k").empty());
}

TEST_F(MP2NodeTest, operations_onAMissingKeyFail) {
  Cluster& cluster = gather(10);
  cluster.read(1, "k");
  cluster.update(2, "k", "v");
  cluster.remove(3, "k");
  cluster.run(5);
  for (Operation operation : {Operation::Read, Operation::Update, Operation::Delete}) {
    EXPECT_EQ(3, serverLines(operation, false, "k"));
    EXPECT_EQ(1, results(operation, false, "k"));
    EXPECT_EQ(0, results(operation, true, "k"));
  }
  cluster.run(30);
  EXPECT_EQ(1, results(Operation::Read, false, "k"));
}

// As many replicas as there are peers, and a majority of them decides.
TEST_F(MP2NodeTest, operations_onSmallRings) {
  for (int size : {1, 2, 3}) {
    Cluster& cluster = gather(size);
    cluster.create(1, "k", "v");
    cluster.run(5);
    cluster.read(size, "k");
    cluster.run(5);
    EXPECT_EQ(size, serverLines(Operation::Create, true, "k"));
    EXPECT_EQ(1, results(Operation::Create, true, "k"));
    EXPECT_EQ("v", lastRead("k"));
  }
}

TEST_F(MP2NodeTest, operations_oneOfTwoIsNoMajority) {
  Cluster& cluster = gather(2);
  cluster.create(1, "k", "v");
  cluster.run(5);
  cluster.crash(2);
  cluster.read(1, "k");
  cluster.run(removalBound(2));
  EXPECT_EQ(1, results(Operation::Read, false, "k"));
  cluster.run(40);  // Until it believes that it is alone.
  cluster.read(1, "k");
  cluster.run(5);
  EXPECT_EQ("v", lastRead("k"));
}

TEST_F(MP2NodeTest, operations_keysAndValuesAreArbitraryBytes) {
  Cluster& cluster = gather(5);
  const std::string texts[] = {
      "a::b", "::", std::string("nul\0nul", 7), "line\nline", "%s%n%d", "\xff\xfe", "", " "};
  for (const std::string& key : texts) {
    for (const std::string& value : texts) {
      cluster.create(1, key + "/" + value, value);
      cluster.run(5);
      cluster.read(2, key + "/" + value);
      cluster.run(5);
      EXPECT_EQ(value, lastRead(key + "/" + value));
      EXPECT_EQ(3u, cluster.holdersOf(key + "/" + value).size());
    }
  }
}

TEST_F(MP2NodeTest, operations_oneDeadReplica) {
  Cluster& cluster = gather(10);
  cluster.create(1, "k", "v");
  cluster.run(5);
  cluster.crash(cluster.replicasOf("k", 1).back());
  const int client = cluster.liveIds().front();
  cluster.read(client, "k");
  cluster.run(5);
  EXPECT_EQ(2, serverLines(Operation::Read, true, "k"));
  EXPECT_EQ(1, results(Operation::Read, true, "k"));
}

TEST_F(MP2NodeTest, operations_withoutQuorumFailOnceInTime) {
  Cluster& cluster = gather(10);
  cluster.create(1, "k", "v");
  cluster.run(5);
  const std::vector<int> replicas = cluster.replicasOf("k", 1);
  cluster.crash(replicas[0]);
  cluster.crash(replicas[1]);
  const int client = cluster.liveIds().front();
  cluster.read(client, "k");
  cluster.update(client, "k", "w");
  cluster.run(25);
  EXPECT_EQ(1, serverLines(Operation::Read, true, "k"));
  EXPECT_EQ(1, results(Operation::Read, false, "k"));
  EXPECT_EQ(1, results(Operation::Update, false, "k"));
  cluster.run(60);
  EXPECT_EQ(1, results(Operation::Read, false, "k"));
  EXPECT_EQ(0, results(Operation::Read, true, "k"));
}

// Requests are retransmitted before slow answers come. Replicas do not serve the retransmissions
// again, which the cluster's invariants check.
TEST_F(MP2NodeTest, operations_slowNetwork) {
  Params params;
  params.MSG_DELAY_MIN = 3;
  params.MSG_DELAY_MAX = 5;
  params.RECV_ORDER = RECV_SHUFFLED;
  Cluster& cluster = gather(5, params);
  cluster.run(60);
  for (int i = 0; i < 20; ++i) cluster.create(1 + i % 5, "k" + std::to_string(i), "v");
  cluster.run(40);
  EXPECT_EQ(20, cluster.tally.of(Operation::Create).succeeded);
  EXPECT_EQ(0, cluster.tally.of(Operation::Create).failed);
}

// A write that has its quorum is pushed on to the third replica.
TEST_F(MP2NodeTest, operations_underLossReachAllReplicas) {
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    Cluster& cluster = gather(10, lossy(seed, 0.3));
    cluster.params.dropmsg = 1;
    for (int i = 0; i < 30; ++i) cluster.create(1 + i % 10, "k" + std::to_string(i), "v");
    cluster.run(110);
    const auto& creates = cluster.tally.of(Operation::Create);
    EXPECT_EQ(30, creates.succeeded + creates.failed);
    for (int i = 0; i < 30; ++i) {
      const std::string key = "k" + std::to_string(i);
      if (results(Operation::Create, true, key) == 1) {
        EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key)) << "seed " << seed;
      }
    }
  }
}

TEST_F(MP2NodeTest, operations_largestValue) {
  Cluster& cluster = gather(4);
  // 3,983 bytes go; a message with one record takes 49 beside key and value.
  const std::string key = "large";
  const std::string fits(3983 - 49 - key.size(), 'x');
  cluster.create(1, key, fits);
  cluster.create(1, "larger", fits);
  cluster.run(5);
  EXPECT_EQ(1, results(Operation::Create, true, key));
  EXPECT_EQ(1, results(Operation::Create, false, "larger"));
  EXPECT_TRUE(cluster.holdersOf("larger").empty());
  cluster.read(2, key);
  cluster.run(5);
  EXPECT_EQ(fits, lastRead(key));
  // A transfer of it fits as well.
  cluster.crash(cluster.replicasOf(key, 1).back());
  cluster.run(removalBound(4));
  EXPECT_EQ(3u, cluster.holdersOf(key).size());
}

// ---- The server calls.

TEST_F(MP2NodeTest, serverCalls_neverGoBackToALowerVersion) {
  MP2Node& node = gather(1).mp2(1);
  const MP2Node::Version first(5, 1, 1);
  const MP2Node::Version second(5, 2, 1);
  const MP2Node::Version third(6, 0, 1);
  MP2Node::Record record;
  EXPECT_FALSE(node.readKey("k", &record));
  EXPECT_TRUE(record.version == MP2Node::Version()) << "never written";
  EXPECT_TRUE(node.createKeyValue("k", "v1", first));
  EXPECT_TRUE(node.updateKeyValue("k", "v3", third));
  EXPECT_FALSE(node.updateKeyValue("k", "v2", second)) << "overtaken";
  EXPECT_FALSE(node.createKeyValue("k", "v2", third)) << "a retransmission";
  ASSERT_TRUE(node.readKey("k", &record));
  EXPECT_EQ("v3", record.value);
  EXPECT_FALSE(node.deletekey("k", second)) << "overtaken";
  EXPECT_TRUE(node.readKey("k", &record));
}

// A delete leaves a tombstone: what was written before and comes later does not bring the key back.
TEST_F(MP2NodeTest, serverCalls_tombstone) {
  MP2Node& node = gather(1).mp2(1);
  MP2Node::Record record;
  EXPECT_TRUE(node.deletekey("k", MP2Node::Version(5, 0, 1))) << "also of a key that is not here";
  EXPECT_FALSE(node.createKeyValue("k", "late", MP2Node::Version(4, 0, 1)));
  EXPECT_FALSE(node.readKey("k", &record));
  EXPECT_TRUE(record.version == MP2Node::Version(5, 0, 1));
  EXPECT_TRUE(node.createKeyValue("k", "newer", MP2Node::Version(6, 0, 1)));
  EXPECT_TRUE(node.readKey("k", &record));
}

TEST_F(MP2NodeTest, record_textRoundTrip) {
  for (const std::string& value : {std::string(), std::string("v"), std::string("\0\n::", 4)}) {
    for (bool present : {true, false}) {
      const MP2Node::Record record(MP2Node::Version(1, -2, 300000), present, value);
      const MP2Node::Record read = MP2Node::Record::fromString(record.toString(), present);
      EXPECT_TRUE(read.version == record.version);
      EXPECT_EQ(present, read.present);
      EXPECT_EQ(value, read.value);
    }
  }
}

// ---- Stabilization.

TEST_F(MP2NodeTest, stabilization_anyTwoFailuresLeaveThreeCopies) {
  for (int first = 1; first <= 7; ++first) {
    for (int second = first + 1; second <= 7; ++second) {
      Cluster& cluster = gather(7);
      for (int i = 0; i < 40; ++i) cluster.create(1, "k" + std::to_string(i), "v");
      cluster.run(5);
      cluster.crash(first);
      cluster.crash(second);
      cluster.run(removalBound(7) + 10);
      const int observer = cluster.liveIds().front();
      for (int i = 0; i < 40; ++i) {
        const std::string key = "k" + std::to_string(i);
        EXPECT_EQ(cluster.replicasOf(key, observer), cluster.holdersOf(key))
            << "crashed " << first << " and " << second;
      }
    }
  }
}

TEST_F(MP2NodeTest, stabilization_underLoss) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Cluster& cluster = gather(8, lossy(seed, 0.2));
    for (int i = 0; i < 50; ++i) cluster.create(1, "k" + std::to_string(i), "v");
    cluster.run(5);
    cluster.params.dropmsg = 1;
    cluster.crash(2);
    cluster.crash(5);
    cluster.run(150);
    for (int i = 0; i < 50; ++i) {
      const std::string key = "k" + std::to_string(i);
      EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key)) << "seed " << seed;
    }
  }
}

// Creates while some peers have noticed a failure and others have not.
TEST_F(MP2NodeTest, stabilization_writesWhileViewsDiffer) {
  for (int victim = 1; victim <= 10; ++victim) {
    Cluster& cluster = gather(10);
    cluster.crash(victim);
    for (int tick = 0; tick < 30; ++tick) {
      cluster.tick();
      const std::vector<int> live = cluster.liveIds();
      const int client = live[static_cast<size_t>(tick) % live.size()];
      for (int i = 0; i < 5; ++i) {
        cluster.create(client, "new" + std::to_string(tick) + "-" + std::to_string(i), "v");
      }
    }
    cluster.run(60);
    const int observer = cluster.liveIds().front();
    for (int tick = 0; tick < 30; ++tick) {
      for (int i = 0; i < 5; ++i) {
        const std::string key = "new" + std::to_string(tick) + "-" + std::to_string(i);
        EXPECT_EQ(cluster.replicasOf(key, observer), cluster.holdersOf(key)) << key;
      }
    }
  }
}

// A joining replica takes over its keys, and the former replicas drop their copies.
TEST_F(MP2NodeTest, stabilization_joinsLeaveThreeCopies) {
  Cluster& cluster = gather(5);
  for (int i = 0; i < 100; ++i) cluster.create(1, "k" + std::to_string(i), "v");
  cluster.run(5);
  for (int joined = 0; joined < 4; ++joined) {
    cluster.start(cluster.addPeer());
    cluster.run(25);
    for (int i = 0; i < 100; ++i) {
      const std::string key = "k" + std::to_string(i);
      EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key));
    }
  }
}

TEST_F(MP2NodeTest, stabilization_leaveOfAPeer) {
  Cluster& cluster = gather(6);
  for (int i = 0; i < 60; ++i) cluster.create(1, "k" + std::to_string(i), "v");
  cluster.run(5);
  cluster.leave(4);
  cluster.run(15);
  for (int i = 0; i < 60; ++i) {
    const std::string key = "k" + std::to_string(i);
    EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key));
  }
}

// From one peer to many: a single copy becomes two, then three.
TEST_F(MP2NodeTest, stabilization_growingRing) {
  Cluster& cluster = gather(1);
  cluster.create(1, "k", "v");
  cluster.run(5);
  for (size_t size = 2; size <= 5; ++size) {
    cluster.start(cluster.addPeer());
    cluster.run(20);
    EXPECT_EQ(std::min<size_t>(3, size), cluster.holdersOf("k").size());
    EXPECT_EQ(cluster.replicasOf("k", 1), cluster.holdersOf("k"));
  }
}

// More data than one message holds goes in batches.
TEST_F(MP2NodeTest, stabilization_inBatches) {
  Cluster& cluster = gather(5);
  for (int i = 0; i < 60; ++i) {
    cluster.create(1, "k" + std::to_string(i), std::string(500, 'x'));
  }
  cluster.run(5);
  cluster.crash(3);
  cluster.run(removalBound(5) + 5);
  for (int i = 0; i < 60; ++i) {
    const std::string key = "k" + std::to_string(i);
    EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key));
  }
  EXPECT_EQ(0, cluster.tally.messagesRefused);
}

// ---- The store as a whole, against a map.

// Operations one after the other, with failures, joins and leaves between them that the store has
// time to repair: it answers as a map would.
TEST_F(MP2NodeTest, sweep_behavesAsAMap) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    sim::Random random(seed, "MP2NodeTest");
    Cluster& cluster = gather(6);
    std::map<std::string, std::string> model;
    for (int step = 0; step < 120; ++step) {
      const std::vector<int> live = cluster.liveIds();
      if (random.below(12) == 0) {
        if (live.size() > 4 && random.below(2) == 0) {
          const int victim = live[1 + random.below(live.size() - 1)];
          random.below(2) == 0 ? cluster.crash(victim) : cluster.leave(victim);
        } else {
          cluster.start(cluster.addPeer());
        }
        cluster.run(removalBound(10) + 15);
        continue;
      }
      const int client = live[random.below(live.size())];
      const std::string key = "k" + std::to_string(random.below(8));
      const std::string value = "v" + std::to_string(step);
      const bool present = model.count(key) > 0;
      switch (random.below(4)) {
        case 0: {
          const int before = results(Operation::Create, true, key);
          cluster.create(client, key, value);
          cluster.run(5);
          EXPECT_EQ(before + 1, results(Operation::Create, true, key));
          model[key] = value;
          break;
        }
        case 1: {
          const int before = results(Operation::Read, present, key);
          cluster.read(client, key);
          cluster.run(5);
          EXPECT_EQ(before + 1, results(Operation::Read, present, key));
          if (present) {
            EXPECT_EQ(model[key], lastRead(key));
          }
          break;
        }
        case 2: {
          const int before = results(Operation::Update, present, key);
          cluster.update(client, key, value);
          cluster.run(5);
          EXPECT_EQ(before + 1, results(Operation::Update, present, key));
          if (present) model[key] = value;
          break;
        }
        default: {
          const int before = results(Operation::Delete, present, key);
          cluster.remove(client, key);
          cluster.run(5);
          EXPECT_EQ(before + 1, results(Operation::Delete, present, key));
          model.erase(key);
          break;
        }
      }
    }
    for (int i = 0; i < 8; ++i) {
      const std::string key = "k" + std::to_string(i);
      if (model.count(key) > 0) {
        EXPECT_EQ(cluster.replicasOf(key, 1), cluster.holdersOf(key));
      } else {
        EXPECT_TRUE(cluster.holdersOf(key).empty());
      }
    }
  }
}

// ---- Messages.

// What waits for peer 1 on the store's network.
static std::vector<std::string> catchMessages(Cluster* cluster) {
  Address address = addressOf({1, 0});
  std::vector<std::string> caught;
  cluster->storeNet->ENrecv(
      &address,
      [](void* messages, char* buffer, int size) {
        static_cast<std::vector<std::string>*>(messages)->emplace_back(buffer, size);
        free(buffer);
        return 0;
      },
      nullptr, 1, &caught);
  return caught;
}

// The example of docs/wire.md, byte by byte, but for the transaction's number, which all tests of
// this process share, and the checksum over it.
TEST_F(MP2NodeTest, request_bytes) {
  Cluster& cluster = gather(1);
  cluster.params.globaltime = 101;
  cluster.create(1, "color", "blue");
  const std::string message = catchMessages(&cluster).at(0);
  ASSERT_EQ(58u, message.size());
  const std::string transaction = message.substr(12, 4);
  EXPECT_EQ(std::string("\xa3\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", 12) + transaction +
                std::string("\x00\x01\xbc\xac\xe3\xd4\x01\x00", 8) +
                std::string("\x05\x00\x00\x00", 4) + "color" + std::string("\x65\x00\x00\x00", 4) +
                transaction + std::string("\x01\x00\x00\x00\x01\x04\x00\x00\x00", 9) + "blue",
            message.substr(0, 54));
}

TEST_F(MP2NodeTest, damagedMessage_isCountedAndDropped) {
  Cluster& cluster = gather(1);
  // A request of peer 1 to itself is caught, and each of its bits is then turned.
  cluster.create(1, "k", "v");
  Address address = addressOf({1, 0});
  const std::vector<std::string> caught = catchMessages(&cluster);
  ASSERT_EQ(1u, caught.size());
  const std::string request = caught[0];
  for (size_t bit = 0; bit < 8 * request.size(); ++bit) {
    std::string damaged = request;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    cluster.storeNet->ENsend(&address, &address, damaged);
  }
  for (size_t size = 0; size < request.size(); ++size) {
    cluster.storeNet->ENsend(&address, &address, request.substr(0, size));
  }
  cluster.tick();
  EXPECT_EQ(static_cast<long>(9 * request.size()), cluster.mp2(1).getDamagedMessages());
  EXPECT_TRUE(cluster.holdersOf("k").empty());
  cluster.storeNet->ENsend(&address, &address, request);
  cluster.tick();
  EXPECT_EQ(1u, cluster.holdersOf("k").size());
}

TEST_F(MP2NodeTest, alienMessage_isCountedAndDropped) {
  Cluster& cluster = gather(2);
  Address from = addressOf({9, 0});
  Address to = addressOf({1, 0});
  sim::Random random(301, "aliens");
  constexpr int kMessages = 5000;
  for (int i = 0; i < kMessages; ++i) {
    std::string bytes(random.below(80), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.next());
    if (!bytes.empty() && i % 2 == 0) bytes[0] = '\xA3';
    cluster.storeNet->ENsend(&from, &to, bytes);
  }
  cluster.tick();
  EXPECT_EQ(kMessages, cluster.mp2(1).getDamagedMessages());
}
