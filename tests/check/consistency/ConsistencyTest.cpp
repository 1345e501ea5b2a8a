// Tests of check/consistency/Consistency.h.
#include "check/consistency/Consistency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/BruteForceOrder.h"
#include "tests/support/CheckOperations.h"
#include "tests/support/RandomHistories.h"

namespace check {
namespace {

using Kind = sim::Operation;

std::vector<int> idsOf(const Violation& violation) {
  std::vector<int> ids;
  for (const Operation& operation : violation.operations) ids.push_back(operation.id);
  return ids;
}

// Expects that the history breaks `level` and holds all below it.
void expectBroken(Level level, const Operations& operations, const std::vector<int>& ids,
                  const std::string& sentence) {
  const ConsistencyResult result = checkConsistency(operations.all);
  EXPECT_EQ(static_cast<int>(level) - 1, static_cast<int>(result.held));
  EXPECT_EQ(Level::None, result.undecided);
  ASSERT_TRUE(result.violation);
  EXPECT_EQ(level, result.violation->level);
  EXPECT_EQ(operations.all.back().key, result.violation->key);
  EXPECT_EQ(ids, idsOf(*result.violation));
  EXPECT_EQ(sentence, result.violation->sentence);
}

Operations updated() { return Operations().create(1, "a", 1, 2).update(1, "b", 3, 4); }

TEST(ConsistencyTest, levelName_andBack) {
  for (int i = 0; i <= static_cast<int>(Level::Linearizable); ++i) {
    const auto level = static_cast<Level>(i);
    EXPECT_EQ(level, levelNamed(levelName(level)));
  }
  EXPECT_EQ("none", levelName(Level::None));
  EXPECT_EQ("read-your-writes", levelName(Level::ReadYourWrites));
  EXPECT_EQ("linearizable", levelName(Level::Linearizable));
  EXPECT_EQ(std::nullopt, levelNamed("strong"));
}

TEST(ConsistencyTest, checkConsistency_nothingIsLinearizable) {
  const ConsistencyResult result = checkConsistency({});
  EXPECT_EQ(Level::Linearizable, result.held);
  EXPECT_FALSE(result.violation);
}

// Three peers, each a replica of every key, that hold these texts for "k".
Stores storesWith(const std::vector<std::string>& texts) {
  Stores stores;
  for (size_t i = 0; i < texts.size(); ++i) {
    stores[static_cast<sim::PeerId>(i) + 1] = {Table{{"k", texts[i]}}};
  }
  return stores;
}

Violation violationWith(const std::vector<Operation>& operations, const Stores& stores) {
  return checkConsistency(operations, 1'000'000, stores).violation.value();
}

// The last reads miss the update, but it is not lost as long as a replica has it.
TEST(ConsistencyTest, checkConsistency_whatAReplicaHoldsIsNotLost) {
  const std::vector<Operation> missed = updated().onKey("k").read(2, "a", 5, 6).all;
  const Violation stale = violationWith(missed, storesWith({"a", "b:4:1", "b"}));
  EXPECT_EQ(Level::Regular, stale.level);
  EXPECT_EQ("stale read", stale.kind);
  EXPECT_EQ(
      "Client 2 read k = \"a\" on peer 3 at 6, after client 1's update to \"b\" had been "
      "acknowledged at 4: the value read had been overwritten. At the end, peers 2 and 3 hold "
      "\"b\".",
      stale.sentence);
  EXPECT_EQ(Level::Durable, violationWith(missed, storesWith({"a", "a:1:1", "a"})).level);
  EXPECT_EQ(Level::Durable, violationWith(missed, storesWith({"a", "bb", "ab:4:1"})).level);
}

TEST(ConsistencyTest, checkConsistency_norIfAReplicaHoldsSomethingYounger) {
  Operations missed = updated().unknown(3, sim::Operation::Update, "c", 5).read(2, "a", 6, 7);
  const Violation stale = violationWith(missed.all, storesWith({"a", "a", "c"}));
  EXPECT_EQ(Level::Regular, stale.level);
  EXPECT_TRUE(stale.sentence.ends_with("At the end, peer 3 holds \"c\".")) << stale.sentence;
}

TEST(ConsistencyTest, checkConsistency_aSessionThatMissesItsOwnWriteThatIsHeld) {
  const std::vector<Operation> missed = updated().onKey("k").read(1, "a", 5, 6).all;
  const Violation unseen = violationWith(missed, storesWith({"b", "a", "a"}));
  EXPECT_EQ(Level::ReadYourWrites, unseen.level);
  EXPECT_TRUE(unseen.sentence.ends_with("At the end, peer 1 holds \"b\".")) << unseen.sentence;
}

// Where copies are kept elsewhere, and where the other replicas have none.
TEST(ConsistencyTest, checkConsistency_withoutTablesTheReadsDecide) {
  const std::vector<Operation> missed = updated().onKey("k").read(2, "a", 5, 6).all;
  const Stores empty = {{1, {}}, {2, {Table()}}, {3, {}}};
  EXPECT_EQ(Level::Durable, violationWith(missed, empty).level);
  EXPECT_EQ(Level::Durable, violationWith(missed, {}).level);
}

TEST(ConsistencyTest, checkConsistency_durable) {
  expectBroken(Level::Durable, updated().onKey("k").read(2, "a", 5, 6), {1, 2, 3},
               "Client 2 read k = \"a\" on peer 3 at 6, after client 1's update to \"b\" had been "
               "acknowledged at 4, and nobody saw that write from then on: it is lost.");
}

TEST(ConsistencyTest, checkConsistency_noResurrection) {
  expectBroken(Level::NoResurrection, updated().erase(1, 5, 6).read(0, "b", 7, 8), {2, 3, 4},
               "A client read k = \"b\" on peer 1 at 8, after client 1's delete had been "
               "acknowledged at 6: the deleted key was back.");
}

TEST(ConsistencyTest, checkConsistency_readYourWrites) {
  expectBroken(Level::ReadYourWrites, updated().read(1, "a", 5, 6).read(1, "b", 7, 8), {1, 2, 3},
               "Client 1 read k = \"a\" on peer 2 at 6, after its own update to \"b\" had been "
               "acknowledged at 4: it did not see what it had written.");
}

TEST(ConsistencyTest, checkConsistency_monotonicReads) {
  expectBroken(Level::MonotonicReads,
               updated().read(2, "b", 5, 6).read(2, "a", 7, 8).read(2, "b", 9, 10), {1, 3, 4},
               "Client 2 read k = \"a\" on peer 3 at 8, after client 2 read k = \"b\" on peer 3 at "
               "6: the later read returned something older.");
}

// In one line and in ASCII, whatever bytes a client wrote.
TEST(ConsistencyTest, checkConsistency_bytesBeyondAsciiAreEscaped) {
  expectBroken(Level::ReadYourWrites,
               Operations()
                   .onKey("caf\xc3\xa9\n")
                   .create(1, "a\xff", 1, 2)
                   .update(1, "b", 3, 4)
                   .read(1, "a\xff", 5, 6)
                   .read(1, "b", 7, 8),
               {1, 2, 3},
               R"(Client 1 read caf\xc3\xa9\x0a = "a\xff" on peer 2 at 6, after its own update to )"
               R"("b" had been acknowledged at 4: it did not see what it had written.)");
}

TEST(ConsistencyTest, checkConsistency_regular) {
  expectBroken(Level::Regular, updated().read(2, "a", 5, 6).read(2, "b", 7, 8), {1, 2, 3},
               "Client 2 read k = \"a\" on peer 3 at 6, after client 1's update to \"b\" had been "
               "acknowledged at 4: the value read had been overwritten.");
  expectBroken(Level::Regular, updated().absent(2, 5, 6).read(2, "b", 7, 8), {2, 3},
               "Client 2 found no k on peer 3 at 6, after client 1's update to \"b\" had been "
               "acknowledged at 4: the key was there.");
  expectBroken(Level::Regular, updated().read(2, "z", 5, 6).read(2, "b", 7, 8), {3},
               "Client 2 read k = \"z\" on peer 3 at 6: nobody had written that value.");
}

// Two clients see two concurrent writes in different orders.
TEST(ConsistencyTest, checkConsistency_sequential) {
  const auto operations = Operations()
                              .create(1, "a", 1, 2)
                              .update(1, "b", 3, 20)
                              .update(2, "c", 4, 21)
                              .read(3, "b", 5, 6)
                              .read(4, "c", 7, 8)
                              .read(3, "c", 9, 10)
                              .read(4, "b", 11, 12);
  expectBroken(
      Level::Sequential, operations, {4, 5, 6, 7},
      "No order of these calls on k explains what they returned, whatever the 3 others did: "
      "client 3 read k = \"b\" on peer 4 at 6 (called at 5); "
      "client 4 read k = \"c\" on peer 5 at 8 (called at 7); "
      "client 3 read k = \"c\" on peer 4 at 10 (called at 9); "
      "client 4 read k = \"b\" on peer 5 at 12 (called at 11).");
}

TEST(ConsistencyTest, checkConsistency_linearizable) {
  const auto operations =
      Operations().create(1, "a", 1, 2).update(1, "b", 3, 20).read(2, "b", 5, 6).read(3, "a", 7, 8);
  expectBroken(Level::Linearizable, operations, {1, 3, 4},
               "Client 3 read k = \"a\" on peer 4 at 8, after client 2 read k = \"b\" on peer 3 at "
               "6: the later read returned something older.");
}

TEST(ConsistencyTest, checkConsistency_updateOfADeletedKey) {
  const auto operations =
      Operations().create(1, "a", 1, 2).erase(1, 3, 4).absent(3, 5, 6).update(1, "b", 7, 8);
  const ConsistencyResult result = checkConsistency(operations.all);
  ASSERT_TRUE(result.violation);
  EXPECT_EQ(Level::Sequential, result.violation->level);
  EXPECT_EQ((std::vector<int>{1, 2, 4}), idsOf(*result.violation));
}

TEST(ConsistencyTest, checkConsistency_weakestLevelOfAllKeys) {
  auto operations = updated().read(2, "a", 5, 6).read(2, "b", 7, 8);
  operations.onKey("l").create(1, "a", 11, 12).absent(2, 13, 14);
  operations.onKey("m").create(1, "a", 21, 22).read(2, "a", 23, 24);
  const ConsistencyResult result = checkConsistency(operations.all);
  EXPECT_EQ(Level::None, result.held);
  ASSERT_TRUE(result.violation);
  EXPECT_EQ("l", result.violation->key);
}

// The course's tests write the same value again and again.
TEST(ConsistencyTest, checkConsistency_sameValues) {
  const auto operations = Operations()
                              .create(0, "v", 1, 2)
                              .update(0, "w", 3, 4)
                              .update(0, "w", 5, 6)
                              .read(0, "w", 7, 8)
                              .erase(0, 9, 10)
                              .create(0, "v", 11, 12)
                              .read(0, "v", 13, 14);
  EXPECT_EQ(Level::Linearizable, checkConsistency(operations.all).held);
}

TEST(ConsistencyTest, checkConsistency_budget) {
  const std::vector<Operation> fine = updated().read(2, "b", 5, 6).all;
  const ConsistencyResult undecided = checkConsistency(fine, 0);
  EXPECT_EQ(Level::Regular, undecided.held);
  EXPECT_EQ(Level::Sequential, undecided.undecided);
  EXPECT_FALSE(undecided.violation);

  // What needs no search is decided all the same, and what is above it does not matter.
  const ConsistencyResult broken = checkConsistency(updated().read(2, "a", 5, 6).all, 0);
  EXPECT_EQ(Level::None, broken.held);
  EXPECT_EQ(Level::None, broken.undecided);
  EXPECT_TRUE(broken.violation);
}

// One key that is hard leaves enough for the others.
TEST(ConsistencyTest, checkConsistency_budgetIsShared) {
  Operations operations;
  operations.onKey("hard");
  for (int i = 0; i < 30; ++i) {
    operations.create(i + 1, "v" + std::to_string(i), 1 + static_cast<uint64_t>(i), 200);
  }
  for (int i = 0; i < 30; ++i) {
    const uint64_t at = 40 + 2 * static_cast<uint64_t>(i);
    operations.read(40 + i % 2, "v" + std::to_string(i * 7 % 30), at, at + 150);
  }
  operations.absent(50, 150, 151);
  operations.onKey("soft").create(1, "a", 301, 302).absent(2, 303, 304);
  const ConsistencyResult result = checkConsistency(operations.all, 100'000);
  ASSERT_TRUE(result.violation);
  EXPECT_EQ("soft", result.violation->key);
}

// The three parts of a result must fit together, and agree with the brute-force search.
TEST(ConsistencyTest, checkConsistency_resultsOfRandomHistories) {
  RandomHistories random(5);
  std::vector<int> held(8, 0);
  for (int i = 0; i < 20000; ++i) {
    const std::vector<Operation> operations = random.anything(6);
    const ConsistencyResult result = checkConsistency(operations);
    ++held[static_cast<size_t>(result.held)];
    const std::string text = RandomHistories::text(operations);
    ASSERT_EQ(Level::None, result.undecided) << text;
    ASSERT_EQ(BruteForceOrder(operations, false).exists(), result.held == Level::Linearizable)
        << text;
    if (result.held >= Level::Sequential) {
      ASSERT_TRUE(BruteForceOrder(operations, true).exists()) << text;
    }
    ASSERT_EQ(result.held == Level::Linearizable, !result.violation) << text;
    if (!result.violation) continue;
    ASSERT_EQ(static_cast<int>(result.held) + 1, static_cast<int>(result.violation->level));
    ASSERT_FALSE(result.violation->sentence.empty());
    ASSERT_GE(result.violation->operations.size(), 1u) << text;
    ASSERT_LE(result.violation->operations.size(), operations.size()) << text;
  }
  for (int count : held) EXPECT_GT(count, 0);
}

// Of calls whose effect depends on the value, only the two levels of orders are decided.
TEST(ConsistencyTest, checkConsistency_compareAndSet) {
  const auto right = Operations().write(1, "a", 1, 2).swap(2, "a", "b", 3, 4).read(3, "b", 5, 6);
  const ConsistencyResult held = checkConsistency(right.all);
  EXPECT_EQ(Level::Linearizable, held.held);
  EXPECT_TRUE(held.hasOrdersAlone);

  // The read of another session is stale.
  const auto stale = Operations().write(1, "a", 1, 2).swap(1, "a", "b", 3, 4).read(2, "a", 5, 6);
  const ConsistencyResult inSessions = checkConsistency(stale.all);
  EXPECT_EQ(Level::Sequential, inSessions.held);
  ASSERT_TRUE(inSessions.violation);
  EXPECT_EQ(Level::Linearizable, inSessions.violation->level);
  EXPECT_EQ(kNoOrder, inSessions.violation->kind);

  const auto wrong = Operations().write(1, "a", 1, 2).swap(2, "x", "b", 3, 4).read(3, "b", 5, 6);
  const ConsistencyResult broken = checkConsistency(wrong.all);
  EXPECT_EQ(Level::None, broken.held);
  EXPECT_EQ(Level::Durable, broken.undecided);
  ASSERT_TRUE(broken.violation);
  EXPECT_EQ(Level::Sequential, broken.violation->level);
  EXPECT_EQ(
      "No order explains what this call on k returned, whatever the 2 others did: client 3 read k "
      "= \"b\" on peer 4 at 6 (called at 5).",
      broken.violation->sentence);
}

TEST(ConsistencyTest, checkConsistency_mismatchAndAppend) {
  EXPECT_EQ(Level::Linearizable,
            checkConsistency(
                Operations().write(1, "a", 1, 2).mismatch(2, "b", "c", 3, 4).read(3, "a", 5, 6).all)
                .held);
  EXPECT_EQ(
      Level::None,
      checkConsistency(Operations().write(1, "a", 1, 2).mismatch(1, "a", "c", 3, 4).all).held);
  EXPECT_EQ(Level::Linearizable, checkConsistency(Operations()
                                                      .append(1, "a", 1, 4)
                                                      .append(2, "b", 2, 3)
                                                      .read(3, "ba", 5, 6)
                                                      .append(1, "c", 7, 8)
                                                      .read(3, "bac", 9, 10)
                                                      .all)
                                     .held);
  EXPECT_EQ(Level::None,
            checkConsistency(
                Operations().append(1, "a", 1, 2).append(1, "b", 3, 4).read(3, "ba", 5, 6).all)
                .held);
}

TEST(ConsistencyTest, checkConsistency_atomicRegisterIsLinearizable) {
  RandomHistories random(6);
  for (int i = 0; i < 200; ++i) {
    const auto operations = random.ofRegister(1 + i % 7, 200, 0.05 * (i % 5));
    const ConsistencyResult result = checkConsistency(operations);
    ASSERT_EQ(Level::Linearizable, result.held) << RandomHistories::text(operations);
  }
}

}  // namespace
}  // namespace check
