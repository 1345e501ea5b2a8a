// What the copies of the keys say at the end of a run, held against what was written to them.
//
// A copy's text is the bare value, or that of an Entry with the value in it (StoredText.h). Stores
// that use another form are not understood: nothing is said against their texts.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "check/consistency/History.h"

namespace check {

// By key, the values that its last copies may have: of the creates and updates that no acknowledged
// write has surely overwritten.
std::map<std::string, std::set<std::string>> valuesLeft(const std::vector<Operation>& operations);

// Whether the text is that of a copy with this value.
bool holdsValue(const std::string& text, const std::string& value);

// The replicas of `key`, by ascending ids, that hold one of the values.
std::vector<sim::PeerId> replicasWith(const Stores& stores, const std::string& key,
                                      const std::set<std::string>& values,
                                      const Design& design = kQuorumDesign);

// Whether the stores keep their copies where they can be seen: some table has a key.
bool areTablesSeen(const Stores& stores);

struct CopyValues {
  int wrong = 0;    // Live keys of which a replica has a value that none of its last writes left.
  int unequal = 0;  // Live keys whose replicas have different values.
};

// REQUIRES: `stores` names exactly the live peers.
CopyValues compareValues(const Stores& stores, const std::vector<Operation>& operations,
                         const Design& design = kQuorumDesign);

}  // namespace check
