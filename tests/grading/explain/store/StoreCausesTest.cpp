// Tests of grading/explain/store/: each mistake is recognised, and what comes near it is
// not.
#include <gtest/gtest.h>

#include <set>

#include "grading/explain/Causes.h"
#include "grading/explain/store/StoreCauses.h"
#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;
using sim::DropCause;
using sim::Operation;

// After all tests, each recogniser of the table must have been the first to name a cause in one.
class StoreCausesTest : public testing::Test {
 public:
  static void TearDownTestSuite() {
    const testing::TestSuite& suite = *testing::UnitTest::GetInstance()->current_test_suite();
    if (suite.test_to_run_count() < suite.total_test_count()) return;
    for (const grading::Recogniser& recogniser : grading::storeCauses()) {
      EXPECT_EQ(1u, recognised.count(recogniser.name)) << recogniser.name << " has no test";
    }
  }

  static inline std::set<std::string> recognised;
};

std::string causeOf(const grading::TestGrade& test, const EvidenceBuilder& run) {
  const auto story = grading::storyOf(test, run.evidence);
  const auto causes =
      grading::causesOf({test, run.evidence, story.has_value() ? &*story : nullptr});
  if (causes.empty()) return "";
  StoreCausesTest::recognised.insert(causes.front().recogniser);
  return causes.front().what;
}

std::string causeOf(const std::string& name, const EvidenceBuilder& run) {
  return causeOf(lostTest(name), run);
}

#define EXPECT_CAUSE(words, name, run) \
  EXPECT_NE(std::string::npos, causeOf(name, run).find(words)) << causeOf(name, run)
#define EXPECT_OTHER(words, name, run) \
  EXPECT_EQ(std::string::npos, causeOf(name, run).find(words)) << causeOf(name, run)

// A read run up to and with test 1.
EvidenceBuilder readRun(Operation operation = Operation::Read) {
  EvidenceBuilder run(operation);
  run.created();
  run.served(150, run.outsider(), run.replicas());
  return run;
}

// With the first failure; test 2 is what comes next.
EvidenceBuilder upToTest2(Operation operation = Operation::Read) {
  EvidenceBuilder run = readRun(operation);
  run.failed(175, {run.tertiary()});
  return run;
}

// With test 2 served and its failure noticed; test 3 part 1 is next, its two peers failed.
EvidenceBuilder upToTest3a(Tick noticed = 195) {
  EvidenceBuilder run = upToTest2();
  run.served(175, run.outsider(), run.replicas());
  run.noticed(noticed, {run.tertiary()});
  run.sent(noticed, run.primary(), run.outsider(1))
      .delivered(noticed + 1, run.primary(), run.outsider(1));
  run.failed(225, {run.secondary(), run.replicasWithout({run.tertiary()})[2]});
  return run;
}

Peers goneIn3(const EvidenceBuilder& run) {
  return {run.tertiary(), run.secondary(), run.replicasWithout({run.tertiary()})[2]};
}

PeerId clientIn3(const EvidenceBuilder& run) {
  Peers busy = goneIn3(run);
  for (const PeerId peer : run.replicasWithout(goneIn3(run))) busy.push_back(peer);
  return run.allBut(busy).front();
}

EvidenceBuilder upToTest3b(Tick noticed = 245, bool copies = false) {
  EvidenceBuilder run = upToTest3a();
  run.served(225, clientIn3(run), run.replicasWithout({run.tertiary()}));
  const Peers gone = goneIn3(run);
  run.noticed(noticed, {gone[1], gone[2]});
  if (copies) {
    for (const PeerId peer : run.replicasWithout(gone)) {
      if (peer == run.primary()) continue;
      run.sent(noticed, run.primary(), peer).delivered(noticed + 1, run.primary(), peer);
    }
  }
  return run;
}

// Test 3 part 2 with its new replicas failing.
EvidenceBuilder& failsIn3b(EvidenceBuilder& run) {
  const Peers replicas = run.replicasWithout(goneIn3(run));
  run.call(275, clientIn3(run)).asks(replicas);
  for (const PeerId peer : replicas) run.answer(276, peer, peer == run.primary(), "v");
  return run.result(277, false);
}

