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
  detections_.erase(id);
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
  detections_.erase(event.node.id);
}

// ---- The lists.

void Membership::add(const sim::Event& event) {
  peers_[event.node.id].list.insert(event.other.id);
  noteKnowledge(event.node.id, event);
  noteKnowledge(event.other.id, event);
}

void Membership::remove(const sim::Event& event) {
  peers_[event.node.id].list.erase(event.other.id);
  peers_[event.node.id].listBefore.erase(event.other.id);
  noteDetection(event);
  if (isFalse(event)) {
    measured_.falseRemovals.push_back({event.tick, event.node.id, event.other.id});
  }
}

bool Membership::isFalse(const sim::Event& removal) const {
  const auto found = peers_.find(removal.other.id);
  if (found == peers_.end() || found->second.state != State::Running) return false;
  // A peer that was never down may have come only now; that makes its removal no better.
  const Peer& peer = found->second;
  const bool wasEverDown = peer.ticksRun > 0;
  return !wasEverDown || removal.tick - peer.changedAt >= kNoticeTicks;
}

// ---- How long it takes until all know.

void Membership::awaitDetection(sim::PeerId peer, sim::Tick tick) {
  CrashDetection crash;
  crash.peer = peer;
  crash.crashedAt = tick;
  Waiting waiting;
  waiting.index = measured_.crashes.size();
  for (const auto& [id, observer] : peers_) {
    if (observer.isLive() && observer.list.count(peer) > 0) waiting.missing.insert({id, peer});
  }
  if (waiting.missing.empty()) crash.first = crash.full = 0;
  detections_[peer] = waiting;
  measured_.crashes.push_back(crash);
}

void Membership::noteDetection(const sim::Event& event) {
  const auto found = detections_.find(event.other.id);
  if (found == detections_.end()) return;
  Waiting& waiting = found->second;
  if (waiting.missing.erase({event.node.id, event.other.id}) == 0) return;
  waiting.noticed = event.tick;
  CrashDetection& crash = measured_.crashes[waiting.index];
  const sim::Tick ticks = event.tick - crash.crashedAt;
  if (crash.first < 0) crash.first = ticks;
  if (waiting.missing.empty()) crash.full = ticks;
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
    waiting.missing.insert({peer, id});
    if (other.list.count(peer) == 0) waiting.missing.insert({id, peer});
  }
  if (waiting.missing.empty()) join.full = 0;
  joins_[peer] = waiting;
  measured_.joins.push_back(join);
}

void Membership::noteKnowledge(sim::PeerId joiner, const sim::Event& event) {
  const auto found = joins_.find(joiner);
  if (found == joins_.end()) return;
  Waiting& waiting = found->second;
  if (waiting.missing.erase({event.node.id, event.other.id}) == 0) return;
  waiting.noticed = event.tick;
  JoinKnowledge& join = measured_.joins[waiting.index];
  if (waiting.missing.empty()) join.full = event.tick - join.startedAt;
}

// The peer is gone: nobody waits any more for what it would say, or, of its joining, for what would
// be said about it. If that was all that was missing, it was complete with what came last.
void Membership::excuse(sim::PeerId peer) {
  joins_.erase(peer);
  for (auto& entry : joins_) {
    Waiting& waiting = entry.second;
    JoinKnowledge& join = measured_.joins[waiting.index];
    if (waiting.excuse(peer)) join.full = waiting.noticed - join.startedAt;
  }
  for (auto& entry : detections_) {
    Waiting& waiting = entry.second;
    CrashDetection& crash = measured_.crashes[waiting.index];
    // Where nobody noticed while it could, there is nothing to time.
    if (waiting.excuse(peer) && crash.first >= 0) crash.full = waiting.noticed - crash.crashedAt;
  }
}

bool Membership::Waiting::excuse(sim::PeerId peer) {
  const auto isOfPeer = [&](const auto& pair) { return pair.first == peer || pair.second == peer; };
  return std::erase_if(missing, isOfPeer) > 0 && missing.empty();
}

// ---- The end.

bool Membership::isSettled(const Peer& peer, sim::Tick end) const {
  return peer.state != State::Paused && end - peer.changedAt >= kNoticeTicks;
}

void Membership::checkList(sim::PeerId id, const Peer& peer, sim::Tick end,
                           std::vector<std::string>* problems) const {
  std::vector<sim::PeerId> missing;
  for (const auto& [otherId, other] : peers_) {
    if (otherId == id || !isSettled(other, end)) continue;
    const bool isListed = peer.list.count(otherId) > 0;
    const bool mayBeListed = isListed || peer.listBefore.count(otherId) > 0;
    if (other.isLive() && !mayBeListed) missing.push_back(otherId);
    if (!other.isLive() && isListed) {
      problems->push_back(peersText({id}) + " still lists " + peersText({otherId}) + ", which " +
                          (other.state == State::Left ? "left" : "crashed") + " at tick " +
                          std::to_string(other.changedAt));
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
  for (const auto& [id, peer] : peers_) {
    if (peer.isLive() && isSettled(peer, end)) checkList(id, peer, end, &result.problems);
  }
  const int64_t ticks = peerTicks(end);
  if (ticks > 0) {
    result.messagesPerPeerTick = static_cast<double>(messages_) / static_cast<double>(ticks);
    result.bytesPerPeerTick = static_cast<double>(bytes_) / static_cast<double>(ticks);
  }
  return result;
}

}  // namespace check
