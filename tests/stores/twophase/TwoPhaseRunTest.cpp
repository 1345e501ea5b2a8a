// Tests of stores/twophase in whole runs: REPLICATION: TWO_PHASE under faults, with damaged and
// full disks.
#include <gtest/gtest.h>

#include <string>

#include "check/base/Verdict.h"
#include "lab/ScheduleText.h"
#include "tests/support/CheckedRun.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/TempFile.h"

namespace twophase {
namespace {

using check::Verdict;

struct Judged {
  Verdict run;
  Verdict consistency;
  std::string log;
};

Judged judge(const Params& params) {
  const CheckedRun run(params);
  return {run.check().verdict(), run.check().verdicts().front(), run.verdictText() + run.dbgLog()};
}

Judged judgeSchedule(const std::string& schedule, unsigned long long seed) {
  const TempFile file(schedule);
  return judge(
      paramsOf("twophase-chaos", seed, {"FAULTS=" + file.path(), "MIN_NNB=5", "MAX_NNB=5"}));
}

TEST(TwoPhaseRunTest, simulate_drawnFaults) {
  for (unsigned long long seed = 1; seed <= 5; ++seed) {
    const Judged judged = judge(paramsOf("twophase-chaos", seed));
    EXPECT_EQ(Verdict::Ok, judged.run.kind) << seed << ": " << judged.log.substr(0, 500);
  }
}

// The peer does not serve; nobody sees a wrong value.
TEST(TwoPhaseRunTest, simulate_aCorruptedDiskIsRefused) {
  int refused = 0;
  for (unsigned long long seed = 1; seed <= 20; ++seed) {
    const std::string peer = std::to_string(1 + seed % 5);
    const Judged judged = judgeSchedule("at 250 corrupt disk " + peer + "\nat 260 crash " + peer +
                                            "\nat 270 restart " + peer + "\n",
                                        seed);
    EXPECT_EQ(Verdict::Ok, judged.consistency.kind) << seed << ": " << judged.log.substr(0, 500);
    if (judged.log.find("is damaged") != std::string::npos) ++refused;
  }
  EXPECT_EQ(20, refused);
}

TEST(TwoPhaseRunTest, simulate_aFullDiskRefusesUpdatesUntilItHasRoom) {
  for (unsigned long long seed = 1; seed <= 10; ++seed) {
    const std::string peer = std::to_string(1 + seed % 5);
    const Judged judged = judgeSchedule("from 200 to 300 full disk " + peer + "\nat 220 crash " +
                                            peer + "\nat 230 restart " + peer + "\n",
                                        seed);
    EXPECT_EQ(Verdict::Ok, judged.run.kind) << seed << ": " << judged.log.substr(0, 500);
  }
}

}  // namespace
}  // namespace twophase
