// A confined program (Sandbox.h) as a job of host/JobPool.h: how its outcome gets from the process
// that confines it to the grader.
#pragma once

#include <string>

#include "grading/confine/Sandbox.h"
#include "grading/confine/StepProgress.h"
#include "host/JobPool.h"

namespace grading {

// The job: runs the program to its end, and sends to `descriptor` what it came to. Returns the
// job's exit status.
int beConfined(const Confined& confined, int descriptor);

// The same in a folder that is made anew: what an earlier run may have left must not be taken for
// this one's.
int beConfinedAfresh(const Confined& confined, int descriptor);

// Removes the folders within `folder` that runs were made in and that are still there, because the
// grader was interrupted or killed.
void removeRunFolders(const std::string& folder);

// What such a job has sent; if it was killed before, how it ended.
ConfinedOutcome outcomeOf(const host::JobOutcome& job);

// Both, for one program, which is all of the current step. Returns why no process could be made,
// or "".
std::string runInJob(const Confined& confined, StepProgress* progress, ConfinedOutcome* outcome);

}  // namespace grading
