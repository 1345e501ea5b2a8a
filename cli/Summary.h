// What a run came to, in some lines.
#pragma once

#include <ostream>

#include "Params.h"
#include "Simulation.h"

namespace cli {

// The same bytes for the same run.
void printSummary(const RunResult& result, const Params& params, std::ostream& out);

// What it took. That differs from run to run, so it must not go where bytes are compared.
void printCost(double seconds, double peakMegabytes, std::ostream& out);

}  // namespace cli
