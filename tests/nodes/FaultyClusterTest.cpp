// Tests of MP1Node and MP2Node in groups whose messages are cut off or lost, and whose peers pause,
// crash, restart and join. What clients were told is checked for being linearizable at the end of
// each test.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "check/consistency/Consistency.h"
#include "check/consistency/History.h"
#include "tests/support/Cluster.h"

namespace {

using sim::EventKind;
using sim::Operation;

// Who has been silent for so long is in nobody's list any more.
constexpr int kRemovedAfter = 40;
// Peers know each other again.
constexpr int kKnownAfter = 60;
// The life of a tombstone and some more.
constexpr int kForgottenAfter = 250;

class FaultyClusterTest : public ::testing::Test {
 protected:
  // Peers that know each other. A fresh group, also in place of another.
  Cluster& gather(int size, uint64_t seed = 1) {
    expectLinearizable();
    Params params;
    params.SEED = seed;
    cluster_ = std::make_unique<Cluster>(size, params);
    history_ = check::History();
    cluster_->events.add(&history_);
    for (int id = 1; id <= size; ++id) tellStarted(id);
    cluster_->startAll();
    cluster_->run(15);
    return *cluster_;
  }

  void TearDown() override { expectLinearizable(); }

  // The history asks how many peers there are, to know what the absence of a key takes.
  void tellStarted(int id) {
    sim::Event event;
    event.kind = EventKind::NodeStarted;
    event.node = {id, 0};
    history_.onEvent(event);
  }

  void expectLinearizable() {
    const auto result = check::checkConsistency(history_.operations());
    EXPECT_FALSE(result.violation) << result.violation->sentence;
    EXPECT_EQ(check::Level::None, result.undecided);
  }

  // The key, with this value on all its replicas.
  void store(const std::string& key, const std::string& value) {
    cluster_->create(1, key, value);
    cluster_->run(5);
    ASSERT_EQ(cluster_->replicasOf(key, 1), cluster_->holdersOf(key));
  }

  std::vector<int> replicas() { return cluster_->replicasOf("key", 1); }

  // The live peers that are no replicas of "key".
  std::vector<int> others() {
    const std::vector<int> here = replicas();
    std::vector<int> others;
    for (int id : cluster_->liveIds()) {
      if (std::find(here.begin(), here.end(), id) == here.end()) others.push_back(id);
    }
    return others;
  }

  // Reads "key" from everybody but `except` in turn, one each tick. The results are the history's.
  void readForTicks(int ticks, int except = 0) {
    for (int i = 0; i < ticks; ++i) {
      const std::vector<int> live = cluster_->liveIds();
      const int id = live[static_cast<size_t>(i) % live.size()];
      if (id != except && cluster_->member(id).inGroup) cluster_->read(id, "key");
      cluster_->tick();
    }
  }

  // How the reads of the key came out that were called at `since` or later.
  int reads(check::Outcome outcome, int since = 0) const {
    const std::vector<check::Operation> all = history_.operations();
    return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& operation) {
      return operation.kind == Operation::Read && operation.outcome == outcome &&
             operation.invokedAt >= since;
    }));
  }

  bool hasSucceeded(Operation kind) const {
    const std::vector<check::Operation> all = history_.operations();
    return std::any_of(all.begin(), all.end(), [&](const auto& operation) {
      return operation.kind == kind && operation.outcome == check::Outcome::Ok;
    });
  }

  // What the peer has of the key: the value, "(deleted)" or "(nothing)".
  std::string copyOn(int id, const std::string& key = "key") {
    MP2Node::Record record;
    if (cluster_->mp2(id).readKey(key, &record)) return record.value;
    return record.version == MP2Node::Version() ? "(nothing)" : "(deleted)";
  }

  // Of each live peer that has something of the key.
  std::map<int, std::string> copies(const std::string& key = "key") {
    std::map<int, std::string> copies;
    for (int id : cluster_->liveIds()) {
      const std::string copy = copyOn(id, key);
      if (copy != "(nothing)") copies[id] = copy;
    }
    return copies;
  }

  // What copies() should be if the value is on all replicas.
  std::map<int, std::string> onAllReplicas(const std::string& value) {
    std::map<int, std::string> copies;
    for (int id : cluster_->replicasOf("key", cluster_->liveIds().front())) copies[id] = value;
    return copies;
  }

  std::unique_ptr<Cluster> cluster_;
  check::History history_;
};

}  // namespace

