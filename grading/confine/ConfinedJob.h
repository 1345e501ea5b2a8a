// Runs a confined program (Sandbox.h) as a job of host/JobPool.h, and carries its outcome from the
// process that confines it to the grader.
#pragma once

#include <string>

#include "grading/confine/Sandbox.h"
#include "grading/confine/StepProgress.h"
#include "host/JobPool.h"

namespace grading {

// The job: runs the program to its end, and sends its outcome to `descriptor`. Returns the job's
// exit status.
int beConfined(const Confined& confined, int descriptor);

// The same in a new folder, so that files of an earlier run cannot pass for this one's.
int beConfinedAfresh(const Confined& confined, int descriptor);

// Removes the folders of runs within `folder` that remain because the grader was interrupted or
// killed.
void removeRunFolders(const std::string& folder);

// Returns the outcome that such a job has sent; if it was killed before, its end.
ConfinedOutcome outcomeOf(const host::JobOutcome& job);

// Does both for one program, which is the whole current step. Returns why no process could be made,
// or "".
std::string runInJob(const Confined& confined, StepProgress* progress, ConfinedOutcome* outcome);

}  // namespace grading
