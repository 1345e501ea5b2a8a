// Checks that every key is where it belongs once the faults are over: on its replicas, with
// equal copies, and nowhere else.
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
  ProblemId first;                    // The id of the first of these.
  int keys = 0;                       // In the store or expected there.
  int copies = 0;                     // On all peers.
  // Numbers of keys with each problem. Lost keys count as incomplete, too; these may also be
  // misplaced.
  int lost = 0;        // No copy at all.
  int incomplete = 0;  // Copies missing.
  int misplaced = 0;   // Copies on peers that are not the key's.
  int different = 0;   // The copies do not agree.
  int leaked = 0;      // Copies of a key that was deleted or never created.
};

// A key in an uncertain state may be absent, or be in place. `deletions` has the possible effects
// of deletes (deletionTexts()), which sentences on such a key mention. REQUIRES: `stores` names
// exactly the live peers.
ReplicationResult checkReplication(const Stores& stores,
                                   const std::map<std::string, KeyState>& states,
                                   const std::map<std::string, std::string>& deletions = {},
                                   const Design& design = kQuorumDesign);

}  // namespace check
