// --search exhaustive: runs every set of a few faults in a few ticks.
#pragma once

#include <vector>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "cli/shards/ShardOrder.h"
#include "lab/Schedule.h"

namespace cli {

// Adds each set to the conf's own schedule. Returns the exit status: kFailed if one breaks a check,
// kInconclusive if one was not decided.
//
// Nearly all sets are of the last level, those of the most faults. A shard runs a part of these,
// and all that come before. `shards` has the summaries of all shards, whose runs are not made
// again; it is empty if nothing is merged.
int runExhaustiveSearch(const Options& options, const Params& params, const lab::Schedule& schedule,
                        const std::vector<SummaryFile>& shards, const Surroundings& surroundings);

}  // namespace cli
