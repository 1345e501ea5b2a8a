// Compares the copies of the keys at the end of a run with the values that were written to them.
//
// A copy's text is the bare value, or that of an Entry with the value in it (StoredText.h). If a
// store uses another form, its texts are not understood, and none counts as wrong.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "check/consistency/History.h"

namespace check {

// By key, the values that its last copies may have: those of the creates and updates that no
// acknowledged write has surely overwritten.
std::map<std::string, std::set<std::string>> valuesLeft(const std::vector<Operation>& operations);

// Returns whether the text is that of a copy with this value.
bool holdsValue(const std::string& text, const std::string& value);

// Returns the replicas of `key` that hold one of the values, by ascending ids.
std::vector<sim::PeerId> replicasWith(const Stores& stores, const std::string& key,
                                      const std::set<std::string>& values,
                                      const Design& design = kQuorumDesign);

// Returns whether the stores keep visible copies: some table has a key.
bool areTablesSeen(const Stores& stores);

struct CopyValues {
  int wrong = 0;    // Live keys with a replica whose value is of none of the last writes.
  int unequal = 0;  // Live keys whose replicas have different values.
};

// REQUIRES: `stores` names exactly the live peers.
CopyValues compareValues(const Stores& stores, const std::vector<Operation>& operations,
                         const Design& design = kQuorumDesign);

}  // namespace check
