// What the recognisers of the store's mistakes share.
#pragma once

#include <string>

#include "grading/explain/causes/Cause.h"

namespace grading {

// A copy has to be sent and received before it can be read.
inline constexpr Tick kCopyTicks = 3;

std::string numberOf(PeerId peer);
std::string ticksText(Tick ticks);  // "1 tick", "12 ticks"

std::string operationOf(const Story& story);
// "clientRead".
std::string clientCallOf(const Story& story);

// Test 3 part 1: two of three replicas are down, and the coordinator has to say so.
bool isOfMissingQuorum(const Case& lost);
bool isOfInvalidKey(const Case& lost);

bool hasAnswered(const Story& story, PeerId peer);
// Whom the coordinator of a call asked, itself if it answered. Ascending.
Peers askedBy(const Call& call, const Story& story);
// The live peers that were its replicas when it was created, the primary first.
Peers replicasAtCreate(const Case& lost);

// The coordinator's line that counts and should not be, of what it says.
std::optional<Answer> firstFail(const Story& story);

}  // namespace grading