TEST_F(StoreCausesTest, ARunWithoutMistakesHasNoCause) {
  EvidenceBuilder run = upToTest3b(245, true);
  run.served(275, clientIn3(run), run.replicasWithout(goneIn3(run)));
  for (const char* name : {"read1", "read2", "read3a", "read3b"}) {
    EXPECT_EQ("", causeOf(name, run)) << name;
  }
}

TEST_F(StoreCausesTest, TheCoordinatorLogsNothing) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true).answer(176, run.secondary(), true);
  EXPECT_CAUSE("the coordinator logs nothing", "read2", run);
  run.result(177, true);
  EXPECT_EQ("", causeOf("read2", run));
}

TEST_F(StoreCausesTest, NoReplies) {
  EvidenceBuilder run = readRun();
  run.failed(175, {run.tertiary()}).call(175, run.outsider()).asks(run.replicas());
  run.logged(176, run.primary(), true).logged(176, run.secondary(), true).result(186, false);
  EXPECT_CAUSE("send the coordinator no reply", "read2", run);
  run.sent(177, run.primary(), run.outsider());
  EXPECT_OTHER("send the coordinator no reply", "read2", run);
}

TEST_F(StoreCausesTest, TheCoordinatorLogsTheWrongValue) {
  for (const auto& [value, words] :
       {std::pair("", "logs an empty value"), {"old", "an old or a wrong"}}) {
    EvidenceBuilder run = upToTest2();
    run.call(175, run.outsider()).asks(run.replicas());
    run.answer(176, run.primary(), true).answer(176, run.secondary(), true);
    run.result(177, true, value);
    EXPECT_CAUSE(words, "read2", run);
  }
  // Then it is the replica's fault.
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true, "old").answer(176, run.secondary(), true);
  run.result(177, true, "old");
  EXPECT_CAUSE("has another value, old,", "read2", run);
}

TEST_F(StoreCausesTest, NoTimeOut) {
  EvidenceBuilder run = upToTest3a();
  run.call(225, clientIn3(run)).asks(run.replicasWithout({run.tertiary()}));
  run.answer(226, run.primary(), true);
  EXPECT_CAUSE("no time-out for a missing quorum", "read3a", run);
  run.result(240, false);
  EXPECT_EQ("", causeOf("read3a", run));
}

TEST_F(StoreCausesTest, ALongTimeOut) {
  EvidenceBuilder run = upToTest3a();
  const PeerId client = clientIn3(run);
  run.call(225, client).asks(run.replicasWithout({run.tertiary()}));
  run.answer(226, run.primary(), true);
  EvidenceBuilder early = run;
  run.result(280, false);
  run.noticed(245, {goneIn3(run)[1], goneIn3(run)[2]}).call(275, client);
  EXPECT_CAUSE("the time-out is too long", "read3a", run);
  early.result(274, false);
  early.noticed(245, {goneIn3(run)[1], goneIn3(run)[2]}).call(275, client);
  EXPECT_OTHER("time-out is too long", "read3a", early);
}

TEST_F(StoreCausesTest, FailsTooMany) {
  EvidenceBuilder run = upToTest3a();
  run.call(225, clientIn3(run)).asks(run.replicasWithout({run.tertiary()}));
  EvidenceBuilder surviving = run;
  surviving.answer(226, run.primary(), false).result(236, false);
  EXPECT_CAUSE("a surviving replica logs a fail as well", "read3a", surviving);

  EvidenceBuilder twice = run;
  twice.answer(226, run.primary(), true).result(236, false);
  EXPECT_EQ("", causeOf("read3a", twice));
  twice.result(237, false);
  EXPECT_CAUSE("logs the fail 2 times", "read3a", twice);

  EvidenceBuilder asServer = run;
  asServer.answer(226, run.primary(), true).logged(236, clientIn3(run), false).result(236, false);
  EXPECT_CAUSE("logs a fail as server", "read3a", asServer);
}

