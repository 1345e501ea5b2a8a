// Tests of grading/labs/Labs.h: each requirement, with built evidence.
#include "grading/labs/Labs.h"

#include <gtest/gtest.h>

#include <functional>

#include "Node.h"
#include "probe/NodeProbe.h"
#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;
using grading::LabEvidence;
using grading::LabGroup;
using grading::LabRun;
using grading::Remark;
using grading::Scenario;

constexpr PeerId kDead = 4;

LabRun runOf(Scenario scenario, const EvidenceBuilder& built, uint64_t seed = 1) {
  LabRun run;
  run.trial.scenario = scenario;
  run.trial.conf = grading::confFileName(scenario);
  run.trial.seed = seed;
  run.evidence = built.evidence;
  run.evidence.lastTick = 699;
  run.replay = "./Application X";
  return run;
}

std::string saidOf(int lab, const LabEvidence& evidence) {
  const grading::Lab& checked = grading::labs()[static_cast<size_t>(lab) - 1];
  std::string said;
  for (const Remark& remark : remarksOn(checked, evidence)) {
    said += remark.what + "|" + remark.mistake + "\n";
  }
  return said;
}

#define EXPECT_SAID(words, said) EXPECT_NE(std::string::npos, (said).find(words)) << (said)

// ---- Labs 1 to 4: ten peers, of which all know all; peer 4 dies at 100.

// How a list's entry looks after a tick; nothing of it if the tick is negative.
using EntryOf = std::function<grading::Listing(Tick tick, PeerId by, PeerId of)>;

grading::Listing freshEntry(Tick tick, PeerId, PeerId of) {
  const Tick heard = of == kDead && tick > 100 ? 100 : tick;
  return {tick, heard, heard};
}

EvidenceBuilder group(const EntryOf& entryOf = freshEntry, Tick noticedAt = 122) {
  EvidenceBuilder run;
  for (PeerId peer = 1; peer <= 10; ++peer) {
    run.entered(3, peer);
    if (peer != 1) run.gossip(1, peer, 1).gossip(2, 1, peer);
  }
  for (Tick tick = 6; tick <= 118; ++tick) {
    if (tick == 100) run.failed(100, {kDead});
    for (const PeerId by : run.evidence.aliveAt(tick)) {
      run.gossip(tick, by, by % 10 + 1);
      for (const PeerId of : run.all()) {
        const grading::Listing entry = entryOf(tick, by, of);
        if (entry.tick >= 0) run.listed(tick, by, of, entry.heartbeat, entry.timestamp);
      }
    }
  }
  run.noticed(noticedAt, {kDead});
  return run;
}

LabEvidence probed(const EvidenceBuilder& built) {
  LabEvidence evidence;
  evidence.groups[LabGroup::Probed] = {runOf(Scenario::SingleFailure, built)};
  return evidence;
}

LabEvidence single(const EvidenceBuilder& built) {
  LabEvidence evidence;
  evidence.groups[LabGroup::Single] = {runOf(Scenario::SingleFailure, built)};
  return evidence;
}

TEST(LabsTest, labs_areSevenInOrder) {
  ASSERT_EQ(static_cast<size_t>(grading::kLabs), grading::labs().size());
  for (int number = 1; number <= grading::kLabs; ++number) {
    EXPECT_EQ(number, grading::labs()[static_cast<size_t>(number) - 1].number);
  }
}

TEST(LabsTest, rightMembership_hasNoRemarks) {
  const EvidenceBuilder run = group();
  for (int lab = 1; lab <= 3; ++lab) {
    EXPECT_EQ("", saidOf(lab, probed(run))) << lab;
    EXPECT_EQ("", saidOf(lab, single(run))) << lab;
  }
}

TEST(LabsTest, join_ownPeer) {
  EvidenceBuilder silent(sim::Operation::Read, false);
  EXPECT_SAID("Peer 1 never logs that it has joined itself.|The own peer",
              saidOf(1, probed(silent)));
  const EvidenceBuilder unlisted = group([](Tick tick, PeerId by, PeerId of) {
    return by == 3 && of == 3 ? grading::Listing{-1, 0, 0} : freshEntry(tick, by, of);
  });
  EXPECT_SAID("Peer 3 logs that it has joined, but memberNode->memberList has no entry of it.",
              saidOf(1, probed(unlisted)));
}

