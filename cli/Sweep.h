// --seeds: a run for each seed, in processes of their own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"
#include "cli/shards/ShardOrder.h"

namespace cli {

// Prints a line for each run that fails, and a last one that counts them. Returns the exit status:
// with --check, kInconclusive if nothing failed and 1 % of the runs or more proved nothing.
// *firstFailed, if it is not null, becomes the first seed that fails.
int runSweep(const Options& options, const Params& params, const Surroundings& surroundings,
             std::optional<uint64_t>* firstFailed = nullptr);

// --summary: the head of the file. `seeds` numbers all that the shards share.
SummaryHead shardHead(const Options& options, const Params& params, const host::SeedRange& seeds,
                      const std::string& build);

// --merge: reads the summaries of the shards, in the order of their seeds, and the options of the
// whole sweep or search. Returns what is wrong, in lines; nothing if the files are those of one
// whole sweep or search of this build.
std::vector<std::string> openShards(const Options& options, const std::string& build,
                                    std::vector<SummaryFile>* files, Options* whole);

// Prints what the sweep whose shards wrote these summaries would have printed, and makes its page
// if one is asked for. Returns the sweep's exit status.
int mergeSweep(const Options& sweep, const std::vector<SummaryFile>& files,
               const Surroundings& surroundings);

}  // namespace cli