TEST_F(StoreCausesTest, SuccessWithoutAQuorum) {
  EvidenceBuilder run = upToTest3a();
  run.call(225, clientIn3(run)).asks(run.replicasWithout({run.tertiary()}));
  run.answer(226, run.primary(), true).result(227, true);
  EXPECT_CAUSE("success without a quorum", "read3a", run);
  // With two it would not be for that.
  run.answer(226, goneIn3(run)[1], true);
  EXPECT_OTHER("success without a quorum", "read3a", run);
}

TEST_F(StoreCausesTest, FailDespiteAQuorum) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true).result(186, false);
  EXPECT_OTHER("the coordinator says fail, though", "read2", run);
  run.answer(176, run.secondary(), true);
  EXPECT_CAUSE("the coordinator says fail, though 2 replicas", "read2", run);
}

TEST_F(StoreCausesTest, NoStabilization) {
  EvidenceBuilder run = upToTest3b();
  EXPECT_CAUSE("one membership change at a time", "read3b", failsIn3b(run));

  EvidenceBuilder sent = upToTest3b(245, true);
  EXPECT_CAUSE("no stabilization of this key", "read3b", failsIn3b(sent));

  // Without any copies, not even after the first failure.
  EvidenceBuilder none = upToTest2();
  none.served(175, none.outsider(), none.replicas()).noticed(195, {none.tertiary()});
  none.failed(225, {goneIn3(none)[1], goneIn3(none)[2]});
  none.served(225, clientIn3(none), none.replicasWithout({none.tertiary()}));
  none.noticed(245, {goneIn3(none)[1], goneIn3(none)[2]});
  EXPECT_CAUSE("no stabilization: peer", "read3b", failsIn3b(none));

  // It is not that there is none, if other seeds have the points.
  grading::TestGrade flaky = lostTest("read3b");
  flaky.bestPoints = flaky.maxPoints;
  flaky.bestSeed = 7;
  EXPECT_CAUSE("with seed 7 the test has its points", flaky, none);
}

TEST_F(StoreCausesTest, NoStabilizationIsSaidOnlyOfThoseThatWereAsked) {
  EvidenceBuilder primary = upToTest3b(245, true);
  primary.call(275, clientIn3(primary)).asks({primary.primary()});
  primary.answer(276, primary.primary(), true).result(286, false);
  EXPECT_OTHER("no stabilization", "read3b", primary);

  // Nobody logs, and the coordinator succeeds.
  EvidenceBuilder unlogged = upToTest3b(245, true);
  unlogged.call(275, clientIn3(unlogged)).asks(unlogged.replicasWithout(goneIn3(unlogged)));
  EvidenceBuilder silent = unlogged;
  unlogged.result(277, true);
  EXPECT_CAUSE("replies and does not log", "read3b", unlogged);
  silent.result(284, false);
  EXPECT_CAUSE("is asked, is alive, and logs nothing", "read3b", silent);
}

TEST_F(StoreCausesTest, TooFewAreAsked) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider());
  EvidenceBuilder two = run;
  EvidenceBuilder three = run;
  run.asks({run.primary()}).answer(161, run.primary(), true).result(171, false);
  EXPECT_CAUSE("asks 1 of three replicas", "read2", run);
  two.asks({two.primary(), two.secondary()}).answer(161, two.primary(), true);
  EXPECT_CAUSE("asks 2 of three replicas", "read2", two);
  three.asks(three.replicas()).answer(161, three.primary(), true);
  EXPECT_OTHER("of three replicas", "read2", three);

  // A coordinator that is a replica may need no message.
  EvidenceBuilder own = readRun();
  own.call(160, own.primary()).asks({own.secondary(), own.tertiary()});
  own.answer(161, own.secondary(), true);
  EXPECT_OTHER("of three replicas", "read2", own);
}

