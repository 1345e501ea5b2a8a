// Coincidences that independent draws hardly ever make: a few calls on one key, while single links
// of the store are cut and a replica restarts at the worst moment.
//
// Everything stays inside the guarantee (docs/guarantees.md): only messages of the store are lost,
// and an outage is held back like every change of a guarded schedule (GroupChanges.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lab/Schedule.h"
#include "sim/Random.h"

namespace lab {

struct CoincidenceSettings {
  int peers = 5;            // Calls are made on the peers 1 … peers.
  sim::Tick start = 150;    // No event before,
  sim::Tick stop = 450;     // all are over by then.
  int32_t firstClient = 1;  // The first of kClientsOfCoincidence clients.
  std::string key;          // That no other call names.
  // The peers that hold a key, in a group without that peer; 0 = in the whole group.
  std::function<std::vector<sim::PeerId>(const std::string& key, sim::PeerId without)> replicasOf;
  bool mayRestart = true;
  // Whether single links may be slow: delays that add up are outside the guarantee.
  bool mayDelay = false;
  // The peers that may crash for good or leave: no other event of the schedule may name them.
  std::vector<sim::PeerId> mayDepart;
  // Whether copies that peers send each other are lost as well, and replicas crash for long enough
  // to be replaced.
  bool disturbsHandOffs = false;
  // How the group changes anyway: many coincidences happen near such a change.
  std::vector<Fault> changes;
};

inline constexpr int32_t kClientsOfCoincidence = 4;

// Not sorted. Has no peers of its own. REQUIRES: stop - start >= kShortestCoincidence; peers >= 1.
Schedule drawCoincidence(const CoincidenceSettings& settings, sim::Random* dice);
inline constexpr sim::Tick kShortestCoincidence = 60;

// The same, of another kind: a write reaches only some replicas, then the group changes, and what
// the peers send each other to repair the key is lost, late or doubled, mostly by content: copies
// of the key, or what they say about copies (Fault::text). Meanwhile reads do not hear of a peer
// that has the write. The key's name begins with settings.key.
Schedule drawDisturbedRepair(const CoincidenceSettings& settings, sim::Random* dice);

}  // namespace lab
