#include "check/cluster/CopyRecovery.h"

#include <string_view>
#include <utility>

#include "check/base/StoredText.h"

namespace check {
namespace {

struct Copies {
  std::vector<sim::PeerId> holders;  // Ascending, each once.
  std::vector<const std::string*> texts;
};

std::map<std::string_view, Copies> copiesIn(const TableViews& tables) {
  std::map<std::string_view, Copies> copies;
  for (const auto& [peer, ofPeer] : tables) {
    for (const Table* table : ofPeer) {
      for (const auto& [key, text] : *table) {
        Copies& copy = copies[key];
        if (copy.holders.empty() || copy.holders.back() != peer) copy.holders.push_back(peer);
        copy.texts.push_back(&text);
      }
    }
  }
  return copies;
}

bool haveOneVersion(const Copies& copies) {
  std::set<std::string> texts;
  for (const std::string* text : copies.texts) texts.insert(*text);
  return texts.size() == 1 || agree(texts);
}

}  // namespace

bool CopyRecovery::advance() {
  const TableViews tables = look_();
  const Placement& placement = placementOf(tables);
  bool isOver = true;
  for (const auto& [key, copies] : copiesIn(tables)) {
    if (recovered_.contains(key)) continue;
    std::string name(key);
    if (copies.holders == placement.rightPeers(name) && haveOneVersion(copies)) {
      recovered_.insert(std::move(name));
    } else {
      isOver = false;
    }
  }
  return isOver;
}

const Placement& CopyRecovery::placementOf(const TableViews& tables) {
  std::vector<sim::PeerId> live;
  for (const auto& ofPeer : tables) live.push_back(ofPeer.first);
  if (!placement_ || live != live_) {
    placement_.emplace(live, design_);
    live_ = std::move(live);
  }
  return *placement_;
}

}  // namespace check
