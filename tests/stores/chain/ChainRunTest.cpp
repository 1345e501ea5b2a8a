// Tests of stores/chain in whole runs: REPLICATION: CHAIN under faults.
#include <gtest/gtest.h>

#include <string>

#include "check/base/Verdict.h"
#include "tests/support/CheckedRun.h"
#include "tests/support/LoggedRun.h"
#include "tests/support/TempFile.h"

namespace chain {
namespace {

using check::Verdict;

std::string problemOf(const Params& params) {
  const CheckedRun run(params);
  return run.check().verdict().kind == Verdict::Ok ? "" : run.verdictText();
}

std::string problemOfSchedule(const std::string& schedule) {
  const TempFile file(schedule);
  return problemOf(paramsOf("chain-chaos", 1, {"FAULTS=" + file.path(), "WORKLOAD=none"}));
}

TEST(ChainRunTest, simulate_drawnFaults) {
  for (unsigned long long seed = 1; seed <= 5; ++seed) {
    EXPECT_EQ("", problemOf(paramsOf("chain-chaos", seed))) << seed;
  }
}

// The head dropped the tombstone after 200 ticks, and with it the update that the tail lacked.
TEST(ChainRunTest, simulate_theTailIsCutOffForAsLongAsATombstoneLives) {
  EXPECT_EQ("", problemOfSchedule("peers 2\n"
                                  "guarded\n"
                                  "at 213 client 13 on 2 create c2 v1\n"
                                  "at 226 client 13 on 2 delete c2\n"
                                  "from 227 to 428 drop store 1 on 1 > 2\n"));
}

// The middle had dropped the tombstone when the head retransmitted the create before it.
TEST(ChainRunTest, simulate_anUpdateOfBeforeATombstoneIsRetransmitted) {
  EXPECT_EQ("", problemOfSchedule("peers 6\n"
                                  "guarded\n"
                                  "at 206 client 9 on 2 create c1 v2\n"
                                  "from 208 to 413 drop store 1 on 5 > 1\n"
                                  "at 209 crash 5\n"
                                  "at 215 restart 5\n"
                                  "at 229 client 10 on 5 delete c1\n"
                                  "from 417 to 426 drop store 1 on 6 > 5\n"
                                  "at 600 client 1 on 2 create c9 v3\n"));
}

}  // namespace
}  // namespace chain
