#include "grading/explain/evidence/Peers.h"

#include <algorithm>
#include <utility>

namespace grading {

bool contains(const Peers& peers, PeerId peer) {
  return std::find(peers.begin(), peers.end(), peer) != peers.end();
}

Peers sorted(Peers peers) {
  std::sort(peers.begin(), peers.end());
  return peers;
}

Peers withoutRepeats(Peers peers) {
  peers = sorted(std::move(peers));
  peers.erase(std::unique(peers.begin(), peers.end()), peers.end());
  return peers;
}

Peers without(const Peers& peers, const Peers& others) {
  Peers rest;
  for (const PeerId peer : peers) {
    if (!contains(others, peer)) rest.push_back(peer);
  }
  return rest;
}

}  // namespace grading
