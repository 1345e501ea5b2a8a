// The mistakes of replicas: what they log, and what they do not.
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> recreatesLogged(const Case& lost);
std::optional<Cause> loggedTwice(const Case& lost);
std::optional<Cause> hasItAndFails(const Case& lost);
std::optional<Cause> silentReplica(const Case& lost);

}  // namespace grading
