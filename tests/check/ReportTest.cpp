// Tests of check/Report.h.
#include "check/Report.h"

#include <gtest/gtest.h>

#include <sstream>

namespace check {
namespace {

struct CheckedRun {
  Evidence evidence;
  Exposure exposure;
  ReplicationResult replication;
  MembershipResult membership;
  Latency latency;

  std::string printed() const {
    const Verdict verdict = judge(evidence);
    std::ostringstream out;
    Report{verdict, evidence, exposure, replication, membership, latency}.print(out);
    return out.str();
  }
};

TEST(ReportTest, print_aQuietRun) {
  CheckedRun run;
  run.evidence.consistency.held = Level::Linearizable;
  EXPECT_EQ(
      "OK\n"
      "consistency: linearizable holds, linearizable is demanded\n"
      "0 of 0 operations touched by a fault\n"
      "replicas: 0 keys, 0 copies; keys with missing copies 0, misplaced 0, different 0, leaked 0\n"
      "membership: 0 joins; 0 crashes; 0 false removals; 0.0 messages, 0.0 bytes for each peer and "
      "tick\n",
      run.printed());
}

TEST(ReportTest, print_theOperationsThatBreakALevel) {
  Operation write;
  write.kind = sim::Operation::Update;
  write.client = 1;
  write.coordinator = {2, 0};
  write.key = "k";
  write.value = "v1";
  write.outcome = Outcome::Ok;
  write.invokedAt = 150;
  write.finishedAt = 153;
  Operation read = write;
  read.kind = sim::Operation::Read;
  read.outcome = Outcome::Absent;
  read.value = "";
  Operation lost = write;
  lost.outcome = Outcome::Unknown;
  lost.finishedAt = -1;
  Operation found = write;
  found.kind = sim::Operation::Read;

  CheckedRun run;
  run.evidence.consistency.violation =
      Violation{Level::Durable, "lost write", "k", {write, read, lost, found}, "the value is gone"};
  EXPECT_EQ(0u,
            run.printed().find("VIOLATED: durable\n"
                               "  the value is gone\n"
                               "consistency: none holds, linearizable is demanded\n"
                               "  durable does not: the value is gone\n"
                               "    ticks 150-153, client 1 on peer 2: update k v1\n"
                               "    ticks 150-153, client 1 on peer 2: read k found nothing\n"
                               "    ticks 150-, client 1 on peer 2: update k v1, outcome unknown\n"
                               "    ticks 150-153, client 1 on peer 2: read k gave v1\n"))
      << run.printed();
}

TEST(ReportTest, print_whatWasNotDecided) {
  CheckedRun run;
  run.evidence.consistency.held = Level::Regular;
  run.evidence.consistency.undecided = Level::Sequential;
  EXPECT_NE(std::string::npos, run.printed().find("  sequential was not decided\n"));
}

TEST(ReportTest, print_theMembershipsQuality) {
  CheckedRun run;
  run.membership.joins = {{1, 0, 0}, {2, 0, 12}};
  run.membership.crashes = {{2, 150, 15, 21}, {3, 160, 14, -1}};
  run.membership.falseRemovals = {{170, 1, 4}};
  run.membership.messagesPerPeerTick = 4.25;
  EXPECT_NE(
      std::string::npos,
      run.printed().find(
          "membership: 2 joins, known to all within 12 ticks; 2 crashes, noticed first within "
          "15 ticks, by all within 21 ticks (1 never); 1 false removal; 4.2 messages, 0.0 "
          "bytes for each peer and tick\n"))
      << run.printed();
  run.membership.crashes = {{3, 160, -1, -1}};
  EXPECT_NE(std::string::npos, run.printed().find("noticed first never, by all never"));
}

}  // namespace
}  // namespace check
