// The order in which peers have their turns, as in the course's Application: all receive, from the
// first to the last, and then all act, from the last to the first, so that the introducer acts
// after the others.
#pragma once

#include "sim/Event.h"

namespace sim {

// One tick of one network: receive(peer) and act(peer) of the peers 1 … `peers`.
template <typename Receive, typename Act>
void takeTurns(PeerId peers, Receive receive, Act act) {
  for (PeerId peer = 1; peer <= peers; ++peer) receive(peer);
  for (PeerId peer = peers; peer >= 1; --peer) act(peer);
}

}  // namespace sim