TEST(LabsTest, join_introducer) {
  EvidenceBuilder run(sim::Operation::Read, false);
  for (PeerId peer = 1; peer <= 10; ++peer) run.added(1, peer, peer).listed(1, peer, peer, 0, 1);
  EXPECT_SAID("Peer 2 never asks to join", saidOf(1, probed(run)));
  for (PeerId peer = 2; peer <= 10; ++peer) run.gossip(1, peer, 1);
  EXPECT_SAID("never logs that peer 2 has joined", saidOf(1, probed(run)));
  for (PeerId peer = 2; peer <= 10; ++peer) run.added(2, 1, peer);
  EXPECT_SAID("The introducer never answers peer 2", saidOf(1, probed(run)));
  for (PeerId peer = 2; peer <= 10; ++peer) run.gossip(2, 1, peer);
  EXPECT_SAID("memberNode->inGroup stays false", saidOf(1, probed(run)));
  for (PeerId peer = 2; peer <= 10; ++peer) run.entered(3, peer);
  EXPECT_SAID("Peer 2 never logs that the introducer", saidOf(1, probed(run)));
  for (PeerId peer = 2; peer <= 10; ++peer) run.added(3, peer, 1);
  EXPECT_SAID("Peer 10, which starts last, knows the introducer and itself alone",
              saidOf(1, probed(run)));
  run.added(3, 10, 2);
  EXPECT_EQ("", saidOf(1, probed(run)));
}

TEST(LabsTest, join_twice) {
  EvidenceBuilder run = group();
  run.added(200, 6, kDead);  // It was removed before.
  EXPECT_EQ("", saidOf(1, probed(run)));
  run.added(201, 6, kDead);
  EXPECT_SAID("Peer 6 logs twice that peer 4 has joined, at tick 200 and at tick 201.|A member is",
              saidOf(1, probed(run)));
}

TEST(LabsTest, join_knowsWhatNoMessageCanHaveSaid) {
  EvidenceBuilder run(sim::Operation::Read, false);
  run.gossip(18, 1, 2).added(2 * grading::kSlowMessageTicks, 2, 3);
  LabEvidence evidence;
  evidence.groups[LabGroup::SlowMessages] = {runOf(Scenario::SingleFailure, run)};
  const auto isNamed = [&] {
    return saidOf(1, evidence).find("sent as a pointer") != std::string::npos;
  };
  evidence.groups[LabGroup::Probed] = {runOf(Scenario::SingleFailure, group())};
  EXPECT_FALSE(isNamed());  // It started at 0.
  EvidenceBuilder early(sim::Operation::Read, false);
  early.added(2 * grading::kSlowMessageTicks - 1, 2, 3);
  evidence.groups[LabGroup::SlowMessages] = {runOf(Scenario::SingleFailure, early)};
  EXPECT_TRUE(isNamed());
  EvidenceBuilder told(sim::Operation::Read, false);
  told.gossip(10, 3, 2).added(2 * grading::kSlowMessageTicks - 1, 2, 3);
  evidence.groups[LabGroup::SlowMessages] = {runOf(Scenario::SingleFailure, told)};
  EXPECT_FALSE(isNamed());
}

TEST(LabsTest, join_rawCopyOfAVector) {
  LabEvidence evidence = probed(group());
  grading::Finding warning;
  warning.name = "warning-class-memaccess";
  warning.text = "MP2Node.cpp:3: no trivial copy";
  evidence.warnings = {warning};
  EXPECT_EQ("", saidOf(1, evidence));
  evidence.warnings.front().text =
      "MP1Node.cpp:3: the compiler says \"writing to an object of type 'R' with no trivial "
      "copy-assignment\".";
  EXPECT_SAID("a struct that has a vector in it is copied as raw memory", saidOf(1, evidence));
}

TEST(LabsTest, gossip_timestampOfTheSender) {
  const auto old = [](Tick tick, PeerId by, PeerId of) {
    const Tick heard = by == of ? tick : tick - 1;
    return grading::Listing{tick, heard, heard};
  };
  EXPECT_SAID("The sender's timestamp is taken over", saidOf(2, probed(group(old))));
}

