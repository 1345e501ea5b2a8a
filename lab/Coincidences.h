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
  // The peers that hold a key.
  std::function<std::vector<sim::PeerId>(const std::string& key)> replicasOf;
  bool mayRestart = true;
  // Whether copies that peers send each other are lost as well, and replicas crash for long enough
  // to be replaced.
  bool disturbsHandOffs = false;
  // Ticks at which the group changes: half of the coincidences happen near one of them.
  std::vector<sim::Tick> changes;
};

inline constexpr int32_t kClientsOfCoincidence = 4;

// Not sorted. Has no peers of its own. REQUIRES: stop - start >= kShortestCoincidence; peers >= 1.
Schedule drawCoincidence(const CoincidenceSettings& settings, sim::Random* dice);
inline constexpr sim::Tick kShortestCoincidence = 60;

}  // namespace lab
