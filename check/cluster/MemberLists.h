// Whom each peer lists, by its own joined and removed lines, and what is so: who runs, is paused,
// has crashed or left. Held against each other, that is the quality of the membership; the rules of
// what may be expected of a list, and when, stand here.
//
// For groups of any size: a report costs some nanoseconds, and each pair of peers a bit or two.
#pragma once

#include <cstdint>
#include <vector>

#include "check/base/PeerSet.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace check {

// In ticks. A peer whose state changed less than this before the end is left out of the check of
// the lists: the others had no time to notice. And a peer that was down less than this ago may be
// removed with good reason.
constexpr sim::Tick kNoticeTicks = 100;

// How complete and accurate the lists are at the end, in pairs (who, of whom), both settled.
struct MembershipQuality {
  // Completeness: of a live peer and one that has crashed or left and that it listed then or later.
  int64_t removalsDue = 0;
  int64_t removalsMade = 0;  // Of these: it lists it no more.
  // Accuracy: all reports of removals in the run, and those of peers that were up.
  int64_t removals = 0;
  int64_t falseRemovals = 0;
  // Of two live peers, one order and the other counted apart.
  int64_t livePairs = 0;
  int64_t listedPairs = 0;
};

class MemberLists : public sim::Sink {
 public:
  enum class State : uint8_t { Running, Paused, Failed, Left };

  struct Peer {
    bool hasStarted = false;
    State state = State::Running;
    sim::Tick changedAt = 0;  // When it got this state.
    sim::Tick runningSince = 0;
    sim::Tick ticksRun = 0;  // Up to runningSince.
    PeerSet list;
    PeerSet listBefore;  // Before its restart with memory: it may have them still.
    PeerSet owed;        // Those that it listed when they last went: it has to remove them.

    // It has not crashed or left; a paused peer has not either.
    bool isLive() const { return state == State::Running || state == State::Paused; }
    bool mayList(sim::PeerId peer) const {
      return list.contains(peer) || listBefore.contains(peer);
    }
  };

  // Reports by and of peers that have not started are passed over.
  void onEvent(const sim::Event& event) override;

  // Calls visit(id, peer) for each that has started, in the order of the ids.
  template <typename Visit>
  void forEach(Visit visit) const {
    for (size_t id = 1; id < peers_.size(); ++id) {
      if (peers_[id].hasStarted) visit(static_cast<sim::PeerId>(id), peers_[id]);
    }
  }

  // Null if it has not started.
  const Peer* find(sim::PeerId peer) const;

  // Whether the others have had the time to know of its state.
  static bool isSettled(const Peer& peer, sim::Tick end);

  // Whether the removal is of a peer that is up, and has been for kNoticeTicks.
  bool isFalse(const sim::Event& removal) const;

  // REQUIRES: `end`, the run's last tick, is none before the last event's.
  MembershipQuality quality(sim::Tick end) const;

 private:
  Peer* find(sim::PeerId peer);

  void start(const sim::Event& event);
  void go(const sim::Event& event, State state);
  void restart(const sim::Event& event);
  void change(const sim::Event& event, State state);
  void add(const sim::Event& event);
  void remove(const sim::Event& event);

  std::vector<Peer> peers_;  // By id; the first is none.
  int64_t removals_ = 0;
  int64_t falseRemovals_ = 0;
};

}  // namespace check
