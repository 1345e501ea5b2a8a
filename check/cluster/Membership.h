// Compares the peers' reports about each other (their joined and removed lines) with the truth.
//
// The lists must be complete and accurate at the end of the run; the time and the mistakes until
// then are measured.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "check/base/PeerSet.h"
#include "check/base/ProblemId.h"
#include "check/cluster/MemberLists.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace check {

struct CrashDetection {
  sim::PeerId peer = 0;
  sim::Tick crashedAt = 0;
  // Ticks from the crash to the first removal, and to the last by a peer that listed the crashed
  // one and was live throughout. -1 if there was none before the peer's restart or the run's end; 0
  // if no peer listed it.
  sim::Tick first = -1;
  sim::Tick full = -1;
  int listedBy = 0;  // Live peers that listed it when it crashed.
};

struct JoinKnowledge {
  sim::PeerId peer = 0;
  sim::Tick startedAt = 0;
  // Ticks until it and all peers that were live then, and live throughout, listed each other; -1 if
  // that did not happen.
  sim::Tick full = -1;
};

// A removal of a peer that was up, and had been up for kNoticeTicks.
struct FalseRemoval {
  sim::Tick tick = 0;
  sim::PeerId by = 0;
  sim::PeerId of = 0;
};

struct MembershipResult {
  std::vector<std::string> problems;  // Of the lists at the end, a sentence each.
  ProblemId first;                    // The id of the first of these.
  MembershipQuality quality;
  std::vector<CrashDetection> crashes;
  std::vector<JoinKnowledge> joins;
  std::vector<FalseRemoval> falseRemovals;
  // Sent on the membership network, for each running peer and tick.
  double messagesPerPeerTick = 0;
  double bytesPerPeerTick = 0;
};

class Membership : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override;
  bool wantsNetworkEvents() const override { return true; }

  // REQUIRES: `end`, the run's last tick, is not before the last event.
  MembershipResult result(sim::Tick end) const;

 private:
  // A crash or a join that not all peers have noticed yet, and the reports that are missing until
  // then.
  struct Waiting {
    size_t index = 0;       // In the result's list.
    sim::Tick noticed = 0;  // The tick of the last report that was missing.
    PeerSet speakers;       // The peers that have yet to remove or add this peer.
    PeerSet unheard;        // The peers that this peer has yet to add.

    bool isOver() const { return speakers.empty() && unheard.empty(); }

    // Removes the peer from both sets. True if it was in one, and both are empty now.
    bool excuse(sim::PeerId peer);
  };
  using WaitingFor = std::map<sim::PeerId, Waiting>;  // By the peer that crashed, or joins.

  void start(const sim::Event& event);
  void fail(const sim::Event& event);
  void remove(const sim::Event& event);

  void awaitDetection(sim::PeerId peer, sim::Tick tick);
  void awaitKnowledge(sim::PeerId peer, sim::Tick tick);
  void noteDetection(const sim::Event& removal);
  // A report of or about `peer`, which was in *missing of the joining peer.
  void noteKnowledge(sim::PeerId peer, sim::Tick tick, PeerSet Waiting::*missing,
                     sim::PeerId joiner);
  void excuse(sim::PeerId gone);
  // Ends a measurement. Returns the next one.
  WaitingFor::iterator endDetection(WaitingFor::iterator detection);
  WaitingFor::iterator endJoining(WaitingFor::iterator joining);

  void checkList(sim::PeerId id, const MemberLists::Peer& peer, sim::Tick end,
                 MembershipResult* result) const;
  int64_t peerTicks(sim::Tick end) const;

  MemberLists lists_;
  WaitingFor detections_;
  WaitingFor joins_;
  MembershipResult measured_;  // The results that do not depend on the end.
  int64_t messages_ = 0;
  int64_t bytes_ = 0;
};

}  // namespace check
