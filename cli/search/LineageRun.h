// --search lineage: removes what acknowledged writes rest on (search/lineage/LineageSearch.h).
#pragma once

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "lab/Schedule.h"

namespace cli {

// `schedule`: the run's; its faults are left out. Returns the exit status.
int runLineageSearch(const Options& options, const Params& params, const lab::Schedule& schedule,
                     const Surroundings& surroundings);

}  // namespace cli
