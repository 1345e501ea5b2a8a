#include "check/cluster/MemberLists.h"

#include <utility>

namespace check {

void MemberLists::onEvent(const sim::Event& event) {
  switch (event.kind) {
    case sim::EventKind::NodeStarted: start(event); break;
    case sim::EventKind::NodeFailed: go(event, State::Failed); break;
    case sim::EventKind::NodeLeft: go(event, State::Left); break;
    case sim::EventKind::NodeRestarted: restart(event); break;
    case sim::EventKind::NodePaused: change(event, State::Paused); break;
    case sim::EventKind::NodeResumed: {
      // A pause may also end after the peer has crashed.
      const Peer* const peer = find(event.node.id);
      if (peer != nullptr && peer->state == State::Paused) change(event, State::Running);
      break;
    }
    case sim::EventKind::MemberAdded: add(event); break;
    case sim::EventKind::MemberRemoved: remove(event); break;
    default: break;
  }
}

const MemberLists::Peer* MemberLists::find(sim::PeerId peer) const {
  const auto index = static_cast<size_t>(peer);
  return peer > 0 && index < peers_.size() && peers_[index].hasStarted ? &peers_[index] : nullptr;
}

MemberLists::Peer* MemberLists::find(sim::PeerId peer) {
  return const_cast<Peer*>(std::as_const(*this).find(peer));
}

// ---- The peers' states.

void MemberLists::start(const sim::Event& event) {
  const auto index = static_cast<size_t>(event.node.id);
  if (index >= peers_.size()) peers_.resize(index + 1);
  Peer& peer = peers_[index];
  peer.hasStarted = true;
  peer.state = State::Running;
  peer.changedAt = event.tick;
  peer.runningSince = event.tick;
  peer.list.clear();
  peer.owed.clear();
}

void MemberLists::change(const sim::Event& event, State state) {
  Peer* const peer = find(event.node.id);
  if (peer == nullptr) return;
  if (peer->isLive()) peer->ticksRun += event.tick - peer->runningSince;
  peer->state = state;
  peer->changedAt = event.tick;
  peer->runningSince = event.tick;
}

void MemberLists::go(const sim::Event& event, State state) {
  change(event, state);
  const sim::PeerId gone = event.node.id;
  for (Peer& peer : peers_) {
    if (peer.isLive() && peer.list.contains(gone)) {
      peer.owed.insert(gone);
    } else {
      peer.owed.erase(gone);
    }
  }
}

void MemberLists::restart(const sim::Event& event) {
  change(event, State::Running);
  Peer* const peer = find(event.node.id);
  if (peer == nullptr) return;
  // With memory, it may keep its list or begin a new one; its next lines show which.
  peer->listBefore.clear();
  if (event.success) peer->listBefore = peer->list;
  peer->list.clear();
  peer->owed.clear();
}

bool MemberLists::isSettled(const Peer& peer, sim::Tick end) {
  return peer.state != State::Paused && end - peer.changedAt >= kNoticeTicks;
}

// ---- The lists.

void MemberLists::add(const sim::Event& event) {
  Peer* const peer = find(event.node.id);
  if (peer != nullptr && find(event.other.id) != nullptr) peer->list.insert(event.other.id);
}

void MemberLists::remove(const sim::Event& event) {
  Peer* const peer = find(event.node.id);
  if (peer == nullptr || find(event.other.id) == nullptr) return;
  peer->list.erase(event.other.id);
  peer->listBefore.erase(event.other.id);
  ++removals_;
  if (isFalse(event)) ++falseRemovals_;
}

bool MemberLists::isFalse(const sim::Event& removal) const {
  const Peer* const peer = find(removal.other.id);
  if (peer == nullptr || peer->state != State::Running) return false;
  // A peer that was never down may have joined just now; that does not justify its removal.
  const bool wasEverDown = peer->ticksRun > 0;
  return !wasEverDown || removal.tick - peer->changedAt >= kNoticeTicks;
}

MembershipQuality MemberLists::quality(sim::Tick end) const {
  PeerSet live;
  PeerSet gone;
  forEach([&](sim::PeerId id, const Peer& peer) {
    if (isSettled(peer, end)) (peer.isLive() ? live : gone).insert(id);
  });
  MembershipQuality quality;
  quality.removals = removals_;
  quality.falseRemovals = falseRemovals_;
  quality.livePairs = live.count() * (live.count() - 1);
  forEach([&](sim::PeerId id, const Peer& peer) {
    if (!live.contains(id)) return;
    const int64_t due = peer.owed.unitedWith(peer.list).countIn(gone);
    quality.removalsDue += due;
    quality.removalsMade += due - peer.list.countIn(gone);
    quality.listedPairs += peer.list.unitedWith(peer.listBefore).countIn(live);
    if (peer.mayList(id)) --quality.listedPairs;
  });
  return quality;
}

}  // namespace check
