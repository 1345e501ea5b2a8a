#include "report/PeerStates.h"

#include <algorithm>
#include <climits>

#include "host/Check.h"

namespace report {

Index PeerState::valueOf(Index key) const {
  for (const auto& [table, copies] : tables) {
    const auto found = copies.find(key);
    if (found != copies.end()) return found->second;
  }
  return kNoIndex;
}

PeerStates::PeerStates(const Trace& trace) : trace_(trace) { restart(); }

void PeerStates::restart() {
  states_.assign(static_cast<size_t>(trace_.peers), PeerState());
  event_ = change_ = 0;
}

const PeerState& PeerStates::of(sim::PeerId peer) const {
  CHECK(1 <= peer);
  CHECK(peer <= trace_.peers);
  return states_[static_cast<size_t>(peer) - 1];
}

void PeerStates::goTo(Index event) {
  CHECK(event <= trace_.events.size());
  advance(event, INT_MAX);
}

void PeerStates::goToEndOf(sim::Tick tick) {
  const auto after =
      std::partition_point(trace_.events.begin(), trace_.events.end(),
                           [tick](const Event& event) { return event.tick <= tick; });
  advance(static_cast<Index>(after - trace_.events.begin()), tick);
}

void PeerStates::advance(Index event, sim::Tick lastTick) {
  const auto isBefore = [=](const Change& change) {
    return change.event <= event && change.tick <= lastTick;
  };
  if (event < event_ || (change_ > 0 && !isBefore(trace_.changes[change_ - 1]))) restart();
  while (true) {
    while (change_ < trace_.changes.size() && trace_.changes[change_].event <= event_ &&
           isBefore(trace_.changes[change_])) {
      apply(trace_.changes[change_++]);
    }
    if (event_ == event) return;
    apply(trace_.events[event_++]);
  }
}

void PeerStates::apply(const Event& event) {
  if (event.peer == 0) return;
  Presence& presence = states_[static_cast<size_t>(event.peer) - 1].presence;
  switch (event.kind) {
    case Record::Up:
    case Record::Again:
    case Record::Resume: presence = Presence::Up; break;
    case Record::Down: presence = Presence::Down; break;
    case Record::Pause: presence = Presence::Paused; break;
    case Record::Left: presence = Presence::Left; break;
    default: break;
  }
}

void PeerStates::apply(const Change& change) {
  PeerState& state = states_[static_cast<size_t>(change.peer) - 1];
  switch (change.kind) {
    case Record::InGroup: state.inGroup = change.number != 0; break;
    case Record::Beat: state.heartbeat = change.number; break;
    case Record::EntryAdded:
    case Record::EntryChanged: state.list[change.member] = {change.number, change.timestamp}; break;
    case Record::EntryRemoved: state.list.erase(change.member); break;
    case Record::CopyHeld: state.tables[change.table][change.key] = change.value; break;
    case Record::CopyGone: state.tables[change.table].erase(change.key); break;
    default: state.tables.clear(); break;
  }
}

}  // namespace report
