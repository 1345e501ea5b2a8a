#include "check/base/Placement.h"

#include <algorithm>

#include "Endpoints.h"
#include "Node.h"
#include "check/base/ServerIds.h"

namespace check {

std::vector<sim::PeerId> peersOf(const Stores& stores) {
  std::vector<sim::PeerId> peers;
  for (const auto& store : stores) peers.push_back(store.first);
  return peers;
}

size_t ringPlace(sim::PeerId peer) { return Node(addressOf({peer, 0})).getHashCode(); }

// The same function as MP2Node::hashFunction in the handout.
size_t ringPlace(const std::string& key) { return RingHash()(key) % RING_SIZE; }

namespace {

constexpr int kServerIdBits = 49;  // Of 64, in a trace.

}  // namespace

uint64_t placesOn(const Design& design) {
  return design.ring == Ring::ServerIds ? uint64_t{1} << kServerIdBits : RING_SIZE;
}

std::optional<uint64_t> placeOn(const Design& design, sim::PeerId peer) {
  if (design.ring != Ring::ServerIds) return ringPlace(peer);
  if (peer == kCoordinator) return std::nullopt;
  return serverId(peer) >> (64 - kServerIdBits);
}

uint64_t placeOn(const Design& design, const std::string& key) {
  if (design.ring != Ring::ServerIds) return ringPlace(key);
  return serverPlace(key) >> (64 - kServerIdBits);
}

Placement::Placement(const std::vector<sim::PeerId>& live, const Design& design)
    : replicas_(design.replicas), rule_(design.ring) {
  if (rule_ == Ring::ServerIds) {
    std::map<uint64_t, sim::PeerId> servers;
    for (const sim::PeerId peer : live) {
      if (peer != kCoordinator) servers[serverId(peer)] = peer;
    }
    for (const auto& [id, peer] : servers) {
      places_.push_back(id);
      peers_.push_back(peer);
    }
    return;
  }
  std::vector<Node> ring;
  ring.reserve(live.size());
  for (const sim::PeerId peer : live) ring.emplace_back(addressOf({peer, 0}));
  std::sort(ring.begin(), ring.end());
  for (const Node& node : ring) {
    places_.push_back(node.nodeHashCode);
    peers_.push_back(endpointOf(node.nodeAddress).id);
  }
}

uint64_t Placement::placeOf(const std::string& key) const {
  return rule_ == Ring::ServerIds ? serverPlace(key) : ringPlace(key);
}

std::vector<sim::PeerId> Placement::replicasInOrder(const std::string& key) const {
  const uint64_t place = placeOf(key);
  const auto found = std::lower_bound(places_.begin(), places_.end(), place);
  const size_t first = static_cast<size_t>(found - places_.begin());
  std::vector<sim::PeerId> replicas;
  for (size_t i = 0; i < std::min(replicas_, peers_.size()); ++i) {
    replicas.push_back(peers_[(first + i) % peers_.size()]);
  }
  return replicas;
}

std::vector<sim::PeerId> Placement::rightPeers(const std::string& key) const {
  std::vector<sim::PeerId> peers = replicasInOrder(key);
  std::sort(peers.begin(), peers.end());
  return peers;
}

std::vector<sim::PeerId> replicasInOrder(const std::vector<sim::PeerId>& live,
                                         const std::string& key, const Design& design) {
  return Placement(live, design).replicasInOrder(key);
}

std::vector<sim::PeerId> rightPeers(const std::vector<sim::PeerId>& live, const std::string& key,
                                    const Design& design) {
  return Placement(live, design).rightPeers(key);
}

std::vector<sim::PeerId> ringOrder(const std::vector<sim::PeerId>& live) {
  return Placement(live, kQuorumDesign).ringOrder();
}

}  // namespace check
