// A grade as a page for a browser: the points, why they were lost, and the runs that show it.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

// The page's HTML: one file that loads nothing. Whatever the grade and its traces hold is shown,
// and never interpreted; a trace that is damaged is left out, and the page says why.
std::string gradePage(const Grade& grade);

}  // namespace grading
