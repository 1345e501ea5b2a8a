// Tests of check/consistency/SmallestHistory.h.
#include "check/consistency/SmallestHistory.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "check/consistency/OrderSearch.h"
#include "tests/support/CheckOperations.h"
#include "tests/support/RandomHistories.h"

namespace check {
namespace {

constexpr uint64_t kPlenty = 10'000'000;

std::vector<int> shrunkIds(const std::vector<Operation>& operations, uint64_t budget = kPlenty) {
  const auto histories = splitByKey(operations);
  std::vector<int> ids;
  for (const KeyOperation& operation :
       smallestHistory(histories.begin()->second, Ordering::RealTime, budget)) {
    ids.push_back(operation.call->id);
  }
  return ids;
}

TEST(SmallestHistoryTest, smallestHistory_leavesOutWhatDoesNotMatter) {
  const auto operations = Operations()
                              .create(1, "a", 1, 2)
                              .read(2, "a", 3, 4)
                              .update(1, "b", 5, 6)
                              .update(1, "c", 7, 8)
                              .read(2, "a", 9, 10)
                              .read(2, "c", 11, 12);
  const std::vector<int> ids = shrunkIds(operations.all);
  EXPECT_EQ(3u, ids.size());
  EXPECT_EQ(1, ids.front()) << "the read value's write stays";
  EXPECT_EQ(5, ids.back());
}

TEST(SmallestHistoryTest, smallestHistory_keepsWhatSetsAValueIfTheKeyMustBeThere) {
  const auto operations =
      Operations().create(1, "a", 1, 2).read(2, "a", 3, 4).erase(1, 5, 6).update(1, "b", 7, 8);
  EXPECT_EQ((std::vector<int>{1, 3, 4}), shrunkIds(operations.all));
}

TEST(SmallestHistoryTest, smallestHistory_withoutBudgetNothingIsLeftOut) {
  const auto operations = Operations().create(1, "a", 1, 2).read(2, "a", 3, 4).absent(2, 5, 6);
  EXPECT_EQ(3u, shrunkIds(operations.all, 0).size());
  EXPECT_EQ(2u, shrunkIds(operations.all).size());
}

// One false read in a long history.
TEST(SmallestHistoryTest, smallestHistory_longHistory) {
  std::vector<Operation> operations = RandomHistories(8).ofRegister(4, 2000, 0.02);
  std::string first;
  int reads = 0;
  for (Operation& operation : operations) {
    if (operation.kind != sim::Operation::Read || operation.outcome != Outcome::Ok) continue;
    if (++reads == 1) first = operation.value;
    if (reads == 100) operation.value = first;
  }
  const auto histories = splitByKey(operations);
  ASSERT_GE(reads, 100);
  const KeyHistory small = smallestHistory(histories.begin()->second, Ordering::RealTime, kPlenty);
  EXPECT_LE(small.size(), 4u);
  uint64_t budget = kPlenty;
  EXPECT_EQ(OrderSearchResult::None, findOrder(small, Ordering::RealTime, &budget));
}

}  // namespace
}  // namespace check
