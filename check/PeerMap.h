// A map from peers to what is known of each, in the order of their ids, that finds a peer of a
// usual id without a search.
#pragma once

#include <map>
#include <vector>

#include "sim/Schedule.h"

namespace check {

template <typename Value>
class PeerMap {
 public:
  PeerMap() = default;
  PeerMap(const PeerMap&) = delete;
  PeerMap& operator=(const PeerMap&) = delete;

  // Null if it is not in.
  Value* find(sim::PeerId peer) {
    if (hasPlace(peer)) {
      const auto place = static_cast<size_t>(peer);
      return place < places_.size() ? places_[place] : nullptr;
    }
    const auto found = values_.find(peer);
    return found == values_.end() ? nullptr : &found->second;
  }
  const Value* find(sim::PeerId peer) const { return const_cast<PeerMap*>(this)->find(peer); }

  // Put in if it is not in.
  Value& operator[](sim::PeerId peer) {
    if (Value* const found = find(peer)) return *found;
    Value* const value = &values_[peer];
    if (hasPlace(peer)) {
      const auto place = static_cast<size_t>(peer);
      if (place >= places_.size()) places_.resize(place + 1);
      places_[place] = value;
    }
    return *value;
  }

  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  static bool hasPlace(sim::PeerId peer) { return peer >= 0 && peer < 1 << 16; }

  std::map<sim::PeerId, Value> values_;  // Values do not move.
  std::vector<Value*> places_;           // By id; null for those that are not in.
};

}  // namespace check
