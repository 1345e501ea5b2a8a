#include "search/lineage/LineageRecorder.h"

#include <algorithm>

namespace search {

namespace {

// The texts that a peer's tables have for the key.
std::vector<std::string> textsOf(const std::string& key,
                                 const std::vector<const check::Table*>& tables) {
  std::vector<std::string> texts;
  for (const check::Table* table : tables) {
    const auto copy = table->find(key);
    if (copy != table->end()) texts.push_back(copy->second);
  }
  return texts;
}

}  // namespace

void LineageRecorder::onEvent(const sim::Event& event) {
  const bool isOfStore = event.network == sim::NetworkId::Store;
  switch (event.kind) {
    case sim::EventKind::OperationInvoked:
      if (invokedAt_ < 0 && event.tick >= write_.tick && event.client == write_.client &&
          event.operation == write_.operation && event.key == write_.key) {
        invokedAt_ = event.tick;
        coordinator_ = event.node.id;
      }
      break;
    case sim::EventKind::OperationFinished:
      if (invokedAt_ >= 0 && lineage_.acknowledgedAt < 0 && event.success &&
          event.node.id == coordinator_ && event.operation == write_.operation &&
          event.key == write_.key) {
        lineage_.acknowledgedAt = event.tick;
      }
      break;
    case sim::EventKind::Sent:
      if (isOfStore && invokedAt_ >= 0) sentAt_[event.message] = event.tick;
      break;
    case sim::EventKind::Delivered:
      if (isOfStore && invokedAt_ >= 0) {
        const auto sent = sentAt_.find(event.message);
        if (sent == sentAt_.end()) break;
        const bool hasKey = event.bytes.find(write_.key) != std::string_view::npos;
        received_[event.node.id].push_back({event.other.id, sent->second, hasKey});
      }
      break;
    default: break;
  }
}

void LineageRecorder::endTick(sim::Tick tick, const check::TableViews& tables) {
  const bool isOver =
      lineage_.acknowledgedAt >= 0 && tick > lineage_.acknowledgedAt + kFollowedTicks;
  if (!isOver) {
    noteTexts(tables);
    if (invokedAt_ >= 0) noteHolders(tick, tables);
  }
  received_.clear();
}

void LineageRecorder::noteTexts(const check::TableViews& tables) {
  if (isFollowed_) return;
  for (const auto& [peer, ofPeer] : tables) {
    for (const std::string& text : textsOf(write_.key, ofPeer)) {
      if (invokedAt_ < 0) {
        before_.insert(text);
      } else if (before_.count(text) == 0) {
        texts_.insert(text);
      }
    }
  }
}

void LineageRecorder::noteHolders(sim::Tick tick, const check::TableViews& tables) {
  std::set<sim::PeerId> holders;
  for (const auto& [peer, ofPeer] : tables) {
    const std::vector<std::string> texts = textsOf(write_.key, ofPeer);
    const bool holds = std::any_of(texts.begin(), texts.end(),
                                   [&](const std::string& text) { return texts_.count(text) > 0; });
    if (!holds) continue;
    holders.insert(peer);
    if (holders_.count(peer) == 0) addSupports(tick, peer);
  }
  holders_ = std::move(holders);
  if (lineage_.acknowledgedAt < 0) return;
  const int count = static_cast<int>(holders_.size());
  lineage_.fewestHolders = isFollowed_ ? std::min(lineage_.fewestHolders, count) : count;
  isFollowed_ = true;
}

void LineageRecorder::addSupports(sim::Tick tick, sim::PeerId holder) {
  const std::vector<Received>& received = received_[holder];
  const bool someHaveKey = std::any_of(received.begin(), received.end(),
                                       [](const Received& message) { return message.hasKey; });
  std::set<Support> supports;
  for (const Received& message : received) {
    if (message.hasKey || !someHaveKey) {
      supports.insert({tick, holder, message.sentAt, message.from});
    }
  }
  if (supports.empty()) supports.insert({tick, holder, tick, 0});
  lineage_.supports.insert(lineage_.supports.end(), supports.begin(), supports.end());
}

Lineage LineageRecorder::lineage() const { return lineage_; }

}  // namespace search
