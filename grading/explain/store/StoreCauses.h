// The mistakes of key-value stores, by what they leave in a run.
#pragma once

#include <vector>

#include "grading/explain/causes/Cause.h"

namespace grading {

// For cases with a story, in the order in which they are to be tried.
const std::vector<Recogniser>& storeCauses();

}  // namespace grading
