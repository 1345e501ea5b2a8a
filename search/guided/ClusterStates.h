// The states of the group that a run passes through: which replicas of a key hold which version of
// it, which of them are down or new, what is being done to it, and how many member lists are wrong.
//
// Peers and keys are named by their roles alone, so that the same constellation counts once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "check/base/Design.h"
#include "check/base/Placement.h"
#include "check/cluster/CopyRecovery.h"
#include "search/guided/Features.h"
#include "sim/EventStream.h"

namespace search {

class ClusterStates : public sim::Sink {
 public:
  ClusterStates(const check::Design& design, int peers) : design_(design), peers_(peers) {}

  void onEvent(const sim::Event& event) override;

  // At the end of a tick. `wrongLists`: the live peers that do not list exactly the live ones.
  void endTick(sim::Tick tick, const check::TableViews& tables, int wrongLists);

  // Adds all states, not sorted.
  void addFeatures(Features* features) const;

 private:
  struct Key {
    std::map<std::string, int> versions;  // By text, numbered as they appeared.
    std::multiset<sim::Operation> openCalls;
    uint64_t lastRoles = 0;
  };

  void lookAt(const std::string& name, sim::Tick tick, const check::TableViews& tables,
              bool hasWrongLists, Key* key);
  uint64_t roleOf(sim::PeerId peer, const std::string& key, sim::Tick tick,
                  const check::TableViews& tables, Key* seen) const;

  const check::Design design_;
  const int peers_;
  std::optional<check::Placement> placement_;
  std::map<sim::PeerId, sim::Tick> startedAt_;  // The peers that restarted or joined.
  std::map<std::string, Key> keys_;
  std::set<uint64_t> states_;
};

}  // namespace search