TEST_F(StoreCausesTest, SlowDetection) {
  EvidenceBuilder slow = upToTest3b(276);
  EXPECT_CAUSE("failures are noticed too late", "read3b", failsIn3b(slow));
  EvidenceBuilder inTime = upToTest3b(270);
  EXPECT_OTHER("noticed too late", "read3b", failsIn3b(inTime));
  EvidenceBuilder never = upToTest3a();
  never.served(225, clientIn3(never), never.replicasWithout({never.tertiary()}));
  never.call(275, clientIn3(never)).asks(never.replicas());
  EXPECT_CAUSE("a failed peer stays in the lists", "read3b", never);
}

TEST_F(StoreCausesTest, TheOwnPeerIsMissing) {
  EvidenceBuilder run = readRun();
  const PeerId self = run.primary();
  run.failed(175, {}).call(160, self);
  run.asks(check::replicasInOrder(run.allBut({self}), "k"));
  for (const PeerId peer : check::replicasInOrder(run.allBut({self}), "k"))
    run.answer(161, peer, peer != self);
  run.result(162, true);
  EXPECT_CAUSE("is missing from its own ring", "read2", run);

  // Somebody who is no replica asks the same peers with and without itself.
  EvidenceBuilder other = readRun();
  other.call(160, other.outsider()).asks(other.replicas()).answer(161, other.primary(), true);
  EXPECT_OTHER("own ring", "read2", other);
}

TEST_F(StoreCausesTest, FindNodesNamesTheWrongPeers) {
  EvidenceBuilder wrong = readRun();
  const Peers others = {wrong.outsider(0), wrong.outsider(1), wrong.outsider(2)};
  wrong.named(174, wrong.outsider(3), "k", others).failed(175, {others[0]});
  wrong.served(175, wrong.outsider(3), wrong.replicas());
  EXPECT_CAUSE("findNodes names the wrong peers", "read2", wrong);

  EvidenceBuilder blind = readRun();
  const Peers without = blind.replicasWithout({blind.primary()});
  blind.named(174, blind.primary(), "k", without).failed(175, {without.back()});
  blind.served(175, blind.outsider(3), blind.replicas());
  EXPECT_CAUSE("is missing from its own ring: findNodes of", "read2", blind);
}

TEST_F(StoreCausesTest, APeerRemovesItself) {
  EvidenceBuilder run = readRun();
  run.removed(155, run.primary(), run.primary());
  run.call(160, run.primary()).asks(run.replicas());
  EXPECT_CAUSE("has removed itself", "read2", run);
}

TEST_F(StoreCausesTest, LatelyHandled) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider()).asks(run.replicas());
  for (const PeerId peer : run.replicas()) run.answer(161, peer, true);
  run.result(180, true);
  EvidenceBuilder inTime = run;
  run.call(175, run.outsider(1));
  EXPECT_CAUSE("the right line comes too late", "read2", run);
  inTime.call(181, run.outsider(1));
  EXPECT_EQ("", causeOf("read2", inTime));

  // It is counted in the next test, which loses its points by it.
  EvidenceBuilder next(Operation::Read);
  next.created().call(150, next.outsider()).asks(next.replicas());
  next.answer(151, next.primary(), true);
  EvidenceBuilder late = next;
  EvidenceBuilder ofReplica = next;
  late.result(180, true);
  late.call(175, next.outsider(1)).asks(next.replicas()).answer(176, next.primary(), true);
  EXPECT_CAUSE("a line of the test before comes too late", "read2", late);
  // A fail is not counted where successes are.
  next.result(180, false);
  next.call(175, next.outsider(1)).asks(next.replicas()).answer(176, next.primary(), true);
  EXPECT_OTHER("a line of the test before", "read2", next);

  // Both lines of one replica, of two operations.
  ofReplica.call(175, late.outsider(1)).asks(late.replicas());
  const int32_t before = 2;
  ofReplica.answerOf(before, 178, late.secondary(), true).answer(179, late.secondary(), true);
  ofReplica.answer(179, late.primary(), true).result(180, true);
  EXPECT_CAUSE("a line of the test before comes too late", "read2", ofReplica);
}

