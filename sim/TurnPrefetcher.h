// Prefetches the memory that the next turns of a loop over peers read. With thousands of peers,
// none is in a cache from one turn to the next, and a turn would begin with cache misses.
// Prefetching changes no result, only the time a run takes.
#pragma once

#include <cstddef>

#include "sim/Prefetch.h"

namespace sim {

class TurnPrefetcher {
 public:
  // Where the turns of one peer read. These pointers may be null or dangling: they are only
  // prefetched.
  struct Places {
    const void* surface;  // Of the node, as the loop calls it: a few bytes.
    const void* member;   // memberBytes
    const void* node;     // receivingBytes or actingBytes
    const void* queue;    // Where its next message is, or will be: a few bytes.
  };

  // How much of each the turns read; the same for all peers.
  struct Sizes {
    size_t memberBytes = 0;
    size_t receivingBytes = 0;
    size_t actingBytes = 0;
  };

  // If `isOn` is false, nothing is prefetched: small groups stay in the cache.
  explicit TurnPrefetcher(bool isOn) : isOn_(isOn) {}

  bool isOn() const { return isOn_; }

  // Before that, nothing is prefetched but surfaces and queues.
  void setSizes(const Sizes& sizes) { sizes_ = sizes; }

  // The peer `turn` of 1 to `peers` is about to receive, and those after it follow. placesOf(peer)
  // returns the Places of a peer.
  template <typename PlacesOf>
  void beforeReceiving(int turn, int peers, PlacesOf placesOf) const {
    if (!isOn_) return;
    if (turn + 2 * kDistance <= peers) prefetchShared(placesOf(turn + 2 * kDistance));
    if (turn + kDistance <= peers) prefetchNode(placesOf(turn + kDistance), sizes_.receivingBytes);
  }

  // The same where peers act, and those before `turn` follow.
  template <typename PlacesOf>
  void beforeActing(int turn, PlacesOf placesOf) const {
    if (!isOn_) return;
    if (turn - 2 * kDistance >= 1) prefetchShared(placesOf(turn - 2 * kDistance));
    if (turn - kDistance >= 1) prefetchNode(placesOf(turn - kDistance), sizes_.actingBytes);
  }

 private:
  // The prefetch distance of nodes and queues, in turns; the objects that lead to them are
  // prefetched at twice the distance. Trade-off: a shorter distance leaves too little time; with a
  // longer one the memory may have left the cache again when its turn comes.
  static constexpr int kDistance = 3;

  void prefetchShared(const Places& places) const {
    prefetchLine(places.surface);
    prefetch(places.member, sizes_.memberBytes);
  }

  static void prefetchNode(const Places& places, size_t bytes) {
    prefetch(places.node, bytes);
    prefetchLine(places.queue);
  }

  const bool isOn_;
  Sizes sizes_;
};

}  // namespace sim
