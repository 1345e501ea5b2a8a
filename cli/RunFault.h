// What is wrong with a run, checked or not.
#pragma once

#include <string>

#include "Simulation.h"

namespace cli {

// Whatever the run tests: the schedule could not go on, or a client call has no line of its
// coordinator, or more than one. "" for nothing. In a laboratory coordinators crash and leave calls
// open: there --check looks at the lines.
std::string faultOf(const RunResult& result, const Params& params);

// "" for full marks, or if the run is none of the course's; else the first test that lost points,
// and why.
std::string lostPoints(const Params& params, const std::string& dbgLog);

}  // namespace cli
