// Tests of check/consistency/OrderSearch.h.
#include "check/consistency/OrderSearch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "tests/support/BruteForceOrder.h"
#include "tests/support/CheckOperations.h"
#include "tests/support/RandomHistories.h"

namespace check {
namespace {

constexpr uint64_t kPlenty = 10'000'000;

OrderSearchResult find(const std::vector<Operation>& operations, Ordering ordering,
                       uint64_t budget = kPlenty) {
  const auto histories = splitByKey(operations);
  return histories.empty() ? OrderSearchResult::Exists
                           : findOrder(histories.begin()->second, ordering, &budget);
}

OrderSearchResult inRealTime(const Operations& operations) {
  return find(operations.all, Ordering::RealTime);
}

TEST(OrderSearchTest, findOrder_oneAfterTheOther) {
  EXPECT_EQ(OrderSearchResult::Exists, find({}, Ordering::RealTime));
  EXPECT_EQ(OrderSearchResult::Exists, inRealTime(Operations()
                                                      .absent(1, 1, 2)
                                                      .create(1, "a", 3, 4)
                                                      .read(2, "a", 5, 6)
                                                      .update(1, "b", 7, 8)
                                                      .read(2, "b", 9, 10)
                                                      .erase(1, 11, 12)
                                                      .absent(2, 13, 14)));
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations().create(1, "a", 1, 2).absent(2, 3, 4)));
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations().read(2, "a", 3, 4)));
}

TEST(OrderSearchTest, findOrder_createOnPresentKeyKeepsOrOverwrites) {
  for (const std::string value : {"a", "b"}) {
    EXPECT_EQ(
        OrderSearchResult::Exists,
        inRealTime(Operations().create(1, "a", 1, 2).create(1, "b", 3, 4).read(1, value, 5, 6)));
  }
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations()
                                                    .create(1, "a", 1, 2)
                                                    .create(1, "b", 3, 4)
                                                    .read(1, "b", 5, 6)
                                                    .read(1, "a", 7, 8)));
}

TEST(OrderSearchTest, findOrder_updateAndDeleteNeedTheKey) {
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations().update(1, "a", 1, 2)));
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations().erase(1, 1, 2)));
  EXPECT_EQ(OrderSearchResult::Exists, inRealTime(Operations().erase(1, 1, 4).erase(2, 2, 3)));
  EXPECT_EQ(OrderSearchResult::Exists, inRealTime(Operations()
                                                      .create(1, "a", 1, 2)
                                                      .erase(1, 3, 6)
                                                      .update(2, "b", 4, 7)
                                                      .read(1, "b", 8, 9)));
}

TEST(OrderSearchTest, findOrder_unknownWritesTakeEffectLateOnceOrNever) {
  using Kind = sim::Operation;
  EXPECT_EQ(OrderSearchResult::Exists, inRealTime(Operations()
                                                      .create(1, "a", 1, 2)
                                                      .unknown(2, Kind::Update, "b", 3)
                                                      .read(1, "a", 4, 5)
                                                      .read(1, "b", 6, 7)));
  EXPECT_EQ(OrderSearchResult::None, inRealTime(Operations()
                                                    .create(1, "a", 1, 2)
                                                    .unknown(2, Kind::Update, "b", 3)
                                                    .read(1, "b", 4, 5)
                                                    .update(1, "c", 6, 7)
                                                    .read(1, "b", 8, 9)));
  EXPECT_EQ(OrderSearchResult::None,
            inRealTime(Operations().read(1, "b", 1, 2).unknown(2, Kind::Update, "b", 3)))
      << "not before its call";
  EXPECT_EQ(OrderSearchResult::Exists, inRealTime(Operations()
                                                      .unknown(2, Kind::Create, "x", 1)
                                                      .update(1, "b", 2, 3)
                                                      .unknown(2, Kind::Delete, "", 4)
                                                      .read(1, "b", 5, 6)
                                                      .absent(1, 7, 8)));
}