TEST(LabsTest, gossip_timestampWithoutHeartbeat) {
  const auto refreshed = [](Tick tick, PeerId by, PeerId of) {
    grading::Listing entry = freshEntry(tick, by, of);
    entry.timestamp = tick;
    return entry;
  };
  const std::string said = saidOf(2, probed(group(refreshed)));
  EXPECT_SAID("Peer 4 died at tick 100", said);
  EXPECT_SAID("The timestamp is set by any message", said);
}

TEST(LabsTest, gossip_heartbeatsAndWork) {
  const auto still = [](Tick tick, PeerId, PeerId) { return grading::Listing{tick, 7, 6}; };
  EXPECT_SAID("has heard no larger heartbeat of peer 1 ever since",
              saidOf(2, probed(group(still))));
  EvidenceBuilder run = group();
  for (int i = 0; i < 500; ++i) run.gossip(119, 7, 8);
  EXPECT_SAID("Peer 7 sends 614 messages", saidOf(2, probed(run)));
}

TEST(LabsTest, failure_removals) {
  EvidenceBuilder run = group();
  run.removed(150, 5, 9);
  EXPECT_SAID("Peer 5 removes peer 9 at tick 150, and that peer is alive", saidOf(3, single(run)));
  EXPECT_SAID("|A live peer removed", saidOf(3, single(run)));
  EvidenceBuilder itself = group();
  itself.removed(30, 5, 5);
  EXPECT_SAID("|The peer removes itself", saidOf(3, single(itself)));
  EvidenceBuilder back = group();
  back.added(125, 2, kDead);
  EXPECT_SAID("Peer 2 removes peer 4, which is dead, at tick 122, and lets it in again at tick 125",
              saidOf(3, single(back)));
}

TEST(LabsTest, failure_time) {
  EXPECT_EQ("", saidOf(3, single(group(freshEntry, 140))));
  const std::string slow = saidOf(3, single(group(freshEntry, 145)));
  EXPECT_SAID("45 ticks after it died", slow);
  EXPECT_EQ(std::string::npos, slow.find("A failure noticed")) << slow;
  EXPECT_SAID("|A failure noticed after more than 50 ticks",
              saidOf(3, single(group(freshEntry, 151))));
}

TEST(LabsTest, failure_eraseInALoop) {
  LabEvidence evidence = single(group());
  evidence.files = {{"MP1Node.cpp", "for (auto it = v.begin(); it != v.end(); ++it) v.erase(it);"}};
  EXPECT_SAID("MP1Node.cpp:1: the loop erases", saidOf(3, evidence));
}

// ---- Lab 4.

using Replicas = std::function<Peers(PeerId by, const std::string& key)>;

EvidenceBuilder ring(const Replicas& replicasOf) {
  EvidenceBuilder run;
  for (const std::string& key : ringProbeKeys(10)) {
    for (const PeerId by : run.all()) {
      run.named(NodeProbe::kFirstRingTick, by, key, replicasOf(by, key));
    }
  }
  return run;
}

Peers without(Peers peers, PeerId gone) {
  std::erase(peers, gone);
  return peers;
}

size_t placeOf(const std::string& key) { return RingHash()(key) % RING_SIZE; }
size_t placeOf(PeerId id) { return Node(Address(std::to_string(id) + ":0")).getHashCode(); }

TEST(LabsTest, ring_mistakes) {
  const Peers all = EvidenceBuilder().all();
  const auto right = [&](PeerId, const std::string& key) {
    return check::replicasInOrder(all, key);
  };
  EXPECT_EQ("", saidOf(4, probed(ring(right))));
  EXPECT_SAID("|The own peer is missing",
              saidOf(4, probed(ring([&](PeerId by, const std::string& k) {
                       return check::replicasInOrder(without(all, by), k);
                     }))));
  EXPECT_SAID("|\"After\" instead of", saidOf(4, probed(ring([&](PeerId by, const std::string& k) {
                                                const PeerId first = right(by, k).front();
                                                return placeOf(first) == placeOf(k)
                                                           ? check::replicasInOrder(
                                                                 without(all, first), k)
                                                           : right(by, k);
                                              }))));
  EXPECT_SAID("|A key above the last", saidOf(4, probed(ring([&](PeerId by, const std::string& k) {
                                                for (const PeerId id : all) {
                                                  if (placeOf(id) >= placeOf(k))
                                                    return right(by, k);
                                                }
                                                return Peers();
                                              }))));
  const std::string other = saidOf(4, probed(ring([](PeerId, const std::string&) {
                                     return Peers{1, 2, 3};
                                   })));
  EXPECT_SAID("findNodes gives 1, 2, 3 for the key", other);
  EXPECT_SAID("|\n", other);
}

