#include "check/shrink/ScheduleEdits.h"

#include <algorithm>
#include <iterator>

#include "host/Check.h"

namespace check {
namespace {

using lab::Fault;
using lab::FaultKind;
using lab::Schedule;
using sim::PeerId;
using Peers = std::vector<PeerId>;

bool isMessageRule(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::Drop:
    case FaultKind::Delay:
    case FaultKind::Duplicate:
    case FaultKind::Reorder:
    case FaultKind::Corrupt: return true;
    default: return false;
  }
}

bool lasts(const Fault& fault) {
  return isMessageRule(fault) || fault.kind == FaultKind::Partition ||
         fault.kind == FaultKind::Slow || fault.kind == FaultKind::Pause ||
         fault.kind == FaultKind::FullDisk;
}

// Erases the elements first … last-1, up to the end of the list.
template <typename Item>
void eraseRange(size_t first, size_t last, std::vector<Item>* items) {
  const auto place = [&](size_t index) {
    return items->begin() + static_cast<std::ptrdiff_t>(std::min(index, items->size()));
  };
  items->erase(place(first), place(last));
}

// ---- One peer less.

// Removes the peer. Returns false if the list had only this peer, because an empty list means all.
bool leaveOut(PeerId peer, Peers* peers) {
  return std::erase(*peers, peer) == 0 || !peers->empty();
}

// Removes the peer. Returns false if fewer than two groups are left.
bool leaveOut(PeerId peer, std::vector<Peers>* groups) {
  for (Peers& group : *groups) std::erase(group, peer);
  std::erase_if(*groups, [](const Peers& group) { return group.empty(); });
  return groups->size() >= 2;
}

PeerId renumbered(PeerId peer, PeerId removed) { return peer > removed ? peer - 1 : peer; }

void renumber(PeerId removed, Peers* peers) {
  for (PeerId& peer : *peers) peer = renumbered(peer, removed);
}

// Adapts the fault to a group without the peer. Returns false if nothing is left of it.
bool adapt(PeerId removed, PeerRemovalPolicy policy, Fault* fault) {
  if (fault->peer == removed) {
    if (policy != PeerRemovalPolicy::AllMoved) return false;
    fault->peer = removed == 1 ? 2 : removed - 1;
  }
  if (!leaveOut(removed, &fault->from) || !leaveOut(removed, &fault->to)) return false;
  if (fault->kind == FaultKind::Partition && !leaveOut(removed, &fault->groups)) return false;
  fault->peer = renumbered(fault->peer, removed);
  renumber(removed, &fault->from);
  renumber(removed, &fault->to);
  for (Peers& group : fault->groups) renumber(removed, &group);
  return true;
}

bool adapt(PeerId removed, PeerRemovalPolicy policy, lab::ClientOperation* operation) {
  if (operation->coordinator == removed) {
    if (policy == PeerRemovalPolicy::Removed) return false;
    operation->coordinator = removed == 1 ? 2 : removed - 1;
  }
  operation->coordinator = renumbered(operation->coordinator, removed);
  return true;
}

// ---- Simpler faults.

void addShorter(const Fault& fault, std::vector<Fault>* simpler) {
  for (sim::Tick step = (fault.last - fault.first) / 2; step >= 1; step /= 2) {
    Fault endsEarlier = fault;
    endsEarlier.last -= step;
    simpler->push_back(endsEarlier);
    Fault beginsLater = fault;
    beginsLater.first += step;
    simpler->push_back(beginsLater);
  }
}

// Halves of the list, then the list without each one.
std::vector<Peers> shorterLists(const Peers& peers) {
  std::vector<Peers> shorter;
  if (peers.size() < 2) return shorter;
  if (peers.size() > 3) {
    const auto middle = peers.begin() + static_cast<std::ptrdiff_t>(peers.size() / 2);
    shorter.emplace_back(peers.begin(), middle);
    shorter.emplace_back(middle, peers.end());
  }
  for (size_t i = 0; i < peers.size(); ++i) {
    shorter.push_back(peers);
    eraseRange(i, i + 1, &shorter.back());
  }
  return shorter;
}

Peers namedOrAll(const Peers& named, int peers) {
  Peers result = named;
  for (PeerId peer = 1; named.empty() && peer <= peers; ++peer) result.push_back(peer);
  return result;
}

void addNarrower(const Fault& fault, Peers Fault::*ends, int peers, std::vector<Fault>* simpler) {
  for (const Peers& list : shorterLists(namedOrAll(fault.*ends, peers))) {
    simpler->push_back(fault);
    simpler->back().*ends = list;
  }
}

// The same on one network alone.
void addSingleNetworks(const Fault& fault, std::vector<Fault>* simpler) {
  if (fault.onlyNetwork) return;
  for (const sim::NetworkId network : {sim::NetworkId::Store, sim::NetworkId::Membership}) {
    simpler->push_back(fault);
    simpler->back().onlyNetwork = network;
  }
}

// The same whatever the messages contain.
void addAnyContent(const Fault& fault, std::vector<Fault>* simpler) {
  if (fault.text.empty()) return;
  simpler->push_back(fault);
  simpler->back().text.clear();
  simpler->back().withoutText = false;
}

void addSmallerGroups(const Fault& fault, std::vector<Fault>* simpler) {
  for (size_t group = 0; group < fault.groups.size(); ++group) {
    if (fault.groups.size() > 2) {
      simpler->push_back(fault);
      eraseRange(group, group + 1, &simpler->back().groups);
    }
    for (const Peers& list : shorterLists(fault.groups[group])) {
      simpler->push_back(fault);
      simpler->back().groups[group] = list;
    }
  }
}

void addTicks(const Fault& fault, int ticksMin, int ticksMax, std::vector<Fault>* simpler) {
  const bool isLess = ticksMin <= fault.ticksMin && ticksMax <= fault.ticksMax &&
                      ticksMin + ticksMax < fault.ticksMin + fault.ticksMax;
  if (!isLess) return;
  simpler->push_back(fault);
  simpler->back().ticksMin = ticksMin;
  simpler->back().ticksMax = ticksMax;
}

// The largest and the smallest step that leave at least one tick.
void addFewerTicks(const Fault& fault, std::vector<Fault>* simpler) {
  const int least = std::min(fault.ticksMin, 1);
  const int most = std::min(fault.ticksMax, 1);
  addTicks(fault, least, most, simpler);
  addTicks(fault, fault.ticksMin, std::max({fault.ticksMin, fault.ticksMax - 1, most}), simpler);
  addTicks(fault, std::max(fault.ticksMin - 1, least), fault.ticksMax, simpler);
}

}  // namespace

