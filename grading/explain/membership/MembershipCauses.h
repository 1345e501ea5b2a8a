// The mistakes of membership protocols, by what they leave in a run.
#pragma once

#include <vector>

#include "grading/explain/causes/Cause.h"

namespace grading {

// In the order in which they are to be tried.
const std::vector<Recogniser>& membershipCauses();

}  // namespace grading
