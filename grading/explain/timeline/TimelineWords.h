// Pieces of a timeline's sentences.
#pragma once

#include <string>

#include "grading/explain/evidence/Evidence.h"

namespace grading {

inline constexpr const char* kRoleNames[] = {"primary", "secondary", "tertiary"};

// `one` of a single peer, else `many`.
const char* verb(const Peers& peers, const char* one, const char* many);

// "key=k, value=v".
std::string nameOf(const Call& call);

// "2 (primary), 5 (secondary), 9 (tertiary)".
std::string roles(const Peers& replicas);

// Why it was lost.
const char* fateText(const StoreMessage& message);

}  // namespace grading
