// Lines of another transaction or key.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> transactionPerReplica(const Case& lost);
std::optional<Cause> loggedUnderOtherKey(const Case& lost);

}  // namespace grading
