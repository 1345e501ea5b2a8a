// Whether every key is where it belongs once the faults are over: on its three peers, the same on
// all of them, and nowhere else.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/KeyStates.h"
#include "check/ProblemId.h"
#include "sim/Schedule.h"

namespace check {

// Keys and the text that is stored for each.
using Table = std::map<std::string, std::string>;

// Of each live peer all tables that it holds; they are taken together.
using Stores = std::map<sim::PeerId, std::vector<Table>>;

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

std::vector<sim::PeerId> peersOf(const Stores& stores);

// The places of a peer and of a key on the ring, which has RING_SIZE of them.
size_t ringPlace(sim::PeerId peer);
size_t ringPlace(const std::string& key);

// The peers of `live` that hold `key`: the first at or after its place on the ring and the next
// two; all if there are fewer. The primary first.
std::vector<sim::PeerId> replicasInOrder(const std::vector<sim::PeerId>& live,
                                         const std::string& key);

// The same, by ascending ids.
std::vector<sim::PeerId> rightPeers(const std::vector<sim::PeerId>& live, const std::string& key);

// All of `live` in the order of the ring, the lowest place first.
std::vector<sim::PeerId> ringOrder(const std::vector<sim::PeerId>& live);

// Whether copies with these texts agree: the texts are equal or, if all are texts of an Entry, the
// values in them are. A copy's time and role may be its own.
bool agree(const std::set<std::string>& texts);

// A key in an uncertain state may be nowhere, or be in place. `deletions` has what deletes may have
// done (deletionTexts()); sentences on such a key say it. REQUIRES: `stores` names exactly the live
// peers.
ReplicationResult checkReplication(const Stores& stores,
                                   const std::map<std::string, KeyState>& states,
                                   const std::map<std::string, std::string>& deletions = {});

}  // namespace check
