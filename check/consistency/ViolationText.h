// Violations in plain words, with the operations that show them.
#pragma once

#include "check/consistency/Consistency.h"
#include "check/consistency/KeyHistory.h"
#include "check/consistency/Lanes.h"
#include "check/consistency/ReadRules.h"

namespace check {

// `held`: who holds at the end what the read should have seen, a clause; "" if that is not known.
Violation describeFinding(Level level, const Finding& finding, const std::string& held = "");

// Of a history that has no order, best a small one.
Violation describeDisorder(Level level, const KeyHistory& history);

}  // namespace check
