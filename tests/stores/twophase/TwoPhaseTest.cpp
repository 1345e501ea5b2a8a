// Tests of stores/twophase/Coordinator.h, Participant.h, Gets.h and Caller.h together, message by
// message (tests/support/TwoPhaseWorld.h).
#include <gtest/gtest.h>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"
#include "tests/support/TwoPhaseWorld.h"

namespace twophase {
namespace {

using sim::Operation;

class TwoPhaseTest : public ::testing::Test {
 protected:
  TwoPhaseTest() { world.run(5); }

  ~TwoPhaseTest() override {
    world.drop = nullptr;
    world.run(60);
    EXPECT_EQ("", world.problem());
    EXPECT_EQ(world.table(2), world.table(3));
    EXPECT_EQ(0u, world.server(2).inDoubt() + world.server(3).inDoubt());
    EXPECT_EQ(0u, world.coordinator().unfinished());
  }

  bool create(const std::string& key, const std::string& value) {
    return world.call(Operation::Create, key, value).success;
  }
  std::string read(const std::string& key) {
    const Finished finished = world.call(Operation::Read, key);
    if (finished.success) return finished.value;
    return finished.isDecided ? "absent" : "failed";
  }
  void dropTo(sim::PeerId to, Type type) {
    world.drop = [=](const Outgoing& out) { return out.to == to && out.message.type == type; };
  }

