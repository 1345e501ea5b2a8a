// Tests of grading/explain/membership/: each mistake is recognised, and what comes near it
// is not.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "grading/explain/Causes.h"
#include "grading/explain/membership/MembershipCauses.h"
#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;
using sim::DropCause;

// After all tests, each recogniser of the table must have been the first to name a cause in one.
class MembershipCausesTest : public testing::Test {
 public:
  static void TearDownTestSuite() {
    const testing::TestSuite& suite = *testing::UnitTest::GetInstance()->current_test_suite();
    if (suite.test_to_run_count() < suite.total_test_count()) return;
    for (const grading::Recogniser& recogniser : grading::membershipCauses()) {
      EXPECT_EQ(1u, recognised.count(recogniser.name)) << recogniser.name << " has no test";
    }
  }

  static inline std::set<std::string> recognised;
};

std::string causeOf(const std::string& name, const EvidenceBuilder& run) {
  const grading::TestGrade test = lostTest(name);
  const auto causes = grading::causesOf({test, run.evidence});
  if (causes.empty()) return "";
  MembershipCausesTest::recognised.insert(causes.front().recogniser);
  return causes.front().what;
}

#define EXPECT_CAUSE(words, name, run) \
  EXPECT_NE(std::string::npos, causeOf(name, run).find(words)) << causeOf(name, run)

// Without joins: all ask the introducer, and it answers.
EvidenceBuilder introduced(PeerId deafTo = 0) {
  EvidenceBuilder run(sim::Operation::Read, false);
  for (PeerId peer = 2; peer <= 10; ++peer) {
    run.gossip(1, peer, 1);
    if (peer != deafTo) run.gossip(2, 1, peer);
  }
  return run;
}

// All have joined; peer 4 fails at 100.
EvidenceBuilder withFailure() {
  EvidenceBuilder run = introduced();
  for (PeerId by = 1; by <= 10; ++by) {
    for (PeerId of = 1; of <= 10; ++of) run.added(5, by, of);
  }
  run.failed(100, {4});
  return run;
}

TEST_F(MembershipCausesTest, NothingIsWrong) {
  EvidenceBuilder run = withFailure();
  run.noticed(122, {4});
  for (const char* name : {"single.join", "single.completeness", "single.accuracy"}) {
    EXPECT_EQ("", causeOf(name, run)) << name;
  }
}

TEST_F(MembershipCausesTest, Joins) {
  EvidenceBuilder silent(sim::Operation::Read, false);
  EXPECT_CAUSE("peer 2 never asks to join", "single.join", silent);
  EXPECT_CAUSE("the introducer never answers peer 7", "single.join", introduced(7));
  EvidenceBuilder run = introduced();
  EXPECT_CAUSE("peer 1 never logs that peer 2 joined, though messages came", "single.join", run);
  for (PeerId of = 1; of <= 10; ++of) run.added(3, 1, of);
  run.added(3, 2, 1);
  EXPECT_CAUSE("peer 2 never logs that peer 3 joined: it gets nothing", "single.join", run);
  run.added(3, 2, 77);
  EXPECT_CAUSE("the id 77 joined", "single.join", run);
}

TEST_F(MembershipCausesTest, MessagesThatAreRefused) {
  for (const auto& [cause, words] : {std::pair(DropCause::TooLarge, "messages are too large"),
                                     {DropCause::QueueFull, "too many messages are sent"}}) {
    EvidenceBuilder run = withFailure();
    run.noticed(122, {4}).lost(7, 3, 5, cause, 4100, sim::NetworkId::Membership);
    EXPECT_CAUSE(words, "single.join", run);
    EXPECT_CAUSE(words, "single.accuracy", run);
  }
  EvidenceBuilder run = withFailure();
  run.noticed(122, {4}).lost(7, 3, 5, DropCause::Chance, 50, sim::NetworkId::Membership);
  EXPECT_EQ("", causeOf("single.join", run));
}

TEST_F(MembershipCausesTest, Removals) {
  EvidenceBuilder run = withFailure();
  EXPECT_CAUSE("nobody is ever removed", "single.completeness", run);
  for (PeerId by = 1; by <= 10; ++by) {
    if (by != 4 && by != 9) run.removed(122, by, 4);
  }
  EvidenceBuilder most = run;
  EXPECT_CAUSE("some failed peers stay in the lists: peer 9 has", "single.completeness", run);
  // Of many failures the course counts the lines without one: a missing removal costs that test,
  // too.
  EXPECT_CAUSE("some failed peers stay in the lists: peer 9 has", "multi.accuracy", run);
  run.removed(123, 9, 4);
  EXPECT_EQ("", causeOf("single.completeness", run));
  run.added(130, 9, 4);
  EXPECT_CAUSE("peer 9 removes peer 4 at 123 and adds it again at 130", "single.completeness", run);

  EvidenceBuilder before = introduced();
  for (PeerId by = 1; by <= 10; ++by) before.added(5, by, 4);
  for (PeerId by = 1; by <= 3; ++by) before.removed(50, by, 4);
  before.failed(100, {4});
  EXPECT_CAUSE("a live peer is removed", "single.completeness", before);

  EvidenceBuilder unknown = introduced();
  unknown.added(5, 1, 4).failed(100, {4}).removed(122, 1, 4);
  EXPECT_CAUSE("because it never knew", "single.completeness", unknown);
}

