#include "check/consistency/VisitedStates.h"

#include <utility>

namespace check {

namespace {

constexpr size_t kFirstSize = 64;

// SplitMix64 (Steele et al., Fast Splittable Pseudorandom Number Generators, 2014).
uint64_t mix(uint64_t number) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

}  // namespace

StateHash StateHash::of(uint64_t number) { return {mix(2 * number), mix(2 * number + 1)}; }

bool VisitedStates::insert(const StateHash& state) {
  if (2 * used_ >= slots_.size()) grow();
  StateHash& slot = slotOf(state);
  if (slot == state) return false;
  slot = state;
  ++used_;
  return true;
}

void VisitedStates::grow() {
  std::vector<StateHash> old(slots_.empty() ? kFirstSize : 2 * slots_.size());
  std::swap(old, slots_);
  for (const StateHash& state : old) {
    if (!(state == StateHash())) slotOf(state) = state;
  }
}

StateHash& VisitedStates::slotOf(const StateHash& state) {
  const size_t mask = slots_.size() - 1;
  size_t index = state.low & mask;
  while (!(slots_[index] == StateHash()) && !(slots_[index] == state)) index = (index + 1) & mask;
  return slots_[index];
}

}  // namespace check
