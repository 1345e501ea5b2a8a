// What a guided search has never reached, by function and line: its schedules are run again with
// nodes that were compiled for gcov.
#pragma once

#include <string>
#include <vector>

#include "cli/Options.h"
#include "search/guided/GuidedSearch.h"

namespace cli {

// `folder` has the program Application, gcov itself and the nodes' .gcno files, as make puts them
// there. Returns what is printed: lines, or a sentence that says why there are none.
std::string unreachedLines(const std::string& folder, const Options& options, uint64_t seed,
                           const std::vector<search::CorpusEntry>& entries);

}  // namespace cli
