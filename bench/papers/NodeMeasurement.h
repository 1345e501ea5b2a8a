// Our MP1Node in the terms of the 1998 paper: a group of one size, under one loss.
#pragma once

#include <algorithm>

#include "MP1Node.h"
#include "bench/papers/HeartbeatSpread.h"

namespace papers {

struct NodeEffort {
  int spreadTicks = 10000;        // For which heartbeats are followed, at least, and until …
  int spreadHeartbeats = 500000;  // … this many were followed.
  int crashes = 50;
};

struct NodeMeasurement {
  int size = 0;
  double loss = 0;
  HeartbeatSpread spread;
  DetectionTimes detection;

  // Of the largest zone, if there are several.
  mp1::GossipPlan plan() const {
    return mp1::GossipPlan::forGroup(std::min<int>(size, mp1::HeartbeatTable::kSlots));
  }
  // The lists that a member sends in `ticks` ticks.
  int gossips(int ticks) const { return ticks * plan().fanOut; }
  // The T_fail that MP1Node would need for this P_mistake, if a member sent as many bytes in a
  // second as the paper's.
  double seconds(double mistake) const;
};

// REQUIRES: size <= 127, up to which MP1Node gossips as the paper does, everybody with everybody.
NodeMeasurement measureNodes(int size, double loss, const NodeEffort& effort);

// The detection alone, for groups of any size.
NodeMeasurement measureCrashes(int size, double loss, const NodeEffort& effort);

}  // namespace papers