TEST_F(StoreCausesTest, MessagesWaitInTheQueue) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider()).asks(run.replicas()).result(171, false);
  run.answer(172, run.primary(), true).answer(173, run.secondary(), true);
  EXPECT_CAUSE("the queue is handled late", "read2", run);

  // The coordinator's own queue: seen by what it serves for others.
  EvidenceBuilder other(Operation::Create);
  const PeerId coordinator = other.primary();
  other.call(100, coordinator).asks(other.replicas());
  for (const PeerId peer : other.replicas()) other.answer(101, peer, true);
  other.result(111, false);
  EvidenceBuilder quick = other;
  EXPECT_CAUSE("the coordinator says fail, though 3 replicas", "create1", other);
  other.call(100, coordinator, "other").asks({coordinator}).answer(120, coordinator, true);
  EXPECT_CAUSE("the queue is handled late: peer " + std::to_string(coordinator) +
                   " logs the create of other at 120, 20 ticks after the call",
               "create1", other);
  quick.call(100, coordinator, "other").asks({coordinator}).answer(101, coordinator, true);
  EXPECT_OTHER("the queue is handled late", "create1", quick);
}

TEST_F(StoreCausesTest, ATimeOutThatIsTooShort) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider()).asks(run.replicas()).result(161, false);
  for (const PeerId peer : run.replicas()) run.answer(161, peer, true);
  EXPECT_CAUSE("the coordinator gives up too soon: it logs a fail 1 tick after", "read2", run);
}

TEST_F(StoreCausesTest, AnInvalidKeySucceeds) {
  EvidenceBuilder run(Operation::Delete);
  run.call(150, run.outsider(), "invalidKey").asks(run.replicas());
  run.answer(151, run.primary(), false, "").answer(151, run.secondary(), false, "");
  EvidenceBuilder right = run;
  run.result(152, true, "");
  EXPECT_CAUSE("a key that does not exist is a success", "delete2", run);
  right.result(152, false, "");
  EXPECT_OTHER("a key that does not exist", "delete2", right);
}

TEST_F(StoreCausesTest, CopiesLoggedAsCreates) {
  EvidenceBuilder run(Operation::Create);
  run.created();
  EvidenceBuilder soon = run;
  run.logged(140, run.outsider(), true);
  EXPECT_CAUSE("copies that are made later are logged as creates", "create1", run);
  soon.logged(102, soon.outsider(), true);
  EXPECT_OTHER("copies that are made later", "create1", soon);
}

TEST_F(StoreCausesTest, MessagesThatAreRefused) {
  for (const auto& [cause, words] : {std::pair(DropCause::TooLarge, "a message is too large"),
                                     {DropCause::QueueFull, "too many messages wait"},
                                     {DropCause::Chance, ""},
                                     {DropCause::ReceiverDown, ""}}) {
    EvidenceBuilder run = readRun();
    run.lost(152, run.outsider(), run.primary(), cause, 5000);
    const std::string what = causeOf("read1", run);
    EXPECT_EQ(std::string(words).empty(), what.empty()) << what;
    EXPECT_CAUSE(words, "read1", run);
  }
}

TEST_F(StoreCausesTest, NobodyIsAsked) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider());
  EXPECT_CAUSE("no message leaves it in the call", "read2", run);
  EvidenceBuilder alone(Operation::Read, false);
  alone.call(150, 3);
  EXPECT_CAUSE("it knows 1 peer,", "read1", alone);
}

TEST_F(StoreCausesTest, TheRing) {
  EvidenceBuilder old = upToTest3b(245, true);
  old.call(275, clientIn3(old)).asks(old.replicas()).result(286, false);
  EXPECT_CAUSE("the ring is older than the list", "read3b", old);

  EvidenceBuilder wrong = readRun();
  wrong.call(160, wrong.outsider()).asks({wrong.outsider(), wrong.outsider(1), wrong.outsider(2)});
  EXPECT_CAUSE("the wrong peers are asked", "read2", wrong);

  EvidenceBuilder unknown = readRun();
  unknown.removed(155, unknown.outsider(), unknown.primary());
  unknown.call(160, unknown.outsider()).asks(unknown.replicasWithout({unknown.primary()}));
  EXPECT_CAUSE("which is alive", "read2", unknown);
}

