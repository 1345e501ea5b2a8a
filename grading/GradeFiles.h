// The files that the grader reads and writes by the caller's choice.
#pragma once

#include <string>

#include "grading/GraderOptions.h"
#include "grading/score/Grade.h"

namespace grading {

// Why one of the files cannot be written, or must not be: it would take the place of another, or of
// what is graded. "" if there is no such file. For use before anything is built or run.
std::string whyUnwritable(const GraderOptions& options);

// Writes the grade in all formats that were asked for. Returns what could not be written, or "".
std::string writeFormats(const GraderOptions& options, const Grade& grade);

}  // namespace grading
