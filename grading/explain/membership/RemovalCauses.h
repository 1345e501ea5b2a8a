// Failed peers that are not removed, or come back.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> nobodyRemoves(const Case& lost);
std::optional<Cause> deadPeersComeBack(const Case& lost);
std::optional<Cause> removalsMissing(const Case& lost);
std::optional<Cause> removesItself(const Case& lost);
std::optional<Cause> renewedByHearsay(const Case& lost);

}  // namespace grading
