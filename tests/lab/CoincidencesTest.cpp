// Tests of lab/Coincidences.h.
#include "lab/Coincidences.h"

#include <gtest/gtest.h>

#include <map>

#include "lab/GroupChanges.h"

namespace lab {
namespace {

CoincidenceSettings settingsOf(sim::Tick start, sim::Tick stop) {
  CoincidenceSettings settings;
  settings.peers = 5;
  settings.start = start;
  settings.stop = stop;
  settings.firstClient = 11;
  settings.key = "c1";
  settings.replicasOf = [](const std::string&, sim::PeerId without) {
    std::vector<sim::PeerId> replicas = {2, 4, 5};
    if (std::erase(replicas, without) > 0) replicas.push_back(3);
    return replicas;
  };
  return settings;
}

TEST(CoincidencesTest, drawCoincidence_staysInsideTheGuarantee) {
  sim::Random dice(1, "test");
  for (int i = 0; i < 500; ++i) {
    const CoincidenceSettings settings = settingsOf(150, 150 + kShortestCoincidence + i);
    const Schedule drawn = drawCoincidence(settings, &dice);
    std::map<sim::PeerId, sim::Tick> crashed;
    for (const Fault& fault : drawn.faults) {
      EXPECT_GE(fault.first, settings.start);
      EXPECT_LE(fault.last, settings.stop);
      if (fault.kind == FaultKind::Drop) {
        EXPECT_EQ(sim::NetworkId::Store, fault.onlyNetwork);
      } else if (fault.kind == FaultKind::Crash) {
        crashed[fault.peer] = fault.first;
      } else {
        ASSERT_EQ(FaultKind::Restart, fault.kind);
        ASSERT_EQ(1u, crashed.count(fault.peer));
        EXPECT_GE(fault.first - crashed[fault.peer], 5);
        EXPECT_LE(fault.first - crashed[fault.peer], 60);
        crashed.erase(fault.peer);
      }
    }
    EXPECT_TRUE(crashed.empty()) << "each outage ends";
    for (const ClientOperation& call : drawn.operations) {
      EXPECT_GE(call.tick, settings.start);
      EXPECT_LT(call.tick, settings.stop);
      EXPECT_EQ("c1", call.key);
      EXPECT_GE(call.client, 11);
      EXPECT_LT(call.client, 11 + kClientsOfCoincidence);
    }
  }
}

TEST(CoincidencesTest, drawCoincidence_noOutagesIfNotAllowed) {
  sim::Random dice(2, "test");
  CoincidenceSettings settings = settingsOf(150, 450);
  settings.mayRestart = false;
  for (int i = 0; i < 100; ++i) {
    for (const Fault& fault : drawCoincidence(settings, &dice).faults) {
      EXPECT_EQ(FaultKind::Drop, fault.kind);
    }
  }
}

// A tombstone is kept 200 ticks, or longer if a replica has not heard of it.
TEST(CoincidencesTest, drawCoincidence_aReplicaIsUnreachedUntilATombstoneIsDue) {
  sim::Random dice(4, "test");
  const CoincidenceSettings settings = settingsOf(150, 450);
  int outliveTombstones = 0;
  for (int i = 0; i < 1000; ++i) {
    for (const Fault& fault : drawCoincidence(settings, &dice).faults) {
      if (fault.last - fault.first <= 200) continue;
      ++outliveTombstones;
      EXPECT_EQ(sim::NetworkId::Store, fault.onlyNetwork);
      EXPECT_EQ(static_cast<size_t>(settings.peers), fault.from.size() + fault.to.size());
    }
  }
  EXPECT_GT(outliveTombstones, 5);
}

TEST(CoincidencesTest, drawCoincidence_theSameDiceTheSameCoincidence) {
  sim::Random one(3, "test");
  sim::Random other(3, "test");
  EXPECT_EQ(drawCoincidence(settingsOf(150, 450), &one),
            drawCoincidence(settingsOf(150, 450), &other));
}

// What a disturbed repair may hold, and how often each of the things that make one was drawn.
struct Repairs {
  int ofCopies = 0;
  int ofOthers = 0;
  int delays = 0;
  int departures = 0;
  int restarts = 0;
};

Repairs drawRepairs(const CoincidenceSettings& settings, int count) {
  sim::Random dice(5, "test");
  Repairs repairs;
  for (int i = 0; i < count; ++i) {
    const Schedule drawn = drawDisturbedRepair(settings, &dice);
    for (const Fault& fault : drawn.faults) {
      EXPECT_GE(fault.first, settings.start);
      EXPECT_LE(fault.last, settings.stop);
      EXPECT_TRUE(changesGroup(fault.kind) || fault.onlyNetwork == sim::NetworkId::Store);
      EXPECT_LE(fault.ticksMax, 3);
      EXPECT_TRUE(fault.text.empty() || fault.text.starts_with("c1"));
      if (!fault.text.empty()) ++(fault.withoutText ? repairs.ofOthers : repairs.ofCopies);
      if (fault.kind == FaultKind::Delay) ++repairs.delays;
      if (fault.kind == FaultKind::Restart) ++repairs.restarts;
      const bool isDeparture = fault.kind == FaultKind::Leave ||
                               (fault.kind == FaultKind::Crash && !returnOf(fault, drawn));
      if (!isDeparture) continue;
      ++repairs.departures;
      EXPECT_EQ(5, fault.peer);
    }
    for (const ClientOperation& call : drawn.operations) {
      EXPECT_EQ("c1", call.key.substr(0, 2));
      EXPECT_LT(call.client, settings.firstClient + kClientsOfCoincidence);
    }
  }
  return repairs;
}

TEST(CoincidencesTest, drawDisturbedRepair_losesCopiesAndWhatIsSaidOfThem) {
  CoincidenceSettings settings = settingsOf(150, 450);
  const Repairs mild = drawRepairs(settings, 300);
  EXPECT_GT(mild.ofCopies, 300);
  EXPECT_GT(mild.ofOthers, 50);
  EXPECT_GT(mild.restarts, 50);
  EXPECT_EQ(0, mild.departures);
  EXPECT_EQ(0, mild.delays);
  settings.mayDepart = {5};
  settings.mayDelay = true;
  const Repairs wilder = drawRepairs(settings, 300);
  EXPECT_GT(wilder.departures, 50);
  EXPECT_GT(wilder.delays, 50);
}

TEST(CoincidencesTest, drawDisturbedRepair_noChangesIfNotAllowed) {
  CoincidenceSettings settings = settingsOf(150, 450);
  settings.mayRestart = false;
  EXPECT_EQ(0, drawRepairs(settings, 100).restarts);
}

TEST(CoincidencesTest, drawDisturbedRepair_fitsIntoTheShortestPeriodAndTheSmallestGroup) {
  CoincidenceSettings settings = settingsOf(150, 150 + kShortestCoincidence);
  drawRepairs(settings, 300);
  settings.peers = 1;
  settings.replicasOf = [](const std::string&, sim::PeerId) { return std::vector<sim::PeerId>{1}; };
  settings.mayRestart = false;
  drawRepairs(settings, 100);
}

}  // namespace
}  // namespace lab
