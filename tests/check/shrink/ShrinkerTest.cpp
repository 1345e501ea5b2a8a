// Tests of check/shrink/Shrinker.h.
#include "check/shrink/Shrinker.h"

#include <gtest/gtest.h>

#include "check/shrink/ScheduleEdits.h"

namespace check {
namespace {

using lab::Fault;
using lab::FaultKind;
using lab::Schedule;
using sim::PeerId;

constexpr int kPlenty = 100000;

Fault crash(sim::Tick tick, PeerId peer) {
  Fault fault;
  fault.kind = FaultKind::Crash;
  fault.first = tick;
  fault.last = tick;
  fault.peer = peer;
  return fault;
}

Fault drop(sim::Tick first, sim::Tick last) {
  Fault fault;
  fault.kind = FaultKind::Drop;
  fault.first = first;
  fault.last = last;
  fault.probability = 0.5;
  return fault;
}

Fault messageLost(sim::Tick tick) {
  Fault fault;
  fault.kind = FaultKind::Message;
  fault.first = tick;
  fault.last = tick;
  fault.from = {1};
  fault.to = {2};
  return fault;
}

lab::ClientOperation call(const std::string& key, PeerId coordinator) {
  lab::ClientOperation operation;
  operation.tick = 100;
  operation.coordinator = coordinator;
  operation.key = key;
  return operation;
}

// 20 faults and 100 calls on five peers.
Schedule bigSchedule() {
  Schedule schedule;
  schedule.peers = 5;
  for (int i = 0; i < 20; ++i) schedule.faults.push_back(crash(150 + i, 1 + i % 5));
  for (int i = 0; i < 100; ++i) {
    schedule.operations.push_back(call("k" + std::to_string(i), 1 + i % 5));
  }
  return schedule;
}

bool hasCrashAt(const Schedule& schedule, sim::Tick tick) {
  return std::any_of(schedule.faults.begin(), schedule.faults.end(), [&](const Fault& fault) {
    return fault.kind == FaultKind::Crash && fault.first == tick;
  });
}

bool hasCallOf(const Schedule& schedule, const std::string& key) {
  return std::any_of(schedule.operations.begin(), schedule.operations.end(),
                     [&](const lab::ClientOperation& operation) { return operation.key == key; });
}

using Predicate = std::function<bool(const Schedule&)>;

ShrinkResult shrinkBy(const Schedule& start, const Predicate& stillFails, int maxTrials = kPlenty) {
  return shrink(start, {stillFails, nullptr, nullptr, nullptr}, maxTrials);
}

// What isMinimal promises of events and peers.
void expectMinimal(const Schedule& schedule, const Predicate& stillFails) {
  EXPECT_TRUE(stillFails(schedule));
  for (size_t i = 0; i < eventCount(schedule); ++i) {
    EXPECT_FALSE(stillFails(withoutEvents(schedule, i, 1))) << "event " << i;
  }
  for (PeerId peer = 1; schedule.peers >= 2 && peer <= schedule.peers; ++peer) {
    EXPECT_FALSE(stillFails(withoutPeer(schedule, peer, PeerRemovalPolicy::Removed)))
        << "peer " << peer;
  }
}

TEST(ShrinkerTest, shrink_twoEventsAndThreePeers) {
  const Predicate stillFails = [](const Schedule& schedule) {
    return hasCrashAt(schedule, 157) && hasCallOf(schedule, "k63") && schedule.peers >= 3;
  };
  const ShrinkResult result = shrinkBy(bigSchedule(), stillFails);
  EXPECT_TRUE(result.reproduced);
  EXPECT_TRUE(result.isMinimal);
  EXPECT_EQ(3, result.schedule.peers);
  EXPECT_EQ(1u, result.schedule.faults.size());
  EXPECT_EQ(1u, result.schedule.operations.size());
  EXPECT_LT(result.trials, 150);
  expectMinimal(result.schedule, stillFails);
}

TEST(ShrinkerTest, shrink_whatNamesAPeerMovesToAnother) {
  const Predicate stillFails = [](const Schedule& schedule) {
    return hasCrashAt(schedule, 154) && hasCallOf(schedule, "k3");
  };
  const ShrinkResult result = shrinkBy(bigSchedule(), stillFails);
  EXPECT_EQ((Schedule{1, {crash(154, 1)}, {call("k3", 1)}}), result.schedule);
}

TEST(ShrinkerTest, shrink_eventsThatGoOnlyTogether) {
  // The number of crashes has to be odd: no single one can be left out without the other.
  const Predicate stillFails = [](const Schedule& schedule) {
    return schedule.faults.size() % 2 == 1 && hasCrashAt(schedule, 150);
  };
  Schedule start = bigSchedule();
  start.faults.pop_back();
  const ShrinkResult result = shrinkBy(start, stillFails);
  EXPECT_TRUE(result.isMinimal);
  expectMinimal(result.schedule, stillFails);
}

TEST(ShrinkerTest, shrink_everythingIsNeeded) {
  const Schedule start = bigSchedule();
  const Predicate stillFails = [&](const Schedule& schedule) { return schedule == start; };
  const ShrinkResult result = shrinkBy(start, stillFails);
  EXPECT_EQ(start, result.schedule);
  EXPECT_TRUE(result.isMinimal);
}

TEST(ShrinkerTest, shrink_nothingIsNeeded) {
  const ShrinkResult result = shrinkBy(bigSchedule(), [](const Schedule&) { return true; });
  EXPECT_EQ((Schedule{1, {}, {}}), result.schedule);
  EXPECT_TRUE(result.isMinimal);
}

TEST(ShrinkerTest, shrink_aStartThatDoesNotFail) {
  const ShrinkResult result = shrinkBy(bigSchedule(), [](const Schedule&) { return false; });
  EXPECT_FALSE(result.reproduced);
  EXPECT_FALSE(result.isMinimal);
  EXPECT_EQ(bigSchedule(), result.schedule);
  EXPECT_EQ(1, result.trials);
}

TEST(ShrinkerTest, shrink_groupOfUnknownSize) {
  Schedule start = bigSchedule();
  start.peers = 0;
  const ShrinkResult result =
      shrinkBy(start, [](const Schedule& schedule) { return hasCallOf(schedule, "k9"); });
  EXPECT_EQ((Schedule{0, {}, {call("k9", 5)}}), result.schedule);
}

TEST(ShrinkerTest, shrink_theTrialsAreBounded) {
  for (const int maxTrials : {1, 2, 10, 30}) {
    int asked = 0;
    const Predicate stillFails = [&](const Schedule& schedule) {
      ++asked;
      return hasCrashAt(schedule, 157) && hasCallOf(schedule, "k63");
    };
    const ShrinkResult result = shrinkBy(bigSchedule(), stillFails, maxTrials);
    EXPECT_EQ(maxTrials, result.trials);
    EXPECT_EQ(maxTrials, asked);
    EXPECT_FALSE(result.isMinimal);
    EXPECT_TRUE(hasCrashAt(result.schedule, 157));
  }
}

TEST(ShrinkerTest, shrink_isDeterministic) {
  const Predicate stillFails = [](const Schedule& schedule) {
    return schedule.operations.size() % 3 == 1 && schedule.faults.size() >= 2;
  };
  const ShrinkResult first = shrinkBy(bigSchedule(), stillFails);
  const ShrinkResult second = shrinkBy(bigSchedule(), stillFails);
  EXPECT_EQ(first.schedule, second.schedule);
  EXPECT_EQ(first.trials, second.trials);
}

TEST(ShrinkerTest, shrink_tellsItsProgress) {
  std::vector<int> trials;
  ShrinkCallbacks callbacks;
  callbacks.stillFails = [](const Schedule& schedule) { return hasCallOf(schedule, "k9"); };
  callbacks.progress = [&](int trial, const Schedule& smallest) {
    EXPECT_TRUE(hasCallOf(smallest, "k9"));
    trials.push_back(trial);
  };
  const ShrinkResult result = shrink(bigSchedule(), callbacks, kPlenty);
  ASSERT_EQ(static_cast<size_t>(result.trials), trials.size());
  EXPECT_EQ(1, trials.front());
  EXPECT_EQ(result.trials, trials.back());
}

TEST(ShrinkerTest, shrink_simplifiesTheFaultThatStays) {
  Schedule start;
  start.peers = 4;
  start.faults = {drop(150, 300)};
  // Fails if tick 217 and the link from 2 to 3 are hit, in a group of four.
  const Predicate stillFails = [](const Schedule& schedule) {
    const auto hits = [](const std::vector<PeerId>& peers, PeerId peer) {
      return peers.empty() || std::count(peers.begin(), peers.end(), peer) > 0;
    };
    return schedule.peers == 4 &&
           std::any_of(schedule.faults.begin(), schedule.faults.end(), [&](const Fault& fault) {
             return fault.first <= 217 && 217 < fault.last && hits(fault.from, 2) &&
                    hits(fault.to, 3);
           });
  };
  Fault expected = drop(217, 218);
  expected.from = {2};
  expected.to = {3};
  expected.onlyNetwork = sim::NetworkId::Store;
  const ShrinkResult result = shrinkBy(start, stillFails);
  EXPECT_EQ((Schedule{4, {expected}, {}}), result.schedule);
  EXPECT_TRUE(result.isMinimal);
}

// The run fails if the messages of the ticks in `needed` are lost; the rule loses all of its
// window.
class ShrinkerMessagesTest : public testing::Test {
 protected:
  static bool loses(const Schedule& schedule, sim::Tick tick) {
    return std::any_of(schedule.faults.begin(), schedule.faults.end(), [&](const Fault& fault) {
      return fault.kind == FaultKind::Drop ? fault.first <= tick && tick < fault.last
                                           : fault.first == tick;
    });
  }

