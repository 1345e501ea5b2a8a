// A grade as PrairieLearn's results.json, which an external grader there writes to /grade/results.
// A submission that does not build is not gradable, and costs no attempt. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string prairieLearn(const Grade& grade);

}  // namespace grading
