// Prefetches the memory that the next turns of a loop over peers read. With thousands of peers,
// none is in a cache from one turn to the next, and a turn would begin with cache misses.
// Prefetching changes no result, only the time a run takes.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/Prefetch.h"

namespace sim {

class TurnPrefetcher {
 public:
  // Where the turns of one peer read. These pointers may be null or dangling: they are only
  // prefetched.
  struct Places {
    const void* surface = nullptr;  // Of the node, as the loop calls it: a few bytes.
    const void* member = nullptr;   // memberBytes
    const void* node = nullptr;     // receivingBytes or actingBytes
    const void* queue = nullptr;    // Where the queue of messages continues; see noteQueue().
  };

  // How much of each the turns read; the same for all peers.
  struct Sizes {
    size_t memberBytes;
    size_t receivingBytes;
    size_t actingBytes;
  };

  // If `isOn` is false, all functions do nothing: small groups stay in the cache.
  explicit TurnPrefetcher(bool isOn) : isOn_(isOn) {}

  bool isOn() const { return isOn_; }

  // The turns of the peer with that index read there from now on.
  void setPeer(size_t index, const Places& places, const Sizes& sizes) {
    if (!isOn_) return;
    if (index >= places_.size()) places_.resize(index + 1);
    places_[index] = places;
    sizes_ = sizes;
  }

  // The peer is about to empty its queue of messages, which will continue at `end`. Once emptied, a
  // queue does not tell. REQUIRES: setPeer() was called for the index.
  void noteQueue(size_t index, const void* end) {
    if (isOn_) places_[index].queue = end;
  }

  // The peer with that index is about to receive; those with higher indices follow.
  void beforeReceiving(size_t index) const {
    if (index + 2 * kDistance < places_.size()) prefetchShared(places_[index + 2 * kDistance]);
    if (index + kDistance < places_.size()) {
      prefetchNode(places_[index + kDistance], sizes_.receivingBytes);
    }
  }

  // The peer with that index is about to act; those with lower indices follow.
  void beforeActing(size_t index) const {
    if (index >= 2 * kDistance && index < places_.size()) {
      prefetchShared(places_[index - 2 * kDistance]);
    }
    if (index >= kDistance && index < places_.size()) {
      prefetchNode(places_[index - kDistance], sizes_.actingBytes);
    }
  }

 private:
  // The prefetch distance of nodes and queues, in turns; the objects that lead to them are
  // prefetched at twice the distance. Trade-off: a shorter distance leaves too little time; with a
  // longer one the memory may have left the cache again when its turn comes.
  static constexpr size_t kDistance = 3;

  void prefetchShared(const Places& places) const {
    __builtin_prefetch(places.surface);
    prefetch(places.member, sizes_.memberBytes);
  }

  static void prefetchNode(const Places& places, size_t bytes) {
    prefetch(places.node, bytes);
    __builtin_prefetch(places.queue);
  }

  const bool isOn_;
  Sizes sizes_ = {};
  std::vector<Places> places_;  // By index. Empty if it is off.
};

}  // namespace sim
