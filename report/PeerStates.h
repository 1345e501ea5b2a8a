// What each peer held at any event of a trace: its member list, its tables, whether it ran.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "report/Trace.h"

namespace report {

enum class Presence : uint8_t { Absent, Up, Down, Paused, Left };

struct ListEntry {
  int64_t heartbeat = 0;
  int64_t timestamp = 0;
};

struct PeerState {
  Presence presence = Presence::Absent;  // Absent until it is introduced.
  bool inGroup = false;                  // By its own word.
  int64_t heartbeat = 0;
  std::map<sim::Endpoint, ListEntry> list;
  // By table, in the order in which the peer made them: by key, an index of the trace's values.
  std::map<Index, std::map<Index, Index>> tables;

  // What it holds under the key in any of its tables; kNoIndex if it holds nothing.
  Index valueOf(Index key) const;
};

class PeerStates {
 public:
  // Borrows the trace, which must outlive it. The states are those before the first event.
  explicit PeerStates(const Trace& trace);

  // Makes the states those before the event, and after what the turn of the one before changed.
  // Replays what is between; if it goes back, from the start of the trace.
  // REQUIRES: event <= the number of events.
  void goTo(Index event);

  // Makes the states those at the end of the tick.
  void goToEndOf(sim::Tick tick);

  // REQUIRES: 1 <= peer; peer <= the trace's peers.
  const PeerState& of(sim::PeerId peer) const;

 private:
  void restart();
  // To before the event, with the changes of ticks up to lastTick.
  void advance(Index event, sim::Tick lastTick);
  void apply(const Event& event);
  void apply(const Change& change);

  const Trace& trace_;
  std::vector<PeerState> states_;  // Of peer p at p - 1.
  Index event_ = 0;                // The next to apply.
  Index change_ = 0;               // Likewise.
};

}  // namespace report
