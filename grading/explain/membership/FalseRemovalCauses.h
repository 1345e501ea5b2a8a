// Live peers that are removed.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> liveAreRemoved(const Case& lost);

}  // namespace grading
