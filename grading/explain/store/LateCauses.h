// Lines that come too late, for this test or for the one before.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> lateLines(const Case& lost);
std::optional<Cause> handledLate(const Case& lost);

}  // namespace grading
