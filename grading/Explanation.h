// Why a test lost its points, in a student's words: what happened in the run, and what mistake that
// looks like.
#pragma once

#include <string>

#include "grading/Evidence.h"
#include "grading/Grade.h"

namespace grading {

// For TestGrade::explanation: lines of at most 76 columns, about twenty of them; "" if there is
// nothing to say. `evidence` is of the test's worst run. A pure function; any evidence will do.
std::string explanationOf(const TestGrade& test, const Evidence& evidence);

}  // namespace grading
