// What the checks of a run add to its trace.
#pragma once

#include "check/RunCheck.h"
#include "report/recording/TraceEnd.h"

namespace report {

// REQUIRES: check.isConcluded().
void addVerdict(const check::RunCheck& check, TraceEnd* end);

}  // namespace report
