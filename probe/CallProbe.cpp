#include "probe/CallProbe.h"

#include "HashTable.h"
#include "sim/TableRegistry.h"

namespace {

sim::Event eventOf(sim::EventKind kind, sim::Tick tick, sim::PeerId peer) {
  sim::Event event;
  event.kind = kind;
  event.tick = tick;
  event.node.id = peer;
  return event;
}

void addId(sim::PeerId id, std::string* ids) {
  *ids += (ids->empty() ? "" : " ") + std::to_string(id);
}

}  // namespace

void CallProbe::onEvent(const sim::Event& event) {
  if (event.kind != sim::EventKind::OperationInvoked) return;
  if (event.tick != listedAt_) reportLists(event.tick);
  reportHolders(event.tick, event.key);
}

// Calls of one tick see the same lists.
void CallProbe::reportLists(sim::Tick tick) {
  listedAt_ = tick;
  for (sim::PeerId peer = 1; peer <= peers_->size(); ++peer) {
    if (!peers_->isRunning(peer)) continue;
    std::string ids;
    for (const MemberListEntry& entry : peers_->memberListOf(peer)) addId(entry.id, &ids);
    sim::Event event = eventOf(sim::EventKind::ListSeen, tick, peer);
    event.text = ids;
    log_->onEvent(event);
  }
}

void CallProbe::reportHolders(sim::Tick tick, std::string_view key) {
  const std::string name(key);
  for (sim::PeerId peer = 1; peer <= peers_->size(); ++peer) {
    if (!peers_->isRunning(peer)) continue;
    for (const HashTable* table : tableRegistry().tablesOf(peer)) {
      const auto found = table->hashTable.find(name);
      if (found == table->hashTable.end()) continue;
      sim::Event event = eventOf(sim::EventKind::TableHolds, tick, peer);
      event.key = found->first;
      event.value = found->second;
      log_->onEvent(event);
    }
  }
}

void CallProbe::onReplicas(sim::Tick tick, sim::PeerId observer, const std::string& key,
                           const std::vector<sim::PeerId>& replicas) {
  std::string ids;
  for (const sim::PeerId replica : replicas) addId(replica, &ids);
  sim::Event event = eventOf(sim::EventKind::ReplicasNamed, tick, observer);
  event.key = key;
  event.text = ids;
  log_->onEvent(event);
}
