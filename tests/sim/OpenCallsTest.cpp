// Tests of sim/OpenCalls.h.
#include "sim/OpenCalls.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

const CallName kRead{{1, 0}, Operation::Read, "k"};

TEST(OpenCallsTest, close_theOldestOfTheName) {
  OpenCalls<int> calls;
  calls.open(kRead, 1);
  calls.open(kRead, 2);
  EXPECT_EQ(1, calls.close(kRead));
  EXPECT_EQ(2, calls.close(kRead));
  EXPECT_EQ(std::nullopt, calls.close(kRead));
}

TEST(OpenCallsTest, close_coordinatorOperationAndKeyCount) {
  OpenCalls<int> calls;
  calls.open(kRead, 1);
  for (const CallName& other :
       {CallName{{2, 0}, Operation::Read, "k"}, CallName{{1, 1}, Operation::Read, "k"},
        CallName{{1, 0}, Operation::Update, "k"}, CallName{{1, 0}, Operation::Read, "K"}}) {
    EXPECT_FALSE(calls.has(other));
    EXPECT_EQ(std::nullopt, calls.close(other));
  }
  EXPECT_TRUE(calls.has(kRead));
}

TEST(OpenCallsTest, close_thePreferredOrElseTheOldest) {
  OpenCalls<int> calls;
  for (int call : {1, 2, 3}) calls.open(kRead, call);
  EXPECT_EQ(2, calls.close(kRead, [](int call) { return call == 2; }));
  EXPECT_EQ(1, calls.close(kRead, [](int call) { return call == 2; }));
  EXPECT_EQ(3, calls.close(kRead));
}

TEST(OpenCallsTest, forEachOn_thatCoordinatorAlone) {
  OpenCalls<int> calls;
  calls.open(kRead, 1);
  calls.open({{1, 0}, Operation::Delete, ""}, 2);
  calls.open({{2, 0}, Operation::Create, ""}, 4);
  calls.open({{0, 0}, Operation::Delete, "z"}, 8);
  int sum = 0;
  calls.forEachOn({1, 0}, [&](int call) { sum += call; });
  EXPECT_EQ(3, sum);
  calls.forEachOn({3, 0}, [](int) { ADD_FAILURE(); });
  calls.forgetOn({1, 0});
  sum = 0;
  calls.forEach([&](const CallName&, int call) { sum += call; });
  EXPECT_EQ(12, sum);
  EXPECT_FALSE(calls.has(kRead));
}

TEST(OpenCallsTest, callNameOf_theEventsFields) {
  Event event;
  event.node = {1, 0};
  event.operation = Operation::Read;
  event.key = "k";
  EXPECT_EQ(kRead, callNameOf(event));
}

}  // namespace
}  // namespace sim
