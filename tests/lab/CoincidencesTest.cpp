// Tests of lab/Coincidences.h.
#include "lab/Coincidences.h"

#include <gtest/gtest.h>

#include <map>

namespace lab {
namespace {

CoincidenceSettings settingsOf(sim::Tick start, sim::Tick stop) {
  CoincidenceSettings settings;
  settings.peers = 5;
  settings.start = start;
  settings.stop = stop;
  settings.firstClient = 11;
  settings.key = "c1";
  settings.replicasOf = [](const std::string&) { return std::vector<sim::PeerId>{2, 4, 5}; };
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

}  // namespace
}  // namespace lab
