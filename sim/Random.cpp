#include "sim/Random.h"

#include "host/Check.h"

namespace sim {

namespace {

// FNV-1a over the name, starting from the seed: the engine's own seeding spreads it further.
uint64_t seedFor(uint64_t seed, std::string_view stream) {
  uint64_t hash = seed ^ 0xcbf29ce484222325;
  for (unsigned char c : stream) hash = (hash ^ c) * 0x100000001b3;
  return hash;
}

}  // namespace

Random::Random(uint64_t seed, std::string_view stream) : engine_(seedFor(seed, stream)) {}

uint64_t Random::below(uint64_t bound) {
  CHECK(bound >= 1);
  // The 2^64 draws are not a whole multiple of bound: the surplus would favour some results.
  uint64_t draw = next();
  // Of the draws below bound, the first ones; a division that is hardly ever needed.
  while (draw < bound && draw < (UINT64_MAX - bound + 1) % bound) draw = next();
  return draw % bound;
}

int64_t Random::between(int64_t first, int64_t last) {
  CHECK(first <= last);
  // Unsigned, which wraps: the span of two int64_t may be more than one of them holds.
  const uint64_t span = static_cast<uint64_t>(last) - static_cast<uint64_t>(first);
  const uint64_t offset = span == UINT64_MAX ? next() : below(span + 1);
  return static_cast<int64_t>(static_cast<uint64_t>(first) + offset);
}

bool Random::chance(double probability) {
  const double draw = static_cast<double>(next() >> 11) * 0x1p-53;  // In [0, 1).
  return draw < probability;
}

}  // namespace sim