// ---- Membership.

// The introducer and another one.
TEST_F(FaultyClusterTest, isolate_thePeerIsRemovedAndComesBack) {
  for (int id : {1, 3}) {
    Cluster& cluster = gather(5);
    cluster.isolate(id);
    cluster.run(kRemovedAfter);
    EXPECT_EQ(std::vector<int>{id}, cluster.listOf(id));
    for (int other = 1; other <= 5; ++other) {
      if (other == id) continue;
      EXPECT_EQ(4u, cluster.listOf(other).size()) << other;
    }
    EXPECT_EQ(4, cluster.removedLines(id));
    cluster.heal();
    cluster.run(kKnownAfter);
    EXPECT_TRUE(cluster.allListTheLive());
    EXPECT_EQ(4, cluster.removedLines(id));
  }
}

TEST_F(FaultyClusterTest, cut_bothHalvesFindEachOtherAgain) {
  Cluster& cluster = gather(6);
  cluster.cut({{1, 2, 3}, {4, 5, 6}});
  cluster.run(kRemovedAfter);
  EXPECT_EQ((std::vector<int>{1, 2, 3}), cluster.listOf(2));
  EXPECT_EQ((std::vector<int>{4, 5, 6}), cluster.listOf(5));
  cluster.heal();
  cluster.run(kKnownAfter);
  EXPECT_TRUE(cluster.allListTheLive());
}

TEST_F(FaultyClusterTest, pause_shortOnesAreNotNoticed) {
  Cluster& cluster = gather(5);
  for (int id = 1; id <= 5; ++id) {
    cluster.pause(id);
    cluster.run(6);
    cluster.resume(id);
    cluster.run(12);
  }
  EXPECT_TRUE(cluster.allListTheLive());
  for (int id = 1; id <= 5; ++id) EXPECT_EQ(0, cluster.removedLines(id));
}

TEST_F(FaultyClusterTest, drop_nobodyIsTakenForDead) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Cluster& cluster = gather(6, seed);
    cluster.drop(0.3);
    cluster.run(200);
    EXPECT_TRUE(cluster.allListTheLive());
    for (int id = 1; id <= 6; ++id) EXPECT_EQ(0, cluster.removedLines(id)) << seed;
  }
}

// ---- A replica that has missed writes.

TEST_F(FaultyClusterTest, pause_theReplicaCatchesUpBeforeItAnswers) {
  for (size_t which = 0; which < 3; ++which) {
    Cluster& cluster = gather(6);
    store("key", "old");
    const int replica = replicas()[which];
    cluster.pause(replica);
    cluster.run(10);
    cluster.update(others()[0], "key", "new");
    cluster.run(20);
    ASSERT_TRUE(hasSucceeded(Operation::Update));
    EXPECT_EQ("old", copyOn(replica));
    cluster.resume(replica);
    const int since = cluster.now();
    readForTicks(60);
    cluster.run(25);
    EXPECT_LT(0, reads(check::Outcome::Ok, since + 30));
    EXPECT_EQ(0, reads(check::Outcome::Absent));
    EXPECT_EQ(onAllReplicas("new"), copies());
  }
}

// The write is on two replicas. One of them is none any more when the paused one is back, and the
// third was cut off from a coordinator that has crashed since: two of three are behind.
TEST_F(FaultyClusterTest, pause_twoOldCopiesDoNotOutvoteTheWrite) {
  for (size_t which = 0; which < 3; ++which) {
    for (int ticks = 0; ticks <= 30; ticks += 3) {
      SCOPED_TRACE(testing::Message() << which << " " << ticks);
      Cluster& cluster = gather(8);
      store("key", "old");
      const std::vector<int> before = replicas();
      const int paused = before[which];
      const int behind = before[(which + 1) % 3];
      const std::vector<int> rest = others();
      cluster.pause(paused);
      cluster.run(30);
      const std::vector<int> now = cluster.replicasOf("key", rest[0]);
      const auto client = std::find_if(rest.begin(), rest.end(), [&](int id) {
        return std::count(now.begin(), now.end(), id) == 0;
      });
      ASSERT_NE(before, now);
      cluster.isolate(behind);
      cluster.update(*client, "key", "new");
      cluster.run(5);
      ASSERT_TRUE(hasSucceeded(Operation::Update));
      cluster.crash(*client);
      cluster.heal();
      EXPECT_EQ("old", copyOn(behind));
      cluster.run(ticks);
      cluster.resume(paused);
      readForTicks(60);
      cluster.run(25);
      EXPECT_EQ(onAllReplicas("new"), copies());
    }
  }
}