TEST(OrderSearchTest, findOrder_sessionsKnowNoRealTime) {
  const auto stale = Operations().create(1, "a", 1, 2).update(1, "b", 3, 4).read(2, "a", 5, 6).all;
  EXPECT_EQ(OrderSearchResult::None, find(stale, Ordering::RealTime));
  EXPECT_EQ(OrderSearchResult::Exists, find(stale, Ordering::Sessions));
  const auto ownStale =
      Operations().create(1, "a", 1, 2).update(1, "b", 3, 4).read(1, "a", 5, 6).all;
  EXPECT_EQ(OrderSearchResult::None, find(ownStale, Ordering::Sessions));
  const auto nobodys =
      Operations().create(0, "a", 1, 2).update(0, "b", 3, 4).read(0, "a", 5, 6).all;
  EXPECT_EQ(OrderSearchResult::Exists, find(nobodys, Ordering::Sessions));
}

TEST(OrderSearchTest, findOrder_agreesWithBruteForce) {
  int found = 0;
  int foundInSessions = 0;
  constexpr int kHistories = 30000;
  RandomHistories random(1);
  for (int i = 0; i < kHistories; ++i) {
    const std::vector<Operation> operations = random.anything(6);
    const bool exists = BruteForceOrder(operations, false).exists();
    const bool existsInSessions = BruteForceOrder(operations, true).exists();
    ASSERT_EQ(exists ? OrderSearchResult::Exists : OrderSearchResult::None,
              find(operations, Ordering::RealTime))
        << RandomHistories::text(operations);
    ASSERT_EQ(existsInSessions ? OrderSearchResult::Exists : OrderSearchResult::None,
              find(operations, Ordering::Sessions))
        << RandomHistories::text(operations);
    found += exists;
    foundInSessions += existsInSessions;
  }
  EXPECT_GT(found, kHistories / 10);
  EXPECT_LT(found, foundInSessions);
  EXPECT_LT(foundInSessions, kHistories * 9 / 10);
}

TEST(OrderSearchTest, findOrder_recordedAgreesWithBruteForce) {
  int found = 0;
  constexpr int kHistories = 10000;
  RandomHistories random(4);
  for (int i = 0; i < kHistories; ++i) {
    const std::vector<Operation> operations = random.anythingRecorded(6, i % 2 == 0);
    const bool exists = BruteForceOrder(operations, false).exists();
    ASSERT_EQ(exists ? OrderSearchResult::Exists : OrderSearchResult::None,
              find(operations, Ordering::RealTime))
        << RandomHistories::text(operations);
    const bool existsInSessions = BruteForceOrder(operations, true).exists();
    ASSERT_EQ(existsInSessions ? OrderSearchResult::Exists : OrderSearchResult::None,
              find(operations, Ordering::Sessions))
        << RandomHistories::text(operations);
    found += exists;
  }
  EXPECT_GT(found, kHistories / 10);
  EXPECT_LT(found, kHistories * 9 / 10);
}

// Operations whose effect is not sure: reductions make them.
TEST(OrderSearchTest, findOrder_optionalAgreesWithBruteForce) {
  int found = 0;
  constexpr int kHistories = 10000;
  RandomHistories random(5);
  sim::Random dice(5, "optional");
  for (int i = 0; i < kHistories; ++i) {
    const std::vector<Operation> operations =
        i % 3 == 0 ? random.anything(6) : random.anythingRecorded(6, i % 3 == 1);
    std::set<int> optional;
    KeyHistory history;
    const auto histories = splitByKey(operations);
    if (histories.empty()) continue;
    for (KeyOperation one : histories.begin()->second) {
      if (!one.isRead() && one.isKnown() && !one.isMismatch() && dice.chance(0.5)) {
        optional.insert(one.call->id);
        one.isOptional = true;
        one.needsPresent = false;
      }
      history.push_back(one);
    }
    for (const bool inSessions : {false, true}) {
      const bool exists = BruteForceOrder(operations, inSessions, optional).exists();
      uint64_t budget = kPlenty;
      ASSERT_EQ(exists ? OrderSearchResult::Exists : OrderSearchResult::None,
                findOrder(history, inSessions ? Ordering::Sessions : Ordering::RealTime, &budget))
          << RandomHistories::text(operations) << "optional: " << ::testing::PrintToString(optional)
          << (inSessions ? " in sessions" : "");
      found += exists;
    }
  }
  EXPECT_GT(found, kHistories / 5);
  EXPECT_LT(found, 2 * kHistories * 9 / 10);
}

