// The compiler's warnings of a submission, explained.
#pragma once

#include <string>
#include <vector>

#include "grading/score/Grade.h"

namespace grading {

// A detail for each kind of warning in `said`, which g++ or clang++ wrote, that may well be a
// mistake: where, what the compiler says, and what it means. Then `warnings`, which is good if
// there is none, and names the harmless ones. Only of the four files; what is said twice, of a
// header, counts once. `hidden`: where the files tell the compiler not to warn (SourceScan.h); a
// detail, too.
std::vector<Finding> warningFindings(const std::string& said,
                                     const std::vector<std::string>& hidden);

}  // namespace grading
