// --search guided: looks for schedules that break the store (search/guided/GuidedSearch.h).
#pragma once

#include <string>
#include <vector>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"

namespace cli {

// Becomes the program whose nodes are instrumented, which `make` builds beside this one, unless
// this is it. Returns the reason if that fails. `arguments`: those of this program, without its
// name.
std::string becomeGuidedProgram(const std::vector<std::string>& arguments);

// Returns the exit status.
int runGuidedSearch(const Options& options, const Params& params, const Surroundings& surroundings);

}  // namespace cli
