// Tests of grading/explain/Investigation.h and StartHere.h: what is shown, and what is not.
#include "grading/explain/Investigation.h"

#include <gtest/gtest.h>

#include "grading/explain/StartHere.h"
#include "grading/score/Scorer.h"
#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace grading;
using sim::EventKind;
using sim::Operation;

// A create run of one key, written down as events.
class CreateRun {
 public:
  explicit CreateRun(const std::string& key = "a1b2c") : key_(key) {
    for (PeerId peer = 1; peer <= 10; ++peer) add(event(EventKind::NodeStarted, 0, peer));
    Peers all;
    for (PeerId peer = 1; peer <= 10; ++peer) all.push_back(peer);
    replicas_ = check::replicasInOrder(all, key);
    sim::Event call = event(EventKind::OperationInvoked, 100, coordinator());
    call.key = key_;
    call.value = "value1";
    add(call);
    for (const PeerId peer : replicas_) send(100, coordinator(), peer);
  }

  PeerId coordinator() const {
    for (PeerId peer = 1;; ++peer) {
      if (std::count(replicas_.begin(), replicas_.end(), peer) == 0) return peer;
    }
  }
  const Peers& replicas() const { return replicas_; }

  void served(PeerId peer) {
    line(EventKind::ReplicaAnswered, 101, peer);
    send(101, peer, coordinator());
  }
  void result() { line(EventKind::OperationFinished, 102, coordinator()); }

  TestGrade test() const {
    TestGrade grade;
    grade.name = "create1";
    grade.maxPoints = 3;
    grade.points = score(Scenario::Create, lines.text()).tests[0].points;
    return grade;
  }

  Evidence evidence;
  LogLines lines;

 private:
  static sim::Event event(EventKind kind, Tick tick, PeerId peer) {
    sim::Event event;
    event.kind = kind;
    event.tick = tick;
    event.node.id = peer;
    return event;
  }
  void add(const sim::Event& event) {
    evidence.onEvent(event);
    lines.onEvent(event);
  }
  void send(Tick tick, PeerId from, PeerId to) {
    sim::Event sent = event(EventKind::Sent, tick, from);
    sent.other.id = to;
    sent.network = sim::NetworkId::Store;
    add(sent);
  }
  void line(EventKind kind, Tick tick, PeerId peer) {
    sim::Event line = event(kind, tick, peer);
    line.operation = Operation::Create;
    line.success = true;
    line.transId = 7;
    line.key = key_;
    line.value = "value1";
    add(line);
  }

  std::string key_;
  Peers replicas_;
};

OutcomeOf always(Outcome outcome) {
  return [outcome](const Experiment&) { return outcome; };
}

TEST(InvestigationTest, AnEditOfTheLogShowsACause) {
  CreateRun run;
  for (const PeerId peer : run.replicas()) run.served(peer);
  const TestGrade test = run.test();
  ASSERT_EQ(0, test.points);
  const Investigation investigation(test, run.evidence, run.lines);
  EXPECT_TRUE(investigation.isRepeatable());
  const Conclusion found = investigation.conclude(always(Outcome::NotMade));
  ASSERT_EQ(1u, found.causes.size());
  EXPECT_TRUE(found.causes.front().isShown);
  EXPECT_EQ("no-result", found.causes.front().cause.name);
  EXPECT_EQ("with the coordinator's result, the test has its points", found.causes.front().proof);
}

TEST(InvestigationTest, TheLastResortsAreRuns) {
  // Nothing is wrong with the one call; whatever costs the points is not in what is seen.
  CreateRun run;
  for (const PeerId peer : run.replicas()) run.served(peer);
  run.result();
  TestGrade test = run.test();
  ASSERT_EQ(test.maxPoints, test.points);
  test.maxPoints = 4;
  const Investigation investigation(test, run.evidence, run.lines);
  EXPECT_FALSE(investigation.experiments().empty());
  const Conclusion none = investigation.conclude(always(Outcome::Failed));
  EXPECT_TRUE(none.causes.empty());
  EXPECT_EQ(investigation.experiments().size(), none.inVain.size());
  const Conclusion passed = investigation.conclude(always(Outcome::Passed));
  ASSERT_EQ(1u, passed.causes.size());
  EXPECT_TRUE(passed.causes.front().isShown);
  EXPECT_NE(std::string::npos, passed.causes.front().proof.find(" (--what-if "));
}

TEST(InvestigationTest, NothingIsSaidOfARunThatDoesNotRepeat) {
  CreateRun run;
  TestGrade test = run.test();
  test.points = 1;
  const Investigation investigation(test, run.evidence, run.lines);
  EXPECT_FALSE(investigation.isRepeatable());
  EXPECT_TRUE(investigation.experiments().empty());
  EXPECT_TRUE(investigation.conclude(always(Outcome::Passed)).causes.empty());
}

// Another run of the same seed has the points: what is changed between the two has cost them,
// whatever else a recogniser sees.
TEST(InvestigationTest, WhatDecidesARepeatedSeedIsTheCause) {
  CreateRun run;
  for (const PeerId peer : run.replicas()) run.served(peer);
  TestGrade test = run.test();
  test.decidingMemory = test.worstMemory = MemoryContents::Disturbed;
  const Investigation disturbed(test, run.evidence, run.lines);
  EXPECT_TRUE(disturbed.experiments().empty());
  ASSERT_EQ(1u, disturbed.conclude(always(Outcome::NotMade)).causes.size());
  const NamedCause cause = disturbed.conclude(always(Outcome::NotMade)).causes.front();
  EXPECT_TRUE(cause.isShown);
  EXPECT_EQ("not-repeatable", cause.cause.name);
  test.decidingMemory = MemoryContents::Filled;
  test.worstMemory = MemoryContents::Usual;
  const Investigation filled(test, run.evidence, run.lines);
  const Cause fields = filled.conclude(always(Outcome::NotMade)).causes.front().cause;
  EXPECT_EQ("unset-fields", fields.name);
  EXPECT_EQ(
      "fields that nobody sets decide: with all bits set in them (--fill ones) this seed has the "
      "test's points, and with zeros in them it has not.",
      fields.what);
}

TEST(StartHereTest, WhatCostsSeveralTestsIsNamedOnce) {
  TestGrade read;
  read.name = "read3b";
  read.maxPoints = 10;
  TestGrade update = read;
  update.name = "update3b";
  TestGrade other = read;
  other.name = "read2";
  const Cause copies{"no stabilization: peer 3.", "updateRing", "no-copies"};
  const Cause value{"a wrong value.", "the log", "wrong-value"};
  std::vector<Concluded> tests = {{&read, {{{copies, true, ""}}, {}}},
                                  {&other, {{{value, true, ""}}, {}}}};
  EXPECT_EQ("", startHereText(tests));
  tests.push_back({&update, {{{copies, true, ""}}, {}}});
  EXPECT_EQ(std::vector<std::string>{"no-copies"}, sharedCauses(tests));
  EXPECT_EQ(R"(shown cause: no stabilization: peer 3.
    look at: updateRing
      costs: 20 points, in read3b and update3b.
)",
            startHereText(tests));
}

}  // namespace
