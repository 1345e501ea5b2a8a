// Tests of check/cluster/Quorums.h with peers whose standings are given.
#include "check/cluster/Quorums.h"

#include <gtest/gtest.h>

namespace check {
namespace {

constexpr unsigned kView = 7;

// Three peers, all of them replicas of the only key, k.
class QuorumsTest : public testing::Test {
 protected:
  QuorumsTest() { table_["k"] = "stored"; }

  static sim::CopyStanding holding(int tick, bool isPresent = true) {
    return {kView, 3, true, isPresent, false, {1, 2, 3}, {tick, 0, 0}};
  }

  void look(const std::vector<sim::CopyStanding>& standings) {
    CopyViews copies;
    copies.tick = ++tick_;
    for (sim::PeerId peer = 1; peer <= 3; ++peer) copies.tables[peer] = {&table_};
    copies.standing = [&](sim::PeerId peer, const std::string&, sim::CopyStanding* standing) {
      *standing = standings[static_cast<size_t>(peer) - 1];
      return true;
    };
    quorums_.look(copies);
  }

  std::vector<std::string> problems() const { return quorums_.problems(); }

  Table table_;
  Quorums quorums_;
  sim::Tick tick_ = 100;
};

TEST_F(QuorumsTest, look_aWriteSpreads) {
  look({holding(0, false), holding(0, false), holding(0, false)});
  look({holding(5), holding(0, false), holding(0, false)});
  look({holding(5), holding(5), holding(0, false)});
  look({holding(5), holding(5), holding(5)});
  EXPECT_TRUE(problems().empty());
}

TEST_F(QuorumsTest, look_aQuorumThatLacksAVersion) {
  look({holding(5), holding(5), holding(4)});
  look({holding(5), holding(4), holding(4)});
  look({holding(5), holding(4), holding(4)});
  ASSERT_EQ(1U, problems().size());
  EXPECT_EQ(
      "A read of k after tick 102 can return the version of tick 4, though the version of tick 5 "
      "was "
      "at a quorum of its replicas.",
      problems().front());
  EXPECT_EQ((ProblemId{"lost quorum", "k"}), quorums_.first());
}

TEST_F(QuorumsTest, look_aReplicaThatLacksAVersionAndDoesNotAnswer) {
  look({holding(5), holding(5), holding(4)});
  sim::CopyStanding silent = holding(0, false);
  silent.answers = false;
  look({holding(5), silent, holding(4)});
  EXPECT_TRUE(problems().empty());
}

TEST_F(QuorumsTest, look_aVersionThatNoQuorumHadMayBeLost) {
  look({holding(5), holding(4), holding(4)});
  look({holding(4), holding(4), holding(4)});
  EXPECT_TRUE(problems().empty());
}

TEST_F(QuorumsTest, look_replicasWithDifferentViewsMakeNoQuorum) {
  look({holding(5), holding(5), holding(4)});
  sim::CopyStanding other = holding(0, false);
  other.view = kView + 1;
  look({holding(5), other, holding(4)});
  EXPECT_TRUE(problems().empty());
}

TEST_F(QuorumsTest, look_aDeletedKeyComesBack) {
  look({holding(5, false), holding(5, false), holding(4)});
  look({holding(0, false), holding(5, false), holding(0, false)});
  EXPECT_TRUE(problems().empty()) << "absent in any case";
  look({holding(4), holding(5, false), holding(4)});
  EXPECT_EQ(1U, problems().size());
}

TEST_F(QuorumsTest, look_aCopyThatNobodySends) {
  sim::CopyStanding holder = holding(5);
  holder.owed = {1, 2};
  look({holder, holding(5), holding(4)});
  ASSERT_EQ(1U, problems().size());
  EXPECT_EQ(
      "After tick 101, peer 3 answers for k without the version of tick 5, which peer 1 holds and "
      "does not mean to send it.",
      problems().front());
  EXPECT_EQ((ProblemId{"unowed copy", "k"}), quorums_.first());
}

TEST_F(QuorumsTest, look_anOldTombstoneNeedNotBeSent) {
  sim::CopyStanding holder = holding(5, false);
  holder.owed = {};
  holder.isForgettable = true;
  look({holder, holder, holding(0, false)});
  EXPECT_TRUE(problems().empty());
}

TEST_F(QuorumsTest, look_aStoreThatDoesNotTell) {
  CopyViews copies;
  copies.tables[1] = {&table_};
  copies.standing = [](sim::PeerId, const std::string&, sim::CopyStanding*) { return false; };
  quorums_.look(copies);
  EXPECT_TRUE(problems().empty());
}

}  // namespace
}  // namespace check
