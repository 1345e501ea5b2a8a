// Tests of check/consistency/Contradiction.h.
#include "check/consistency/Contradiction.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "check/consistency/OrderSearch.h"
#include "tests/support/BruteForceOrder.h"
#include "tests/support/CheckOperations.h"
#include "tests/support/RandomHistories.h"

namespace check {
namespace {

constexpr uint64_t kPlenty = 10'000'000;

std::vector<int> contradiction(const std::vector<Operation>& operations,
                               Ordering ordering = Ordering::RealTime) {
  const auto histories = splitByKey(operations);
  std::vector<int> ids;
  for (const KeyOperation& one :
       smallestContradiction(histories.begin()->second, ordering, kPlenty)) {
    ids.push_back(one.call->id);
  }
  return ids;
}

// Whether there is an order if nothing is known of the other operations' effects.
bool hasOrder(const std::vector<Operation>& operations, const std::set<int>& kept,
              bool inSessions) {
  std::vector<Operation> rest;
  std::set<int> optional;
  for (const Operation& one : operations) {
    const bool isKept = kept.count(one.id) > 0;
    const bool changes = one.kind != sim::Operation::Read && one.outcome != Outcome::Mismatch;
    if (isKept || changes) rest.push_back(one);
    if (!isKept && changes) optional.insert(one.id);
  }
  return BruteForceOrder(rest, inSessions, optional).exists();
}

TEST(ContradictionTest, smallestContradiction_isOneAndHasNothingToSpare) {
  RandomHistories random(9);
  int wrong = 0;
  for (int i = 0; i < 6000; ++i) {
    const bool isRecorded = i % 2 == 0;
    const std::vector<Operation> operations =
        isRecorded ? random.anythingRecorded(6, i % 4 == 0) : random.anything(6);
    for (const bool inSessions : {false, true}) {
      if (BruteForceOrder(operations, inSessions).exists()) continue;
      ++wrong;
      const Ordering ordering = inSessions ? Ordering::Sessions : Ordering::RealTime;
      const std::vector<int> ids = contradiction(operations, ordering);
      const std::set<int> kept(ids.begin(), ids.end());
      ASSERT_FALSE(kept.empty());
      EXPECT_FALSE(hasOrder(operations, kept, inSessions)) << RandomHistories::text(operations);
      for (const int id : kept) {
        std::set<int> fewer = kept;
        fewer.erase(id);
        EXPECT_TRUE(hasOrder(operations, fewer, inSessions)) << id << " is spare\n"
                                                             << RandomHistories::text(operations);
      }
    }
  }
  EXPECT_GT(wrong, 2000);
}

// Few values, as in the histories of registers: each write of a value may explain each read of it.
TEST(ContradictionTest, smallestContradiction_ofHundredsOfCalls) {
  Operations operations;
  uint64_t now = 1;
  const auto tick = [&now] { return now += 2; };
  for (int i = 0; i < 300; ++i) {
    const std::string value(1, static_cast<char>('a' + i % 5));
    operations.write(1, value, now, now + 1);
    operations.read(2, value, now + 2, now + 3);
    tick();
    tick();
  }
  operations.swap(1, "e", "a", now, now + 1);
  tick();
  operations.read(2, "e", now, now + 1);
  const int swap = static_cast<int>(operations.all.size()) - 1;
  tick();
  for (int i = 0; i < 300; ++i, tick()) operations.write(1, "e", now, now + 1);
  EXPECT_EQ((std::vector<int>{swap, swap + 1}), contradiction(operations.all));
}

TEST(ContradictionTest, smallestContradiction_withoutBudgetItIsLarge) {
  const auto operations =
      Operations().write(1, "a", 1, 2).write(1, "b", 3, 4).read(1, "a", 5, 6).all;
  const KeyHistory history = splitByKey(operations).begin()->second;
  EXPECT_EQ(3u, smallestContradiction(history, Ordering::RealTime, 0).size());
  EXPECT_EQ(2u, smallestContradiction(history, Ordering::RealTime, kPlenty).size());
}

}  // namespace
}  // namespace check
