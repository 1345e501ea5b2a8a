// The ring of the peers that one peer sees: chains and neighbourhoods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/Event.h"

namespace chain {

using Peer = sim::Endpoint;
using Peers = std::vector<Peer>;

inline constexpr size_t kChainLength = 3;
inline constexpr size_t kNeighboursBefore = 3;
inline constexpr size_t kNeighboursAfter = 4;

// Tells lists of peers apart.
uint32_t fingerprintOf(const Peers& peers);

class Ring {
 public:
  Ring() = default;
  // Each peer once; in any order.
  explicit Ring(const Peers& peers);

  bool isEmpty() const { return slots_.empty(); }

  // Head, middle, tail; fewer if the ring has fewer peers.
  Peers chainOf(const std::string& key) const;

  // In ring order, `peer` included. All peers, from the ring's first, if there are no more than
  // that. Empty if `peer` is not on the ring.
  Peers neighbourhoodOf(const Peer& peer) const;

 private:
  struct Slot {
    size_t place;
    Peer peer;
  };

  std::vector<Slot> slots_;  // In the order of course's Node.
};

}  // namespace chain
