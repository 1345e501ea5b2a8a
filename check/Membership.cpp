#include "check/Membership.h"

#include <algorithm>

#include "check/Wording.h"

namespace check {

void Membership::onEvent(const sim::Event& event) {
  switch (event.kind) {
    case sim::EventKind::NodeStarted: start(event); break;
    case sim::EventKind::NodeFailed: fail(event); break;
    case sim::EventKind::NodeRestarted: restart(event); break;
    case sim::EventKind::NodeLeft:
      change(event, State::Left);
      excuse(event.node.id);
      break;
    case sim::EventKind::NodePaused: change(event, State::Paused); break;
    case sim::EventKind::NodeResumed:
      // A pause may also run out after the peer has crashed.
      if (peers_[event.node.id].state == State::Paused) change(event, State::Running);
      break;
    case sim::EventKind::MemberAdded: add(event); break;
    case sim::EventKind::MemberRemoved: remove(event); break;
    case sim::EventKind::Sent:
      if (event.network != sim::NetworkId::Membership) break;
      ++messages_;
      bytes_ += event.sizeBytes;
      break;
    default: break;
  }
}

// ---- The peers' states.

void Membership::change(const sim::Event& event, State state) {
  Peer& peer = peers_[event.node.id];
  if (peer.isLive()) peer.ticksRun += event.tick - peer.runningSince;
  peer.state = state;
  peer.changedAt = event.tick;
  peer.runningSince = event.tick;
}

void Membership::start(const sim::Event& event) {
  const sim::PeerId id = event.node.id;
  Peer& peer = peers_[id];
  peer.state = State::Running;
  peer.changedAt = event.tick;
  peer.runningSince = event.tick;
  peer.list.clear();
  peer.detection.reset();
  awaitKnowledge(id, event.tick);
}

void Membership::fail(const sim::Event& event) {
  change(event, State::Failed);
  excuse(event.node.id);
  awaitDetection(event.node.id, event.tick);
}

void Membership::restart(const sim::Event& event) {
  change(event, State::Running);
  Peer& peer = peers_[event.node.id];
  // With memory, it may go on with its list or begin a new one; the lines that come will tell.
  peer.listBefore.clear();
  if (event.success) peer.listBefore = peer.list;
  peer.list.clear();
  peer.detection.reset();
}

// ---- The lists.

void Membership::add(const sim::Event& event) {
  Peer& node = peers_[event.node.id];
  node.list.insert(event.other.id);
  if (node.joining) noteKnowledge(event.other.id, event.tick, &node.joining->unheard, &node);
  Peer* const other = peers_.find(event.other.id);
  if (other == nullptr || !other->joining) return;
  noteKnowledge(event.node.id, event.tick, &other->joining->speakers, other);
}

void Membership::remove(const sim::Event& event) {
  Peer& node = peers_[event.node.id];
  node.list.erase(event.other.id);
  node.listBefore.erase(event.other.id);
  noteDetection(event);
  if (isFalse(event)) {
    measured_.falseRemovals.push_back({event.tick, event.node.id, event.other.id});
  }
}

bool Membership::isFalse(const sim::Event& removal) const {
  const Peer* const peer = peers_.find(removal.other.id);
  if (peer == nullptr || peer->state != State::Running) return false;
  // A peer that was never down may have come only now; that makes its removal no better.
  const bool wasEverDown = peer->ticksRun > 0;
  return !wasEverDown || removal.tick - peer->changedAt >= kNoticeTicks;
}

// ---- How long it takes until all know.

void Membership::awaitDetection(sim::PeerId peer, sim::Tick tick) {
  CrashDetection crash;
  crash.peer = peer;
  crash.crashedAt = tick;
  Waiting waiting;
  waiting.index = measured_.crashes.size();
  for (const auto& [id, observer] : peers_) {
    if (observer.isLive() && observer.list.contains(peer)) waiting.speakers.insert(id);
  }
  if (waiting.isOver()) {
    crash.first = crash.full = 0;
  } else {
    peers_[peer].detection = std::move(waiting);
  }
  measured_.crashes.push_back(crash);
}

void Membership::noteDetection(const sim::Event& removal) {
  Peer* const peer = peers_.find(removal.other.id);
  if (peer == nullptr || !peer->detection) return;
  Waiting& waiting = *peer->detection;
  if (!waiting.speakers.erase(removal.node.id)) return;
  waiting.noticed = removal.tick;
  CrashDetection& crash = measured_.crashes[waiting.index];
  if (crash.first < 0) crash.first = removal.tick - crash.crashedAt;
  if (waiting.isOver()) endDetection(peer);
}

void Membership::awaitKnowledge(sim::PeerId peer, sim::Tick tick) {
  JoinKnowledge join;
  join.peer = peer;
  join.startedAt = tick;
  Waiting waiting;
  waiting.index = measured_.joins.size();
  waiting.noticed = tick;
  for (const auto& [id, other] : peers_) {
    if (id == peer || !other.isLive()) continue;
    waiting.unheard.insert(id);
    if (!other.list.contains(peer)) waiting.speakers.insert(id);
  }
  std::optional<Waiting>& joining = peers_[peer].joining;
  joining.reset();
  if (waiting.isOver()) {
    join.full = 0;
  } else {
    joining = std::move(waiting);
  }
  measured_.joins.push_back(join);
}

void Membership::noteKnowledge(sim::PeerId peer, sim::Tick tick, PeerSet* missing, Peer* joiner) {
  if (!missing->erase(peer)) return;
  joiner->joining->noticed = tick;
  if (joiner->joining->isOver()) endJoining(joiner);
}

// The peer is gone: nobody waits any more for what it would say, or, of its joining, for what would
// be said about it. If that was all that was missing, it was complete with what came last.
void Membership::excuse(sim::PeerId gone) {
  peers_[gone].joining.reset();
  endDetection(&peers_[gone]);
  for (auto& [id, peer] : peers_) {
    if (peer.joining && peer.joining->excuse(gone)) endJoining(&peer);
    if (peer.detection && peer.detection->excuse(gone)) endDetection(&peer);
  }
}

void Membership::endJoining(Peer* peer) {
  JoinKnowledge& join = measured_.joins[peer->joining->index];
  join.full = peer->joining->noticed - join.startedAt;
  peer->joining.reset();
}

void Membership::endDetection(Peer* peer) {
  if (!peer->detection) return;
  CrashDetection& crash = measured_.crashes[peer->detection->index];
  // Where nobody noticed while it could, there is nothing to time.
  if (crash.first >= 0) crash.full = peer->detection->noticed - crash.crashedAt;
  peer->detection.reset();
}

bool Membership::Waiting::excuse(sim::PeerId peer) {
  const bool wasSpeaker = speakers.erase(peer);
  const bool wasUnheard = unheard.erase(peer);
  return (wasSpeaker || wasUnheard) && isOver();
}

// ---- The end.

Membership::Peers Membership::settledPeers(sim::Tick end) const {
  Peers settled;
  for (const auto& [id, peer] : peers_) {
    if (peer.state == State::Paused || end - peer.changedAt < kNoticeTicks) continue;
    settled.emplace_back(id, &peer);
  }
  return settled;
}

void Membership::checkList(sim::PeerId id, const Peer& peer, const Peers& settled,
                           std::vector<std::string>* problems) {
  std::vector<sim::PeerId> missing;
  for (const auto& [otherId, other] : settled) {
    if (otherId == id) continue;
    const bool isListed = peer.list.contains(otherId);
    const bool mayBeListed = isListed || peer.listBefore.contains(otherId);
    if (other->isLive() && !mayBeListed) missing.push_back(otherId);
    if (!other->isLive() && isListed) {
      problems->push_back(peersText({id}) + " still lists " + peersText({otherId}) + ", which " +
                          (other->state == State::Left ? "left" : "crashed") + " at tick " +
                          std::to_string(other->changedAt));
    }
  }
  if (missing.empty()) return;
  problems->push_back(peersText({id}) + " does not list " + peersText(missing) + ", which " +
                      (missing.size() == 1 ? "is" : "are") + " live");
}

int64_t Membership::peerTicks(sim::Tick end) const {
  int64_t sum = 0;
  for (const auto& entry : peers_) {
    const Peer& peer = entry.second;
    sum += peer.ticksRun + (peer.isLive() ? end - peer.runningSince : 0);
  }
  return sum;
}

MembershipResult Membership::result(sim::Tick end) const {
  MembershipResult result = measured_;
  const Peers settled = settledPeers(end);
  for (const auto& [id, peer] : settled) {
    if (peer->isLive()) checkList(id, *peer, settled, &result.problems);
  }
  const int64_t ticks = peerTicks(end);
  if (ticks > 0) {
    result.messagesPerPeerTick = static_cast<double>(messages_) / static_cast<double>(ticks);
    result.bytesPerPeerTick = static_cast<double>(bytes_) / static_cast<double>(ticks);
  }
  return result;
}

}  // namespace check
