// --search guided: looks for schedules that break the store (search/guided/GuidedSearch.h).
#pragma once

#include <string>
#include <vector>

#include "Params.h"
#include "cli/Options.h"
#include "cli/Surroundings.h"

namespace cli {

// The program whose nodes are instrumented.
struct GuidedProgram {
  std::string path;  // From the project's folder.
  std::string make;  // The shell's command that makes it there.
};

// Becomes that program, unless this is it. Makes it first if it is missing. Returns the reason if
// that fails. `arguments` are those of this program, without its name.
std::string becomeGuidedProgram(const GuidedProgram& program,
                                const std::vector<std::string>& arguments);

// Returns the exit status.
int runGuidedSearch(const Options& options, const Params& params, const Surroundings& surroundings);

}  // namespace cli
