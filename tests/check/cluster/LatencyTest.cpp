// Tests of check/cluster/Latency.h.
#include "check/cluster/Latency.h"

#include <gtest/gtest.h>

#include <sstream>

namespace check {
namespace {

Operation call(sim::Operation kind, Outcome outcome, sim::Tick ticks) {
  Operation operation;
  operation.kind = kind;
  operation.outcome = outcome;
  operation.invokedAt = 100;
  operation.finishedAt = 100 + ticks;
  return operation;
}

const LatencyRow& reads(const Latency& latency) {
  return latency.byKind[static_cast<size_t>(sim::Operation::Read)];
}

TEST(LatencyTest, percentiles_nearestRank) {
  std::vector<Operation> operations;
  for (int ticks = 200; ticks >= 1; --ticks) {
    operations.push_back(call(sim::Operation::Read, Outcome::Ok, ticks));
  }
  const Latency latency = measureLatency(operations);
  EXPECT_EQ(100, reads(latency).median);
  EXPECT_EQ(180, reads(latency).p90);
  EXPECT_EQ(198, reads(latency).p99);
  EXPECT_EQ(200, reads(latency).max);
}

TEST(LatencyTest, percentiles_ofOne) {
  const Latency latency = measureLatency({call(sim::Operation::Read, Outcome::Ok, 3)});
  EXPECT_EQ(3, reads(latency).median);
  EXPECT_EQ(3, reads(latency).p99);
  EXPECT_EQ(3, latency.all.max);
}

TEST(LatencyTest, percentiles_ofNone) {
  const Latency latency = measureLatency({});
  EXPECT_EQ(0, latency.all.median);
  EXPECT_EQ(0, latency.all.calls);
  EXPECT_DOUBLE_EQ(1, latency.all.availability());
}

TEST(LatencyTest, availability_absentIsAnAnswerAndUnknownIsNone) {
  const Latency latency = measureLatency({call(sim::Operation::Read, Outcome::Ok, 1),
                                          call(sim::Operation::Read, Outcome::Absent, 2),
                                          call(sim::Operation::Read, Outcome::Unknown, 50),
                                          call(sim::Operation::Update, Outcome::Unknown, -101)});
  EXPECT_EQ(3, reads(latency).calls);
  EXPECT_EQ(2, reads(latency).answered);
  EXPECT_EQ(2, reads(latency).max);
  EXPECT_DOUBLE_EQ(0.5, latency.all.availability());
  EXPECT_DOUBLE_EQ(0, latency.byKind[static_cast<size_t>(sim::Operation::Update)].availability());
}

TEST(LatencyTest, print_aLineForEachKindThatWasCalled) {
  std::ostringstream out;
  measureLatency({}).print(out);
  EXPECT_EQ("", out.str());
  measureLatency({call(sim::Operation::Read, Outcome::Ok, 2),
                  call(sim::Operation::Delete, Outcome::Unknown, 20)})
      .print(out);
  EXPECT_EQ(
      "operation  calls  answered   share   p50   p90   p99   max ticks\n"
      "read           1         1   100.0%     2     2     2     2\n"
      "delete         1         0     0.0%     0     0     0     0\n"
      "all            2         1    50.0%     2     2     2     2\n",
      out.str());
}

}  // namespace
}  // namespace check
