// How often each key is wanted: the draws behind KeyChoice.
//
// Zipfian with the skew of YCSB, 0.99 (Gray et al., Quickly Generating Billion-Record Synthetic
// Databases, 1994): the key of rank r has the weight 1 / r^0.99. Which key has which rank is drawn,
// so that the hot keys are not neighbours.
#pragma once

#include <cstdint>
#include <vector>

#include "lab/Workload.h"
#include "sim/Random.h"

namespace lab {

// The weight of a rank, from 1, as a whole number: 2^32 / rank^0.99, cut. Made of square roots and
// products alone, which IEEE 754 rounds correctly: pow differs between C libraries in the last bit.
uint64_t zipfianWeight(uint64_t rank);

// Keys are numbers from 0, in the order in which they were added.
class KeyPopularity {
 public:
  // `keys` keys to begin with. REQUIRES: keys >= 1.
  KeyPopularity(uint64_t seed, KeyChoice choice, size_t keys);

  // One more key, the highest number so far: Zipfian, it is the least wanted; Latest, the most.
  void add();

  size_t keys() const { return keyOfRank_.size(); }

  size_t draw(sim::Random* random) const;

 private:
  size_t drawRank(sim::Random* random) const;

  const KeyChoice choice_;
  std::vector<uint64_t> weightUpTo_;  // The sum of the weights of ranks 1 … i + 1.
  std::vector<size_t> keyOfRank_;     // By rank, from 0.
};

}  // namespace lab