TEST_F(StoreCausesTest, AReplicaThatSaysNothing) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider()).asks(run.replicas());
  run.answer(161, run.primary(), true).answer(161, run.secondary(), true).result(162, true);
  EXPECT_CAUSE("is asked, is alive, and logs nothing", "read2", run);
  run.answer(161, run.tertiary(), true);
  EXPECT_EQ("", causeOf("read2", run));
}

TEST_F(StoreCausesTest, TheSameTwice) {
  EvidenceBuilder run = readRun();
  run.served(160, run.outsider(), run.replicas());
  run.logged(161, run.primary(), true);
  EXPECT_CAUSE("logs the operation more than once", "read2", run);
  EvidenceBuilder result = readRun();
  result.served(160, result.outsider(), result.replicas()).result(163, true);
  EXPECT_CAUSE("more than one result", "read2", result);
}

TEST_F(StoreCausesTest, ATransactionForEachReplica) {
  EvidenceBuilder run = readRun();
  run.call(160, run.outsider()).asks(run.replicas());
  EvidenceBuilder one = run;
  int32_t transId = 50;
  for (const PeerId peer : run.replicas()) run.answerOf(transId++, 161, peer, true);
  run.result(171, false);
  EXPECT_OTHER("its own transID", "read2", run);  // The call before had one for all.
  EvidenceBuilder all(Operation::Create);
  all.call(100, all.outsider()).asks(all.replicas());
  for (const PeerId peer : all.replicas()) all.answerOf(transId++, 101, peer, true);
  EXPECT_CAUSE("has its own transID: 53, 54, 55", "create1", all);
}

TEST_F(StoreCausesTest, LinesUnderAnotherKey) {
  for (const auto& [key, words] : {std::pair("\1\2", "the key is garbage at the receiver"),
                                   {"kk", "a line has another key"},
                                   {"", "a line has no key"}}) {
    EvidenceBuilder run = readRun();
    run.call(160, run.outsider()).asks(run.replicas());
    sim::Event line;
    line.kind = EventKind::ReplicaAnswered;
    line.tick = 161;
    line.node.id = run.primary();
    line.operation = Operation::Read;
    line.key = key;
    run.add(line);
    EXPECT_CAUSE(words, "read2", run);
  }
}

TEST_F(StoreCausesTest, ALineThatCountsIsNoCause) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true, "v:101:0").answer(176, run.secondary(), true, "v:101:1");
  run.result(186, false);
  EXPECT_CAUSE("the coordinator says fail, though 2 replicas", "read2", run);
}

TEST_F(StoreCausesTest, WhatTheTablesHold) {
  EvidenceBuilder run = readRun();
  sim::Event holds;
  holds.kind = EventKind::TableHolds;
  holds.tick = 160;
  holds.node.id = run.primary();
  holds.key = "k";
  holds.value = "v";
  run.call(160, run.outsider()).asks(run.replicas()).add(holds);
  for (const PeerId peer : run.replicas()) run.answer(161, peer, false);
  run.result(162, false);
  EXPECT_CAUSE("has the key and logs a fail: its table holds v", "read2", run);
}

TEST_F(StoreCausesTest, ARemovalAtTheRingsEnd) {
  EvidenceBuilder run = readRun();
  const Peers ring = check::ringOrder(run.all());
  run.failed(175, {ring[8], ring[9]}).call(180, ring[0]).asks(run.replicas());
  EXPECT_CAUSE("a removal at the ring's end is not noticed", "read2", run);
  EvidenceBuilder other = readRun();
  other.failed(175, {ring[7], ring[9]}).call(180, ring[0]).asks(run.replicas());
  EXPECT_OTHER("ring's end", "read2", other);
}

