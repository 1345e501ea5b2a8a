// Asking memory for what is needed soon. Changes nothing but the time it takes.
#pragma once

#include <cstddef>

namespace sim {

constexpr size_t kCacheLineBytes = 64;

// All of an object. May be null.
inline void prefetch(const void* object, size_t bytes) {
  const char* const lines = static_cast<const char*>(object);
  for (size_t at = 0; at < bytes; at += kCacheLineBytes) __builtin_prefetch(lines + at);
}

}  // namespace sim
