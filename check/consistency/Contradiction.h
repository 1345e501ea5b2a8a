// The operations of a history that contradict each other, whatever the others did.
//
// The result of an operation is ignored by making it optional (KeyOperation::isOptional) or, if it
// is a read, by leaving it out. Every order of a history is one of the history with fewer results,
// so that a contradiction of some results is one of the history. The search takes away results as
// long as no order exists, many at a time, then ever fewer (Zeller, Hildebrandt: Simplifying and
// Isolating Failure-Inducing Input, 2002). It looks first at the operations up to the first end
// that no order reaches, and among these at the last ones.
#pragma once

#include <cstdint>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

// Returns operations whose results alone have no order; if one of them is ignored, there may be an
// order, or that could not be decided. `budget` is the number of operations that it may examine;
// when it is used up, the operations so far are returned.
// REQUIRES: the history has no such order.
KeyHistory smallestContradiction(const KeyHistory& history, Ordering ordering, uint64_t budget);

}  // namespace check
