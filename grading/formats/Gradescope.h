// A grade as Gradescope's results.json: what an autograder there leaves in
// /autograder/results/results.json. A pure function.
#pragma once

#include <string>

#include "grading/Grade.h"

namespace grading {

std::string gradescope(const Grade& grade);

}  // namespace grading
