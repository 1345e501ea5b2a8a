// What a run came to, in some lines.
#pragma once

#include <ostream>

#include "Params.h"
#include "Simulation.h"

namespace cli {

// The same bytes for the same run: no time, no memory.
void printSummary(const RunResult& result, const Params& params, std::ostream& out);

}  // namespace cli