  static std::vector<Fault> decisionsOf(const Schedule& schedule) {
    std::vector<Fault> decisions;
    for (sim::Tick tick = 150; tick < 300; ++tick) {
      if (loses(schedule, tick)) decisions.push_back(messageLost(tick));
    }
    return decisions;
  }

  ShrinkResult shrinkNeeding(const std::vector<sim::Tick>& needed) {
    const Predicate stillFails = [=](const Schedule& schedule) {
      return std::all_of(needed.begin(), needed.end(),
                         [&](sim::Tick tick) { return loses(schedule, tick); });
    };
    Schedule start;
    start.peers = 2;
    start.faults = {drop(150, 300)};
    return shrink(start, {stillFails, decisionsOf, nullptr, nullptr}, kPlenty);
  }
};

TEST_F(ShrinkerMessagesTest, shrink_aRuleBecomesTheMessagesThatMatter) {
  const ShrinkResult result = shrinkNeeding({160, 200, 280});
  EXPECT_EQ((std::vector<Fault>{messageLost(160), messageLost(200), messageLost(280)}),
            result.schedule.faults);
  EXPECT_TRUE(result.isMinimal);
}

// A call that had to wait for another is made when it came to be made, and needs the other no more.
TEST(ShrinkerTest, shrink_callsAreMadeWhenTheyCameToBeMade) {
  Schedule start;
  start.peers = 2;
  start.operations = {call("first", 1), call("second", 1)};
  const auto callsOf = [](const Schedule& schedule) {
    std::vector<lab::ClientOperation> made = schedule.operations;
    if (made.size() == 2) made[1].tick = made[0].tick + 5;
    return made;
  };
  const Predicate stillFails = [&](const Schedule& schedule) {
    const auto made = callsOf(schedule);
    return std::any_of(made.begin(), made.end(), [&](const lab::ClientOperation& operation) {
      return operation.key == "second" && operation.tick == start.operations[0].tick + 5;
    });
  };
  const ShrinkResult result = shrink(start, {stillFails, nullptr, nullptr, callsOf}, kPlenty);
  ASSERT_EQ(1u, result.schedule.operations.size());
  EXPECT_EQ("second", result.schedule.operations[0].key);
}

// The loss of the second message of a tick needs a call that sends the first; the loss of all that
// the link carries in that tick does not.
TEST(ShrinkerTest, shrink_namesALinkWhereAMessageNeedsOtherCalls) {
  Schedule start;
  start.peers = 2;
  start.faults = {drop(150, 300)};
  start.operations = {call("first", 1), call("second", 1)};
  Fault lost = messageLost(160);
  lost.ordinal = 2;
  const auto decisionsOf = [&](const Schedule&) { return std::vector<Fault>{lost}; };
  const Predicate stillFails = [&](const Schedule& schedule) {
    if (!hasCallOf(schedule, "second")) return false;
    return std::any_of(schedule.faults.begin(), schedule.faults.end(), [&](const Fault& fault) {
      if (fault.kind != FaultKind::Drop) return fault == lost && hasCallOf(schedule, "first");
      return fault.first <= 160 && fault.last > 160 &&
             (fault.last == 161 || hasCallOf(schedule, "first"));
    });
  };
  const ShrinkResult result = shrink(start, {stillFails, decisionsOf, nullptr, nullptr}, kPlenty);
  EXPECT_EQ(1u, result.schedule.operations.size());
  EXPECT_EQ(1u, result.schedule.faults.size());
}

TEST_F(ShrinkerMessagesTest, shrink_aRuleIsBetterThanVeryManyMessages) {
  std::vector<sim::Tick> needed;
  for (sim::Tick tick = 160; tick < 200; ++tick) needed.push_back(tick);
  const ShrinkResult result = shrinkNeeding(needed);
  ASSERT_EQ(1u, result.schedule.faults.size());
  EXPECT_EQ(FaultKind::Drop, result.schedule.faults[0].kind);
  EXPECT_EQ(160, result.schedule.faults[0].first);
  EXPECT_EQ(200, result.schedule.faults[0].last);
  EXPECT_TRUE(result.isMinimal);
}

}  // namespace
}  // namespace check
