// A grade as Gradescope's results.json, which an autograder there writes to
// /autograder/results/results.json. A finding is a test as well; it has no score if the grade is
// not strict or the finding is unknown. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string gradescope(const Grade& grade);

}  // namespace grading
