// What mistake a run with lost points looks like: the patterns that submissions show again and
// again, each with a place to look at (causes/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grading/explain/causes/Cause.h"
#include "grading/explain/causes/LastResorts.h"

namespace grading {

// All patterns that match, the most specific first.
std::vector<Cause> causesOf(const Case& lost);

// What the recogniser of that name says of the case.
std::optional<Cause> causeBy(const std::string& recogniser, const Case& lost);

}  // namespace grading
