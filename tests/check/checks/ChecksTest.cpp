// Tests of check/checks/Checks.h: the table, and what each check says of what it has found.
#include "check/checks/Checks.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "check/checks/ConsistencyCheck.h"
#include "check/checks/ExposureCheck.h"
#include "check/checks/LinesCheck.h"
#include "check/checks/MembershipCheck.h"
#include "check/checks/ReplicationCheck.h"

namespace check {
namespace {

using Sentences = std::vector<std::string>;

// What a run without peers, calls and faults is to all checks.
struct QuietRun {
  Stores stores;
  History history;
  std::vector<Operation> operations;
  MembershipResult membership = Membership().result(100);

  RunFacts facts() const {
    return {100, stores, history, operations, membership, kQuorumDesign, Level::Linearizable};
  }
};

TEST(ChecksTest, checkTable_aQuietRun) {
  const QuietRun run;
  std::ostringstream report;
  std::set<std::string> names;
  std::set<std::string> metrics;
  for (const CheckRow& row : checkTable()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    const std::unique_ptr<Check> check = row.make();
    check->conclude(run.facts());
    EXPECT_EQ(Verdict::Ok, check->verdict().kind) << row.name;
    check->print(report);
    for (const Metric& metric : check->metrics()) {
      EXPECT_TRUE(metrics.insert(metric.name).second) << metric.name;
    }
  }
  EXPECT_EQ(
      "consistency: linearizable holds, linearizable is demanded\n"
      "0 of 0 operations touched by a fault\n"
      "replicas: 0 keys, 0 copies; keys with missing copies 0, misplaced 0, different 0, leaked 0\n"
      "membership: 0 joins; 0 crashes; 0 false removals; 0.0 messages, 0.0 bytes for each peer and "
      "tick\n",
      report.str());
}

// ---- Consistency.

ConsistencyResult broken(Level level) {
  ConsistencyResult result;
  result.held = static_cast<Level>(static_cast<int>(level) - 1);
  result.violation = Violation{level, "lost write", "k", {}, "the value is gone"};
  return result;
}

std::string printed(const ConsistencyResult& result) {
  std::ostringstream out;
  printConsistency(result, Level::Linearizable, out);
  return out.str();
}

TEST(ConsistencyCheckTest, violated_aLevelThatIsDemanded) {
  for (const Level demanded : {Level::Durable, Level::Linearizable}) {
    const Verdict verdict = judgeConsistency(broken(Level::Durable), demanded);
    EXPECT_EQ(Verdict::Violated, verdict.kind);
    EXPECT_EQ("durable", verdict.check);
    EXPECT_EQ((ProblemId{"lost write", "k"}), verdict.id);
    EXPECT_EQ(Sentences{"the value is gone"}, verdict.problems);
  }
}

TEST(ConsistencyCheckTest, ok_aLevelThatIsNotDemanded) {
  EXPECT_EQ(Verdict::Ok, judgeConsistency(broken(Level::Linearizable), Level::Sequential).kind);
  EXPECT_EQ(Verdict::Ok, judgeConsistency(broken(Level::Durable), Level::None).kind);
}

TEST(ConsistencyCheckTest, unknown_aDemandedLevelWasNotDecided) {
  ConsistencyResult result;
  result.undecided = Level::Linearizable;
  const Verdict verdict = judgeConsistency(result, Level::Linearizable);
  EXPECT_EQ(Verdict::Unknown, verdict.kind);
  EXPECT_EQ("linearizable", verdict.check);
  EXPECT_EQ(Verdict::Ok, judgeConsistency(result, Level::Sequential).kind);
}

TEST(ConsistencyCheckTest, print_theOperationsThatBreakALevel) {
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
  ConsistencyResult result = broken(Level::Durable);
  result.violation->operations = {write, read, lost, found};
  EXPECT_EQ(
      "consistency: none holds, linearizable is demanded\n"
      "  durable does not: the value is gone\n"
      "    ticks 150-153, client 1 on peer 2: update k v1\n"
      "    ticks 150-153, client 1 on peer 2: read k found nothing\n"
      "    ticks 150-, client 1 on peer 2: update k v1, outcome unknown\n"
      "    ticks 150-153, client 1 on peer 2: read k gave v1\n",
      printed(result));
}

TEST(ConsistencyCheckTest, print_whatWasNotDecided) {
  ConsistencyResult result;
  result.held = Level::Regular;
  result.undecided = Level::Sequential;
  EXPECT_NE(std::string::npos, printed(result).find("  sequential was not decided\n"));
}

// ---- Lines and exposure.

TEST(LinesCheckTest, violated_missingAndSurplusLines) {
  const Verdict verdict = judgeLines(1, 2);
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("no line", verdict.id.kind);
  EXPECT_EQ((Sentences{"1 call got no line of the coordinator",
                       "2 lines of coordinators beyond one for each call"}),
            verdict.problems);
  EXPECT_EQ("surplus line", judgeLines(0, 1).id.kind);
  EXPECT_EQ(Verdict::Ok, judgeLines(0, 0).kind);
}

TEST(ExposureCheckTest, inconclusive_faultsThatTouchedNothing) {
  const Verdict verdict = judgeExposure(true, 0);
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind);
  EXPECT_EQ(Sentences{"no operation was touched by a fault"}, verdict.problems);
  EXPECT_EQ(Verdict::Ok, judgeExposure(true, 1).kind);
  EXPECT_EQ(Verdict::Ok, judgeExposure(false, 0).kind);
}

// ---- Replicas, by the design.

TEST(ReplicationCheckTest, conclude_asManyCopiesAsTheDesignHas) {
  QuietRun run;
  Operation create;
  create.kind = sim::Operation::Create;
  create.key = "k";
  create.value = "v";
  create.outcome = Outcome::Ok;
  create.invoked = 1;
  create.finished = 2;
  run.operations = {create};
  const Design twoReplicas = {2, 2};
  for (const sim::PeerId peer : {1, 2, 3, 4, 5}) run.stores[peer] = {{}};
  for (const sim::PeerId peer : rightPeers({1, 2, 3, 4, 5}, "k", twoReplicas)) {
    run.stores[peer] = {{{"k", "v"}}};
  }
  for (const size_t replicas : {2u, 3u}) {
    RunFacts facts = run.facts();
    facts.design.replicas = replicas;
    ReplicationCheck check;
    check.conclude(facts);
    EXPECT_EQ(replicas == 2 ? Verdict::Ok : Verdict::Violated, check.verdict().kind);
  }
}

// What was out of place when all had to be in place again counts, even if reads repair it.
TEST(ReplicationCheckTest, settle_countsForGood) {
  QuietRun run;
  ReplicationCheck check;
  run.stores[1] = {{{"k", "v"}}};  // Nobody created it.
  check.settle(run.facts());
  run.stores[1] = {{}};
  check.conclude(run.facts());
  EXPECT_EQ(Verdict::Violated, check.verdict().kind);
  EXPECT_EQ("never created", check.verdict().id.kind);
}

// ---- The membership.

TEST(MembershipCheckTest, print_theQuality) {
  MembershipResult result;
  result.joins = {{1, 0, 0}, {2, 0, 12}};
  result.crashes = {{2, 150, 15, 21}, {3, 160, 14, -1}};
  result.falseRemovals = {{170, 1, 4}};
  result.messagesPerPeerTick = 4.25;
  std::ostringstream out;
  printMembership(result, out);
  EXPECT_EQ(
      "membership: 2 joins, known to all within 12 ticks; 2 crashes, noticed first within "
      "15 ticks, by all within 21 ticks (1 never); 1 false removal; 4.2 messages, 0.0 "
      "bytes for each peer and tick\n",
      out.str());
  result.crashes = {{3, 160, -1, -1}};
  out.str("");
  printMembership(result, out);
  EXPECT_NE(std::string::npos, out.str().find("noticed first never, by all never"));
}

}  // namespace
}  // namespace check
