// Looks for an order of a key's operations that explains all their results.
//
// The search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) that never enters a
// state twice, as Lowe's (Testing for Linearizability, 2017): a state is the set of the operations
// taken and the key's value. Three things of its own keep it small, and none loses an order:
//
// A read that fits the state is taken at once. It changes nothing, and all that must precede it has
// been taken: any order that has it later is as good with it here.
//
// A write of unknown outcome is tried only as the helper of an operation that does not fit the
// state, directly before it. Take an order with the fewest such writes, and one of them in it. If a
// create follows it, they can change places (an unknown write may be as late as it likes, and a
// create is content with any state). If an operation follows that fits the state before it, or
// none, or another unknown write, it is not needed. Of several that may help in the same way, those
// whose value nobody reads are as good as any: they can do nothing else.
#pragma once

#include <cstdint>

#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"

namespace check {

enum class OrderSearchResult : uint8_t { Exists, None, Undecided };

// Takes from `budget` the operations that it looks at; Undecided when it is used up.
OrderSearchResult findOrder(const KeyHistory& history, Ordering ordering, uint64_t* budget);

}  // namespace check
