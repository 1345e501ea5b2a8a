#include "probe/CallProbe.h"

#include "HashTable.h"
#include "probe/ProbeEvents.h"
#include "sim/TableRegistry.h"

void CallProbe::onEvent(const sim::Event& event) {
  if (event.kind != sim::EventKind::OperationInvoked) return;
  if (event.tick != listedAt_) reportLists(event.tick);
  reportHolders(event.tick, event.key);
}

// Calls of one tick see the same lists.
void CallProbe::reportLists(sim::Tick tick) {
  listedAt_ = tick;
  for (const sim::PeerId peer : peers_->runningPeers()) {
    std::vector<sim::PeerId> listed;
    for (const MemberListEntry& entry : peers_->memberListOf(peer)) listed.push_back(entry.id);
    logPeers(sim::EventKind::ListSeen, tick, peer, "", listed, log_);
  }
}

void CallProbe::reportHolders(sim::Tick tick, std::string_view key) {
  const std::string name(key);
  for (const sim::PeerId peer : peers_->runningPeers()) {
    for (const HashTable* table : tableRegistry().tablesOf(peer)) {
      const auto found = table->hashTable.find(name);
      if (found == table->hashTable.end()) continue;
      sim::Event event = probeEvent(sim::EventKind::TableHolds, tick, peer);
      event.key = found->first;
      event.value = found->second;
      log_->onEvent(event);
    }
  }
}

void CallProbe::onReplicas(sim::Tick tick, sim::PeerId observer, const std::string& key,
                           const std::vector<sim::PeerId>& replicas) {
  logPeers(sim::EventKind::ReplicasNamed, tick, observer, key, replicas, log_);
}
