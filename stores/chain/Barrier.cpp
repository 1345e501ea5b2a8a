#include "stores/chain/Barrier.h"

#include <algorithm>

namespace chain {

namespace {

constexpr int kRetryTicks = 2;
// A peer that sees nobody else may be the introducer after a restart: the others contact it first.
constexpr int kAloneTicks = 40;
constexpr int kRoundsPerTick = 256;

}  // namespace

void Barrier::enter(const Peers& neighbourhood, bool mustBegin, int now, const Peers& sources) {
  if (neighbourhood == neighbourhood_ && !mustBegin) return;
  neighbourhood_ = neighbourhood;
  view_ = fingerprintOf(neighbourhood);
  // Above those of earlier incarnations, which cannot have begun a round in each of many ticks.
  round_ = std::max(round_ + 1, now * kRoundsPerTick);
  since_ = now;
  enterStage(Stage::Pull, now);
  ask(sources, now);
}

void Barrier::enterStage(Stage stage, int now) {
  stage_ = stage;
  neighbours_.clear();
  if (stage != Stage::Ready) ask(neighbourhood_, now);
}

void Barrier::ask(const Peers& peers, int now) {
  for (const Peer& peer : peers) {
    if (peer != self_) neighbours_[peer].askedAt = now - kRetryTicks;
  }
}

void Barrier::acknowledge(const Peer& peer, Stage stage, const std::string& lastKey,
                          bool isComplete, int now) {
  const auto found = neighbours_.find(peer);
  if (found == neighbours_.end() || stage != stage_ || found->second.isDone) return;
  // A repeated acknowledgement of an earlier part.
  if (!isComplete && lastKey <= found->second.lastKey) return;
  found->second.isDone = isComplete;
  found->second.lastKey = lastKey;
  found->second.askedAt = now - kRetryTicks;
}

bool Barrier::advance(int now) {
  if (stage_ == Stage::Ready || neighbourhood_.empty()) return false;
  if (neighbours_.empty() && now - since_ < kAloneTicks) return false;
  const bool isOver = std::all_of(neighbours_.begin(), neighbours_.end(),
                                  [](const auto& each) { return each.second.isDone; });
  if (!isOver) return false;
  enterStage(stage_ == Stage::Pull ? Stage::Confirm : Stage::Ready, now);
  return stage_ == Stage::Ready;
}

std::map<Peer, std::string> Barrier::due(int now) {
  std::map<Peer, std::string> peers;
  for (auto& [peer, neighbour] : neighbours_) {
    if (neighbour.isDone || now - neighbour.askedAt < kRetryTicks) continue;
    neighbour.askedAt = now;
    peers[peer] = neighbour.lastKey;
  }
  return peers;
}

}  // namespace chain
