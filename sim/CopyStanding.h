// What a peer would answer for a key, and what it owes the key's other replicas. A store may tell
// it to those who check a run. C++11: the files that make MP2Node include this.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace sim {

struct CopyStanding {
  unsigned view;       // Names the set of the key's replicas as the peer sees it.
  size_t replicas;     // How many that set has.
  bool answers;        // The peer is one of them, and answers the coordinators that see this set.
  bool isPresent;      // It holds a value; else a tombstone or nothing.
  bool isForgettable;  // It holds a tombstone so old that it may be collected.
  std::vector<int> owed;  // The peers, by id, to which it will send its copy until they have it.
  // Of the copy: later writes have higher ones, which compare as arrays do. All 0 = no copy.
  std::array<int, 3> version;
};

}  // namespace sim
