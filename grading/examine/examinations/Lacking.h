// What must have happened in a run, or it shows nothing. Each returns what is lacking, a clause; ""
// if the run can be judged.
#pragma once

#include <string>

#include "grading/confine/Trial.h"

namespace grading {

std::string lackingMembers(const TrialResult& result);
std::string lackingCalls(const TrialResult& result);
std::string lackingReads(const TrialResult& result);
std::string lackingListedCrash(const TrialResult& result);
std::string lackingRemovals(const TrialResult& result);

}  // namespace grading
