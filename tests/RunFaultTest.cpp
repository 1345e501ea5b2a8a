// Tests of cli/RunFault.h.
#include "cli/RunFault.h"

#include <gtest/gtest.h>

#include "LoggedRun.h"

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
}

TEST(RunFaultTest, faultOf_inALaboratoryCallsMayStayOpen) {
  EXPECT_EQ("", faultOf(finishedRun(3, 1), paramsOf("chaos", 1)));
}

TEST(RunFaultTest, lostPoints_fullMarks) {
  for (const char* conf : {"create", "multifailure"}) {
    const Params params = paramsOf(conf, 1);
    EXPECT_EQ("", lostPoints(params, LoggedRun(params).dbgLog())) << conf;
  }
}

// Not of CREATE: the course's rule gives an empty log its points.
TEST(RunFaultTest, lostPoints_theFirstTestThatLostThem) {
  for (const char* conf :
       {"read", "update", "delete", "singlefailure", "multifailure", "msgdropsinglefailure"}) {
    const std::string lost = lostPoints(paramsOf(conf, 1), "");
    EXPECT_EQ(0u, lost.find("0 of ")) << conf << ": " << lost;
    EXPECT_NE(std::string::npos, lost.find(" points: ")) << conf << ": " << lost;
  }
}

// None of the course's runs: there are no marks for it.
TEST(RunFaultTest, lostPoints_otherRunsHaveNone) {
  EXPECT_EQ("", lostPoints(paramsOf("chaos", 1), ""));
  EXPECT_EQ("", lostPoints(paramsOf("create", 1, {"MAX_NNB=9"}), ""));
  EXPECT_EQ("", lostPoints(paramsOf("create", 1, {"MIN_NNB=3"}), ""));
  EXPECT_EQ("", lostPoints(paramsOf("create", 1, {"DROP_MSG=1", "MSG_DROP_PROB=0.1"}), ""));
  EXPECT_EQ("", lostPoints(paramsOf("multifailure", 1, {"DROP_MSG=1", "MSG_DROP_PROB=0.1"}), ""));
}

// The membership tests are scored by the lines that LOG_MEMBERSHIP leaves out, the others are not.
TEST(RunFaultTest, lostPoints_withoutTheLinesThereIsNoScore) {
  EXPECT_EQ("", lostPoints(paramsOf("singlefailure", 1, {"LOG_MEMBERSHIP=none"}), ""));
  EXPECT_NE("", lostPoints(paramsOf("singlefailure", 1, {"LOG_MEMBERSHIP=others"}), ""));
  EXPECT_NE("", lostPoints(paramsOf("read", 1, {"LOG_MEMBERSHIP=none"}), ""));
}

}  // namespace
}  // namespace cli
