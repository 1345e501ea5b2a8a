// The faults within which a design keeps its guarantee (docs/guarantees.md): the one table that the
// swarm, the guard of a schedule, the searches and the comparison of the designs go by.
#pragma once

#include <string>
#include <vector>

#include "lab/Schedule.h"

namespace lab {

// Shares are in percent, except for corruption, which is in thousandths.
struct FaultLimits {
  // Messages, of both networks. One fault of a kind at a time, and one of the three that make
  // messages late.
  int dropPercent = 30;
  int dropPercentInSmallGroups = 20;  // Of up to smallGroup peers.
  int duplicatePercent = 50;
  int corruptPermille = 100;
  int delayPercent = 50;
  int delayTicks = 3;
  int reorderPercent = 50;
  int reorderTicks = 3;
  int slowTicks = 2;

  // Partitions and pauses: no live peer may be taken for dead.
  sim::Tick interruptionTicks = 6;
  sim::Tick quietTicks = 12;  // From one to the next, and from heavy loss.
  int heavyLossPercent = 15;  // Loss above it is heavy.

  // Crashes, restarts, leaves and joins.
  int smallGroup = 3;            // Smaller groups have none; of this size, only outages.
  int peersThatStay = 3;         // They neither crash for good nor leave; peer 1 is one of them.
  sim::Tick shortestOutage = 5;  // From a crash to its restart.
  sim::Tick longestOutage = 60;
  // Without loss, a change is noticed and made good within. From one change to the next, if nobody
  // looks at the copies (GroupChanges.h).
  sim::Tick recoveryTicks = 90;
  // So many peers may crash for good before the copies have recovered from the first crash.
  int crashesAtOnce = 1;
  // No peer joins or leaves, and each that crashes comes back: of the peers but peer 1 one is down
  // at a time. Nothing has to recover in between.
  bool hasFixedGroup = false;
};

// What of the schedule's faults the limits do not allow: a clause each, such as "a partition lasts
// 60 ticks, of 6"; nothing if all are inside. Whether the copies have recovered from one change
// before the next is judged by recoveryTicks alone. Faults of disks and of single messages are not
// judged. REQUIRES: schedule.peers >= 1.
std::vector<std::string> whatIsOutside(const Schedule& schedule, const FaultLimits& limits);

}  // namespace lab
