// Tests of host/Check.h: each failed check ends a process of its own.
#include "host/Check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>

#include "host/EarlyEnd.h"
#include "host/JobPool.h"
#include "host/RunPosition.h"

namespace host {
namespace {

using testing::KilledBySignal;

TEST(CheckTest, nothingHappensIfItHolds) {
  int evaluated = 0;
  CHECK(++evaluated == 1);
  EXPECT_EQ(1, evaluated);
}

TEST(CheckTest, saysTheConditionAndItsPlace) {
  EXPECT_EXIT(CHECK(1 + 1 == 3), KilledBySignal(SIGABRT),
              "^check failed: 1 \\+ 1 == 3 \\(tests/host/CheckTest.cpp:[0-9]+\\)\n"
              "  outside of the peers' code\n$");
}

TEST(CheckTest, saysWhereTheRunIsAndHowToRepeatIt) {
  EXPECT_EXIT(
      {
        registerReplay("7", "./Application a.conf --seed 7");
        const PositionMark mark(150, 4, "MP2Node::clientRead");
        CHECK(false);
      },
      KilledBySignal(SIGABRT),
      "^check failed: false \\(.*\\)\n"
      "  at tick 150, in peer 4's MP2Node::clientRead; seed 7\n"
      "  replay: ./Application a.conf --seed 7\n$");
}

TEST(CheckTest, betweenCallsTheTickIsTheLastOnesOrLater) {
  EXPECT_EXIT(
      {
        registerReplay("7", "");
        { const PositionMark mark(150, 4, "MP1Node::nodeLoop"); }
        CHECK(false);
      },
      KilledBySignal(SIGABRT), "\n  outside of the peers' code, at tick 150 or later; seed 7\n$");
}

TEST(CheckTest, isTheReasonOfTheCrashThatIsReported) {
  EXPECT_EXIT(
      {
        reportEarlyEnds();
        const PositionMark mark(150, 4, "MP2Node::clientRead");
        CHECK(false);
      },
      KilledBySignal(SIGABRT),
      "\ncrashed with signal 6 \\(Aborted; check failed: false \\(tests/host/CheckTest.cpp:[0-9]+"
      "\\)\\) at tick 150, in peer 4's MP2Node::clientRead\n");
}

// As in a sweep: one line, and not on the screen.
TEST(CheckTest, whereEarlyEndsAreReportedElsewhereItIsALineThere) {
  std::string said;
  std::string error;
  EXPECT_TRUE(runJobs(
      0, 0, 1,
      [](uint64_t, int descriptor) {
        reportEarlyEnds();
        reportEarlyEndsTo(descriptor);
        registerReplay("7", "./Application a.conf --seed 7");
        CHECK(false);
        return 0;
      },
      [&](uint64_t, const JobOutcome& outcome) { said = outcome.output; }, &error));
  EXPECT_TRUE(said.starts_with("crashed with signal 6 (Aborted; check failed: false (")) << said;
  EXPECT_TRUE(said.ends_with(")) outside of the peers' code\n")) << said;
}

TEST(CheckTest, aLongConditionIsCut) {
  const std::string condition(1000, 'x');
  EXPECT_EXIT(failCheck(condition.c_str(), "a.cpp", 1), KilledBySignal(SIGABRT),
              "^check failed: x{200} \\(a.cpp:1\\)\n");
}

}  // namespace
}  // namespace host
