// The 64-bit ids of servers and the hash of keys in the same space, as two-phase commit places keys
// by them. Both are unsigned.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/Event.h"

namespace check {

// It has no copies.
inline constexpr sim::PeerId kCoordinator = 1;

// Of each peer another one, spread over the whole space: the last steps of the generator SplitMix64
// (Steele, Lea, Flood 2014), which is a permutation.
constexpr uint64_t serverId(sim::PeerId peer) {
  uint64_t id = static_cast<uint64_t>(peer) * 0x9e3779b97f4a7c15;
  id = (id ^ id >> 30) * 0xbf58476d1ce4e5b9;
  id = (id ^ id >> 27) * 0x94d049bb133111eb;
  return id ^ id >> 31;
}

// The hash of the course project behind the design (CS 162): 31 times the hash so far plus the
// byte. Short keys that differ in the last character are neighbours.
constexpr uint64_t serverKeyHash(std::string_view key) {
  uint64_t hash = 1125899906842597;
  for (const char c : key) hash = 31 * hash + static_cast<unsigned char>(c);
  return hash;
}

}  // namespace check
