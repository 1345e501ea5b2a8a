// --search guided: looks for schedules that break the store (search/guided/GuidedSearch.h).
#pragma once

#include <string>
#include <vector>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"

namespace cli {

// Becomes the program whose nodes are instrumented, unless this is it. Returns the reason if that
// fails. `program` is its path from the folder of this one; `arguments` are those of this one,
// without its name.
std::string becomeGuidedProgram(const std::string& program,
                                const std::vector<std::string>& arguments);

// Returns the exit status.
int runGuidedSearch(const Options& options, const Params& params, const Surroundings& surroundings);

}  // namespace cli
