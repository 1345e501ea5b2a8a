// The mistakes of requests: what is not sent, or not to all replicas.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> storeMessagesRefused(const Case& lost);
std::optional<Cause> asksNobody(const Case& lost);
std::optional<Cause> asksTooFew(const Case& lost);
std::optional<Cause> ownPartMissing(const Case& lost);

}  // namespace grading
