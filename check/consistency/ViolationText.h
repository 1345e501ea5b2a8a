// Violations in plain words, with the operations that show them.
#pragma once

#include "check/consistency/Consistency.h"
#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"
#include "check/consistency/ReadRules.h"

namespace check {

// `held` is a clause that says which replicas hold at the end what the read should have seen; "" if
// that is not known.
Violation describeFinding(Level level, const Finding& finding, const std::string& held = "");

// For operations that have no order, preferably few, among `total` on the key.
Violation describeDisorder(Level level, const KeyHistory& history, size_t total);

}  // namespace check
