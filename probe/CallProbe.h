// Looks into the peers of a run whenever a client calls: what their member lists and tables hold
// then. That is what an explanation of lost points goes by, where no message or log line says it.
#ifndef CALLPROBE_H_
#define CALLPROBE_H_

#include <string>
#include <vector>

#include "PeerGroup.h"
#include "sim/EventText.h"

// A sink for OperationInvoked, which is emitted before the peer's code is called. No peer's code
// runs for it, so the run stays as it is.
class CallProbe : public sim::Sink {
 public:
  // Writes events of the kinds ListSeen and TableHolds, and ReplicasNamed for what it is told. They
  // go to `log` alone, so no other sink and no digest sees them. Borrows its arguments.
  CallProbe(const PeerGroup* peers, sim::EventLog* log) : peers_(peers), log_(log) {}

  void onEvent(const sim::Event& event) override;

  // At `tick`, the schedule has asked `observer` for the replicas of `key`.
  void onReplicas(sim::Tick tick, sim::PeerId observer, const std::string& key,
                  const std::vector<sim::PeerId>& replicas);

 private:
  void reportLists(sim::Tick tick);
  void reportHolders(sim::Tick tick, std::string_view key);

  const PeerGroup* const peers_;
  sim::EventLog* const log_;
  sim::Tick listedAt_ = -1;
};

#endif  // CALLPROBE_H_
