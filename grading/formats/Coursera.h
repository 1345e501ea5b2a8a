// A grade as Coursera's feedback.json: fractionalScore, a number from 0 to 1, and feedback, the
// text report. A pure function.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string coursera(const Grade& grade);

}  // namespace grading
