// What the run itself says of lost points, with no proof needed: how it ended, and that it does not
// repeat.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> factOf(const Case& lost);

}  // namespace grading
