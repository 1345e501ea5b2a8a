#include "search/guided/ClusterStates.h"

#include <algorithm>
#include <numeric>

namespace search {

namespace {

// A peer that started so recently may still be catching up.
constexpr sim::Tick kNewTicks = 30;
constexpr uint64_t kStart = 0xcbf29ce484222325U;

// What a peer has of a key: it is down, up without a copy, or holds a version, by its age.
constexpr uint64_t kDown = 0;
constexpr uint64_t kNoCopy = 1;
constexpr uint64_t kFirstVersion = 2;
constexpr uint64_t kNew = 64;  // Added for a peer that has just started.

uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x100000001b3U;
  return hash ^ hash >> 29;
}

}  // namespace

void ClusterStates::onEvent(const sim::Event& event) {
  switch (event.kind) {
    case sim::EventKind::NodeRestarted: startedAt_[event.node.id] = event.tick; break;
    case sim::EventKind::NodeStarted:
      if (event.tick > kNewTicks) startedAt_[event.node.id] = event.tick;
      break;
    case sim::EventKind::OperationInvoked:
      keys_[std::string(event.key)].openCalls.insert(event.operation);
      break;
    case sim::EventKind::OperationFinished: {
      std::multiset<sim::Operation>& open = keys_[std::string(event.key)].openCalls;
      const auto found = open.find(event.operation);
      if (found != open.end()) open.erase(found);
      break;
    }
    default: break;
  }
}

void ClusterStates::endTick(sim::Tick tick, const check::TableViews& tables, int wrongLists) {
  if (!placement_) {
    std::vector<sim::PeerId> all(static_cast<size_t>(peers_));
    std::iota(all.begin(), all.end(), 1);
    placement_.emplace(all, design_);
  }
  for (auto& [name, key] : keys_) lookAt(name, tick, tables, wrongLists > 0, &key);
}

void ClusterStates::lookAt(const std::string& name, sim::Tick tick, const check::TableViews& tables,
                           bool hasWrongLists, Key* key) {
  std::vector<uint64_t> ofReplicas;
  for (const sim::PeerId peer : placement_->replicasInOrder(name)) {
    ofReplicas.push_back(roleOf(peer, name, tick, tables, key));
  }
  // The replicas of a quorum are alike.
  std::sort(ofReplicas.begin(), ofReplicas.end());
  uint64_t roles = kStart;
  for (const uint64_t role : ofReplicas) roles = mix(roles, role);
  const bool isRead = key->openCalls.count(sim::Operation::Read) > 0;
  const bool isWritten = key->openCalls.size() > key->openCalls.count(sim::Operation::Read);
  const uint64_t circumstances =
      (isRead ? 1U : 0U) | (isWritten ? 2U : 0U) | (hasWrongLists ? 4U : 0U);
  states_.insert(mix(roles, circumstances));
  // What the replicas had before says what has happened.
  if (roles != key->lastRoles) states_.insert(mix(roles, key->lastRoles));
  key->lastRoles = roles;
}

uint64_t ClusterStates::roleOf(sim::PeerId peer, const std::string& key, sim::Tick tick,
                               const check::TableViews& tables, Key* seen) const {
  const auto ofPeer = tables.find(peer);
  if (ofPeer == tables.end()) return kDown;
  uint64_t role = kNoCopy;
  for (size_t table = 0; table < ofPeer->second.size(); ++table) {
    const auto copy = ofPeer->second[table]->find(key);
    if (copy == ofPeer->second[table]->end()) continue;
    const int next = static_cast<int>(seen->versions.size());
    const int version = seen->versions.emplace(copy->second, next).first->second;
    const int newest = static_cast<int>(seen->versions.size()) - 1;
    // A store may keep tombstones in another table.
    role = kFirstVersion + 2 * static_cast<uint64_t>(std::min(newest - version, 2)) +
           (table > 0 ? 1 : 0);
  }
  const auto started = startedAt_.find(peer);
  const bool isNew = started != startedAt_.end() && tick - started->second < kNewTicks;
  return isNew ? role + kNew : role;
}

void ClusterStates::addFeatures(Features* features) const {
  for (const uint64_t state : states_) {
    features->push_back(makeFeature(FeatureKind::Cluster, state));
  }
}

}  // namespace search