// ---- Labs 5 to 7.

LabEvidence store(Scenario scenario, const EvidenceBuilder& built) {
  LabEvidence evidence;
  const LabGroup group = scenario == Scenario::Create   ? LabGroup::Create
                         : scenario == Scenario::Update ? LabGroup::Update
                                                        : LabGroup::Read;
  evidence.groups[group] = {runOf(scenario, built)};
  return evidence;
}

TEST(LabsTest, createRead_coordinator) {
  EvidenceBuilder right;
  right.created();
  EXPECT_EQ("", saidOf(5, store(Scenario::Create, right)));

  EvidenceBuilder silent(sim::Operation::Create);
  silent.call(100, silent.outsider()).asks(silent.replicas());
  silent.answer(101, silent.primary(), true).answer(101, silent.secondary(), true);
  EXPECT_SAID("logs nothing.|The coordinator logs nothing",
              saidOf(5, store(Scenario::Create, silent)));
  silent.logged(102, silent.outsider(), true);
  EXPECT_SAID("logs it as a server.|The coordinator", saidOf(5, store(Scenario::Create, silent)));

  EvidenceBuilder again = right;
  again.of(sim::Operation::Create).result(103, true);
  EXPECT_SAID("|Something logged twice", saidOf(5, store(Scenario::Create, again)));
}

TEST(LabsTest, createRead_values) {
  EvidenceBuilder run;
  run.created().call(150, run.outsider()).asks(run.replicas());
  for (const PeerId replica : run.replicas()) run.answer(151, replica, true);
  run.result(152, true, "");
  EXPECT_SAID("|The coordinator logs an empty value", saidOf(5, store(Scenario::Read, run)));

  EvidenceBuilder invalid;
  invalid.call(285, 1, "invalidKey").asks({2, 3, 5}).result(287, true, "");
  EXPECT_SAID("|A key that does not exist", saidOf(5, store(Scenario::Read, invalid)));
}

// Four reads or updates of a key; at the third, two of its replicas are dead and the last answers.
EvidenceBuilder quorumLost(sim::Operation operation, bool survivorSucceeds,
                           const std::vector<Tick>& fails) {
  EvidenceBuilder run(operation);
  run.created();
  run.served(150, run.outsider(), run.replicas()).served(175, run.outsider(), run.replicas());
  run.failed(225, {run.secondary(), run.tertiary()});
  run.call(225, run.outsider()).asks(run.replicas()).answer(226, run.primary(), survivorSucceeds);
  for (const Tick fail : fails) run.result(fail, false);
  return run.served(275, run.outsider(), run.replicas());
}

TEST(LabsTest, quorum_timeOuts) {
  using sim::Operation;
  const auto saidAt = [](const std::vector<Tick>& fails) {
    return saidOf(6, store(Scenario::Read, quorumLost(Operation::Read, true, fails)));
  };
  EXPECT_EQ("", saidAt({238}));
  EXPECT_SAID("|No time-out for a missing quorum", saidAt({}));
  EXPECT_SAID("up after 48 ticks", saidAt({273}));
  EXPECT_SAID("|A time-out of 50 ticks", saidAt({273}));
  EXPECT_SAID("up after 35 ticks", saidAt({260}));
  EXPECT_EQ(std::string::npos, saidAt({260}).find("A time-out of 50"));
  EXPECT_SAID("|The surviving replica", saidAt({238, 238}));
  EXPECT_SAID("|The surviving replica",
              saidOf(6, store(Scenario::Read, quorumLost(Operation::Read, false, {238}))));
}

TEST(LabsTest, quorum_updateOfNoKey) {
  EvidenceBuilder run(sim::Operation::Update);
  run.call(285, 1, "invalidKey").asks({2, 3, 5}).answer(286, 2, true);
  EXPECT_SAID("|An update that creates the key", saidOf(6, store(Scenario::Update, run)));
}

TEST(LabsTest, stabilization_copiesLogged) {
  EvidenceBuilder run;
  run.created();
  EXPECT_EQ("", saidOf(7, store(Scenario::Read, run)));
  run.of(sim::Operation::Create).logged(197, run.outsider(), true);
  EXPECT_SAID("logs a create of k at tick 197", saidOf(7, store(Scenario::Read, run)));
}

