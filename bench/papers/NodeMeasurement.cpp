#include "bench/papers/NodeMeasurement.h"

#include <algorithm>

#include "bench/papers/GossipModel.h"
#include "host/Check.h"

namespace papers {

namespace {

constexpr unsigned long long kSeed = 1;

// Measures the spread over `spreadTicks` ticks, if there are any, then the detection.
NodeMeasurement measure(int size, double loss, int spreadTicks, int crashes) {
  NodeMeasurement measured;
  measured.size = size;
  measured.loss = loss;
  MembershipGroup group(size, kSeed);
  group.form();
  group.loseMessages(loss);
  if (spreadTicks > 0) measured.spread = measureSpread(&group, spreadTicks);
  measured.detection = measureDetection(&group, crashes, kSeed);
  return measured;
}

}  // namespace

double NodeMeasurement::seconds(double mistake) const {
  return secondsForGossips({size, 0, 1 - loss}, gossips(spread.ticksForMistake(mistake)));
}

NodeMeasurement measureNodes(int size, double loss, const NodeEffort& effort) {
  CHECK(size <= mp1::HeartbeatTable::kSlots);
  const int ticks = std::max(effort.spreadTicks, effort.spreadHeartbeats / size);
  return measure(size, loss, ticks, effort.crashes);
}

NodeMeasurement measureCrashes(int size, double loss, const NodeEffort& effort) {
  return measure(size, loss, 0, effort.crashes);
}

}  // namespace papers
