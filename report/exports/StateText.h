// The state of the group at a tick, as text.
#pragma once

#include <string>

#include "report/Trace.h"

namespace report {

// What each peer was at the end of the tick, whom it lists, and who holds which copy of each key.
// REQUIRES: 0 <= tick; tick < the trace's ticks.
std::string stateText(const Trace& trace, sim::Tick tick);

}  // namespace report
