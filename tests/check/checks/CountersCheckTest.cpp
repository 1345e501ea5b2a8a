#include "check/checks/CountersCheck.h"

#include <gtest/gtest.h>

#include "tests/support/CheckOperations.h"

namespace check {
namespace {

class CountersCheckTest : public ::testing::Test {
 protected:
  Verdict conclude(const char* readValue, Level demanded = Level::Linearizable) {
    ::Operations operations;
    operations.create(1, "0", 1, 2).update(1, "1", 3, 4).read(2, readValue, 5, 6);
    const Stores stores;
    const History history;
    const MembershipResult membership = Membership().result(100);
    check_.conclude({100, stores, history, operations.all, membership, kChainDesign, demanded});
    return check_.verdict();
  }

  CountersCheck check_;
};

TEST_F(CountersCheckTest, ok_aPossibleCount) {
  EXPECT_EQ(Verdict::Ok, conclude("1").kind);
  EXPECT_EQ(1, check_.metrics()[0].value);
  EXPECT_EQ(0, check_.metrics()[1].value);
}

TEST_F(CountersCheckTest, ok_nothingIsDemandedOfRecentReads) {
  EXPECT_EQ(Verdict::Ok, conclude("0", Level::MonotonicReads).kind);
  EXPECT_EQ(1, check_.metrics()[1].value);
}

TEST_F(CountersCheckTest, violated_anOldCount) {
  const Verdict verdict = conclude("0");
  EXPECT_EQ(Verdict::Violated, verdict.kind);
  EXPECT_EQ((ProblemId{"wrong count", "k"}), verdict.id);
  EXPECT_EQ(std::vector<std::string>{"client 2's read of the counter k on peer 3 at tick 5 "
                                     "returned 0, 0 increments; 1 to 1 are possible"},
            verdict.problems);
}

}  // namespace
}  // namespace check
