// Makes a history that has no order small enough for people, and keeps it without one.
//
// Parts are left out as long as that lasts, halves first, then ever smaller ones (Zeller,
// Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002). Only what others do not
// lean on is left out, so that what remains is as wrong within the whole: a write that a remaining
// read may have returned stays, and all that set a value stay if a remaining operation needs the
// key to be there.
#pragma once

#include <cstdint>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

// REQUIRES: the history has no such order. `budget`: operations that it may look at; when it is
// used up, what remains is returned as it is.
KeyHistory smallestHistory(const KeyHistory& history, Ordering ordering, uint64_t budget);

}  // namespace check
