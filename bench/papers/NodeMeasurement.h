// Our MP1Node in the terms of the 1998 paper: a group of one size, under one loss.
#pragma once

#include <algorithm>

#include "MP1Node.h"
#include "bench/papers/HeartbeatSpread.h"

namespace papers {

struct NodeEffort {
  int spreadTicks = 10000;        // Heartbeats are followed for at least this long and until …
  int spreadHeartbeats = 500000;  // … this many were followed.
  int crashes = 50;
};

struct NodeMeasurement {
  int size = 0;
  double loss = 0;
  HeartbeatSpread spread;
  DetectionTimes detection;

  // In the largest zone, if there are several.
  mp1::GossipPlan plan() const {
    return mp1::GossipPlan::forGroup(std::min<int>(size, mp1::HeartbeatTable::kSlots));
  }
  // The number of lists that a member sends in `ticks` ticks.
  int gossips(int ticks) const { return ticks * plan().fanOut; }
  // The T_fail that MP1Node would need for this P_mistake, if a member sent as many bytes in a
  // second as the paper's.
  double seconds(double mistake) const;
};

// REQUIRES: size <= 127, up to which MP1Node gossips as the paper does, with all members.
NodeMeasurement measureNodes(int size, double loss, const NodeEffort& effort);

// Measures the detection alone, for groups of any size.
NodeMeasurement measureCrashes(int size, double loss, const NodeEffort& effort);

}  // namespace papers
