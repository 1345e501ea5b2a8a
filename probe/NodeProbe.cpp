#include "probe/NodeProbe.h"

#include <algorithm>
#include <climits>
#include <set>

#include "check/base/Placement.h"
#include "probe/ProbeEvents.h"

namespace {

int32_t toInt32(long number) {
  return static_cast<int32_t>(std::clamp<long>(number, INT32_MIN, INT32_MAX));
}

}  // namespace

std::vector<std::string> ringProbeKeys(int peers) {
  std::set<size_t> wanted = {0, RING_SIZE - 1};
  for (int peer = 1; peer <= peers; ++peer) {
    const size_t place = check::ringPlace(peer);
    wanted.insert({place, (place + 1) % RING_SIZE});
  }
  std::vector<std::string> keys;
  // Each place comes up once in RING_SIZE keys on average; the bound is only against a broken hash.
  constexpr int kMostKeys = 100 * RING_SIZE;
  for (int number = 0; number < kMostKeys && !wanted.empty(); ++number) {
    const std::string key = "key" + std::to_string(number);
    if (wanted.erase(check::ringPlace(key)) > 0) keys.push_back(key);
  }
  return keys;
}

void NodeProbe::look(sim::Tick tick) {
  isInGroup_.resize(static_cast<size_t>(peers_->size()));
  for (sim::PeerId peer = 1; peer <= peers_->size() && tick <= kLastTick; ++peer) {
    if (peers_->isRunning(peer)) reportList(tick, peer);
  }
  if (!asksRings_) return;
  if (tick == kFirstRingTick || tick == kSecondRingTick) reportReplicas(tick);
}

void NodeProbe::reportList(sim::Tick tick, sim::PeerId peer) {
  const size_t index = static_cast<size_t>(peer) - 1;
  if (!isInGroup_[index] && peers_->isInGroup(peer)) {
    isInGroup_[index] = true;
    log_->onEvent(probeEvent(sim::EventKind::GroupEntered, tick, peer));
  }
  for (const MemberListEntry& entry : peers_->memberListOf(peer)) {
    sim::Event event = probeEvent(sim::EventKind::MemberListed, tick, peer);
    event.other = {entry.id, entry.port};
    event.heartbeat = toInt32(entry.heartbeat);
    event.timestamp = toInt32(entry.timestamp);
    log_->onEvent(event);
  }
}

void NodeProbe::reportReplicas(sim::Tick tick) {
  for (const std::string& key : ringProbeKeys(peers_->size())) {
    for (const sim::PeerId peer : peers_->runningPeers()) {
      logPeers(sim::EventKind::ReplicasNamed, tick, peer, key, peers_->findReplicas(peer, key),
               log_);
    }
  }
}
