// What MP1Node does to a heartbeat, and to a peer that has crashed.
#pragma once

#include <vector>

#include "bench/papers/Average.h"
#include "bench/papers/MembershipGroup.h"

namespace papers {

// Every member increments its heartbeat each tick; all heartbeats are followed in the lists. The
// estimates need some thousands of heartbeats, at least 100 of them late.
struct HeartbeatSpread {
  int members = 0;
  long heartbeats = 0;
  std::vector<long> laterThan;  // [t]: those that not all members had after t ticks.

  // n * P(not all have it after `ticks` ticks): the paper's bound, measured.
  double mistakeAfter(int ticks) const;
  // The first tick by which at least this share of the heartbeats had reached all; 1: every one.
  int ticksForShare(double share) const;
  // The first tick after which the chance is at most `mistake`, at 95 % confidence. Where too few
  // heartbeats were that late to tell, an upper bound: see isMeasured().
  int ticksForMistake(double mistake) const;
  // Whether the measurement alone, without the bound, shows the chance to be at most `mistake`.
  bool isMeasured(int ticks, double mistake) const;

 private:
  long late(int ticks) const;
  double shareBound(int ticks) const;
};

// REQUIRES: the group is whole.
HeartbeatSpread measureSpread(MembershipGroup* group, int ticks);

// Ticks from the crash until the peers removed the member.
struct DetectionTimes {
  Average first;
  Average mean;
  Average last;
  long liveRemoved = 0;  // Mistakes: how often a peer removed one that was up.
};

// Crashes one peer after the other, drawn from all but the introducer, and lets it return.
// REQUIRES: the group is whole.
DetectionTimes measureDetection(MembershipGroup* group, int crashes, unsigned long long seed);

}  // namespace papers