size_t eventCount(const Schedule& schedule) {
  return schedule.faults.size() + schedule.operations.size();
}

Schedule withoutEvents(const Schedule& schedule, size_t first, size_t count) {
  CHECK(first + count <= eventCount(schedule));
  const size_t last = first + count;
  const size_t faults = schedule.faults.size();
  Schedule result = schedule;
  eraseRange(first, last, &result.faults);
  eraseRange(std::max(first, faults) - faults, std::max(last, faults) - faults, &result.operations);
  return result;
}

Schedule withoutPeer(const Schedule& schedule, PeerId peer, PeerRemovalPolicy policy) {
  CHECK(1 <= peer && peer <= schedule.peers);
  CHECK(schedule.peers >= 2);
  Schedule result;
  result.peers = schedule.peers - 1;
  result.isGuarded = schedule.isGuarded;
  for (Fault fault : schedule.faults) {
    if (adapt(peer, policy, &fault)) result.faults.push_back(fault);
  }
  for (lab::ClientOperation operation : schedule.operations) {
    if (adapt(peer, policy, &operation)) result.operations.push_back(operation);
  }
  return result;
}

std::vector<Fault> simplerFaults(const Fault& fault, int peers) {
  std::vector<Fault> simpler;
  if (lasts(fault)) addShorter(fault, &simpler);
  if (isMessageRule(fault)) {
    addNarrower(fault, &Fault::from, peers, &simpler);
    addNarrower(fault, &Fault::to, peers, &simpler);
  }
  if (fault.kind == FaultKind::Partition) addSmallerGroups(fault, &simpler);
  if (lasts(fault)) addFewerTicks(fault, &simpler);
  if (isMessageRule(fault)) {
    addSingleNetworks(fault, &simpler);
    addAnyContent(fault, &simpler);
  }
  return simpler;
}

Schedule withFault(const Schedule& schedule, size_t index, const Fault& fault) {
  CHECK(index < schedule.faults.size());
  Schedule result = schedule;
  result.faults[index] = fault;
  result.sort();
  return result;
}

bool hasMessageRules(const Schedule& schedule) {
  return std::any_of(schedule.faults.begin(), schedule.faults.end(), isMessageRule);
}

Schedule withDecisions(const Schedule& schedule, const std::vector<Fault>& decisions) {
  Schedule result = schedule;
  std::erase_if(result.faults, isMessageRule);
  result.faults.insert(result.faults.end(), decisions.begin(), decisions.end());
  result.sort();
  return result;
}

Fault lossOfItsTick(const Fault& fault) {
  if (fault.kind != FaultKind::Message || fault.decision != lab::MessageDecision::Drop) {
    return fault;
  }
  Fault loss;
  loss.kind = FaultKind::Drop;
  loss.first = fault.first;
  loss.last = fault.first + 1;
  loss.from = fault.from;
  loss.to = fault.to;
  loss.onlyNetwork = fault.network;
  return loss;
}

}  // namespace check
