// --history: a history that another system recorded, in place of a run.
#pragma once

#include "cli/Options.h"

namespace cli {

// Reads the file, judges it and prints what was found, as --check does for a run. Returns the exit
// status, that of --check.
int judgeHistory(const Options& options);

}  // namespace cli
