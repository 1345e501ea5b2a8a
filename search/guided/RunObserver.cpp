#include "search/guided/RunObserver.h"

#include <algorithm>

#include "search/guided/EdgeRecorder.h"

namespace search {

namespace {

constexpr sim::Tick kNewTicks = 30;

}  // namespace

RunObserver::RunObserver(const check::Design& design, int peers)
    : states_(design, peers), startedAt_(static_cast<size_t>(peers) + 1, -1) {
  startRecordingEdges();
}

void RunObserver::follow(sim::EventStream* events, const PeerGroup* peers) {
  events->add(&states_);
  peers_ = peers;
}

void RunObserver::beforeCall(sim::Tick tick, sim::PeerId peer, const char*) {
  enterCall(stateOf(peer, tick));
}

// Whether the peer has copies, is new, and lists fewer or more members than there are.
uint32_t RunObserver::stateOf(sim::PeerId peer, sim::Tick tick) const {
  const size_t listed = peers_->memberListOf(peer).size();
  const sim::Tick age = tick - startedAt_[static_cast<size_t>(peer)];
  return (withCopies_.count(peer) > 0 ? 1U : 0U) | (age < kNewTicks ? 2U : 0U) |
         (listed < live_ ? 4U : 0U) | (listed > live_ ? 8U : 0U);
}

void RunObserver::endTick(sim::Tick tick, const check::TableViews& tables) {
  live_ = tables.size();
  int wrongLists = 0;
  withCopies_.clear();
  for (const auto& [peer, ofPeer] : tables) {
    sim::Tick& startedAt = startedAt_[static_cast<size_t>(peer)];
    if (startedAt < 0) startedAt = tick;
    if (peers_->memberListOf(peer).size() != live_) ++wrongLists;
    const bool hasCopies = std::any_of(ofPeer.begin(), ofPeer.end(),
                                       [](const check::Table* table) { return !table->empty(); });
    if (hasCopies) withCopies_.insert(peer);
  }
  for (size_t peer = 1; peer < startedAt_.size(); ++peer) {
    if (tables.count(static_cast<sim::PeerId>(peer)) == 0) startedAt_[peer] = -1;
  }
  states_.endTick(tick, tables, wrongLists);
}

Features RunObserver::features() const {
  Features features;
  addEdgeFeatures(&features);
  states_.addFeatures(&features);
  std::sort(features.begin(), features.end());
  features.erase(std::unique(features.begin(), features.end()), features.end());
  return features;
}

}  // namespace search
