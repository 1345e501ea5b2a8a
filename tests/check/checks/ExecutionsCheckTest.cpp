#include "check/checks/ExecutionsCheck.h"

#include <gtest/gtest.h>

namespace check {
namespace {

class ExecutionsCheckTest : public ::testing::Test {
 protected:
  ExecutionsCheckTest() { check_.follow(&events_); }

  void execute(sim::PeerId replica, sim::PeerId coordinator, int transId, const char* name) {
    sim::Event event;
    event.kind = sim::EventKind::Executed;
    event.node = {replica, 0};
    event.other = {coordinator, 0};
    event.transId = transId;
    event.key = "k";
    event.text = name;
    events_.emit(event);
  }

  Verdict conclude(Level demanded = Level::Linearizable) {
    const Stores stores;
    const History history;
    const MembershipResult membership = Membership().result(100);
    check_.conclude({100, stores, history, {}, membership, kChainDesign, demanded});
    return check_.verdict();
  }

  sim::EventStream events_;
  ExecutionsCheck check_;
};

TEST_F(ExecutionsCheckTest, ok_oneExecutionThatSeveralReplicasReport) {
  execute(3, 1, 7, "10.0.2");
  execute(4, 1, 7, "10.0.2");
  execute(3, 1, 8, "11.0.2");
  execute(3, 2, 7, "12.0.2");
  EXPECT_EQ(Verdict::Ok, conclude().kind);
  EXPECT_EQ(3, check_.metrics()[0].value);
  EXPECT_EQ(0, check_.metrics()[1].value);
}

TEST_F(ExecutionsCheckTest, ok_withoutMetricsIfNoneIsReported) {
  EXPECT_EQ(Verdict::Ok, conclude().kind);
  EXPECT_TRUE(check_.metrics().empty());
}

TEST_F(ExecutionsCheckTest, ok_executedTwiceWhereDeletedKeysMayComeBack) {
  execute(3, 1, 7, "10.0.2");
  execute(3, 1, 7, "14.0.2");
  EXPECT_EQ(Verdict::Ok, conclude(Level::Durable).kind);
  EXPECT_EQ(1, check_.metrics()[1].value);
}

TEST_F(ExecutionsCheckTest, violated_twoExecutionsOfACall) {
  execute(3, 1, 7, "10.0.2");
  execute(3, 1, 7, "14.0.2");
  const Verdict verdict = conclude();
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ((ProblemId{"executed twice", "k"}), verdict.id);
  EXPECT_EQ(std::vector<std::string>{"transaction 7 of peer 1 on key k was executed 2 times"},
            verdict.problems);
  EXPECT_EQ(1, check_.metrics()[1].value);
}

}  // namespace
}  // namespace check