TEST_F(StoreCausesTest, ACrashAfterTheTestIsNoCause) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider()).asks(run.replicas()).call(225, run.outsider());
  run.evidence.ending = grading::Ending::Crashed;
  EXPECT_OTHER("crashed", "read1", run);
  EXPECT_OTHER("crashed", "read2", run);
  EXPECT_CAUSE("crashed", "read3a", run);
}

// Where freed memory is used, the run may end elsewhere when it is repeated to be explained.
TEST_F(StoreCausesTest, ACrashAtAnotherTickThanTheNotes) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider());
  run.evidence.ending = grading::Ending::Crashed;
  grading::TestGrade test = lostTest("read3a");
  for (const auto& [endedAt, words] : {std::pair(175, "the program crashed at tick 175;"),
                                       {-1, "the program crashed at tick 175;"},
                                       {176, "the program crashed; what comes later is lost."}}) {
    test.endedAt = endedAt;
    const auto causes = grading::causesOf({test, run.evidence, nullptr});
    ASSERT_EQ(1u, causes.size());
    EXPECT_EQ(0u, causes.front().what.find(words)) << causes.front().what;
  }
}

TEST_F(StoreCausesTest, ADivisionByZero) {
  EvidenceBuilder run = upToTest2();
  run.evidence.ending = grading::Ending::Crashed;
  run.evidence.signal = 8;
  EXPECT_CAUSE("a division by zero", "read3a", run);
}

TEST_F(StoreCausesTest, AReplicaThatMissedTheCreate) {
  for (const bool isMissed : {true, false}) {
    EvidenceBuilder run(Operation::Create);
    run.call(100, run.outsider()).asks(run.replicas());
    for (const PeerId peer : run.replicas()) {
      if (!isMissed || peer != run.tertiary()) run.answer(101, peer, true);
    }
    run.result(102, true);
    run.of(Operation::Delete).call(150, run.outsider()).asks(run.replicas());
    for (const PeerId peer : run.replicas()) run.answer(151, peer, peer != run.tertiary(), "");
    run.result(152, true, "");
    EXPECT_EQ(isMissed,
              causeOf("delete1", run).find("never logged its create") != std::string::npos);
  }
}

TEST_F(StoreCausesTest, AllCopiesFailed) {
  EvidenceBuilder run = readRun();
  run.failed(175, run.replicas()).served(175, run.outsider(), run.replicas());
  run.noticed(190, run.replicas());
  const Peers now = run.replicasWithout(run.replicas());
  run.call(225, run.outsider(6)).asks(now);
  for (const PeerId peer : now) run.answer(226, peer, false);
  run.result(227, false);
  EXPECT_CAUSE("all peers that ever had the key have failed", "read3a", run);
}

TEST_F(StoreCausesTest, HowTheRunEndedComesFirst) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider());
  for (const auto& [ending, words] : {std::pair(grading::Ending::Crashed, "crashed at tick 175"),
                                      {grading::Ending::Hanging, "an endless loop"},
                                      {grading::Ending::Flood, "without end"},
                                      {grading::Ending::Exited, "ended itself at tick 175"}}) {
    run.evidence.ending = ending;
    EXPECT_CAUSE(words, "read2", run);
    EXPECT_CAUSE(words, "read3a", run);
  }
}

// The run has ended itself, and it is known what for.
TEST_F(StoreCausesTest, TooFewReplicasEndARun) {
  EvidenceBuilder run = upToTest2();
  run.call(175, run.outsider());
  run.evidence.ending = grading::Ending::Exited;
  grading::TestGrade test = lostTest("read3a");
  test.lacksReplicas = true;
  const auto causes = grading::causesOf({test, run.evidence, nullptr});
  ASSERT_EQ(1u, causes.size());
  EXPECT_EQ("too-few-replicas", causes.front().name);
  EXPECT_TRUE(causes.front().isFact);
  ASSERT_TRUE(causes.front().spot);
  EXPECT_EQ(grading::Spot::Call, causes.front().spot->kind);
  EXPECT_EQ(175, causes.front().spot->tick);
}

}  // namespace
