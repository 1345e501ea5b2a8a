// What compilers say of a submission, as far as it may be shown: nothing of files that are not the
// submission's. A message about another file, which an include or #line has brought in, would show
// that file's lines.
#pragma once

#include <string>

namespace grading {

// `said` without the lines of source that follow messages about other files than the four; a
// message about a file that is neither the course's nor the compiler's has its place alone. Control
// characters become ?. `folder` goes before the names of the submission's files: "starter/", or "".
std::string shownCompilerText(const std::string& said, const std::string& folder);

}  // namespace grading
