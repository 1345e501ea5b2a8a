// A set of 128-bit hashes. Two different states of a search of 10^7 have the same hash with a
// probability below 10^-24.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace check {

struct StateHash {
  uint64_t high = 0;
  uint64_t low = 0;

  bool operator==(const StateHash&) const = default;
  StateHash& operator^=(const StateHash& other) {
    high ^= other.high;
    low ^= other.low;
    return *this;
  }

  // Differs in an unpredictable way for different numbers.
  static StateHash of(uint64_t number);
};

class VisitedStates {
 public:
  // Returns false if the state was in the set already.
  bool insert(const StateHash& state);

 private:
  void grow();
  // The slot of the state, or the free one for it.
  StateHash& slotOf(const StateHash& state);

  std::vector<StateHash> slots_;  // Size: a power of two. All 0: free.
  size_t used_ = 0;
};

}  // namespace check
