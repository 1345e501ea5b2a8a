// --history: a history that another system recorded, in place of a run.
#pragma once

#include <string>

#include "check/base/Level.h"

namespace cli {

// Reads the file, judges it by the level that is demanded and, unless `isQuiet`, prints what was
// found, as --check does for a run. Returns the exit status, that of --check: 2 if the file is
// wrong.
int judgeHistory(const std::string& file, check::Level demand, bool isQuiet);

}  // namespace cli
