// The events of a trace that belong to an operation, or to a key.
#pragma once

#include <string>
#include <vector>

#include "report/Trace.h"

namespace report {

// An event, or a change of a peer's state.
struct Step {
  Index event = kNoIndex;
  Index change = kNoIndex;
};

// In the order of the run:
//  - the call, and the lines of replicas and of the coordinator
//  - the messages of the store that are sent by the call's peer in the call's tick, or by a peer in
//    the tick in which it got such a message, if they name the key, or the transaction and no other
//    key; and what became of them
//  - the changes of the key's copies where and when such a message arrived
//  - faults that last meanwhile, and failures and restarts of the peers above
// A message whose text was not recorded counts as naming the key.
// REQUIRES: 1 <= number; number <= the number of operations.
std::vector<Step> stepsOfOperation(const Trace& trace, int number);

// In the order of the run: the calls and lines that have the key, the messages of the store that
// name it and what happened to them, the changes of its copies, and faults, failures and restarts
// between these. REQUIRES: key < the number of keys.
std::vector<Step> stepsOfKey(const Trace& trace, Index key);

}  // namespace report
