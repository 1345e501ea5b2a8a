// What the recognisers of the membership's mistakes share: which test lost its points, what is not
// logged, and changes of the log.
#pragma once

#include <vector>

#include "grading/explain/causes/Cause.h"

namespace grading {

bool isOfJoins(const Case& lost);

// Whether `by` has logged that `of` joined, or was removed.
bool hasLogged(const Evidence& evidence, PeerId by, PeerId of, bool joined);

// A failed peer that a live one never removes.
struct MissingRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick failure = 0;
};
std::vector<MissingRemoval> missingRemovals(const Evidence& evidence);

// Each peer logs that each other one joined, and that nobody else did.
Edit joinsBeLogged(const Evidence& evidence);
// Each live peer removes each that has failed, where it does not say so.
Edit removalsBeLogged(const Evidence& evidence);
Edit falseRemovalsBeGone(const Evidence& evidence);
// Of each pair of peers, who removes whom, only the first removal is left.
Edit firstRemovalsAlone();

inline constexpr char kTheseRemovals[] = "with the missing removals";

}  // namespace grading
