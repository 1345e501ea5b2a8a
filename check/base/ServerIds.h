// The 64-bit ids of servers and the hash of keys in the same space, as two-phase commit places keys
// by them. Both are unsigned.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/Event.h"

namespace check {

// It has no copies.
inline constexpr sim::PeerId kCoordinator = 1;

// A permutation of all numbers that makes neighbours strangers: the last steps of the generator
// SplitMix64 (Steele, Lea, Flood 2014).
constexpr uint64_t spread(uint64_t number) {
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9;
  number = (number ^ number >> 27) * 0x94d049bb133111eb;
  return number ^ number >> 31;
}

// Of each peer another one, anywhere in the space.
constexpr uint64_t serverId(sim::PeerId peer) {
  return spread(static_cast<uint64_t>(peer) * 0x9e3779b97f4a7c15);
}

// The hash of the course project behind the design (CS 162): 31 times the hash so far plus the
// byte. Keys that differ in the last character are neighbours: in a cache, they are in different
// sets.
constexpr uint64_t serverKeyHash(std::string_view key) {
  uint64_t hash = 1125899906842597;
  for (const char c : key) hash = 31 * hash + static_cast<unsigned char>(c);
  return hash;
}

// The place of a key among the ids. Spread, because the hash alone puts all keys of a few
// characters on one server.
constexpr uint64_t serverPlace(std::string_view key) { return spread(serverKeyHash(key)); }

}  // namespace check
