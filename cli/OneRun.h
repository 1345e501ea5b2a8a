// One run in this process: its files, its summary, and with --check its report.
#pragma once

#include "Params.h"
#include "check/consistency/Consistency.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "lab/Schedule.h"

namespace cli {

// Returns the exit status.
int runOnce(const Options& options, const Params& params, const lab::Schedule& schedule,
            const Surroundings& surroundings);

// The consistency that the conf demands.
check::Level demandedLevel(const Params& params);

}  // namespace cli
