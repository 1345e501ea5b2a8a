// Shrinks a history that has no order, for people to read, and keeps it without an order.
//
// Parts are left out as long as the result has no order, halves first, then ever smaller ones
// (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002). Only operations
// that no other one depends on are left out, so that the rest is wrong within the whole history,
// too: a write that a remaining read may have returned stays, and all writes that set a value stay
// if a remaining operation needs the key to be present.
#pragma once

#include <cstdint>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

// `budget` is the number of operations that it may examine; when it is used up, the current history
// is returned.
// REQUIRES: the history has no such order.
KeyHistory smallestHistory(const KeyHistory& history, Ordering ordering, uint64_t budget);

}  // namespace check