TEST_F(MembershipCausesTest, FalseRemovals) {
  EvidenceBuilder run = withFailure();
  run.noticed(122, {4});
  EvidenceBuilder silent = run;
  EvidenceBuilder itself = run;
  run.gossip(148, 3, 6).removed(150, 6, 3);
  EXPECT_CAUSE("although it was heard: peer 6 removes peer 3 at 150", "single.accuracy", run);
  silent.gossip(110, 3, 6).removed(150, 6, 3);
  EXPECT_CAUSE("the last message from it came at 111", "single.accuracy", silent);
  itself.removed(150, 6, 6);
  EXPECT_CAUSE("a peer removes itself", "single.accuracy", itself);
  // Earlier, and because the others say so, perhaps.
  for (PeerId by = 1; by <= 8; ++by) itself.removed(80, by, 7);
  EXPECT_CAUSE("by the group, and by itself: peer 7 removes itself at 80, as peers 1, 2, 3, 4, 5,",
               "single.accuracy", itself);
}

// Peer 5 has heard nothing; peer 6 has, and shows what is wrong.
TEST_F(MembershipCausesTest, NewsThatIsIgnored) {
  EvidenceBuilder silent = withFailure();
  silent.noticed(122, {4});
  for (Tick tick = 95; tick < 122; ++tick) silent.listed(tick, 6, 3, 1, std::min(tick, 101));
  EvidenceBuilder run = silent;
  silent.removed(126, 5, 3).removed(122, 6, 3);
  EXPECT_CAUSE("because nothing was heard of it: peer 5 removes", "single.accuracy", silent);
  run.gossip(112, 3, 6).removed(126, 5, 3).removed(122, 6, 3);
  EXPECT_CAUSE(
      "peer 6 removes peer 3 at 122, and had a message from it at 113, but the entry's timestamp "
      "is unchanged since 101",
      "single.accuracy", run);
}

TEST_F(MembershipCausesTest, JoinsUnderAnothersAddress) {
  EvidenceBuilder run = introduced();
  for (PeerId of = 1; of <= 10; ++of) run.added(3, 1, of);
  run.added(3, 2, 1).listed(7, 2, 3, 5, 7);
  EvidenceBuilder silent = run;
  run.added(7, 2, 1);
  EXPECT_CAUSE("from 7 on, and logs then that peer 1 joined, which it had", "single.join", run);
  EXPECT_CAUSE("from 7 on, without a line", "single.join", silent);
}

// Nobody hears of a newcomer at once: what makes it old is what is put into its entry.
TEST_F(MembershipCausesTest, NewcomersThatAreRemoved) {
  EvidenceBuilder run = introduced();
  run.added(2, 6, 3).removed(2, 6, 3).failed(100, {4});
  EXPECT_CAUSE("as soon as it is known: peer 6 removes peer 3 at 2, and has added it at 2",
               "single.accuracy", run);
  EvidenceBuilder young = introduced();
  young.added(2, 6, 3).listed(2, 6, 3, 1, 2).removed(3, 6, 3).failed(100, {4});
  EXPECT_CAUSE("shorter than a heartbeat takes. peer 6 removes peer 3 at 3, whose entry is 1 tick",
               "single.accuracy", young);
  EvidenceBuilder later = introduced();
  later.added(2, 6, 3).removed(9, 6, 3).failed(100, {4});
  EXPECT_CAUSE("never had a message from it", "single.accuracy", later);
}

TEST_F(MembershipCausesTest, EntriesThatAreThereTwice) {
  EvidenceBuilder run = withFailure();
  for (Tick tick = 5; tick < 23; ++tick) {
    run.listed(tick, 6, 3, tick, tick - 4).listed(tick, 6, 3, 2, 2);
  }
  run.noticed(122, {4}).removed(23, 6, 3);
  EXPECT_CAUSE("removes peer 3 at 23, and has two entries of it at 22", "single.accuracy", run);
}

// Of late removals no entries are seen.
TEST_F(MembershipCausesTest, HowSoonTheFailedPeerWasRemoved) {
  EvidenceBuilder fast = withFailure();
  fast.listed(200, 6, 3, 195, 196).noticed(106, {4}).gossip(354, 3, 6).removed(359, 6, 3);
  EXPECT_CAUSE("removes peer 3 at 359; peer 4, which failed at 100, was removed at 106",
               "single.accuracy", fast);
  EvidenceBuilder slow = withFailure();
  slow.listed(200, 6, 3, 195, 196).noticed(122, {4}).gossip(354, 3, 6).removed(359, 6, 3);
  EXPECT_CAUSE("although it was heard", "single.accuracy", slow);
}

TEST_F(MembershipCausesTest, EntriesThatAreSeen) {
  EvidenceBuilder run = withFailure();
  EvidenceBuilder grown = run;
  EvidenceBuilder young = run;
  for (Tick tick = 100; tick < 150; ++tick) run.listed(tick, 9, 4, 98, tick);
  EXPECT_CAUSE("timestamps are renewed by hearsay: peer 9", "single.completeness", run);
  for (Tick tick = 100; tick < 150; ++tick) grown.listed(tick, 9, 4, tick, tick);
  EXPECT_CAUSE("a dead peer's heartbeat grows", "single.completeness", grown);
  for (Tick tick = 100; tick < 150; ++tick) young.listed(tick, 6, 3, 95, 146);
  young.noticed(122, {4}).removed(150, 6, 3);
  EXPECT_CAUSE("shorter than a heartbeat takes. peer 6 removes peer 3 at 150, whose entry is 4",
               "single.accuracy", young);
}

}  // namespace
