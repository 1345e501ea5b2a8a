// Prefetch hints: they change nothing but the time that later accesses take. C++11.
#pragma once

#include <cstddef>

namespace sim {

constexpr size_t kCacheLineBytes = 64;

// Memory that is to be prefetched. `start` may be null or dangling: it is never dereferenced.
struct MemoryBlock {
  MemoryBlock() : start(nullptr), bytes(0) {}
  MemoryBlock(const void* start, size_t bytes) : start(start), bytes(bytes) {}

  const void* start;
  size_t bytes;
};

// The cache line of `place`, which may be null or dangling. The empty assembly keeps the hint: g++
// takes a function that only prefetches for one without effects, and removes calls of it.
inline void prefetchLine(const void* place) {
  __builtin_prefetch(place);
  asm volatile("");
}

inline void prefetch(const void* start, size_t bytes) {
  const char* const lines = static_cast<const char*>(start);
  for (size_t at = 0; at < bytes; at += kCacheLineBytes) prefetchLine(lines + at);
}

}  // namespace sim
