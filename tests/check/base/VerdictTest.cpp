// Tests of check/base/Verdict.h.
#include "check/base/Verdict.h"

#include <gtest/gtest.h>

#include <sstream>

namespace check {
namespace {

using Sentences = std::vector<std::string>;

const Verdict kUnknown = {Verdict::Unknown, "linearizable", {}, {"out of budget"}};
const Verdict kInconclusive = {Verdict::Inconclusive, "exposure", {}, {"nothing was touched"}};
const Verdict kReplicas = violated({"key k has no copy"}, {"missing copies", "k"}, "replicas");
const Verdict kMembership = violated({"a", "b"}, {"not listed", ""}, "membership");

std::string printed(const Verdict& verdict) {
  std::ostringstream out;
  verdict.print(out);
  return out.str();
}

TEST(VerdictTest, violated_okWithoutAProblem) {
  EXPECT_EQ(Verdict::Ok, violated({}, {"kind", "key"}, "replicas").kind);
  EXPECT_EQ("", violated({}, {"kind", "key"}, "replicas").check);
  EXPECT_EQ(Verdict::Violated, kReplicas.kind);
  EXPECT_EQ((ProblemId{"missing copies", "k"}), kReplicas.id);
}

TEST(VerdictTest, joined_okIfAllAre) {
  for (const std::vector<Verdict>& verdicts : {std::vector<Verdict>{}, {{}, {}}}) {
    const Verdict verdict = joined(verdicts);
    EXPECT_EQ(Verdict::Ok, verdict.kind);
    EXPECT_EQ("", verdict.check);
    EXPECT_EQ(0, verdict.exitCode());
    EXPECT_EQ("OK\n", printed(verdict));
  }
}

TEST(VerdictTest, joined_namesTheFirstCheckAndAllProblems) {
  const Verdict verdict = joined({{}, kInconclusive, kReplicas, kUnknown, kMembership});
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ("replicas", verdict.check);
  EXPECT_EQ((ProblemId{"missing copies", "k"}), verdict.id);
  EXPECT_EQ((Sentences{"key k has no copy", "a", "b"}), verdict.problems);
  EXPECT_EQ(1, verdict.exitCode());
  EXPECT_EQ("replicas: key k has no copy", verdict.summary());
  EXPECT_EQ("VIOLATED: replicas\n  key k has no copy\n  a\n  b\n", printed(verdict));
}

TEST(VerdictTest, joined_unknownBeforeInconclusive) {
  const Verdict verdict = joined({kInconclusive, {}, kUnknown});
  EXPECT_EQ(Verdict::Unknown, verdict.kind);
  EXPECT_EQ("linearizable", verdict.check);
  EXPECT_EQ(3, verdict.exitCode());
}

TEST(VerdictTest, joined_theFirstThatIsInconclusive) {
  Verdict calls = kInconclusive;
  calls.check = "calls";
  const Verdict verdict = joined({calls, kInconclusive});
  EXPECT_EQ("calls", verdict.check);
  EXPECT_EQ(3, verdict.exitCode());
  EXPECT_EQ("INCONCLUSIVE: calls\n  nothing was touched\n", printed(verdict));
}

TEST(VerdictTest, printProblems_countsTheRest) {
  std::ostringstream out;
  printProblems({"a", "b", "c"}, 2, out);
  EXPECT_EQ("  a\n  b\n  … and 1 more\n", out.str());
}

}  // namespace
}  // namespace check
