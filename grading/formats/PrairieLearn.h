// A grade as PrairieLearn's results.json: what an external grader there leaves in /grade/results.
// Not gradable is what does not build: it costs no attempt. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string prairieLearn(const Grade& grade);

}  // namespace grading
