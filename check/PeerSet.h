// A set of peers that costs a bit for each id up to its largest: with thousands of peers, each of
// whom lists all others, a node of a tree for each would be gigabytes.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "sim/Schedule.h"

namespace check {

class PeerSet {
 public:
  bool contains(sim::PeerId peer) const {
    if (!hasBit(peer)) return others_.count(peer) > 0;
    const size_t word = wordOf(peer);
    return word < words_.size() && (words_[word] & bitOf(peer)) != 0;
  }

  // True if it was not in.
  bool insert(sim::PeerId peer) {
    if (contains(peer)) return false;
    ++size_;
    if (!hasBit(peer)) return others_.insert(peer).second;
    if (wordOf(peer) >= words_.size()) words_.resize(wordOf(peer) + 1);
    words_[wordOf(peer)] |= bitOf(peer);
    return true;
  }

  // True if it was in.
  bool erase(sim::PeerId peer) {
    if (!contains(peer)) return false;
    --size_;
    if (!hasBit(peer)) return others_.erase(peer) > 0;
    words_[wordOf(peer)] &= ~bitOf(peer);
    return true;
  }

  void clear() { *this = PeerSet(); }
  bool empty() const { return size_ == 0; }

 private:
  // A node may name any peer: an id that nobody has must not cost the bits of all below it.
  static bool hasBit(sim::PeerId peer) { return peer >= 0 && peer < 1 << 16; }
  static size_t wordOf(sim::PeerId peer) { return static_cast<size_t>(peer) / 64; }
  static uint64_t bitOf(sim::PeerId peer) { return uint64_t{1} << peer % 64; }

  std::vector<uint64_t> words_;
  std::set<sim::PeerId> others_;  // Those that have no bit.
  size_t size_ = 0;
};

}  // namespace check
