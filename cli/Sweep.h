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

}  // namespace cli
