// Tests of check/consistency/VisitedStates.h.
#include "check/consistency/VisitedStates.h"

#include <gtest/gtest.h>

namespace check {
namespace {

TEST(VisitedStatesTest, insert_onceEach) {
  VisitedStates states;
  for (uint64_t i = 0; i < 1000; ++i) ASSERT_TRUE(states.insert(StateHash::of(i)));
  for (uint64_t i = 0; i < 1000; ++i) ASSERT_FALSE(states.insert(StateHash::of(i)));
}

TEST(VisitedStatesTest, insert_equalHalvesAreNotEqual) {
  VisitedStates states;
  EXPECT_TRUE(states.insert({1, 7}));
  EXPECT_TRUE(states.insert({2, 7}));
  EXPECT_TRUE(states.insert({1, 8}));
  EXPECT_FALSE(states.insert({2, 7}));
}

TEST(StateHashTest, xor_takesBack) {
  StateHash hash = StateHash::of(1);
  hash ^= StateHash::of(2);
  EXPECT_FALSE(hash == StateHash::of(1));
  hash ^= StateHash::of(2);
  EXPECT_TRUE(hash == StateHash::of(1));
}

}  // namespace
}  // namespace check
