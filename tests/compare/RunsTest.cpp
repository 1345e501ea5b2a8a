// Tests of compare/Runs.h and Plan.h: they run the simulator.
#include "compare/Runs.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "compare/Plan.h"

namespace compare {
namespace {

const OnProgress kUnseen = [](uint64_t) {};

TEST(RunsTest, prepare_readsEachClassOfFaultsForEachDesign) {
  for (const FaultClass& faults : faultClasses()) {
    for (const Variant& variant : variants()) {
      const auto [params, schedule] = prepare({1, overridesFor(variant, faults)});
      EXPECT_EQ(*faults.file == '\0', schedule.faults.empty()) << faults.name;
      EXPECT_FALSE(schedule.operations.empty()) << faults.name;
      EXPECT_EQ(variant.replication, params.REPLICATION);
    }
  }
}

TEST(RunsTest, carryOut_inOrderAndTheSameEachTime) {
  std::vector<compare::Run> runs;
  for (const char* design : {"QUORUM", "TWO_PHASE"}) {
    runs.push_back({3, {std::string("REPLICATION=") + design, "FAULT_STOP=200"}});
  }
  const std::vector<Sample> first = carryOut(runs, 2, kUnseen);
  const std::vector<Sample> second = carryOut(runs, 1, kUnseen);
  ASSERT_EQ(2u, first.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].text(), second[i].text());
    EXPECT_EQ(check::Level::Linearizable, first[i].held);
    EXPECT_GT(first[i].writes.answered, 0);
  }
  EXPECT_NE(first[0].text(), first[1].text());
}

TEST(RunsTest, carryOut_saysWhatIsWrong) {
  try {
    carryOut({{1, {"REPLICATION=PAXOS"}}}, 1, kUnseen);
    FAIL() << "no such design";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string::npos, std::string(error.what()).find("REPLICATION")) << error.what();
  }
}

}  // namespace
}  // namespace compare
