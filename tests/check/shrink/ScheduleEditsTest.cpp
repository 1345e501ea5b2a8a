// Tests of check/shrink/ScheduleEdits.h.
#include "check/shrink/ScheduleEdits.h"

#include <gtest/gtest.h>

namespace check {
namespace {

using lab::Fault;
using lab::FaultKind;
using lab::Schedule;
using sim::PeerId;
using Peers = std::vector<PeerId>;

Fault ofPeer(FaultKind kind, sim::Tick tick, PeerId peer) {
  Fault fault;
  fault.kind = kind;
  fault.first = tick;
  fault.last = tick;
  fault.peer = peer;
  return fault;
}

Fault rule(FaultKind kind, sim::Tick first, sim::Tick last, const Peers& from = {},
           const Peers& to = {}) {
  Fault fault;
  fault.kind = kind;
  fault.first = first;
  fault.last = last;
  fault.from = from;
  fault.to = to;
  return fault;
}

Fault partition(const std::vector<Peers>& groups) {
  Fault fault = rule(FaultKind::Partition, 150, 151);
  fault.groups = groups;
  return fault;
}

lab::ClientOperation callOn(PeerId coordinator, sim::Tick tick = 100) {
  lab::ClientOperation operation;
  operation.tick = tick;
  operation.coordinator = coordinator;
  return operation;
}

bool contains(const std::vector<Fault>& faults, const Fault& fault) {
  return std::find(faults.begin(), faults.end(), fault) != faults.end();
}

Fault onNetwork(sim::NetworkId network, Fault fault) {
  fault.onlyNetwork = network;
  return fault;
}

TEST(ScheduleEditsTest, withoutEvents_countsFaultsThenOperations) {
  const Schedule schedule{3,
                          {ofPeer(FaultKind::Crash, 1, 1), ofPeer(FaultKind::Crash, 2, 2)},
                          {callOn(1), callOn(2), callOn(3)}};
  EXPECT_EQ(5u, eventCount(schedule));
  const Schedule middle = withoutEvents(schedule, 1, 2);
  EXPECT_EQ(std::vector<Fault>{schedule.faults[0]}, middle.faults);
  EXPECT_EQ((std::vector<lab::ClientOperation>{callOn(2), callOn(3)}), middle.operations);
  EXPECT_EQ(3, middle.peers);
  EXPECT_EQ(0u, eventCount(withoutEvents(schedule, 0, 5)));
  EXPECT_EQ(schedule, withoutEvents(schedule, 5, 0));
  EXPECT_EQ((std::vector<lab::ClientOperation>{callOn(1), callOn(2)}),
            withoutEvents(schedule, 4, 1).operations);
}

TEST(ScheduleEditsTest, withoutPeer_whatNamesItGoesOrMoves) {
  const Schedule schedule{3, {ofPeer(FaultKind::Crash, 150, 2)}, {callOn(2), callOn(3)}};
  const Schedule removed = withoutPeer(schedule, 2, PeerRemovalPolicy::Removed);
  EXPECT_EQ((Schedule{2, {}, {callOn(2)}}), removed);
  const Schedule moved = withoutPeer(schedule, 2, PeerRemovalPolicy::OperationsMoved);
  EXPECT_EQ((Schedule{2, {}, {callOn(1), callOn(2)}}), moved);
  const Schedule allMoved = withoutPeer(schedule, 2, PeerRemovalPolicy::AllMoved);
  EXPECT_EQ((Schedule{2, {ofPeer(FaultKind::Crash, 150, 1)}, {callOn(1), callOn(2)}}), allMoved);
}

TEST(ScheduleEditsTest, withoutPeer_theFirstHandsOverToTheSecond) {
  const Schedule schedule{2, {}, {callOn(1), callOn(2)}};
  EXPECT_EQ((Schedule{1, {}, {callOn(1), callOn(1)}}),
            withoutPeer(schedule, 1, PeerRemovalPolicy::OperationsMoved));
}

TEST(ScheduleEditsTest, withoutPeer_linksLoseIt) {
  const auto after = [](const Fault& fault) {
    return withoutPeer({4, {fault}, {}}, 2, PeerRemovalPolicy::AllMoved).faults;
  };
  EXPECT_EQ(std::vector<Fault>{rule(FaultKind::Drop, 1, 2, {1}, {2, 3})},
            after(rule(FaultKind::Drop, 1, 2, {1, 2}, {3, 4})));
  EXPECT_EQ(std::vector<Fault>{rule(FaultKind::Drop, 1, 2)}, after(rule(FaultKind::Drop, 1, 2)));
  EXPECT_TRUE(after(rule(FaultKind::Drop, 1, 2, {2}, {3})).empty()) << "empty would mean all";
  EXPECT_TRUE(after(rule(FaultKind::Message, 1, 1, {1}, {2})).empty());
}

TEST(ScheduleEditsTest, withoutPeer_partitionsLoseIt) {
  const auto after = [](const Fault& fault) {
    return withoutPeer({4, {fault}, {}}, 2, PeerRemovalPolicy::AllMoved).faults;
  };
  EXPECT_EQ(std::vector<Fault>{partition({{1}, {2, 3}})}, after(partition({{1, 2}, {3, 4}})));
  EXPECT_EQ(std::vector<Fault>{partition({{1}, {2}})}, after(partition({{1}, {2}, {3}})));
  EXPECT_TRUE(after(partition({{1}, {2}})).empty());
}

TEST(ScheduleEditsTest, simplerFaults_shorterWindows) {
  const std::vector<Fault> simpler = simplerFaults(rule(FaultKind::Pause, 150, 158), 3);
  std::vector<std::pair<sim::Tick, sim::Tick>> windows;
  for (const Fault& fault : simpler) windows.push_back({fault.first, fault.last});
  EXPECT_EQ((std::vector<std::pair<sim::Tick, sim::Tick>>{
                {150, 154}, {154, 158}, {150, 156}, {152, 158}, {150, 157}, {151, 158}}),
            windows);
  EXPECT_TRUE(simplerFaults(rule(FaultKind::Pause, 150, 151), 3).empty());
}

TEST(ScheduleEditsTest, simplerFaults_narrowerLinks) {
  const std::vector<Fault> ofAll = simplerFaults(rule(FaultKind::Drop, 150, 151, {}, {1}), 4);
  EXPECT_EQ(8u, ofAll.size()) << "and one network each";
  EXPECT_TRUE(contains(ofAll, rule(FaultKind::Drop, 150, 151, {1, 2}, {1})));
  EXPECT_TRUE(contains(ofAll, rule(FaultKind::Drop, 150, 151, {1, 2, 4}, {1})));
  const std::vector<Fault> ofTwo = simplerFaults(rule(FaultKind::Drop, 150, 151, {1}, {2, 3}), 4);
  EXPECT_EQ(
      (std::vector<Fault>{
          rule(FaultKind::Drop, 150, 151, {1}, {3}), rule(FaultKind::Drop, 150, 151, {1}, {2}),
          onNetwork(sim::NetworkId::Store, rule(FaultKind::Drop, 150, 151, {1}, {2, 3})),
          onNetwork(sim::NetworkId::Membership, rule(FaultKind::Drop, 150, 151, {1}, {2, 3}))}),
      ofTwo);
  EXPECT_EQ(2u, simplerFaults(rule(FaultKind::Drop, 150, 151), 0).size()) << "all of how many?";
}

TEST(ScheduleEditsTest, simplerFaults_whateverMessagesContain) {
  const Fault ofAll = onNetwork(sim::NetworkId::Store, rule(FaultKind::Drop, 150, 151, {1}, {2}));
  Fault ofSome = ofAll;
  ofSome.text = "k1";
  ofSome.withoutText = true;
  EXPECT_EQ(std::vector<Fault>{ofAll}, simplerFaults(ofSome, 3));
}

TEST(ScheduleEditsTest, simplerFaults_oneNetwork) {
  const Fault ofBoth = rule(FaultKind::Drop, 150, 151, {1}, {2});
  EXPECT_EQ((std::vector<Fault>{onNetwork(sim::NetworkId::Store, ofBoth),
                                onNetwork(sim::NetworkId::Membership, ofBoth)}),
            simplerFaults(ofBoth, 3));
  EXPECT_TRUE(simplerFaults(onNetwork(sim::NetworkId::Store, ofBoth), 3).empty());
}

TEST(ScheduleEditsTest, simplerFaults_smallerGroups) {
  EXPECT_EQ((std::vector<Fault>{partition({{2}, {3}}), partition({{1}, {3}})}),
            simplerFaults(partition({{1, 2}, {3}}), 3));
  EXPECT_EQ(
      (std::vector<Fault>{partition({{2}, {3}}), partition({{1}, {3}}), partition({{1}, {2}})}),
      simplerFaults(partition({{1}, {2}, {3}}), 3));
}

TEST(ScheduleEditsTest, simplerFaults_fewerTicks) {
  const auto ticks = [](FaultKind kind, int ticksMin, int ticksMax) {
    Fault fault = onNetwork(sim::NetworkId::Store, rule(kind, 150, 151, {1}, {2}));
    fault.ticksMin = ticksMin;
    fault.ticksMax = ticksMax;
    std::vector<std::pair<int, int>> result;
    for (const Fault& simpler : simplerFaults(fault, 3)) {
      result.push_back({simpler.ticksMin, simpler.ticksMax});
    }
    return result;
  };
  using Ticks = std::vector<std::pair<int, int>>;
  EXPECT_EQ((Ticks{{1, 1}, {2, 3}, {1, 4}}), ticks(FaultKind::Delay, 2, 4));
  EXPECT_EQ((Ticks{{1, 1}, {1, 2}}), ticks(FaultKind::Delay, 2, 2));
  EXPECT_EQ((Ticks{{0, 1}, {0, 2}}), ticks(FaultKind::Reorder, 0, 3));
  EXPECT_EQ((Ticks{{1, 0}, {2, 0}}), ticks(FaultKind::Slow, 3, 0));
  EXPECT_EQ(Ticks{}, ticks(FaultKind::Delay, 1, 1));
}

TEST(ScheduleEditsTest, simplerFaults_noneOfWhatIsSimple) {
  for (const FaultKind kind : {FaultKind::Crash, FaultKind::Restart, FaultKind::Join,
                               FaultKind::Leave, FaultKind::Heal, FaultKind::Message}) {
    EXPECT_TRUE(simplerFaults(rule(kind, 150, 150, {1}, {2}), 3).empty());
  }
}

TEST(ScheduleEditsTest, withFault_sorts) {
  const Schedule schedule{
      3, {ofPeer(FaultKind::Crash, 100, 1), ofPeer(FaultKind::Crash, 200, 2)}, {}};
  const Schedule changed = withFault(schedule, 0, ofPeer(FaultKind::Crash, 300, 1));
  EXPECT_EQ(
      (std::vector<Fault>{ofPeer(FaultKind::Crash, 200, 2), ofPeer(FaultKind::Crash, 300, 1)}),
      changed.faults);
}

TEST(ScheduleEditsTest, withDecisions_inPlaceOfTheRules) {
  const Fault message = rule(FaultKind::Message, 160, 160, {1}, {2});
  const Schedule schedule{
      3, {rule(FaultKind::Corrupt, 150, 200), ofPeer(FaultKind::Crash, 170, 1)}, {callOn(1)}};
  EXPECT_TRUE(hasMessageRules(schedule));
  const Schedule changed = withDecisions(schedule, {message});
  EXPECT_EQ((Schedule{3, {message, ofPeer(FaultKind::Crash, 170, 1)}, {callOn(1)}}), changed);
  EXPECT_FALSE(hasMessageRules(changed));
}

TEST(ScheduleEditsDeathTest, whatIsTakenOutIsThere) {
  const Schedule schedule{2, {ofPeer(FaultKind::Crash, 170, 1)}, {callOn(1)}};
  EXPECT_DEATH(withoutEvents(schedule, 1, 2), "check failed: first . count <= eventCount");
  EXPECT_DEATH(withFault(schedule, 1, schedule.faults[0]), "check failed: index <");
  EXPECT_DEATH(withoutPeer(schedule, 3, PeerRemovalPolicy::Removed), "check failed: 1 <= peer");
  EXPECT_DEATH(withoutPeer(Schedule{1, {}, {}}, 1, PeerRemovalPolicy::Removed),
               "check failed: schedule.peers >= 2");
}

}  // namespace
}  // namespace check
