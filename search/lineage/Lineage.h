// What an acknowledged write rests on in a run: its lineage (Alvaro, Rosen, Hellerstein,
// Lineage-driven Fault Injection, 2015).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/Event.h"

namespace search {

// A peer got the write: by a message from `from` that was sent at `sentAt`, or without one (`from`
// is 0), as its own coordinator.
struct Support {
  sim::Tick gotAt = 0;
  sim::PeerId holder = 0;
  sim::Tick sentAt = 0;
  sim::PeerId from = 0;

  auto operator<=>(const Support&) const = default;
};

struct Lineage {
  sim::Tick acknowledgedAt = -1;  // -1 = it was not.
  // The fewest live peers that held it between the acknowledgement and the end of the search's
  // interest (kFollowedTicks later).
  int fewestHolders = 0;
  std::vector<Support> supports;  // By gotAt.
};

inline constexpr sim::Tick kFollowedTicks = 40;

// As a line, between processes.
std::string lineageText(const Lineage& lineage);
Lineage readLineage(std::string_view text);

}  // namespace search
