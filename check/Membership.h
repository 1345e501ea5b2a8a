// What the peers say about each other (their joined and removed lines), held against what was so.
//
// The lists must be complete and accurate at the end of the run; how fast and how rightly they got
// there is measured.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "check/PeerMap.h"
#include "check/PeerSet.h"
#include "sim/EventStream.h"
#include "sim/Schedule.h"

namespace check {

// In ticks. A peer whose state changed less than this before the end is left out of the check of
// the lists: the others had no time to notice. And a peer that was down less than this ago may be
// removed with good reason.
constexpr sim::Tick kNoticeTicks = 100;

struct CrashDetection {
  sim::PeerId peer = 0;
  sim::Tick crashedAt = 0;
  // Ticks from the crash to the first removal, and to the last by those who listed the peer and
  // were live throughout. -1 if it did not come before the peer's restart or the run's end; 0 if
  // nobody listed the peer.
  sim::Tick first = -1;
  sim::Tick full = -1;
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

 private:
  enum class State : uint8_t { Running, Paused, Failed, Left };

  // What is missing until all know of the crash or the join of a peer.
  struct Waiting {
    size_t index = 0;       // In the result's list.
    sim::Tick noticed = 0;  // When something that was missing last came.
    PeerSet speakers;       // Who has yet to remove or add the peer.
    PeerSet unheard;        // Whom the peer has yet to add.

    bool isOver() const { return speakers.empty() && unheard.empty(); }

    // Takes out what concerns the peer. True if something did, and now nothing is missing.
    bool excuse(sim::PeerId peer);
  };

  struct Peer {
    State state = State::Running;
    sim::Tick changedAt = 0;  // When it got this state.
    sim::Tick runningSince = 0;
    sim::Tick ticksRun = 0;  // Up to runningSince.
    PeerSet list;
    PeerSet listBefore;  // Before its restart with memory: it may have them still.
    // While not all know of its crash, of its join.
    std::optional<Waiting> detection;
    std::optional<Waiting> joining;

    // It has not crashed or left; a paused peer has not either.
    bool isLive() const { return state == State::Running || state == State::Paused; }
  };

  void start(const sim::Event& event);
  void fail(const sim::Event& event);
  void restart(const sim::Event& event);
  void change(const sim::Event& event, State state);
  void add(const sim::Event& event);
  void remove(const sim::Event& event);

  void awaitDetection(sim::PeerId peer, sim::Tick tick);
  void awaitKnowledge(sim::PeerId peer, sim::Tick tick);
  void noteDetection(const sim::Event& removal);
  // `peer` was one of *missing of the joiner's.
  void noteKnowledge(sim::PeerId peer, sim::Tick tick, PeerSet* missing, Peer* joiner);
  void excuse(sim::PeerId gone);
  void endJoining(Peer* peer);
  void endDetection(Peer* peer);
  bool isFalse(const sim::Event& removal) const;

  using Peers = std::vector<std::pair<sim::PeerId, const Peer*>>;

  // Those whose state is old enough to be judged by.
  Peers settledPeers(sim::Tick end) const;
  static void checkList(sim::PeerId id, const Peer& peer, const Peers& settled,
                        std::vector<std::string>* problems);
  int64_t peerTicks(sim::Tick end) const;

  PeerMap<Peer> peers_;
  MembershipResult measured_;  // What is known without the end.
  int64_t messages_ = 0;
  int64_t bytes_ = 0;
};

}  // namespace check
