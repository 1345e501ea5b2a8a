// Tests of grading/explain/evidence/Evidence.h.
#include "grading/explain/evidence/Evidence.h"

#include <gtest/gtest.h>

#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;

TEST(EvidenceTest, WhoIsAliveAndWhoListsWhom) {
  EvidenceBuilder run;
  run.failed(100, {4}).removed(122, 3, 4).removed(130, 3, 3);
  const grading::Evidence& evidence = run.evidence;
  EXPECT_TRUE(evidence.isAlive(4, 99));
  EXPECT_FALSE(evidence.isAlive(4, 100));
  EXPECT_FALSE(evidence.isAlive(11, 50));
  EXPECT_EQ(run.allBut({4}), evidence.aliveAt(100));
  EXPECT_EQ(run.all(), evidence.listOf(3, 121));
  EXPECT_EQ(run.allBut({4}), evidence.listOf(3, 122));
  EXPECT_EQ(run.allBut({4}), evidence.listOf(3, 130));
  EXPECT_FALSE(evidence.hasRemovedItself(3, 129));
  EXPECT_TRUE(evidence.hasRemovedItself(3, 130));
  EXPECT_EQ(Peers{5}, evidence.listOf(5, 4));
  EXPECT_EQ(122, evidence.removedAt(3, 4, 100).value_or(0));
  EXPECT_FALSE(evidence.removedAt(3, 4, 123).has_value());
}

TEST(EvidenceTest, RequestsAreWhatIsSentInTheCall) {
  EvidenceBuilder run;
  run.call(150, 2).asks({3, 5});
  run.call(150, 6).asks({7});
  run.sent(150, 8, 9).sent(151, 6, 9);
  ASSERT_EQ(2u, run.evidence.calls().size());
  ASSERT_EQ(2u, run.evidence.calls()[0].requests.size());
  EXPECT_EQ(5, run.evidence.calls()[0].requests[1].to);
  EXPECT_EQ(1u, run.evidence.calls()[1].requests.size());
  EXPECT_TRUE(run.evidence.isAfterCall(152));
  EXPECT_FALSE(run.evidence.isAfterCall(149));
  EXPECT_FALSE(run.evidence.isAfterCall(160));
}

TEST(EvidenceTest, AResultIsOfTheCallWithItsTransaction) {
  EvidenceBuilder run;
  run.call(150, 2).answer(151, 3, true);
  EvidenceBuilder later = run;
  later.call(175, 2).answer(176, 3, true).result(177, true);
  EXPECT_TRUE(later.evidence.calls()[0].results.empty());
  EXPECT_EQ(1u, later.evidence.calls()[1].results.size());
  // No replica has logged it: of the oldest that is open.
  run.call(175, 2).result(200, false).result(201, false).result(202, false);
  EXPECT_EQ(1u, run.evidence.calls()[0].results.size());
  EXPECT_EQ(2u, run.evidence.calls()[1].results.size());
}

TEST(EvidenceTest, ALateLineOfAReplicaIsOfTheCallWithItsTransaction) {
  EvidenceBuilder run;
  run.call(150, 2).asks({3, 5}).answer(151, 3, true);
  EvidenceBuilder reused = run;
  run.call(175, 2).asks({3, 5}).answerOf(1, 176, 5, true).answer(177, 5, true);
  EXPECT_EQ(2u, run.evidence.calls()[0].answers.size());
  ASSERT_EQ(1u, run.evidence.calls()[1].answers.size());
  EXPECT_EQ(177, run.evidence.calls()[1].answers[0].tick);
  // Peers that were not asked then, or have said so already, mean the newest.
  run.answerOf(1, 178, 7, true).answerOf(1, 179, 3, true);
  EXPECT_EQ(3u, run.evidence.calls()[1].answers.size());

  // Other operations have this number as well: it tells nothing.
  reused.call(160, 2, "other").answerOf(1, 161, 3, true);
  reused.call(175, 2).asks({3, 5}).answerOf(1, 176, 5, true);
  EXPECT_EQ(1u, reused.evidence.calls()[2].answers.size());
}

TEST(EvidenceTest, MessagesOfTheMembership) {
  EvidenceBuilder run;
  run.gossip(7, 3, 5).gossip(9, 3, 5, false);
  run.lost(10, 3, 5, sim::DropCause::TooLarge, 4100, sim::NetworkId::Membership);
  const grading::Contact& contact = run.evidence.contact(3, 5);
  EXPECT_EQ(2, contact.sent);
  EXPECT_EQ(std::vector<Tick>{8}, contact.deliveredAt);
  EXPECT_EQ(1, contact.tooLarge);
  EXPECT_EQ(4100, contact.largest);
  EXPECT_EQ(0, run.evidence.contact(5, 3).sent);
}

}  // namespace
