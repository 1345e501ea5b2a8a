// A grade as Gradescope's results.json: what an autograder there leaves in
// /autograder/results/results.json. A finding is a test as well: without a score, if it is not
// strict or the finding is unknown. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string gradescope(const Grade& grade);

}  // namespace grading
