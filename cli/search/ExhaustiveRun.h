// --search exhaustive: runs every set of a few faults in a few ticks.
#pragma once

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "lab/Schedule.h"

namespace cli {

// Adds each set to the conf's own schedule. Returns the exit status: kFailed if one breaks a check,
// kInconclusive if one was not decided.
int runExhaustiveSearch(const Options& options, const Params& params, const lab::Schedule& schedule,
                        const Surroundings& surroundings);

}  // namespace cli
