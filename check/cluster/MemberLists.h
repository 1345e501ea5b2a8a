// Records each peer's list, from its own joined and removed lines, and the truth: which peers run,
// are paused, have crashed or left. Comparing the two gives the quality of the membership. This
// file has the rules of what a list must contain, and when.
//
// Suits groups of any size: a report costs some nanoseconds, and each pair of peers a bit or two.
#pragma once

#include <cstdint>
#include <vector>

#include "check/base/PeerSet.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace check {

// In ticks. The check of the lists ignores a peer whose state changed less than this before the
// end, because the others had no time to notice. And a peer that was down less than this ago may be
// removed with good reason.
constexpr sim::Tick kNoticeTicks = 100;

// The completeness and accuracy of the lists at the end, in pairs (observer, observed), both
// settled.
struct MembershipQuality {
  // Completeness: a live observer, and a peer that has crashed or left and that it listed then or
  // later.
  int64_t removalsDue = 0;
  int64_t removalsMade = 0;  // The pairs in which the observer does not list the peer any more.
  // Accuracy: all reports of removals in the run, and those of peers that were up.
  int64_t removals = 0;
  int64_t falseRemovals = 0;
  // Pairs of two live peers; each direction counts.
  int64_t livePairs = 0;
  int64_t listedPairs = 0;
};

class MemberLists : public sim::Sink {
 public:
  enum class State : uint8_t { Running, Paused, Failed, Left };

  struct Peer {
    bool hasStarted = false;
    State state = State::Running;
    sim::Tick changedAt = 0;  // The tick at which it entered this state.
    sim::Tick runningSince = 0;
    sim::Tick ticksRun = 0;  // Counted up to runningSince.
    PeerSet list;
    PeerSet listBefore;  // Before its restart with memory: it may still list them.
    PeerSet owed;        // The peers that it listed when they went down: it must remove them.

    // True unless it has crashed or left. A paused peer is up.
    bool isLive() const { return state == State::Running || state == State::Paused; }
    bool mayList(sim::PeerId peer) const {
      return list.contains(peer) || listBefore.contains(peer);
    }
  };

  // Ignores reports by and about peers that have not started.
  void onEvent(const sim::Event& event) override;

  // Calls visit(id, peer) for each started peer, in the order of the ids.
  template <typename Visit>
  void forEach(Visit visit) const {
    for (size_t id = 1; id < peers_.size(); ++id) {
      if (peers_[id].hasStarted) visit(static_cast<sim::PeerId>(id), peers_[id]);
    }
  }

  // Null if it has not started.
  const Peer* find(sim::PeerId peer) const;

  // Returns whether the others had the time to notice its state.
  static bool isSettled(const Peer& peer, sim::Tick end);

  // Returns whether the removed peer is up, and has been for kNoticeTicks.
  bool isFalse(const sim::Event& removal) const;

  // REQUIRES: `end`, the run's last tick, is not before the last event.
  MembershipQuality quality(sim::Tick end) const;

 private:
  Peer* find(sim::PeerId peer);

  void start(const sim::Event& event);
  void go(const sim::Event& event, State state);
  void restart(const sim::Event& event);
  void change(const sim::Event& event, State state);
  void add(const sim::Event& event);
  void remove(const sim::Event& event);

  std::vector<Peer> peers_;  // By id; the first is unused.
  int64_t removals_ = 0;
  int64_t falseRemovals_ = 0;
};

}  // namespace check
