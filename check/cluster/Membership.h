// What the peers say about each other (their joined and removed lines), held against what was so.
//
// The lists must be complete and accurate at the end of the run; how fast and how rightly they got
// there is measured.
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
  // Ticks from the crash to the first removal, and to the last by those who listed the peer and
  // were live throughout. -1 if it did not come before the peer's restart or the run's end; 0 if
  // nobody listed the peer.
  sim::Tick first = -1;
  sim::Tick full = -1;
  int listedBy = 0;  // Live peers that listed it when it crashed.
};

struct JoinKnowledge {
  sim::PeerId peer = 0;
  sim::Tick startedAt = 0;
  // Ticks until it and all who were live then, and live throughout, listed each other; -1 if that
  // did not come.
  sim::Tick full = -1;
};

// A removal of a peer that was up, and had been for kNoticeTicks.
struct FalseRemoval {
  sim::Tick tick = 0;
  sim::PeerId by = 0;
  sim::PeerId of = 0;
};

struct MembershipResult {
  std::vector<std::string> problems;  // Of the lists at the end, a sentence each.
  ProblemId first;                    // Of these.
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

  // REQUIRES: `end`, the run's last tick, is none before the last event's.
  MembershipResult result(sim::Tick end) const;
  // The same, of the quality alone.
  MembershipQuality quality(sim::Tick end) const { return lists_.quality(end); }

 private:
  // A crash or a join of which not all know yet, and what is missing until they do.
  struct Waiting {
    size_t index = 0;       // In the result's list.
    sim::Tick noticed = 0;  // When something that was missing last came.
    PeerSet speakers;       // Who has yet to remove or add the peer.
    PeerSet unheard;        // Whom the peer has yet to add.

    bool isOver() const { return speakers.empty() && unheard.empty(); }

    // Takes out what concerns the peer. True if something did, and now nothing is missing.
    bool excuse(sim::PeerId peer);
  };
  using WaitingFor = std::map<sim::PeerId, Waiting>;  // By the peer that crashed, or joins.

  void start(const sim::Event& event);
  void fail(const sim::Event& event);
  void remove(const sim::Event& event);

  void awaitDetection(sim::PeerId peer, sim::Tick tick);
  void awaitKnowledge(sim::PeerId peer, sim::Tick tick);
  void noteDetection(const sim::Event& removal);
  // `peer` is heard of, or from, and was one of *missing of the joiner's.
  void noteKnowledge(sim::PeerId peer, sim::Tick tick, PeerSet Waiting::*missing,
                     sim::PeerId joiner);
  void excuse(sim::PeerId gone);
  // Of one that is over. Returns the next.
  WaitingFor::iterator endDetection(WaitingFor::iterator detection);
  WaitingFor::iterator endJoining(WaitingFor::iterator joining);

  void checkList(sim::PeerId id, const MemberLists::Peer& peer, sim::Tick end,
                 MembershipResult* result) const;
  int64_t peerTicks(sim::Tick end) const;

  MemberLists lists_;
  WaitingFor detections_;
  WaitingFor joins_;
  MembershipResult measured_;  // What is known without the end.
  int64_t messages_ = 0;
  int64_t bytes_ = 0;
};

}  // namespace check
