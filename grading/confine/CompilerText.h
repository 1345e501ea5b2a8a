// Reduces the compiler's output about a submission to what may be shown: no content of other files.
// A message about another file, which an include or #line has brought in, would show that file's
// lines.
#pragma once

#include <string>

namespace grading {

// Returns `said` without the source lines after messages about other files than the four. A message
// about a file that is neither the course's nor the compiler's keeps only its position. Control
// characters become ?. `folder` precedes the names of the submission's files: "starter/", or "".
std::string shownCompilerText(const std::string& said, const std::string& folder);

}  // namespace grading
