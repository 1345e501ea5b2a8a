// The mistakes of joins.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> nobodyAsksToJoin(const Case& lost);
std::optional<Cause> introducerIsSilent(const Case& lost);
std::optional<Cause> strangersJoin(const Case& lost);
std::optional<Cause> joinsNotLogged(const Case& lost);

}  // namespace grading
