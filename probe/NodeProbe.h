// Looks into the peers of a run after each tick: what their member lists hold and which replicas
// they name. That is what the checks of the labs need and no message or log line says.
#ifndef NODEPROBE_H_
#define NODEPROBE_H_

#include <string>
#include <vector>

#include "PeerGroup.h"
#include "sim/EventText.h"

class NodeProbe {
 public:
  // Writes events of the kinds GroupEntered, MemberListed and ReplicasNamed. They go to `log`
  // alone, so no other sink and no digest sees them. ReplicasNamed needs calls into the peers'
  // code, which are made if it `asksRings`. Borrows its arguments.
  NodeProbe(PeerGroup* peers, sim::EventLog* log, bool asksRings)
      : peers_(peers), log_(log), asksRings_(asksRings) {}

  // Call after `tick`. Up to kLastTick it reports each entry of each list; at two ticks, before and
  // after the failures of the course's membership tests, it asks each peer for the replicas of
  // chosen keys.
  void look(sim::Tick tick);

  static constexpr sim::Tick kLastTick = 200;
  static constexpr sim::Tick kFirstRingTick = 95;
  static constexpr sim::Tick kSecondRingTick = 195;

 private:
  void reportList(sim::Tick tick, sim::PeerId peer);
  void reportReplicas(sim::Tick tick);

  PeerGroup* const peers_;
  sim::EventLog* const log_;
  const bool asksRings_;
  std::vector<bool> isInGroup_;  // By peer id - 1: GroupEntered has been reported.
};

// Keys whose places on the ring of peers 1 to `peers` are the ones where mistakes show: at the very
// place of each peer, one after it, and at both ends of the ring.
std::vector<std::string> ringProbeKeys(int peers);

#endif