TEST(LabsTest, labWarningsText_likelyMistakesAlone) {
  grading::Finding likely;
  likely.kind = grading::Finding::Weak;
  likely.counts = false;
  likely.text = "MP1Node.cpp:9: the compiler says \"no return\".";
  grading::Finding sum;
  sum.kind = grading::Finding::Weak;
  sum.text = "See above.";
  EXPECT_EQ("", grading::labWarningsText({sum}));
  EXPECT_EQ(
      "\nThe compiler warns of what may well be a mistake:\n\n"
      "  - MP1Node.cpp:9: the compiler says \"no return\".\n",
      grading::labWarningsText({likely, sum}));
}

TEST(LabsTest, lostTest_isRemarked) {
  EvidenceBuilder built;
  LabEvidence evidence = store(Scenario::Read, built);
  grading::TestScore test;
  test.name = "read3b";
  test.title = "TEST 3 PART 2";
  test.aspect = grading::TestAspect::Stabilized;
  test.maxPoints = 10;
  test.reason = "expected 3 lines, found 1";
  evidence.groups[LabGroup::Read].front().score = {Scenario::Read, {test}, ""};
  EXPECT_SAID(
      "Test 3 part 2 of the read test (seed 1) has 0 of 10 points. Expected 3 lines, found 1.",
      saidOf(7, evidence));
  EXPECT_EQ("", saidOf(6, evidence));
  // Only where the primary fails.
  evidence.groups[LabGroup::PrimaryFails] = evidence.groups[LabGroup::Read];
  evidence.groups[LabGroup::Read].front().score.tests.clear();
  EXPECT_SAID("|Only the primary copies", saidOf(7, evidence));
}

TEST(LabsTest, earlyEnd_isRemarkedFirst) {
  LabEvidence evidence = single(group());
  evidence.groups[LabGroup::Single].front().evidence.ending = grading::Ending::Crashed;
  evidence.groups[LabGroup::Single].front().score.note = "the run ended with signal 11";
  EXPECT_SAID("In the singlefailure test (seed 1) the run ended with signal 11.",
              saidOf(3, evidence));
}

// ---- The sanitizers, and the text.

TEST(LabsTest, sanitizers_tellMistakesApart) {
  LabEvidence evidence;
  evidence.files = {
      {"MP1Node.cpp", "use(*it);\nlist.push_back(e);\nmyPos->x = 1;\nlist.clear();\n"}};
  grading::Finding finding;
  finding.name = "sanitizer-use-after-free";
  finding.title = "Memory is used after it was freed";
  finding.kind = grading::Finding::Weak;
  const auto mistakeOf = [&](const std::string& text) {
    finding.text = text;
    evidence.sanitizers = {finding};
    return sanitizerRemarks(evidence).front().mistake;
  };
  EXPECT_EQ("The list grows while a loop goes over it.",
            mistakeOf("MP1Node.cpp:1. It was freed in MP1Node.cpp:2. It may"));
  EXPECT_EQ("`myPos` that points into a list that has moved.",
            mistakeOf("MP1Node.cpp:3. It was freed in MP1Node.cpp:2. It may"));
  EXPECT_EQ("", mistakeOf("MP1Node.cpp:1. It was freed in MP1Node.cpp:4. It may"));
  EXPECT_EQ("", mistakeOf("MP1Node.cpp:99. It was freed in MP1Node.cpp:98."));
  evidence.sanitizers.front().kind = grading::Finding::Unknown;
  EXPECT_TRUE(sanitizerRemarks(evidence).empty());
}

TEST(LabsTest, labText_doneOrWhatIsMissing) {
  const grading::Lab& first = grading::labs()[0];
  const grading::Lab& third = grading::labs()[2];
  EXPECT_EQ("Lab 3 (failure detection): done.\n", labText(third, third, {}));
  EXPECT_EQ(
      "Lab 3 (failure detection): not yet.\n\n"
      "Lab 1 (join) is not done, and comes first:\n\n"
      "  - What.\n"
      "    $ command\n\n"
      "docs/labs/1-join.md says how to go about it.\n",
      labText(third, first, {{"What.", "", "", "command"}}));
}

}  // namespace
