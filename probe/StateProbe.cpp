#include "probe/StateProbe.h"

#include "HashTable.h"
#include "sim/TableRegistry.h"

StateProbe::StateProbe(const PeerGroup* peers, report::TraceWriter* trace)
    : peers_(peers),
      trace_(trace),
      everyTicks_(trace->stateEveryTicks()),
      hasHeartbeats_(trace->hasHeartbeats()) {}

void StateProbe::beforeCall(sim::Tick tick, sim::PeerId peer, const char* call) {
  trace_->beginTurn(tick, peer, call);
}

void StateProbe::afterCall(sim::PeerId peer, bool isLast) {
  if (everyTicks_ == 1 && !isLast) lookAt(peer);
  trace_->endTurn();
}

void StateProbe::look(sim::Tick tick) {
  if (everyTicks_ == 1 || tick % everyTicks_ != 0) return;
  for (sim::PeerId peer = 1; peer <= peers_->size(); ++peer) {
    if (!peers_->isRunning(peer)) continue;
    trace_->beginState(tick, peer);
    lookAt(peer);
    trace_->endState();
  }
}

void StateProbe::lookAt(sim::PeerId peer) {
  const auto index = static_cast<size_t>(peer) - 1;
  if (index >= seen_.size()) seen_.resize(index + 1);
  lookAtMember(peer, &seen_[index]);
  lookAtTables(peer, &seen_[index]);
}

void StateProbe::lookAtMember(sim::PeerId peer, Seen* seen) {
  const Member& member = peers_->memberOf(peer);
  if (member.inGroup != seen->isInGroup) {
    seen->isInGroup = member.inGroup;
    trace_->inGroup(seen->isInGroup);
  }
  if (hasHeartbeats_ && member.heartbeat != seen->heartbeat) {
    seen->heartbeat = member.heartbeat;
    trace_->heartbeat(seen->heartbeat);
  }
  lookAtList(member.memberList, seen);
}

// Mostly nothing has changed. A list that names a member twice is taken to say what it says last.
void StateProbe::lookAtList(const std::vector<MemberListEntry>& entries, Seen* seen) {
  entries_.clear();
  for (const MemberListEntry& entry : entries) {
    const Entry now = hasHeartbeats_ ? Entry{entry.heartbeat, entry.timestamp} : Entry{};
    entries_.emplace_back(sim::Endpoint{entry.id, entry.port}, now);
  }
  if (entries_ == seen->entries) return;
  const List list(entries_.rbegin(), entries_.rend());
  for (const auto& [member, entry] : seen->list) {
    if (list.count(member) == 0) trace_->entryRemoved(member);
  }
  for (const auto& [member, entry] : list) {
    const auto before = seen->list.find(member);
    if (before == seen->list.end()) {
      trace_->entryAdded(member, entry.heartbeat, entry.timestamp);
    } else if (!(before->second == entry)) {
      trace_->entryChanged(member, entry.heartbeat, entry.timestamp);
    }
  }
  seen->list = list;
  seen->entries.swap(entries_);
}

void StateProbe::lookAtTables(sim::PeerId peer, Seen* seen) {
  const std::vector<const HashTable*> tables = tableRegistry().tablesOf(peer);
  std::vector<const void*> identities(tables.begin(), tables.end());
  const bool isGrown =
      identities.size() >= seen->identities.size() &&
      std::equal(seen->identities.begin(), seen->identities.end(), identities.begin());
  if (!isGrown) {
    trace_->copiesGone();
    seen->tables.clear();
  }
  seen->identities = std::move(identities);
  seen->tables.resize(tables.size());
  for (size_t i = 0; i < tables.size(); ++i) {
    lookAtTable(i, tables[i]->hashTable, &seen->tables[i]);
  }
}

void StateProbe::lookAtTable(size_t index, const Table& now, Table* seen) {
  if (now == *seen) return;
  for (const auto& [key, value] : *seen) {
    if (now.count(key) == 0) trace_->copyGone(index, key);
  }
  for (const auto& [key, value] : now) {
    const auto before = seen->find(key);
    if (before == seen->end() || before->second != value) trace_->copyHeld(index, key, value);
  }
  *seen = now;
}
