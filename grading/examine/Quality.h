// The examination of a submission beyond its points: makes the runs of Examinations.h, confined as
// those of the tests are.
#pragma once

#include <string>

#include "grading/examine/Runs.h"
#include "grading/score/Grade.h"

namespace grading {

// Adds the findings to *grade. Of `plan`, choice and seeds mean nothing: the seeds of the
// examinations are their own, and the same for everybody. When a run other than the largest did not
// end in time, none is begun any more. Returns what kept the runs from being made, or "".
// REQUIRES: the plan's folder is there.
std::string examineQuality(const RunPlan& plan, Grade* grade);

// In place of that for a submission whose tests have shown that its runs do not end.
void skipQuality(Grade* grade);

}  // namespace grading
