// What happened, tick by tick, in the run that lost a test its points: the operation from its call
// to its last line, or the group's joins and removals.
//
// Lines of at most 76 columns, about a dozen; a longer story is cut. Pure functions.
#pragma once

#include <string>

#include "grading/explain/evidence/Evidence.h"
#include "grading/explain/evidence/Story.h"
#include "grading/score/Grade.h"

namespace grading {

std::string operationTimeline(const Story& story, const Evidence& evidence);

// Of a test of the membership: `join`, `completeness` or `accuracy`.
std::string membershipTimeline(const TestGrade& test, const Evidence& evidence);

}  // namespace grading
