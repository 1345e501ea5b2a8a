// What a peer knows of a key.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/Event.h"

namespace chain {

// How long a record remembers the calls that it has executed. Longer than kOldestCallTicks, so that
// no call is executed that the record has forgotten.
inline constexpr int kRememberTicks = 50;
inline constexpr int kOldestCallTicks = 40;
// A call is refused, and tried again by its coordinator, while the record remembers this many.
inline constexpr size_t kMostCalls = 100;
inline constexpr int kTombstoneTicks = 200;

// Orders the states of a key: the tick, a count within the tick, and the head that gave it.
struct Version {
  int32_t tick = 0;
  int32_t count = 0;
  int32_t head = 0;
  auto operator<=>(const Version&) const = default;
};

// A call that changed the record, or failed to.
struct Executed {
  int32_t coordinator = 0;
  int32_t transId = 0;
  Version version;  // The record's after it.
  bool succeeded = false;
};

struct Record {
  Version version;
  bool isPresent = false;  // If not, a tombstone.
  std::string value;
  std::vector<Executed> executed;  // By version, of the last kRememberTicks.

  // Null if the record does not remember it.
  const Executed* find(int32_t coordinator, int32_t transId) const {
    for (const Executed& call : executed) {
      if (call.coordinator == coordinator && call.transId == transId) return &call;
    }
    return nullptr;
  }
};

}  // namespace chain
