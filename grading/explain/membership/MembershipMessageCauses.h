// Messages of the membership that never went.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> membershipMessagesRefused(const Case& lost);

}  // namespace grading
