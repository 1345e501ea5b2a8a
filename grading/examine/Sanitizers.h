// What the address and undefined-behaviour sanitizers report of a submission, explained.
#pragma once

#include <string>
#include <vector>

#include "grading/score/Grade.h"

namespace grading {

// One run under them.
struct SanitizedRun {
  std::string said;    // Their reports.
  std::string replay;  // The command that repeats it.
  std::string ending;  // How it ended, as a clause, if not as it should; else "".
};

// A detail for each mistake at each line of the four files, with the first run that showed it; then
// `sanitizers`, which is good if there is none, and names what is harmless here (memory that is
// never freed, misaligned numbers). What has no line of the four files is not told. Where nothing
// was found, but a run did not come to its end, it is not known.
std::vector<Finding> sanitizerFindings(const std::vector<SanitizedRun>& runs);

}  // namespace grading
