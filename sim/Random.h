// A named stream of pseudo-random numbers: equal (seed, name) give equal numbers everywhere.
//
// Each purpose has a stream of its own (network, course, …), so that one more draw in one does not
// shift another. The generator is the standard's mt19937_64, whose output the standard fixes; the
// draws are our own, because the standard's distributions differ between libraries.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>

namespace sim {

class Random {
 public:
  Random(uint64_t seed, std::string_view stream);

  uint64_t next() { return engine_(); }

  // Uniform in 0 … bound-1. REQUIRES: bound >= 1.
  uint64_t below(uint64_t bound);

  // Uniform in first … last, both included. REQUIRES: first <= last.
  int64_t between(int64_t first, int64_t last);

  // True with the given probability; 0 never, 1 always.
  bool chance(double probability);

 private:
  std::mt19937_64 engine_;
};

}  // namespace sim
