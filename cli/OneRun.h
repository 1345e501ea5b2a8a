// One run in this process: its files, its summary, and with --check its report.
#pragma once

#include "Params.h"
#include "check/Consistency.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "sim/Schedule.h"

namespace cli {

// Returns the exit status.
int runOnce(const Options& options, const Params& params, const sim::Schedule& schedule,
            const Surroundings& surroundings);

// The consistency that the conf demands.
check::Level demandedLevel(const Params& params);

}  // namespace cli
