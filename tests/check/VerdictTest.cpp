// Tests of check/Verdict.h.
#include "check/Verdict.h"

#include <gtest/gtest.h>

#include <sstream>

namespace check {
namespace {

using Sentences = std::vector<std::string>;

ConsistencyResult broken(Level level) {
  ConsistencyResult result;
  result.held = static_cast<Level>(static_cast<int>(level) - 1);
  result.violation = Violation{level, "lost write", "k", {}, "the value is gone"};
  return result;
}

std::string printed(const Verdict& verdict) {
  std::ostringstream out;
  verdict.print(out);
  return out.str();
}

TEST(VerdictTest, ok_nothingFound) {
  const Verdict verdict = judge({});
  EXPECT_EQ(Verdict::Ok, verdict.kind);
  EXPECT_EQ("", verdict.check);
  EXPECT_EQ(0, verdict.exitCode());
  EXPECT_EQ("OK\n", printed(verdict));
}

TEST(VerdictTest, violated_aLevelThatIsDemanded) {
  Evidence evidence;
  evidence.consistency = broken(Level::Durable);
  for (const Level demanded : {Level::Durable, Level::Linearizable}) {
    evidence.demanded = demanded;
    const Verdict verdict = judge(evidence);
    EXPECT_EQ(Verdict::Violated, verdict.kind);
    EXPECT_EQ("durable", verdict.check);
    EXPECT_EQ((ProblemId{"lost write", "k"}), verdict.id);
    EXPECT_EQ(Sentences{"the value is gone"}, verdict.problems);
    EXPECT_EQ(1, verdict.exitCode());
    EXPECT_EQ("VIOLATED: durable\n  the value is gone\n", printed(verdict));
  }
}

TEST(VerdictTest, ok_aLevelThatIsNotDemanded) {
  Evidence evidence;
  evidence.consistency = broken(Level::Linearizable);
  evidence.demanded = Level::Sequential;
  EXPECT_EQ(Verdict::Ok, judge(evidence).kind);
  evidence.consistency = broken(Level::Durable);
  evidence.demanded = Level::None;
  EXPECT_EQ(Verdict::Ok, judge(evidence).kind);
}

TEST(VerdictTest, violated_oneLineForEachCall) {
  Evidence evidence;
  evidence.unanswered = 1;
  evidence.surplus = 2;
  const Verdict verdict = judge(evidence);
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("one line for each call", verdict.check);
  EXPECT_EQ((Sentences{"1 call got no line of the coordinator",
                       "2 lines of coordinators beyond one for each call"}),
            verdict.problems);
}

TEST(VerdictTest, violated_namesTheFirstCheckAndAllProblems) {
  Evidence evidence;
  evidence.membership = {"peer 1 is not listed"};
  EXPECT_EQ("membership", judge(evidence).check);
  evidence.replication = {"key k has no copy"};
  EXPECT_EQ("replicas", judge(evidence).check);
  evidence.surplus = 1;
  EXPECT_EQ("one line for each call", judge(evidence).check);
  evidence.consistency = broken(Level::Regular);
  EXPECT_EQ("regular", judge(evidence).check);
  EXPECT_EQ(4u, judge(evidence).problems.size());
}

TEST(VerdictTest, inconclusive_faultsThatTouchedNothing) {
  Evidence evidence;
  evidence.hadFaults = true;
  const Verdict verdict = judge(evidence);
  EXPECT_EQ(Verdict::Inconclusive, verdict.kind);
  EXPECT_EQ("exposure", verdict.check);
  EXPECT_EQ(3, verdict.exitCode());
  EXPECT_EQ("INCONCLUSIVE: exposure\n  no operation was touched by a fault\n", printed(verdict));
  evidence.operationsTouched = 1;
  EXPECT_EQ(Verdict::Ok, judge(evidence).kind);
}

TEST(VerdictTest, unknown_aDemandedLevelWasNotDecided) {
  Evidence evidence;
  evidence.consistency.undecided = Level::Linearizable;
  EXPECT_EQ(Verdict::Unknown, judge(evidence).kind);
  EXPECT_EQ("linearizable", judge(evidence).check);
  EXPECT_EQ(3, judge(evidence).exitCode());
  evidence.demanded = Level::Sequential;
  EXPECT_EQ(Verdict::Ok, judge(evidence).kind);
}

TEST(VerdictTest, violated_whateverElseIsOpen) {
  Evidence evidence;
  evidence.hadFaults = true;
  evidence.consistency.undecided = Level::Linearizable;
  evidence.replication = {"key k has no copy"};
  EXPECT_EQ(Verdict::Violated, judge(evidence).kind);
}

TEST(VerdictTest, printProblems_countsTheRest) {
  std::ostringstream out;
  printProblems({"a", "b", "c"}, 2, out);
  EXPECT_EQ("  a\n  b\n  … and 1 more\n", out.str());
}

}  // namespace
}  // namespace check
