// Tests of check/cluster/Outage.h.
#include "check/cluster/Outage.h"

#include <gtest/gtest.h>

namespace check {
namespace {

Operation call(sim::Operation kind, const std::string& key, sim::Tick invokedAt,
               sim::Tick finishedAt, Outcome outcome = Outcome::Ok) {
  Operation one;
  one.kind = kind;
  one.key = key;
  one.invokedAt = invokedAt;
  one.invoked = static_cast<uint64_t>(2 * invokedAt + 1);
  if (outcome != Outcome::Unknown) one.finished = static_cast<uint64_t>(2 * finishedAt + 2);
  one.finishedAt = finishedAt;
  one.outcome = outcome;
  return one;
}

constexpr auto kRead = sim::Operation::Read;
constexpr auto kUpdate = sim::Operation::Update;

TEST(OutageTest, measureOutages_withoutFailuresTheLongestLatency) {
  const Outages outages = measureOutages(
      {call(kRead, "k", 10, 12), call(kRead, "k", 20, 25), call(kUpdate, "k", 30, 34)});
  EXPECT_EQ(5, outages.reads);
  EXPECT_EQ(4, outages.writes);
}

TEST(OutageTest, measureOutages_anAnswerInTheTickOfItsCallIsOne) {
  EXPECT_EQ(2, measureOutages({call(kRead, "k", 10, 10), call(kRead, "k", 90, 92)}).reads);
}

TEST(OutageTest, measureOutages_fromTheFirstCallWithoutAnswer) {
  const Outages outages =
      measureOutages({call(kRead, "k", 10, 12), call(kRead, "k", 20, 42, Outcome::Unknown),
                      call(kRead, "k", 30, -1, Outcome::Unknown), call(kRead, "k", 50, 52)});
  EXPECT_EQ(32, outages.reads);
}

TEST(OutageTest, measureOutages_anAnswerOfAnotherKeyDoesNotEndIt) {
  const Outages outages = measureOutages({call(kRead, "k", 20, 42, Outcome::Unknown),
                                          call(kRead, "m", 25, 27), call(kRead, "k", 50, 52)});
  EXPECT_EQ(32, outages.reads);
}

TEST(OutageTest, measureOutages_withoutAnAnswerUntilTheLastLine) {
  const Outages outages = measureOutages(
      {call(kUpdate, "k", 20, 42, Outcome::Unknown), call(kUpdate, "k", 50, 71, Outcome::Unknown)});
  EXPECT_EQ(51, outages.writes);
  EXPECT_EQ(0, outages.reads);
}

}  // namespace
}  // namespace check
