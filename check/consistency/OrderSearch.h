// Searches for an order of a key's operations that explains all their results.
//
// The search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993), which never enters
// a state twice, as in Lowe's (Testing for Linearizability, 2017): a state is the set of the
// operations taken and the key's value. Three rules of its own keep it small, and none loses an
// order:
//
// A read that fits the state is taken at once, unless a write before it may still be optional. It
// changes nothing, and all operations that must precede it have been taken: if an order exists that
// has it later, one exists that has it here.
//
// A write that is not certain (of unknown outcome, or optional: KeyHistory.h) is tried only if it
// enables an operation that does not fit the state, and directly before it: the writes that may
// follow it are those whose effect depends on what it wrote, and they need not be certain, either.
// Proof: take an order with the fewest such writes, and one of them in it. If it is followed by an
// operation that fits the state before it, by one that overwrites it, or by no operation, it is not
// needed. Only a create that keeps its value, or a failed compare-and-set, may be between the two:
// beside optional operations, which have a last moment, these count as enabled. Among several
// writes that help in the same way, those whose value no read returns are tried first, because they
// have no other use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

enum class OrderSearchResult : uint8_t { Exists, None, Undecided };

// Reduces `budget` by the operations that it examines; Undecided when it is used up. If an order
// exists, *order becomes the one that was found, as indices of the history; writes of unknown
// outcome that never took effect are not in it. If none exists in real time, *reached becomes the
// latest first end of an operation that the search had left: no operation called after it was
// tried. `order` and `reached` may be null.
OrderSearchResult findOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget,
                            std::vector<size_t>* order = nullptr, uint64_t* reached = nullptr);

}  // namespace check