  TwoPhaseWorld world;
};

TEST_F(TwoPhaseTest, call_updatesAreOnBothServers) {
  EXPECT_TRUE(create("k", "v1"));
  EXPECT_EQ("v1", world.table(2).at("k"));
  EXPECT_EQ("v1", world.table(3).at("k"));
  EXPECT_EQ("v1", read("k"));
  EXPECT_TRUE(world.call(Operation::Update, "k", "v2").success);
  EXPECT_EQ("v2", read("k"));
  EXPECT_TRUE(world.call(Operation::Delete, "k").success);
  EXPECT_EQ("absent", read("k"));
  EXPECT_TRUE(world.table(2).empty());
}

TEST_F(TwoPhaseTest, call_keysThatAreNotThereAreNotUpdated) {
  EXPECT_FALSE(world.call(Operation::Update, "k", "v").success);
  EXPECT_FALSE(world.call(Operation::Delete, "k").success);
  EXPECT_EQ("absent", read("k"));
}

TEST_F(TwoPhaseTest, call_whatCannotBeMadeFailsAtOnce) {
  const int before = world.now();
  EXPECT_FALSE(create("", "v"));
  EXPECT_FALSE(create("k", ""));
  EXPECT_FALSE(create("k", std::string(5000, 'v')));
  EXPECT_EQ(before, world.now());
}

// A get that the coordinator's cache answers costs no message to a server.
TEST_F(TwoPhaseTest, get_fromTheCoordinatorsCache) {
  EXPECT_TRUE(create("k", "v"));
  const int64_t before = world.toServers();
  EXPECT_EQ("v", read("k"));
  EXPECT_EQ(before, world.toServers());
}

TEST_F(TwoPhaseTest, get_goesOnWithEitherServerDown) {
  EXPECT_TRUE(create("a", "v"));
  EXPECT_TRUE(create("e", "w"));  // Of the same set: a is not cached.
  for (const sim::PeerId down : {2, 3}) {
    world.crash(down, {}, 40);
    EXPECT_EQ("v", read("a"));
    EXPECT_EQ("w", read("e"));
    world.run(50);
  }
}

TEST_F(TwoPhaseTest, update_aServerThatIsDownBeforeTheDecisionAbortsIt) {
  EXPECT_TRUE(create("k", "v"));
  world.crash(2, {}, 40);
  const int before = world.now();
  EXPECT_FALSE(world.call(Operation::Update, "k", "w").success);
  EXPECT_LE(world.now() - before, kVoteTicks + 2);
  EXPECT_EQ("v", read("k"));
  world.run(60);
  EXPECT_EQ("v", world.table(2).at("k"));
  EXPECT_EQ("v", world.table(3).at("k"));
}

TEST_F(TwoPhaseTest, update_afterTheDecisionIsCompletedWhenTheServerIsBack) {
  EXPECT_TRUE(create("k", "v"));
  dropTo(2, Type::Commit);
  EXPECT_FALSE(world.call(Operation::Update, "k", "w").success);  // Its time is over.
  EXPECT_EQ("v", world.table(2).at("k"));
  EXPECT_EQ("w", world.table(3).at("k"));
  EXPECT_EQ("failed", read("k"));  // Nobody sees one copy and not the other.
  EXPECT_EQ("absent", read("l"));  // Other sets are not blocked.
  world.crash(2, {}, 3);
  world.run(4);
  world.drop = nullptr;
  world.run(10);
  EXPECT_EQ("w", world.table(2).at("k"));
  EXPECT_EQ("w", read("k"));
}

TEST_F(TwoPhaseTest, update_theCoordinatorCrashesBeforeAndAfterTheDecision) {
  EXPECT_TRUE(create("k", "v"));
  dropTo(1, Type::Ready);
  EXPECT_FALSE(world.call(Operation::Update, "k", "w").success);
  world.crash(1);
  world.drop = nullptr;
  world.run(20);
  EXPECT_EQ("v", read("k"));

  dropTo(2, Type::Commit);
  EXPECT_FALSE(world.call(Operation::Update, "k", "x").success);
  world.crash(1);
  world.run(5);
  EXPECT_EQ("failed", read("k"));  // It has locked the set again.
  world.drop = nullptr;
  world.run(20);
  EXPECT_EQ("x", read("k"));
}

// The answer is lost, and the coordinator crashes: the call is not carried out twice.
TEST_F(TwoPhaseTest, call_aRepeatedRequestIsRecognisedAfterACrash) {
  EXPECT_TRUE(create("k", "v"));
  const size_t before = world.served().size();
  int lost = 0;
  world.drop = [&](const Outgoing& out) {
    if (out.to != TwoPhaseWorld::kClient || lost > 0) return false;
    ++lost;
    world.crashAt({1, world.points(1) + 1, {}, 2});
    return true;
  };
  EXPECT_TRUE(world.call(Operation::Delete, "k").success);
  EXPECT_EQ(1, lost);
  EXPECT_EQ(1, world.crashesMade());
  world.run(30);
  EXPECT_EQ(before + 2, world.served().size());  // Each server, once.
}

TEST_F(TwoPhaseTest, onCall_copiesThatComeAfterItsTimeAreIgnored) {
  EXPECT_TRUE(create("k", "v"));
  std::vector<Outgoing> copies;
  world.drop = [&](const Outgoing& out) {
    if (out.to != 1 || out.message.type != Type::Delete) return false;
    copies.push_back(out);
    return true;
  };
  EXPECT_FALSE(world.call(Operation::Delete, "k").success);
  ASSERT_FALSE(copies.empty());
  world.drop = nullptr;
  world.run(5);
  Outbox out;
  world.coordinator().onMessage(copies[0].message, world.now(), &out);
  EXPECT_TRUE(out.empty());
  EXPECT_EQ("v", read("k"));
}

// ---- A server alone.

class ParticipantTest : public ::testing::Test {
 protected:
  ParticipantTest() { restart(); }

  void restart() {
    disk.losePower();
    journal.emplace(&disk, "peer 2");
    table.clear();
    std::vector<std::string> records;
    EXPECT_TRUE(journal->recover(&records));
    server.emplace(Participant::Settings(), &*journal, &table,
                   [this](const Served& one) { served.push_back(one); });
    EXPECT_TRUE(server->recover(records)) << server->problem();
    EXPECT_TRUE(server->begin());
  }

  Message put(uint32_t number, const std::string& value) {
    Message message;
    message.type = Type::Put;
    message.operation = Operation::Create;
    message.key = "k";
    message.value = value;
    message.transaction = transactionId(1, number);
    message.floor = transactionId(1, 1);
    return message;
  }
  Message decision(Type type, uint32_t number) {
    Message message;
    message.type = type;
    message.transaction = transactionId(1, number);
    return message;
  }
  // The types of the answers.
  std::vector<Type> give(const Message& message) {
    Outbox out;
    server->onMessage(message, 10, &out);
    std::vector<Type> types;
    for (const Outgoing& each : out) types.push_back(each.message.type);
    return types;
  }

