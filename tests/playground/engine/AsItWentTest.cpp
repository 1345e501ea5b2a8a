// Tests of playground/engine/AsItWent.h.
#include "playground/engine/AsItWent.h"

#include <gtest/gtest.h>

#include "lab/ScheduleText.h"

namespace playground {
namespace {

class AsItWentTest : public testing::Test {
 protected:
  AsItWentTest() { params_.FAULTS = "random"; }

  static lab::Schedule scheduleOf(const std::string& text) {
    std::vector<std::string> errors;
    lab::Schedule schedule = lab::readScheduleText(text, "s", 5, &errors);
    for (const std::string& error : errors) ADD_FAILURE() << error;
    return schedule;
  }

  // The fault of that line begins in the run.
  void begin(const std::string& line) {
    sim::Event event;
    event.kind = sim::EventKind::FaultBegan;
    event.text = line;
    followed_.onEvent(event);
  }

  std::string textOf(const std::string& schedule) const {
    return lab::scheduleText(asItWent(params_, scheduleOf(schedule), followed_));
  }

  Params params_;
  RunFollower followed_;
};

TEST_F(AsItWentTest, asItWent_decisionsReplaceDice) {
  followed_.decisions = scheduleOf("at 152 drop store message 1 > 2 #1\n").faults;
  EXPECT_EQ("peers 5\nat 152 drop store message 1 > 2 #1\nfrom 160 to 170 drop 1 on 1 > 2\n",
            textOf("peers 5\nfrom 150 to 158 drop 0.5\nfrom 160 to 170 drop 1 on 1 > 2\n"));
}

TEST_F(AsItWentTest, asItWent_guardIsCarriedOut) {
  begin("at 150 crash 2");
  EXPECT_EQ("peers 5\nat 150 crash 2\n",
            textOf("peers 5\nguarded\nat 150 crash 2\nat 151 crash 3\n"));
}

// Without the line, the peer would be there from the start.
TEST_F(AsItWentTest, asItWent_heldJoinKeepsTheGuard) {
  EXPECT_EQ("peers 5\nguarded\nat 150 join 4\n", textOf("peers 5\nguarded\nat 150 join 4\n"));
}

TEST_F(AsItWentTest, asItWent_callsAsTheyWereMade) {
  followed_.calls = scheduleOf("at 103 client 1 on 4 create k v\n").operations;
  EXPECT_EQ("peers 5\nat 103 client 1 on 4 create k v\n",
            textOf("peers 5\nat 100 client 1 on 3 create k v\n"));
}

TEST_F(AsItWentTest, asItWent_courseRun) {
  params_ = Params();
  sim::Event event;
  event.kind = sim::EventKind::NodeFailed;
  event.tick = 155;
  event.node.id = 2;
  followed_.onEvent(event);
  followed_.calls =
      scheduleOf("at 100 client 1 on 4 create k v\nat 100 client 1 on 4 create l v\n").operations;
  EXPECT_EQ(
      "peers 5\nat 100 client 1 on 4 create k v\nat 100 client 2 on 4 create l v\nat 155 crash 2\n",
      textOf("peers 5\n"));
}

}  // namespace
}  // namespace playground
