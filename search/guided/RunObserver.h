// Looks at one run and tells what it has reached.
#pragma once

#include <set>
#include <vector>

#include "PeerGroup.h"
#include "Simulation.h"
#include "search/guided/ClusterStates.h"
#include "search/guided/Features.h"

namespace search {

class RunObserver : public RunWatcher {
 public:
  RunObserver(const check::Design& design, int peers);

  void follow(sim::EventStream* events, const PeerGroup* peers) override;
  void beforeCall(sim::Tick tick, sim::PeerId peer, const char* call) override;
  void afterCall(sim::PeerId, bool) override {}
  void endTick(sim::Tick tick, const check::TableViews& tables) override;

  // After the run.
  Features features() const;

 private:
  uint32_t stateOf(sim::PeerId peer, sim::Tick tick) const;

  ClusterStates states_;
  const PeerGroup* peers_ = nullptr;
  size_t live_ = 0;                   // Peers at the end of the last tick,
  std::set<sim::PeerId> withCopies_;  // and those of them that held a copy of anything.
  std::vector<sim::Tick> startedAt_;  // By peer.
};

}  // namespace search
