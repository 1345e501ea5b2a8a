#include "lab/KeyPopularity.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/Check.h"

namespace lab {

uint64_t zipfianWeight(uint64_t rank) {
  // 0.99 as a binary fraction of 32 digits: rank^0.99 is the product of the roots of rank, by
  // 2, 4, 8, …, whose digit is 1.
  constexpr uint32_t kTheta = 4252017623;
  double root = static_cast<double>(rank);
  double power = 1;
  for (uint32_t digit = uint32_t{1} << 31; digit != 0; digit >>= 1) {
    root = std::sqrt(root);
    if ((kTheta & digit) != 0) power *= root;
  }
  return static_cast<uint64_t>(0x1p32 / power);
}

KeyPopularity::KeyPopularity(uint64_t seed, KeyChoice choice, size_t keys) : choice_(choice) {
  CHECK(keys >= 1);
  for (size_t i = 0; i < keys; ++i) add();
  sim::Random order(seed, "workload popularity");
  for (size_t left = keys; left > 1; --left) {
    std::swap(keyOfRank_[left - 1], keyOfRank_[order.below(left)]);
  }
}

void KeyPopularity::add() {
  const uint64_t before = weightUpTo_.empty() ? 0 : weightUpTo_.back();
  weightUpTo_.push_back(before + zipfianWeight(weightUpTo_.size() + 1));
  keyOfRank_.push_back(keyOfRank_.size());
}

size_t KeyPopularity::drawRank(sim::Random* random) const {
  const uint64_t drawn = random->below(weightUpTo_.back());
  const auto above = std::upper_bound(weightUpTo_.begin(), weightUpTo_.end(), drawn);
  return static_cast<size_t>(above - weightUpTo_.begin());
}

size_t KeyPopularity::draw(sim::Random* random) const {
  switch (choice_) {
    case KeyChoice::Uniform: return random->below(keys());
    case KeyChoice::Zipfian: return keyOfRank_[drawRank(random)];
    case KeyChoice::Latest: return keys() - 1 - drawRank(random);
  }
  return 0;
}

}  // namespace lab
