// A set of peers, a bit for each: among ten thousand peers, all lists of all peers take 12 MB, and
// a change takes some nanoseconds. Grows with the largest id.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/Check.h"
#include "sim/Event.h"

namespace check {

class PeerSet {
 public:
  // REQUIRES: peer >= 0; it is small: the largest takes the memory.
  void insert(sim::PeerId peer) {
    CHECK(peer >= 0);
    if (wordOf(peer) >= words_.size()) words_.resize(wordOf(peer) + 1);
    words_[wordOf(peer)] |= bitOf(peer);
  }

  // Returns whether the peer was in the set.
  bool erase(sim::PeerId peer) {
    const bool wasIn = contains(peer);
    if (wasIn) words_[wordOf(peer)] &= ~bitOf(peer);
    return wasIn;
  }

  void clear() { words_.clear(); }

  bool contains(sim::PeerId peer) const {
    return wordOf(peer) < words_.size() && (words_[wordOf(peer)] & bitOf(peer)) != 0;
  }

  bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](uint64_t word) { return word == 0; });
  }

  // The number of peers.
  int64_t count() const { return countIn(*this); }

  // The number of peers that are also in `other`.
  int64_t countIn(const PeerSet& other) const {
    int64_t sum = 0;
    const size_t size = std::min(words_.size(), other.words_.size());
    for (size_t i = 0; i < size; ++i) sum += std::popcount(words_[i] & other.words_[i]);
    return sum;
  }

  // The peers that are in at least one of the two sets.
  PeerSet unitedWith(const PeerSet& other) const {
    PeerSet both = *this;
    both.words_.resize(std::max(words_.size(), other.words_.size()));
    for (size_t i = 0; i < other.words_.size(); ++i) both.words_[i] |= other.words_[i];
    return both;
  }

 private:
  static size_t wordOf(sim::PeerId peer) { return static_cast<size_t>(peer) / 64; }
  static uint64_t bitOf(sim::PeerId peer) {
    return uint64_t{1} << (static_cast<size_t>(peer) % 64);
  }

  std::vector<uint64_t> words_;
};

}  // namespace check
