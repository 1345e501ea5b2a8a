// Sets of peers.
#pragma once

#include <vector>

#include "sim/Event.h"

namespace grading {

using sim::PeerId;
using Peers = std::vector<PeerId>;

bool contains(const Peers& peers, PeerId peer);
Peers sorted(Peers peers);
// Sorted, each once.
Peers withoutRepeats(Peers peers);
// The peers that are not among `others`, in their order.
Peers without(const Peers& peers, const Peers& others);

}  // namespace grading
