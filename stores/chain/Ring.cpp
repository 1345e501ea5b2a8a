#include "stores/chain/Ring.h"

#include <algorithm>

#include "Endpoints.h"
#include "Node.h"

namespace chain {

uint32_t fingerprintOf(const Peers& peers) {
  uint32_t hash = 2166136261U;
  for (const Peer& peer : peers) {
    hash = (hash ^ static_cast<uint32_t>(peer.id)) * 16777619U;
    hash = (hash ^ static_cast<uint16_t>(peer.port)) * 16777619U;
  }
  return hash;
}

Ring::Ring(const Peers& peers) {
  for (const Peer& peer : peers) slots_.push_back({Node(addressOf(peer)).getHashCode(), peer});
  std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
    return a.place != b.place ? a.place < b.place : a.peer < b.peer;
  });
}

Peers Ring::chainOf(const std::string& key) const {
  const size_t place = RingHash()(key) % RING_SIZE;
  const auto found = std::lower_bound(slots_.begin(), slots_.end(), place,
                                      [](const Slot& slot, size_t at) { return slot.place < at; });
  const auto first = static_cast<size_t>(found - slots_.begin());
  Peers chain;
  for (size_t i = 0; i < std::min(kChainLength, slots_.size()); ++i) {
    chain.push_back(slots_[(first + i) % slots_.size()].peer);
  }
  return chain;
}

Peers Ring::neighbourhoodOf(const Peer& peer) const {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const Slot& slot) { return slot.peer == peer; });
  if (found == slots_.end()) return {};
  const size_t count = std::min(slots_.size(), kNeighboursBefore + 1 + kNeighboursAfter);
  const auto place = static_cast<size_t>(found - slots_.begin());
  const size_t first = count == slots_.size() ? 0 : place + slots_.size() - kNeighboursBefore;
  Peers peers;
  for (size_t i = 0; i < count; ++i) peers.push_back(slots_[(first + i) % slots_.size()].peer);
  return peers;
}

}  // namespace chain
