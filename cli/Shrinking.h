// --shrink: the smallest schedule of faults and calls that still shows what broke.
#pragma once

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "lab/Schedule.h"

namespace cli {

// If the run breaks a check, or crashes: shrinks its schedule, writes it to shrunk.faults in the
// output folder, prints it, and, last, the command that replays it. Returns the exit status.
// Every trial runs in a process of its own.
int runAndShrink(const Options& options, const Params& params, const lab::Schedule& schedule,
                 const Surroundings& surroundings);

// Does the same for the first seed of a sweep that fails.
int sweepAndShrink(const Options& options, Params params, const Surroundings& surroundings);

}  // namespace cli
