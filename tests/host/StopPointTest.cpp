// Tests of host/StopPoint.h, without a debugger: tests/checks/debugger.sh has one.
#include "host/StopPoint.h"

#include <gtest/gtest.h>

#include <csignal>

namespace host {
namespace {

class StopPointTest : public testing::Test {
 protected:
  ~StopPointTest() override { stopTick = -1; }

  // What a call into a peer's code makes the stop point write to stderr.
  static std::string saidAt(int32_t tick, int32_t peerId, const char* call) {
    testing::internal::CaptureStderr();
    const PositionMark mark(tick, peerId, call);
    stopIfDue();
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(StopPointTest, isCallNamed_withOrWithoutTheClass) {
  EXPECT_TRUE(isCallNamed("MP2Node::recvLoop", "recvLoop"));
  EXPECT_TRUE(isCallNamed("MP2Node::recvLoop", "MP2Node::recvLoop"));
  EXPECT_TRUE(isCallNamed("recvLoop", "recvLoop"));
  EXPECT_FALSE(isCallNamed("MP2Node::recvLoop", "MP1Node::recvLoop"));
  EXPECT_FALSE(isCallNamed("MP2Node::recvLoop", "Loop"));
  EXPECT_FALSE(isCallNamed("MP2Node::recvLoop", "RecvLoop"));
  EXPECT_FALSE(isCallNamed("MP2Node::recvLoop", ""));
}

TEST_F(StopPointTest, withoutAPointNothingIsSaid) {
  EXPECT_FALSE(isStopPending());
  EXPECT_EQ("", saidAt(0, 1, "MP1Node::nodeLoop"));
}

TEST_F(StopPointTest, stopIfDue_atItsCallAloneAndOnce) {
  stopBefore({150, 4, "MP2Node::recvLoop"}, "./Application a.conf --stop-at 150:4:recvLoop");
  EXPECT_EQ("", saidAt(149, 4, "MP2Node::recvLoop"));
  EXPECT_EQ("", saidAt(150, 3, "MP2Node::recvLoop"));
  EXPECT_EQ("", saidAt(150, 4, "MP1Node::recvLoop"));
  EXPECT_TRUE(isStopPending());
  EXPECT_EQ(
      "stop: tick 150, before MP2Node::recvLoop of peer 4; `tbreak MP2Node::recvLoop` and "
      "`continue` lead into it\n"
      "no debugger is attached, so the run goes on; to stop there, type:\n"
      "  gdb -q -ex run -ex 'tbreak MP2Node::recvLoop' -ex continue --args "
      "./Application a.conf --stop-at 150:4:recvLoop\n",
      saidAt(150, 4, "MP2Node::recvLoop"));
  EXPECT_FALSE(isStopPending());
  EXPECT_EQ("", saidAt(150, 4, "MP2Node::recvLoop"));
}

TEST_F(StopPointTest, stopIfDue_atTheFirstCallThatFits) {
  stopBefore({150, 0, ""}, "p");
  EXPECT_NE("", saidAt(150, 1, "MP1Node::recvLoop"));
  stopBefore({150, 2, ""}, "p");
  EXPECT_EQ("", saidAt(150, 1, "MP1Node::recvLoop"));
  EXPECT_NE("", saidAt(150, 2, "MP1Node::recvLoop"));
  stopBefore({150, 2, "recvLoop"}, "p");
  EXPECT_EQ("", saidAt(150, 2, "MP1Node::nodeLoop"));
  EXPECT_NE("", saidAt(150, 2, "MP2Node::recvLoop"));
}

TEST_F(StopPointTest, stopIfDue_namesNoFunctionForTheConstructors) {
  stopBefore({0, 0, ""}, "p");
  EXPECT_EQ(
      "stop: tick 0, before the constructors of peer 1\n"
      "no debugger is attached, so the run goes on; to stop there, type:\n"
      "  gdb -q -ex run --args p\n",
      saidAt(0, 1, "the constructors"));
}

TEST_F(StopPointTest, stopIfDue_outsideOfThePeersCode) {
  { const PositionMark mark(150, 4, "MP2Node::recvLoop"); }
  stopBefore({150, 4, ""}, "p");
  stopIfDue();
  EXPECT_TRUE(isStopPending());
}

int trapsSeen = 0;

TEST_F(StopPointTest, stopIfDue_leavesTheHandlerOfTheSignal) {
  const auto before = ::signal(SIGTRAP, [](int) { ++trapsSeen; });
  stopBefore({1, 0, ""}, "p");
  EXPECT_NE("", saidAt(1, 1, "MP1Node::nodeLoop"));
  EXPECT_EQ(0, trapsSeen);
  ::raise(SIGTRAP);
  EXPECT_EQ(1, trapsSeen);
  ::signal(SIGTRAP, before);
}

TEST_F(StopPointTest, stopBefore_requiresATick) {
  EXPECT_DEATH(stopBefore({-1, 0, ""}, "p"), "point.tick >= 0");
}

}  // namespace
}  // namespace host