// Who coordinated it does not come back to it: the read alone can have repaired the replica.
TEST_F(FaultyClusterTest, read_repairsAReplicaThatMissedTheWrite) {
  for (size_t which = 0; which < 3; ++which) {
    Cluster& cluster = gather(8);
    store("key", "old");
    const int replica = replicas()[which];
    const std::vector<int> clients = others();
    cluster.isolate(replica);
    cluster.update(clients[0], "key", "new");
    cluster.run(5);
    ASSERT_TRUE(hasSucceeded(Operation::Update));
    cluster.crash(clients[0]);
    cluster.heal();
    cluster.tick();
    EXPECT_EQ("old", copyOn(replica));
    cluster.read(clients[1], "key");
    cluster.run(6);
    EXPECT_EQ("new", copyOn(replica));
  }
}

// For less time than it takes to be noticed, and for more: then the peer believes that it is alone
// and answers by itself, until it hears of the others. They must not believe it.
TEST_F(FaultyClusterTest, isolate_aDeletedKeyStaysDeleted) {
  for (int ticks : {6, kRemovedAfter}) {
    for (size_t which = 0; which < 3; ++which) {
      Cluster& cluster = gather(6);
      store("key", "old");
      const int replica = replicas()[which];
      const int client = others()[0];
      cluster.isolate(replica);
      cluster.run(ticks - 5);
      cluster.remove(client, "key");
      cluster.run(5);
      ASSERT_TRUE(hasSucceeded(Operation::Delete));
      EXPECT_EQ("old", copyOn(replica));
      cluster.heal();
      readForTicks(kKnownAfter, ticks == kRemovedAfter ? replica : 0);
      readForTicks(20);
      EXPECT_LT(60, reads(check::Outcome::Absent));
      EXPECT_EQ(0, reads(check::Outcome::Ok));
      cluster.run(kForgottenAfter - kKnownAfter - 20);
      EXPECT_EQ((std::map<int, std::string>()), copies()) << ticks << " " << which;
      cluster.read(replica, "key");
      cluster.run(5);
      EXPECT_EQ(0, reads(check::Outcome::Ok));
    }
  }
}

// ---- A replica that knows nothing.

// Before the others have noticed that it was down, and after.
TEST_F(FaultyClusterTest, restart_neverAnswersThatAKeyIsAbsent) {
  for (int ticks : {5, kRemovedAfter}) {
    for (size_t which = 0; which < 3; ++which) {
      Cluster& cluster = gather(6);
      store("key", "value");
      const int replica = replicas()[which];
      cluster.crash(replica);
      readForTicks(ticks);
      cluster.restart(replica);
      const int since = cluster.now();
      readForTicks(90);
      cluster.run(25);
      EXPECT_EQ(0, reads(check::Outcome::Absent)) << ticks << " " << which;
      EXPECT_LT(0, reads(check::Outcome::Ok, since));
      EXPECT_EQ(0, cluster.countEvents([&](const sim::Event& event) {
        return event.kind == EventKind::ReplicaAnswered && event.operation == Operation::Read &&
               !event.success;
      }));
      EXPECT_EQ(onAllReplicas("value"), copies()) << ticks << " " << which;
    }
  }
}

// The introducer's list begins with itself: it must not take that for the group. Its memory is
// kept, and it is back before anybody noticed.
TEST_F(FaultyClusterTest, restart_theIntroducerDoesNotDecideAlone) {
  for (int ticks : {5, 6, 7, 8}) {
    Cluster& cluster = gather(5);
    std::string key;
    for (int i = 0; key.empty(); ++i) {
      const std::string candidate = "k" + std::to_string(i);
      const std::vector<int> holders = cluster.replicasOf(candidate, 1);
      if (std::count(holders.begin(), holders.end(), 1) > 0) key = candidate;
    }
    cluster.create(2, key, "old");
    cluster.run(5);
    cluster.crash(1);
    cluster.update(2, key, "new");
    cluster.run(ticks);
    cluster.isolate(1);
    cluster.returnWithMemory(1);
    cluster.tick();
    cluster.read(1, key);
    cluster.run(6);
    cluster.heal();
    cluster.run(60);
    cluster.read(1, key);
    cluster.run(5);
  }
}

