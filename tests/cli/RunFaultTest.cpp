// Tests of cli/RunFault.h.
#include "cli/RunFault.h"

#include <gtest/gtest.h>

#include <sstream>
#include <utility>

#include "cli/Options.h"
#include "tests/support/LoggedRun.h"

namespace cli {
namespace {

using sim::EventKind;

// A run that has finished, with so many calls and lines of coordinators.
RunResult finishedRun(int calls, int lines) {
  RunResult result;
  result.finished = true;
  sim::Event event;
  event.node = {1, 0};
  event.key = "key";
  event.kind = EventKind::OperationInvoked;
  for (int i = 0; i < calls; ++i) result.tally.onEvent(event);
  event.kind = EventKind::OperationFinished;
  event.success = true;
  for (int i = 0; i < lines; ++i) result.tally.onEvent(event);
  return result;
}

TEST(RunFaultTest, faultOf_aRunThatCouldNotGoOn) {
  RunResult result;
  result.failure = "no peer is left";
  for (const char* conf : {"create", "chaos"}) {
    EXPECT_EQ("the test could not go on: no peer is left", faultOf(result, paramsOf(conf, 1)));
  }
}

TEST(RunFaultTest, faultOf_oneLineForEachCall) {
  const Params params = paramsOf("create", 1);
  EXPECT_EQ("", faultOf(finishedRun(0, 0), params));
  EXPECT_EQ("", faultOf(finishedRun(3, 3), params));
  EXPECT_EQ("2 client calls have no result line of the coordinator",
            faultOf(finishedRun(3, 1), params));
  EXPECT_EQ("2 result lines of coordinators beyond one for each client call",
            faultOf(finishedRun(1, 3), params));
  EXPECT_EQ("1 result line of coordinators beyond one for each client call",
            faultOf(finishedRun(1, 2), params));
}

TEST(RunFaultTest, faultOf_inALaboratoryCallsMayStayOpen) {
  EXPECT_EQ("", faultOf(finishedRun(3, 1), paramsOf("chaos", 1)));
}

// Of the run of a conf with this log; "" also if it has no points.
std::string lostIn(const Params& params, const std::string& dbgLog) {
  const auto score = scoreOf(params, dbgLog);
  return score ? lostPoints(*score) : "";
}

TEST(RunFaultTest, lostPoints_fullMarks) {
  for (const char* conf : {"create", "multifailure"}) {
    const Params params = paramsOf(conf, 1);
    EXPECT_EQ("", lostIn(params, LoggedRun(params).dbgLog())) << conf;
  }
}

// Not of CREATE: the course's rule gives an empty log its points.
TEST(RunFaultTest, lostPoints_theFirstTestThatLostThem) {
  for (const char* conf :
       {"read", "update", "delete", "singlefailure", "multifailure", "msgdropsinglefailure"}) {
    const std::string lost = lostIn(paramsOf(conf, 1), "");
    EXPECT_EQ(0u, lost.find("0 of ")) << conf << ": " << lost;
    EXPECT_NE(std::string::npos, lost.find(" points: ")) << conf << ": " << lost;
  }
}

// None of the course's runs: there are no marks for it.
TEST(RunFaultTest, scoreOf_otherRunsHaveNone) {
  EXPECT_FALSE(scoreOf(paramsOf("chaos", 1), "").has_value());
  for (const auto& [conf, setting] : {std::pair("create", "MAX_NNB=9"),
                                      {"create", "MIN_NNB=3"},
                                      {"create", "DROP_MSG=1"},
                                      {"multifailure", "DROP_MSG=1"}}) {
    const Params params = paramsOf(conf, 1, {setting});
    EXPECT_FALSE(isScored(params)) << conf << " " << setting;
    EXPECT_FALSE(scoreOf(params, "").has_value()) << conf << " " << setting;
  }
}

// The membership tests are scored by the lines that LOG_MEMBERSHIP leaves out, the others are not.
TEST(RunFaultTest, scoreOf_withoutTheLinesThereIsNone) {
  EXPECT_FALSE(scoreOf(paramsOf("singlefailure", 1, {"LOG_MEMBERSHIP=none"}), "").has_value());
  EXPECT_NE("", lostIn(paramsOf("singlefailure", 1, {"LOG_MEMBERSHIP=others"}), ""));
  EXPECT_NE("", lostIn(paramsOf("read", 1, {"LOG_MEMBERSHIP=none"}), ""));
}

std::string pointsText(const grading::ScenarioScore& score) {
  std::ostringstream out;
  printPoints(score, out);
  return out.str();
}

TEST(RunFaultTest, printPoints_aLineForEachTestThatLostThem) {
  grading::ScenarioScore score;
  score.tests = {
      {"a", "TEST 1", 3, 3, ""}, {"b", "TEST 2", 0, 9, "why"}, {"c", "TEST 3", 2, 8, "how"}};
  EXPECT_EQ("5 of 20 points\nTEST 2: 0 of 9 points: why\nTEST 3: 2 of 8 points: how\n",
            pointsText(score));
  EXPECT_EQ("5 of 20 points: TEST 2: why", lostPoints(score));
}

TEST(RunFaultTest, printPoints_fullMarks) {
  grading::ScenarioScore score;
  score.tests = {{"a", "TEST 1", 1, 1, ""}};
  EXPECT_EQ("1 of 1 point\n", pointsText(score));
}

// ---- What a sweep and a single run say of the same run.

TEST(RunFaultTest, judge_aFaultComesFirst) {
  const Params params = paramsOf("read", 1);
  const std::string empty;
  const Judgement judgement = judge(finishedRun(3, 1), params, nullptr, &empty);
  EXPECT_EQ(kFailed, judgement.status);
  EXPECT_EQ("2 client calls have no result line of the coordinator", judgement.reason);
  EXPECT_EQ(judgement.reason, judgement.fault);
  EXPECT_TRUE(judgement.score.has_value());
}

TEST(RunFaultTest, judge_lostPoints) {
  const Params params = paramsOf("read", 1);
  const std::string empty;
  const Judgement judgement = judge(finishedRun(3, 3), params, nullptr, &empty);
  EXPECT_EQ(kFailed, judgement.status);
  EXPECT_EQ(lostIn(params, ""), judgement.reason);
  EXPECT_EQ("", judgement.fault);
}

TEST(RunFaultTest, missingIn_nodesThatDoNothing) {
  const Params params;
  RunResult result;
  EXPECT_EQ("", missingIn(result, params)) << "nothing was to be done";
  result.tally.peersStarted = 2;
  EXPECT_EQ(0u, missingIn(result, params).find("no peer lists another: MP1Node has to "));
  result.tally.operations[static_cast<size_t>(sim::Operation::Create)].invoked = 3;
  EXPECT_NE(std::string::npos,
            missingIn(result, params).find("; no client call succeeds: MP2Node"));
  result.tally.othersAdded = 1;
  EXPECT_EQ(0u, missingIn(result, params).find("no client call succeeds: MP2Node has to "));
  result.tally.operations[static_cast<size_t>(sim::Operation::Read)].succeeded = 1;
  EXPECT_EQ("", missingIn(result, params));
}

// The other designs are ours: there is nothing for a student to write.
TEST(RunFaultTest, missingIn_otherDesignsAreNotTheStudents) {
  Params params;
  params.MEMBERSHIP = "EPIDEMIC";
  params.REPLICATION = "CHAIN";
  RunResult result;
  result.tally.peersStarted = 2;
  result.tally.operations[static_cast<size_t>(sim::Operation::Create)].invoked = 3;
  EXPECT_EQ("no peer lists another; no client call succeeds", missingIn(result, params));
}

TEST(RunFaultTest, judge_whatDoesNothingFails) {
  RunResult result = finishedRun(0, 0);
  result.tally.peersStarted = 2;
  const Judgement judgement = judge(result, paramsOf("chaos", 1), nullptr, nullptr);
  EXPECT_EQ(kFailed, judgement.status);
  EXPECT_EQ(missingIn(result, paramsOf("chaos", 1)), judgement.reason);
}

TEST(RunFaultTest, judge_nothingIsWrong) {
  const Params params = paramsOf("read", 1);
  const Judgement unscored = judge(finishedRun(3, 3), params, nullptr, nullptr);
  EXPECT_EQ(kFine, unscored.status);
  EXPECT_EQ("", unscored.reason);
  EXPECT_FALSE(unscored.score.has_value());
}

// With a check that holds, points are lost all the same.
TEST(RunFaultTest, judge_lostPointsOfACheckedRun) {
  const Params params = paramsOf("create", 1, {"CRUD_TEST=READ"});
  check::RunCheck check(check::Level::Linearizable);
  sim::EventStream events;
  check.follow(&events, check::kQuorumDesign);
  check.settle(1, {});
  check.conclude(2, {});
  const std::string empty;
  const Judgement judgement = judge(finishedRun(0, 0), params, &check, &empty);
  EXPECT_EQ(kFailed, judgement.status);
  EXPECT_EQ(lostIn(params, ""), judgement.reason);
}

}  // namespace
}  // namespace cli
