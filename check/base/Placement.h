// Where keys belong: the replicas of a key among the live peers, and the tables that peers hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/base/Design.h"
#include "sim/Event.h"

namespace check {

// Keys, each with its stored text.
using Table = std::map<std::string, std::string>;

// For each live peer all its tables, which count as one.
using Stores = std::map<sim::PeerId, std::vector<Table>>;

std::vector<sim::PeerId> peersOf(const Stores& stores);

// The places of a peer and of a key on the ring, which has RING_SIZE of them.
size_t ringPlace(sim::PeerId peer);
size_t ringPlace(const std::string& key);

// A design's ring, as a trace has it for a picture: with at most 15 digits, which a double has
// exactly, and so a page.
uint64_t placesOn(const Design& design);
// Nothing for a peer that never holds copies.
std::optional<uint64_t> placeOn(const Design& design, sim::PeerId peer);
uint64_t placeOn(const Design& design, const std::string& key);

// The ring of the live peers that may hold copies. A peer's place is the hash code of its address,
// as the course's Node computes it; a key's place is its own hash. By server ids, see ServerIds.h.
class Placement {
 public:
  Placement(const std::vector<sim::PeerId>& live, const Design& design);

  // All peers, the lowest place first.
  const std::vector<sim::PeerId>& ringOrder() const { return peers_; }

  // The peers that hold `key`, the primary first: the first at or after its place on the ring and
  // the next ones, as many as the design has replicas; all if there are fewer.
  std::vector<sim::PeerId> replicasInOrder(const std::string& key) const;

  // The same, by ascending ids.
  std::vector<sim::PeerId> rightPeers(const std::string& key) const;

 private:
  uint64_t placeOf(const std::string& key) const;

  size_t replicas_;
  Ring rule_;
  std::vector<uint64_t> places_;    // Ascending.
  std::vector<sim::PeerId> peers_;  // By place.
};

// The same for a single question; without a design, of the course's.
std::vector<sim::PeerId> replicasInOrder(const std::vector<sim::PeerId>& live,
                                         const std::string& key,
                                         const Design& design = kQuorumDesign);
std::vector<sim::PeerId> rightPeers(const std::vector<sim::PeerId>& live, const std::string& key,
                                    const Design& design = kQuorumDesign);
std::vector<sim::PeerId> ringOrder(const std::vector<sim::PeerId>& live);

}  // namespace check
