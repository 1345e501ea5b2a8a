// The coordinator's mistakes: what it counts, what it logs and when it gives up.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> noReplies(const Case& lost);
std::optional<Cause> noResult(const Case& lost);
std::optional<Cause> wrongValue(const Case& lost);
std::optional<Cause> failDespiteQuorum(const Case& lost);
std::optional<Cause> successWithoutQuorum(const Case& lost);
std::optional<Cause> failLoggedTwice(const Case& lost);
std::optional<Cause> invalidSucceeds(const Case& lost);

}  // namespace grading
