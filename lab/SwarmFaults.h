// FAULTS: random and wild: a swarm schedule drawn from the seed (protocols: VOPR, Groce 2012). Each
// seed draws its own ranges and leaves a random subset of the kinds out. docs/schedules.md has the
// ranges.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lab/FaultLimits.h"
#include "lab/Schedule.h"

namespace lab {

// Within the store's guarantee (docs/guarantees.md), or anything goes.
enum class SwarmKind : uint8_t { Guaranteed, Wild };

// The kinds that can be drawn: all but Heal, Message and those of disks.
std::vector<FaultKind> drawnKinds();

// The verbs of the schedule language, separated by commas: "drop, crash". nullopt, if one is not
// such a verb or none is there.
std::optional<std::vector<FaultKind>> readFaultKinds(std::string_view text);

struct SwarmSettings {
  SwarmKind kind = SwarmKind::Guaranteed;
  // What may be drawn. A restart brings its own crash.
  std::vector<FaultKind> kinds = drawnKinds();
  int peers = 5;
  FaultLimits limits = {};  // Of SwarmKind::Guaranteed.
  sim::Tick start = 150;    // No fault before.
  sim::Tick stop = 450;     // All faults are over by then: the schedule ends in a Heal.
  sim::Tick end = 750;      // The run's.
};

// Sorted by tick; the last is the Heal. A period too short for a kind goes without it. REQUIRES:
// peers >= 1; start < stop.
std::vector<Fault> drawFaults(uint64_t seed, const SwarmSettings& settings);

}  // namespace lab
