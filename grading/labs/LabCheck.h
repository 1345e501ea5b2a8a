// Checks a lab: makes the runs that it and the labs before it need, and judges them by Labs.h.
#pragma once

#include <string>
#include <vector>

#include "grading/examine/CodeFindings.h"
#include "grading/labs/Labs.h"

namespace grading {

struct LabVerdict {
  // The lab that was asked for if it is done; else the first that is not.
  const Lab* lab = nullptr;
  std::vector<Remark> remarks;    // Empty if it is done.
  std::vector<Finding> warnings;  // Of the compiler, as warningFindings() has them.
};

// Checks lab `number` and all before it, up to the first that is not done. `plan` says what is run
// and how; its `sanitize` and `seed` mean nothing. Returns what kept the runs from being made, or
// "". REQUIRES: 1 <= number <= kLabs; the plan's folder is there.
std::string checkLab(int number, const CodePlan& plan, LabVerdict* verdict);

}  // namespace grading
