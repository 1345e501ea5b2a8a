#include "check/cluster/Membership.h"

#include <iterator>
#include <utility>

#include "check/base/Wording.h"

namespace check {

void Membership::onEvent(const sim::Event& event) {
  lists_.onEvent(event);
  switch (event.kind) {
    case sim::EventKind::NodeStarted: start(event); break;
    case sim::EventKind::NodeFailed: fail(event); break;
    case sim::EventKind::NodeRestarted: detections_.erase(event.node.id); break;
    case sim::EventKind::NodeLeft: excuse(event.node.id); break;
    case sim::EventKind::MemberAdded:
      noteKnowledge(event.other.id, event.tick, &Waiting::unheard, event.node.id);
      noteKnowledge(event.node.id, event.tick, &Waiting::speakers, event.other.id);
      break;
    case sim::EventKind::MemberRemoved: remove(event); break;
    case sim::EventKind::Sent:
      if (event.network != sim::NetworkId::Membership) break;
      ++messages_;
      bytes_ += event.sizeBytes;
      break;
    default: break;
  }
}

void Membership::start(const sim::Event& event) {
  detections_.erase(event.node.id);
  awaitKnowledge(event.node.id, event.tick);
}

void Membership::fail(const sim::Event& event) {
  excuse(event.node.id);
  awaitDetection(event.node.id, event.tick);
}

void Membership::remove(const sim::Event& event) {
  noteDetection(event);
  if (lists_.isFalse(event)) {
    measured_.falseRemovals.push_back({event.tick, event.node.id, event.other.id});
  }
}

// ---- The time until all peers know.

void Membership::awaitDetection(sim::PeerId peer, sim::Tick tick) {
  CrashDetection crash;
  crash.peer = peer;
  crash.crashedAt = tick;
  Waiting waiting;
  waiting.index = measured_.crashes.size();
  lists_.forEach([&](sim::PeerId id, const MemberLists::Peer& observer) {
    if (observer.isLive() && observer.list.contains(peer)) {
      waiting.speakers.insert(id);
      ++crash.listedBy;
    }
  });
  if (waiting.isOver()) {
    crash.first = crash.full = 0;
  } else {
    detections_[peer] = std::move(waiting);
  }
  measured_.crashes.push_back(crash);
}

void Membership::noteDetection(const sim::Event& removal) {
  const auto detection = detections_.find(removal.other.id);
  if (detection == detections_.end()) return;
  Waiting& waiting = detection->second;
  if (!waiting.speakers.erase(removal.node.id)) return;
  waiting.noticed = removal.tick;
  CrashDetection& crash = measured_.crashes[waiting.index];
  if (crash.first < 0) crash.first = removal.tick - crash.crashedAt;
  if (waiting.isOver()) endDetection(detection);
}

void Membership::awaitKnowledge(sim::PeerId peer, sim::Tick tick) {
  JoinKnowledge join;
  join.peer = peer;
  join.startedAt = tick;
  Waiting waiting;
  waiting.index = measured_.joins.size();
  waiting.noticed = tick;
  lists_.forEach([&](sim::PeerId id, const MemberLists::Peer& other) {
    if (id == peer || !other.isLive()) return;
    waiting.unheard.insert(id);
    if (!other.list.contains(peer)) waiting.speakers.insert(id);
  });
  joins_.erase(peer);
  if (waiting.isOver()) {
    join.full = 0;
  } else {
    joins_[peer] = std::move(waiting);
  }
  measured_.joins.push_back(join);
}

void Membership::noteKnowledge(sim::PeerId peer, sim::Tick tick, PeerSet Waiting::*missing,
                               sim::PeerId joiner) {
  const auto joining = joins_.find(joiner);
  if (joining == joins_.end() || !(joining->second.*missing).erase(peer)) return;
  joining->second.noticed = tick;
  if (joining->second.isOver()) endJoining(joining);
}

// The peer is gone: no measurement waits any more for its reports or, for its own join, for reports
// about it. If nothing else was missing, the measurement ended with the last report.
void Membership::excuse(sim::PeerId gone) {
  joins_.erase(gone);
  for (auto joining = joins_.begin(); joining != joins_.end();) {
    joining = joining->second.excuse(gone) ? endJoining(joining) : std::next(joining);
  }
  for (auto detection = detections_.begin(); detection != detections_.end();) {
    detection = detection->second.excuse(gone) ? endDetection(detection) : std::next(detection);
  }
}

Membership::WaitingFor::iterator Membership::endDetection(WaitingFor::iterator detection) {
  CrashDetection& crash = measured_.crashes[detection->second.index];
  // If no peer noticed it in time, there is nothing to measure.
  if (crash.first >= 0) crash.full = detection->second.noticed - crash.crashedAt;
  return detections_.erase(detection);
}

Membership::WaitingFor::iterator Membership::endJoining(WaitingFor::iterator joining) {
  JoinKnowledge& join = measured_.joins[joining->second.index];
  join.full = joining->second.noticed - join.startedAt;
  return joins_.erase(joining);
}

bool Membership::Waiting::excuse(sim::PeerId peer) {
  const bool wasSpeaker = speakers.erase(peer);
  const bool wasUnheard = unheard.erase(peer);
  return (wasSpeaker || wasUnheard) && isOver();
}

// ---- The end.

void Membership::checkList(sim::PeerId id, const MemberLists::Peer& peer, sim::Tick end,
                           MembershipResult* result) const {
  std::vector<sim::PeerId> missing;
  lists_.forEach([&](sim::PeerId otherId, const MemberLists::Peer& other) {
    if (otherId == id || !MemberLists::isSettled(other, end)) return;
    if (other.isLive() && !peer.mayList(otherId)) missing.push_back(otherId);
    if (!other.isLive() && peer.list.contains(otherId)) {
      const char* const fate = other.state == MemberLists::State::Left ? "left" : "crashed";
      addProblem({"dead member", ""},
                 peersText({id}) + " still lists " + peersText({otherId}) + ", which " + fate +
                     " at tick " + std::to_string(other.changedAt),
                 &result->problems, &result->first);
    }
  });
  if (missing.empty()) return;
  addProblem({"missing member", ""},
             peersText({id}) + " does not list " + peersText(missing) + ", which " +
                 (missing.size() == 1 ? "is" : "are") + " live",
             &result->problems, &result->first);
}

int64_t Membership::peerTicks(sim::Tick end) const {
  int64_t sum = 0;
  lists_.forEach([&](sim::PeerId, const MemberLists::Peer& peer) {
    sum += peer.ticksRun + (peer.isLive() ? end - peer.runningSince : 0);
  });
  return sum;
}

MembershipResult Membership::result(sim::Tick end) const {
  MembershipResult result = measured_;
  result.quality = lists_.quality(end);
  lists_.forEach([&](sim::PeerId id, const MemberLists::Peer& peer) {
    if (!peer.isLive() || !MemberLists::isSettled(peer, end)) return;
    checkList(id, peer, end, &result);
  });
  const int64_t ticks = peerTicks(end);
  if (ticks > 0) {
    result.messagesPerPeerTick = static_cast<double>(messages_) / static_cast<double>(ticks);
    result.bytesPerPeerTick = static_cast<double>(bytes_) / static_cast<double>(ticks);
  }
  return result;
}

}  // namespace check
