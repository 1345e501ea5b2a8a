// Tests of check/consistency/Intervals.h.
#include "check/consistency/Intervals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/RandomHistories.h"

namespace check {
namespace {

constexpr uint64_t kLast = 20;

TEST(IntervalsTest, empty_nothing) {
  EXPECT_FALSE(Intervals().hasOther(1, kLast, 0));
  EXPECT_EQ(nullptr, Intervals().lastToFinish(kLast));
  EXPECT_EQ(nullptr, Intervals().firstCalled(0));
  EXPECT_EQ(nullptr, LatestCalls().latestBefore(kLast));
}

// All questions about random operations, answered by looking at each.
TEST(IntervalsTest, allQuestions_asByLookingAtEach) {
  RandomHistories random(9);
  for (int i = 0; i < 300; ++i) {
    const std::vector<Operation> all = random.anything(6);
    Intervals intervals;
    LatestCalls calls;
    for (const Operation& operation : all) {
      intervals.add(operation);
      calls.add(operation);
    }
    calls.sort();
    for (uint64_t at = 0; at <= kLast; ++at) {
      const Operation* last = nullptr;
      const Operation* first = nullptr;
      const Operation* latest = nullptr;
      for (const Operation& operation : all) {
        const bool isCalled = operation.invoked <= at;
        if (isCalled && (last == nullptr || operation.finished > last->finished)) last = &operation;
        if (operation.finished >= at && first == nullptr) first = &operation;
        const bool isOver = operation.finished < at;
        if (isOver && (latest == nullptr || operation.invoked > latest->invoked)) {
          latest = &operation;
        }
      }
      const auto finished = [](const Operation* one) { return one ? one->finished : 0; };
      const auto invoked = [](const Operation* one) { return one ? one->invoked : 0; };
      ASSERT_EQ(finished(last), finished(intervals.lastToFinish(at)));
      ASSERT_EQ(invoked(first), invoked(intervals.firstCalled(at)));
      ASSERT_EQ(invoked(latest), invoked(calls.latestBefore(at)));
      for (const Operation& self : all) {
        const bool hasOther = std::any_of(all.begin(), all.end(), [&](const Operation& other) {
          return other.id != self.id && other.invoked <= self.finished && other.finished >= at;
        });
        ASSERT_EQ(hasOther, intervals.hasOther(self.id, self.finished, at));
      }
    }
  }
}

}  // namespace
}  // namespace check
