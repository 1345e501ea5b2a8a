// The evidence of a run that reported all its events.
#pragma once

#include "grading/confine/TestRun.h"
#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/evidence/LogLines.h"

namespace grading {

// How a run ended that did not end as it should.
Ending endingOf(const ConfinedOutcome& outcome, const Limits& limits);

// REQUIRES: run.report is Report::AllEvents. `lines`, if it is not null, gets the lines that can be
// scored.
Evidence evidenceOf(const TestRun& run, const ConfinedOutcome& outcome, LogLines* lines = nullptr);

}  // namespace grading
