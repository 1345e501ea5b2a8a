#include "check/cluster/Quorums.h"

#include <algorithm>

namespace check {

namespace {

// A peer that has been replaced may still be a replica in the eyes of others.
constexpr size_t kAsked = kQuorumDesign.replicas + 1;

bool isBefore(const sim::CopyStanding& one, const sim::CopyStanding& other) {
  return one.version < other.version;
}

std::string versionText(const std::array<int, 3>& version) {
  if (version[0] == 0) return "nothing";
  return "the version of tick " + std::to_string(version[0]);
}

// Nobody can tell the tombstone from nothing, and it need not be sent any more.
bool isForgotten(const sim::CopyStanding& newer, const sim::CopyStanding& older) {
  return newer.isForgettable && !older.isPresent;
}

}  // namespace

void Quorums::look(const CopyViews& copies) {
  for (const auto& [peer, tables] : copies.tables) {
    for (const Table* table : tables) {
      for (const auto& entry : *table) known_.try_emplace(entry.first);
    }
  }
  placementOf(copies.tables);
  for (auto& [key, known] : known_) lookAt(key, copies, &known);
}

const Placement& Quorums::placementOf(const TableViews& tables) {
  std::vector<sim::PeerId> live;
  for (const auto& ofPeer : tables) live.push_back(ofPeer.first);
  if (!placement_ || live != live_) {
    Design design = kQuorumDesign;
    design.replicas = kAsked;
    placement_.emplace(live, design);
    live_ = std::move(live);
  }
  return *placement_;
}

void Quorums::lookAt(const std::string& key, const CopyViews& copies, Known* known) {
  standings_.clear();
  for (const sim::PeerId peer : placement_->replicasInOrder(key)) {
    PeerStanding one;
    one.peer = peer;
    if (copies.standing(peer, key, &one.standing)) standings_.push_back(std::move(one));
  }
  for (size_t i = 0; i < standings_.size(); ++i) {
    const unsigned view = standings_[i].standing.view;
    const bool isFirst =
        std::none_of(standings_.begin(), standings_.begin() + static_cast<long>(i),
                     [view](const PeerStanding& other) { return other.standing.view == view; });
    if (isFirst) lookAtView(key, copies.tick, view, known);
  }
  lookForUnowed(key, copies.tick, known);
}

// The peers that answer in this view.
void Quorums::lookAtView(const std::string& key, sim::Tick tick, unsigned view, Known* known) {
  std::vector<const sim::CopyStanding*> answering;
  for (const PeerStanding& one : standings_) {
    if (one.standing.view == view && one.standing.answers) answering.push_back(&one.standing);
  }
  if (answering.empty()) return;
  const size_t quorum = answering.front()->replicas / 2 + 1;
  if (answering.size() < quorum) return;
  std::sort(answering.begin(), answering.end(),
            [](const auto* one, const auto* other) { return isBefore(*one, *other); });
  // What the quorum returns that knows least, and what a whole quorum has.
  const sim::CopyStanding& returned = *answering[quorum - 1];
  const sim::CopyStanding& held = *answering[answering.size() - quorum];
  if (returned.version < known->version && (returned.isPresent || known->isPresent) &&
      !known->hasLostQuorum) {
    known->hasLostQuorum = true;
    addProblem({"lost quorum", key},
               "A read of " + key + " after tick " + std::to_string(tick) + " can return " +
                   versionText(returned.version) + ", though " + versionText(known->version) +
                   " was at a quorum of its replicas.",
               &problems_, &first_);
  }
  if (known->version < held.version) {
    known->version = held.version;
    known->isPresent = held.isPresent;
  }
}

void Quorums::lookForUnowed(const std::string& key, sim::Tick tick, Known* known) {
  if (known->hasUnowedCopy) return;
  for (const PeerStanding& holder : standings_) {
    for (const PeerStanding& replica : standings_) {
      const sim::CopyStanding& newer = holder.standing;
      const sim::CopyStanding& older = replica.standing;
      if (!older.answers || older.view != newer.view || !isBefore(older, newer)) continue;
      if (isForgotten(newer, older)) continue;
      if (std::count(newer.owed.begin(), newer.owed.end(), replica.peer) > 0) continue;
      known->hasUnowedCopy = true;
      addProblem({"unowed copy", key},
                 "After tick " + std::to_string(tick) + ", peer " + std::to_string(replica.peer) +
                     " answers for " + key + " without " + versionText(newer.version) +
                     ", which peer " + std::to_string(holder.peer) +
                     " holds and does not mean to send it.",
                 &problems_, &first_);
      return;
    }
  }
}

}  // namespace check
