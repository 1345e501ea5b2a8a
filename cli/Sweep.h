// --seeds: a run for each seed, in processes of their own.
#pragma once

#include <cstdint>
#include <optional>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"

namespace cli {

// Prints a line for each run that fails, and a last one that counts them. Returns the exit status:
// with --check, kInconclusive if nothing failed and 1 % of the runs or more proved nothing.
// *firstFailed, if it is not null, becomes the first seed that fails.
int runSweep(const Options& options, const Params& params, const Surroundings& surroundings,
             std::optional<uint64_t>* firstFailed = nullptr);

// --merge: prints what the sweep whose shards wrote these summaries would have printed, and makes
// its page if one is asked for. Returns the sweep's exit status; kUsage if the files are not those
// of one sweep, whole.
int mergeSweep(const Options& options, const Surroundings& surroundings);

}  // namespace cli