  using Types = std::vector<Type>;
  sim::Disk disk{1, 2};
  HashTable table;
  std::optional<Journal> journal;
  std::optional<Participant> server;
  std::vector<Served> served;
};

TEST_F(ParticipantTest, onPrepare_votesOnceItIsInTheJournal) {
  EXPECT_EQ((Types{Type::Ready}), give(put(1, "v")));
  restart();
  EXPECT_EQ(1u, server->inDoubt());
  EXPECT_EQ((Types{Type::Ready}), give(put(1, "v")));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 1)));
  EXPECT_EQ("v", table.read("k"));
}

TEST_F(ParticipantTest, onCommit_isAppliedOnceAndAcknowledgedEachTime) {
  give(put(1, "v"));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 1)));
  EXPECT_EQ((Types{Type::Ready}), give(put(2, "w")));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 2)));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 1)));
  restart();
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 1)));
  EXPECT_EQ("w", table.read("k"));
  EXPECT_EQ(2u, served.size());
}

TEST_F(ParticipantTest, onCommit_nothingIsKnownOfIt) {
  EXPECT_EQ((Types{}), give(decision(Type::Commit, 5)));
  EXPECT_TRUE(table.isEmpty());
}

TEST_F(ParticipantTest, onAbort_aLatePrepareIsNotInDoubt) {
  give(put(1, "v"));
  EXPECT_EQ((Types{}), give(decision(Type::Abort, 1)));
  EXPECT_EQ((Types{}), give(put(1, "v")));
  EXPECT_EQ(0u, server->inDoubt());
  EXPECT_EQ((Types{}), give(decision(Type::Commit, 1)));
  EXPECT_TRUE(table.isEmpty());
}

// The decision has overtaken it.
TEST_F(ParticipantTest, onPrepare_afterItsAbort) {
  EXPECT_EQ((Types{}), give(decision(Type::Abort, 1)));
  EXPECT_EQ((Types{}), give(put(1, "v")));
  EXPECT_EQ(0u, server->inDoubt());
}

TEST_F(ParticipantTest, onPrepare_belowTheFloorHasEnded) {
  Message later = put(9, "w");
  later.floor = transactionId(1, 9);
  EXPECT_EQ((Types{Type::Ready}), give(later));
  EXPECT_EQ((Types{}), give(put(3, "old")));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 3)));
  EXPECT_TRUE(table.isEmpty());
}

TEST_F(ParticipantTest, onTick_asksForTheDecisionThatItLacks) {
  give(put(1, "v"));
  restart();
  Outbox out;
  server->onTick(20, &out);
  ASSERT_EQ(2u, out.size());  // It registers, too.
  EXPECT_EQ(Type::Inquire, out[1].message.type);
  EXPECT_EQ(transactionId(1, 1), out[1].message.transaction);
}

TEST_F(ParticipantTest, onPrepare_aFullDiskRefuses) {
  disk.setFull(true);
  Outbox out;
  server->onMessage(put(1, "v"), 10, &out);
  ASSERT_EQ(1u, out.size());
  EXPECT_EQ(Type::Abort, out[0].message.type);
  EXPECT_EQ(kNoRoom, out[0].message.text);
}

TEST_F(ParticipantTest, onCommit_aFullDiskDoesNotAcknowledge) {
  give(put(1, "v"));
  disk.setFull(true);
  EXPECT_EQ((Types{}), give(decision(Type::Commit, 1)));
  EXPECT_TRUE(table.isEmpty());
  disk.setFull(false);
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 1)));
  EXPECT_EQ("v", table.read("k"));
}

TEST_F(ParticipantTest, onTick_snapshotsKeepAll) {
  for (uint32_t i = 1; i <= 300; ++i) {
    Message update = put(i, "v" + std::to_string(i));
    update.key = "k" + std::to_string(i % 7);
    update.floor = transactionId(1, i > 3 ? i - 3 : 1);
    ASSERT_EQ((Types{Type::Ready}), give(update));
    if (i < 300) {
      ASSERT_EQ((Types{Type::Ack}), give(decision(Type::Commit, i)));
    }
    Outbox out;
    server->onTick(10, &out);
  }
  EXPECT_LT(journal->recordsAppended(), 250u);
  const std::map<std::string, std::string> before = table.hashTable;
  restart();
  EXPECT_EQ(before, table.hashTable);
  EXPECT_EQ(1u, server->inDoubt());
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 299)));
  EXPECT_EQ((Types{Type::Ack}), give(decision(Type::Commit, 300)));
}

}  // namespace
}  // namespace twophase
