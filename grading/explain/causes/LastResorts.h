// What is tried when no cause is shown, and what it would mean: it says of the run what is known,
// and not of the code.
#pragma once

#include <vector>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::vector<Cause> lastResorts(const Case& lost);

}  // namespace grading
