// The levels of consistency, and their names. docs/consistency.md has them with examples.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace check {

// Weakest first. A history holds a level if it holds all up to it.
enum class Level : uint8_t {
  None,
  Durable,         // No acknowledged write lost: neither read nor held any more.
  NoResurrection,  // No deleted key back.
  ReadYourWrites,  // A session sees what it wrote, or something younger.
  MonotonicReads,  // A session never sees something older than before.
  Regular,         // A read returns the latest value, or that of a concurrent write.
  Sequential,      // One order explains all results, and keeps that of each session.
  Linearizable     // One order explains all results, and keeps that of real time.
};
inline constexpr size_t kLevelCount = static_cast<size_t>(Level::Linearizable) + 1;

// By level, as in the conf's DEMAND.
inline constexpr std::array kLevelNames = {
    "none",    "durable",    "no-resurrection", "read-your-writes", "monotonic-reads",
    "regular", "sequential", "linearizable"};
static_assert(kLevelNames.size() == kLevelCount);

}  // namespace check
