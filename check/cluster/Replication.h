// Whether every key is where it belongs once the faults are over: on its replicas, the same on
// all of them, and nowhere else.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/base/Placement.h"
#include "check/base/ProblemId.h"
#include "check/consistency/KeyStates.h"

namespace check {

struct ReplicationResult {
  std::vector<std::string> problems;  // A sentence each, by key.
  ProblemId first;                    // Of these.
  int keys = 0;                       // In the store or expected there.
  int copies = 0;                     // On all peers.
  // Keys with this problem. The first of them are among the second, which may also be misplaced.
  int lost = 0;        // No copy at all.
  int incomplete = 0;  // Copies missing.
  int misplaced = 0;   // Copies on peers that are not the key's.
  int different = 0;   // The copies do not agree.
  int leaked = 0;      // Copies of a key that was deleted or never created.
};

// A key in an uncertain state may be nowhere, or be in place. `deletions` has what deletes may have
// done (deletionTexts()); sentences on such a key say it. REQUIRES: `stores` names exactly the live
// peers.
ReplicationResult checkReplication(const Stores& stores,
                                   const std::map<std::string, KeyState>& states,
                                   const std::map<std::string, std::string>& deletions = {},
                                   const Design& design = kQuorumDesign);

}  // namespace check
