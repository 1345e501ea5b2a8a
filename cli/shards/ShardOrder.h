// The summaries that make up a sweep.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/shards/SweepSummary.h"

namespace cli {

struct SummaryFile {
  std::string name;
  std::string text;
};

// Sorts the files by their seeds. Returns what is wrong, a line for each thing: a file that is no
// summary, is of another sweep or another build, or is not complete; seeds that two files have, or
// none. `commandOf` gives the command that runs a shard.
std::vector<std::string> orderShards(
    std::vector<SummaryFile>* files, const std::string& build,
    const std::function<std::string(const SummaryHead&, const host::Shard&)>& commandOf);

}  // namespace cli
