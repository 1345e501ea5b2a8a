// Tests of cli/search/ForkedRuns.h.
#include "cli/search/ForkedRuns.h"

#include <gtest/gtest.h>

#include <string>

#include "Laboratory.h"
#include "cli/OneRun.h"
#include "lab/ScheduleText.h"
#include "search/exhaustive/ExhaustiveSearch.h"
#include "tests/support/LoggedRun.h"

namespace cli {
namespace {

constexpr sim::Tick kFirst = 84;
constexpr sim::Tick kLast = 90;

Params params() {
  const std::string file = std::string(TEST_SOURCE_DIR) + "/testcases/exhaustive/update.faults";
  return paramsOf("exhaustive-update", 1, {"FAULTS=" + file});
}

lab::Schedule schedule() {
  std::vector<std::string> errors;
  lab::Schedule schedule = makeSchedule(params(), &errors);
  EXPECT_TRUE(errors.empty());
  schedule.isGuarded = true;
  return schedule;
}

std::vector<lab::Fault> faultsOf(const std::string& text) {
  std::vector<std::string> errors;
  return lab::readScheduleText("peers 5\n" + text, "s", 5, &errors).faults;
}

// The runs of these sets, as an exhaustive search makes them.
std::vector<ForkedRun> forked(const std::vector<std::vector<lab::Fault>>& sets) {
  const lab::Schedule base = schedule();
  std::vector<ForkedRun> all;
  std::string error;
  ForkedRuns runs(params(), base, kFirst, kLast);
  runs.goToWindow();
  host::runJobs(
      0, sets.size() - 1, 2,
      [&](uint64_t index, int descriptor) { return runs.finish(sets[index], true, descriptor); },
      [&](uint64_t, const host::JobOutcome& outcome) { all.push_back(readForkedRun(outcome)); },
      &error);
  EXPECT_EQ("", error);
  return all;
}

// What the run of the whole schedule shows that begins at tick 0.
search::WindowRecord recordFromTheStart(const std::vector<lab::Fault>& faults) {
  lab::Schedule whole = schedule();
  whole.add({0, faults, {}});
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  search::WindowRecorder recorder(kFirst, kLast);
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.runWatcher = &recorder;
  EXPECT_EQ(0, simulate(params(), whole, outputs).faultsSkipped);
  return recorder.record();
}

TEST(ForkedRunsTest, finish_isTheRunFromTheStart) {
  search::ExhaustiveSettings settings;
  settings.peers = 5;
  settings.first = kFirst;
  settings.last = kLast;
  search::ExhaustiveSearch search(settings);
  search.extend(0, forked({{}})[0].record);
  ASSERT_TRUE(search.goToNextLevel());
  ASSERT_LT(50u, search.levelSize());
  std::vector<std::vector<lab::Fault>> sets;
  for (uint64_t index = 0; index < search.levelSize(); ++index) {
    sets.push_back(search.faultsOfSet(index));
  }
  const std::vector<ForkedRun> runs = forked(sets);
  ASSERT_EQ(sets.size(), runs.size());
  for (size_t i = 0; i < sets.size(); ++i) {
    EXPECT_EQ(recordFromTheStart(sets[i]), runs[i].record) << lab::faultText(sets[i][0]);
    EXPECT_EQ(ForkedRun::End::Decided, runs[i].end);
    EXPECT_EQ("", runs[i].failure.sentence);
  }
}

TEST(ForkedRunsTest, finish_tellsThatTheGuaranteeForbidsIt) {
  const std::vector<ForkedRun> runs =
      forked({faultsOf("at 85 crash 4\nat 86 crash 5"), faultsOf("at 85 crash 4")});
  EXPECT_EQ(ForkedRun::End::Forbidden, runs[0].end);
  EXPECT_EQ(ForkedRun::End::Decided, runs[1].end);
}

TEST(ForkedRunsTest, readForkedRun_aProcessThatTellsNothingHasCrashed) {
  EXPECT_TRUE(readForkedRun({0, 11, ""}).failure.isCrash());
  EXPECT_TRUE(readForkedRun({0, 0, ""}).failure.isCrash());
  EXPECT_TRUE(readForkedRun({0, 0, "else\n"}).failure.isCrash());
}

}  // namespace
}  // namespace cli
