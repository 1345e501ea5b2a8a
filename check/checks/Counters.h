// Counters: keys that one client increments. Finds reads whose count is impossible.
//
// A key is a counter if its writes are one create of 0 and then updates by a single client to
// decimal numbers that grow. An increment whose line says fail, or that has no line, may have taken
// effect. So a read is right if it returns at least as many increments as were acknowledged before
// its call, and at most as many as were called before its line. It may return an increment that was
// not acknowledged in time in place of later ones: that may have taken effect after them. A number
// that the writer skipped, as that call was not made, does not count.
//
// This is the test of the course CPEN 431 for sequential consistency. It needs no search and
// explains itself, but proves less than the levels of Consistency.h.
#pragma once

#include <string>
#include <vector>

#include "check/consistency/History.h"

namespace check {

struct CounterRead {
  const Operation* read = nullptr;  // Into the operations that were given.
  int least = 0;                    // Increments that were acknowledged,
  int most = 0;                     // and those and the unknown ones together.
  int returned = 0;                 // Increments up to the value that was returned, or kNoNumber.

  static constexpr int kNoNumber = -1;

  bool isRight() const { return least <= returned && returned <= most; }
};

// All successful reads of counters, by key, then in the order of their calls.
std::vector<CounterRead> counterReads(const std::vector<Operation>& operations);

}  // namespace check