TEST_F(FaultyClusterTest, restart_underLossTheKeyIsThereAgain) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    Cluster& cluster = gather(5, seed);
    store("key", "value");
    const int replica = replicas()[1];
    cluster.drop(0.2);
    cluster.crash(replica);
    readForTicks(10);
    cluster.restart(replica);
    readForTicks(120);
    cluster.heal();
    cluster.run(60);
    EXPECT_EQ(0, reads(check::Outcome::Absent)) << seed;
    EXPECT_EQ(onAllReplicas("value"), copies()) << seed;
  }
}

TEST_F(FaultyClusterTest, start_aNewcomerDoesNotVoteBeforeItHoldsTheKeys) {
  Cluster& cluster = gather(5);
  constexpr int kKeys = 30;
  const auto keyOf = [](int i) { return "key" + std::to_string(i % kKeys); };
  for (int i = 0; i < kKeys; ++i) store(keyOf(i), "value");
  const int newcomer = cluster.addPeer();
  cluster.start(newcomer);
  tellStarted(newcomer);
  for (int i = 0; i < 4 * kKeys; ++i) {
    cluster.read(1 + i % 5, keyOf(i));
    cluster.tick();
  }
  cluster.run(60);
  EXPECT_TRUE(cluster.allListTheLive());
  EXPECT_EQ(4 * kKeys, reads(check::Outcome::Ok));
  const auto answersOfNewcomer = [&](bool success) {
    return cluster.countEvents([&](const sim::Event& event) {
      return event.kind == EventKind::ReplicaAnswered && event.node.id == newcomer &&
             event.success == success;
    });
  };
  EXPECT_EQ(0, answersOfNewcomer(false));
  EXPECT_LT(0, answersOfNewcomer(true));
  int held = 0;
  for (int i = 0; i < kKeys; ++i) {
    const std::vector<int> replicas = cluster.replicasOf(keyOf(i), 1);
    EXPECT_EQ(replicas, cluster.holdersOf(keyOf(i)));
    held += static_cast<int>(std::count(replicas.begin(), replicas.end(), newcomer));
  }
  EXPECT_LT(0, held);
}

// ---- A coordinator that does not finish.

// In every tick of the operation; the coordinator is none of the replicas, or one.
TEST_F(FaultyClusterTest, crash_ofTheCoordinatorLeavesEqualReplicas) {
  for (Operation kind : {Operation::Create, Operation::Update, Operation::Delete}) {
    for (bool isReplica : {false, true}) {
      for (int ticks = 0; ticks <= 6; ++ticks) {
        SCOPED_TRACE(testing::Message()
                     << static_cast<int>(kind) << " " << isReplica << " " << ticks);
        Cluster& cluster = gather(6);
        store("key", "old");
        const int coordinator = isReplica ? replicas()[0] : others()[0];
        if (kind == Operation::Create) cluster.create(coordinator, "key", "new");
        if (kind == Operation::Update) cluster.update(coordinator, "key", "new");
        if (kind == Operation::Delete) cluster.remove(coordinator, "key");
        cluster.run(ticks);
        cluster.crash(coordinator);
        cluster.run(60);
        const std::string left = copies().begin()->second;
        EXPECT_EQ(onAllReplicas(left), copies());
      }
    }
  }
}

// Its write has come to one replica alone.
TEST_F(FaultyClusterTest, crash_aWriteOnOneReplicaComesToAll) {
  for (size_t which = 0; which < 3; ++which) {
    Cluster& cluster = gather(6);
    store("key", "old");
    const std::vector<int> all = replicas();
    const int coordinator = others()[0];
    std::vector<int> cutOff = all;
    cutOff.erase(cutOff.begin() + static_cast<std::ptrdiff_t>(which));
    cluster.cut({{coordinator}, cutOff});
    cluster.create(coordinator, "key", "new");
    cluster.run(2);
    cluster.crash(coordinator);
    cluster.heal();
    EXPECT_EQ("new", copyOn(all[which]));
    EXPECT_EQ("old", copyOn(cutOff[0]));
    readForTicks(60);
    EXPECT_EQ(onAllReplicas("new"), copies());
    cluster.run(25);
  }
}