TEST(OrderSearchTest, findOrder_longHistoriesOfARegister) {
  RandomHistories random(2);
  for (int clients : {1, 3, 8}) {
    const auto operations = random.ofRegister(clients, 5000, 0.01);
    EXPECT_EQ(OrderSearchResult::Exists, find(operations, Ordering::RealTime)) << clients;
    EXPECT_EQ(OrderSearchResult::Exists, find(operations, Ordering::Sessions)) << clients;
  }
}

TEST(OrderSearchTest, findOrder_manyUnknownWrites) {
  RandomHistories random(3);
  const auto operations = random.ofRegister(5, 2000, 0.3);
  uint64_t budget = 200'000;
  EXPECT_EQ(OrderSearchResult::Exists, find(operations, Ordering::RealTime, budget));
}

// The values that the key may have after the operation; empty if it cannot have this result. A
// create on a key that is present may keep its value.
std::set<int> after(const KeyOperation& operation, const std::set<int>& before) {
  std::set<int> possible;
  for (const int value : before) {
    if (operation.isRead()) {
      if (value == operation.value) possible.insert(value);
      continue;
    }
    if (operation.needsPresent && value == kAbsent) continue;
    possible.insert(operation.value);
    if (operation.isCreate() && value != kAbsent) possible.insert(value);
  }
  return possible;
}

void expectExplains(const std::vector<size_t>& order, const KeyHistory& history) {
  std::set<size_t> taken;
  std::set<int> values = {kAbsent};
  uint64_t latestCall = 0;
  for (const size_t index : order) {
    EXPECT_TRUE(taken.insert(index).second);
    latestCall = std::max(latestCall, history[index].call->invoked);
    EXPECT_GE(history[index].call->finished, latestCall);
    values = after(history[index], values);
    ASSERT_FALSE(values.empty());
  }
  for (size_t i = 0; i < history.size(); ++i) {
    EXPECT_TRUE(taken.count(i) > 0 || !history[i].isKnown());
  }
}

TEST(OrderSearchTest, findOrder_theOrderExplainsAllResults) {
  RandomHistories random(11);
  for (int i = 0; i < 200; ++i) {
    const auto operations = random.ofRegister(4, 30, 0.2);
    for (const auto& [key, history] : splitByKey(operations)) {
      uint64_t budget = kPlenty;
      std::vector<size_t> order;
      ASSERT_EQ(OrderSearchResult::Exists, findOrder(history, Ordering::RealTime, &budget, &order));
      expectExplains(order, history);
    }
  }
}

TEST(OrderSearchTest, findOrder_budget) {
  const auto operations =
      Operations().create(1, "a", 1, 2).update(1, "b", 3, 4).read(2, "a", 5, 6).all;
  const KeyHistory history = splitByKey(operations).begin()->second;
  uint64_t budget = 2;
  EXPECT_EQ(OrderSearchResult::Undecided, findOrder(history, Ordering::RealTime, &budget));
  EXPECT_EQ(0u, budget);
  budget = 100;
  EXPECT_EQ(OrderSearchResult::None, findOrder(history, Ordering::RealTime, &budget));
  EXPECT_GT(budget, 0u);
  EXPECT_LT(budget, 100u);
}

}  // namespace
}  // namespace check
