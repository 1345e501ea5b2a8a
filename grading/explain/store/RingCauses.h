// The mistakes of rings and copies: who is asked, and who has the key (StoreCauses.cpp has their
// order).
#pragma once

#include <optional>

#include "grading/explain/causes/Cause.h"

namespace grading {

std::optional<Cause> ownPeerMissing(const Case& lost);
std::optional<Cause> wrongPeersFail(const Case& lost);
std::optional<Cause> slowDetection(const Case& lost);
std::optional<Cause> livePeerNotListed(const Case& lost);
std::optional<Cause> ringEndUnnoticed(const Case& lost);
std::optional<Cause> oldRing(const Case& lost);
std::optional<Cause> oneChangeAtATime(const Case& lost);
std::optional<Cause> noCopies(const Case& lost);
std::optional<Cause> allCopiesFailed(const Case& lost);
std::optional<Cause> createMissed(const Case& lost);

}  // namespace grading
