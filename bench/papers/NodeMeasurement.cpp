#include "bench/papers/NodeMeasurement.h"

#include <algorithm>

#include "bench/papers/GossipModel.h"

namespace papers {

namespace {

constexpr unsigned long long kSeed = 1;

}  // namespace

double NodeMeasurement::seconds(double mistake) const {
  return secondsForGossips({size, 0, 1 - loss}, gossips(spread.ticksForMistake(mistake)));
}

NodeMeasurement measureNodes(int size, double loss, const NodeEffort& effort) {
  NodeMeasurement measured;
  measured.size = size;
  measured.loss = loss;
  MembershipGroup group(size, kSeed);
  group.form();
  group.loseMessages(loss);
  const int ticks = std::max(effort.spreadTicks, effort.spreadHeartbeats / size);
  measured.spread = measureSpread(&group, ticks);
  measured.detection = measureDetection(&group, effort.crashes, kSeed);
  return measured;
}

NodeMeasurement measureCrashes(int size, double loss, const NodeEffort& effort) {
  NodeMeasurement measured;
  measured.size = size;
  measured.loss = loss;
  MembershipGroup group(size, kSeed);
  group.form();
  group.loseMessages(loss);
  measured.detection = measureDetection(&group, effort.crashes, kSeed);
  return measured;
}

}  // namespace papers
