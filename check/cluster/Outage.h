// For how long the calls on a key went without an answer.
#pragma once

#include <vector>

#include "check/consistency/History.h"

namespace check {

// The longest times on any key, in ticks: from the first call since the last answer of the kind
// until the next answer; without one, until the last line or call. Without a fault it is the
// longest latency.
struct Outages {
  sim::Tick reads = 0;
  sim::Tick writes = 0;  // Creates, updates and deletes.
};

Outages measureOutages(const std::vector<Operation>& operations);

}  // namespace check
