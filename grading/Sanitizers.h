// What the address and undefined-behaviour sanitizers report of a submission, explained.
#pragma once

#include <string>
#include <vector>

#include "grading/Grade.h"

namespace grading {

// What one run under them wrote to stderr.
struct SanitizedRun {
  std::string said;
  std::string replay;  // The command that repeats it.
};

// A detail for each mistake at each line of the four files, with the first run that showed it; then
// `sanitizers`, which is good if there is none, and names what is harmless here (memory that is
// never freed, misaligned numbers). What has no line of the four files is not told.
std::vector<Finding> sanitizerFindings(const std::vector<SanitizedRun>& runs);

}  // namespace grading
