// The summary of a run, in a few lines.
#pragma once

#include <ostream>

#include "Params.h"
#include "Simulation.h"

namespace cli {

// Prints the same bytes for the same run.
void printSummary(const RunResult& result, const Params& params, std::ostream& out);

// Prints the time and the memory that the run took. They differ from run to run, so they must not
// go where bytes are compared.
void printCost(double seconds, double peakMegabytes, std::ostream& out);

}  // namespace cli
