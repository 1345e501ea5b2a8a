#include "PeerGroup.h"

#include <array>
#include <climits>
#include <sstream>

#include "Endpoints.h"
#include "host/RunPosition.h"
#include "host/StopPoint.h"
#include "lab/Disturbance.h"
#include "lab/WhatIf.h"
#include "sim/TableRegistry.h"
#include "sim/TurnOrder.h"
#include "stores/SupposedList.h"

using sim::EventKind;
using sim::PeerId;

namespace {

constexpr int kTimeNoteInterval = 500;
constexpr int kNotBeforeItJoins = INT_MAX;

// Smaller groups stay in the cache: prefetching would only cost them time.
constexpr int kPeersToPrefetch = 100;

// The cache lines at the beginning of a node that receiving reads: its pointers, and the ring.
constexpr size_t kMembershipLines = 1;
constexpr size_t kStoreLines = 3;

// What was received and not looked at: lost with the process that received it.
void discard(queue<q_elt>* received) {
  for (; !received->empty(); received->pop()) free(received->front().elt);
}

// Of what concerns member lists: most runs need not ask for each peer in each tick.
bool isAnySupposedOfLists() {
  for (const auto what :
       {lab::WhatIf::OwnEntry, lab::WhatIf::NoticedChanges, lab::WhatIf::CompleteLists,
        lab::WhatIf::HonestStamps, lab::WhatIf::FreshStamps}) {
    if (lab::isSupposed(what)) return true;
  }
  return false;
}

}  // namespace

PeerGroup::PeerGroup(Params* params, const sim::EventStream* events, std::ostream* progress)
    : par(params),
      fixedSettings(*params),
      events(events),
      progress(progress),
      supposesLists(isAnySupposedOfLists()),
      design(designOf(*params)),
      log(params),
      en(params),
      en1(params),
      membershipTurns(params->EN_GPSZ >= kPeersToPrefetch),
      storeTurns(params->EN_GPSZ >= kPeersToPrefetch) {
  log.connect(events);
  en.connect(events, sim::NetworkId::Membership);
  en1.connect(events, sim::NetworkId::Store);
  for (PeerId peer = 1; peer <= params->EN_GPSZ; ++peer) makePeer(peer);
}

template <typename Call>
void PeerGroup::callPeer(PeerId peer, const char* name, Call call, bool isLast) {
  if (turnWatcher != nullptr) turnWatcher->beforeCall(par->globaltime, peer, name);
  const RunSettings before(*par);
  {
    const host::PositionMark mark(before.globaltime, peer, name);
    lab::scribbleOnStack();
    host::stopIfDue();
    call(at(peer));
  }
  if (!(before == RunSettings(*par) && fixedSettings == FixedSettings(*par))) {
    restoreSettings(before, peer, name);
  }
  if (turnWatcher != nullptr) turnWatcher->afterCall(peer, isLast);
}

void PeerGroup::restoreSettings(const RunSettings& before, PeerId peer, const char* name) {
  const string where = "at tick " + to_string(before.globaltime) + ", in peer " + to_string(peer) +
                       "'s " + name + " set par->";
  restore(&par->globaltime, before.globaltime, where + "globaltime");
  restore(&par->dropmsg, before.dropmsg, where + "dropmsg");
  restore(&par->allNodesJoined, before.allNodesJoined, where + "allNodesJoined");
  restore(&par->MAX_NNB, fixedSettings.MAX_NNB, where + "MAX_NNB");
  restore(&par->SINGLE_FAILURE, fixedSettings.SINGLE_FAILURE, where + "SINGLE_FAILURE");
  restore(&par->MSG_DROP_PROB, fixedSettings.MSG_DROP_PROB, where + "MSG_DROP_PROB");
  restore(&par->STEP_RATE, fixedSettings.STEP_RATE, where + "STEP_RATE");
  restore(&par->EN_GPSZ, fixedSettings.EN_GPSZ, where + "EN_GPSZ");
  restore(&par->MAX_MSG_SIZE, fixedSettings.MAX_MSG_SIZE, where + "MAX_MSG_SIZE");
  restore(&par->DROP_MSG, fixedSettings.DROP_MSG, where + "DROP_MSG");
  restore(&par->CRUDTEST, fixedSettings.CRUDTEST, where + "CRUDTEST");
}

template <typename Number>
void PeerGroup::restore(Number* setting, Number value, const string& what) {
  if (*setting != value && settingsFault.empty()) {
    std::ostringstream fault;
    fault << what << " from " << value << " to " << *setting << ": the framework alone may";
    settingsFault = fault.str();
  }
  *setting = value;
}

void PeerGroup::makePeer(PeerId peer) {
  peers.emplace_back();
  Address& address = at(peer).address;
  at(peer).disk = std::make_unique<sim::Disk>(par->SEED, peer);
  en.ENinit(&address, par->PORTNUM);
  at(peer).startsAt = static_cast<int>(par->STEP_RATE * static_cast<double>(peer - 1));
  makeNodes(peer);
  log.LOG(&address, "APP");
  if (par->STORE) log.LOG(&address, "APP MP2");
}

void PeerGroup::makeNodes(PeerId peer) {
  callPeer(peer, "the constructors", [this, peer](Peer& made) {
    EmulNet* const storeNet = par->STORE ? &en1 : nullptr;
    const PeerNodes nodes =
        makePeerNodes(design, made.address, par, &en, storeNet, &log, made.disk.get());
    made.member = nodes.membership->member();
    made.membership = nodes.membership;
    made.store = nodes.store;
    describers = nodes.describe;
    takeMemory(peer, nodes);
  });
}

void PeerGroup::takeMemory(PeerId peer, const PeerNodes& nodes) {
  const auto sizesOf = [](const sim::MemoryBlock& node, size_t receivingLines) {
    sim::TurnPrefetcher::Sizes sizes;
    sizes.memberBytes = sizeof(Member);
    sizes.receivingBytes = receivingLines * sim::kCacheLineBytes;
    sizes.actingBytes = node.bytes;
    return sizes;
  };
  at(peer).membershipMemory.node = nodes.membershipMemory.start;
  membershipTurns.setSizes(sizesOf(nodes.membershipMemory, kMembershipLines));
  at(peer).storeMemory.node = nodes.storeMemory.start;
  storeTurns.setSizes(sizesOf(nodes.storeMemory, kStoreLines));
}

// The next message will be queued behind the last one.
void PeerGroup::noteQueue(const queue<q_elt>& received, HalfMemory* memory) {
  if (!received.empty()) memory->queueEnd = &received.back() + 1;
}

void PeerGroup::setFaults(lab::NetworkFaults* faults) {
  en.setFaults(faults);
  en1.setFaults(faults);
}

void PeerGroup::leaveToJoin(PeerId peer) { at(peer).startsAt = kNotBeforeItJoins; }

// ---- What is known of a peer.

bool PeerGroup::areIntroduced() const {
  return all_of(peers.begin(), peers.end(), [](const Peer& peer) {
    return peer.isIntroduced || peer.startsAt == kNotBeforeItJoins;
  });
}

int PeerGroup::countInGroup() const {
  return static_cast<int>(
      count_if(peers.begin(), peers.end(), [](const Peer& peer) { return peer.member->inGroup; }));
}

const vector<MemberListEntry>& PeerGroup::memberListOf(PeerId peer) const {
  return at(peer).member->memberList;
}

bool PeerGroup::isRunning(PeerId peer) const {
  const Peer& one = at(peer);
  return par->globaltime > one.startsAt && !one.member->bFailed && !one.hasLeft;
}

vector<PeerId> PeerGroup::runningPeers() const {
  vector<PeerId> running;
  for (PeerId peer = 1; peer <= size(); ++peer) {
    if (isRunning(peer)) running.push_back(peer);
  }
  return running;
}

bool PeerGroup::isActing(PeerId peer) const { return isRunning(peer) && !at(peer).isPaused; }

bool PeerGroup::isInGroup(PeerId peer) const {
  const Member* member = at(peer).member;
  return member->inited && member->inGroup;
}

// ---- A tick.

void PeerGroup::runMembership() {
  const auto places = [this](PeerId peer) {
    const Peer& one = at(peer);
    const HalfMemory& memory = one.membershipMemory;
    return sim::TurnPrefetcher::Places{one.membership, one.member, memory.node, memory.queueEnd};
  };
  const auto receive = [&](PeerId peer) {
    membershipTurns.beforeReceiving(peer, size(), places);
    if (!isActing(peer)) return;
    callPeer(peer, design.membership.calls.recvLoop, [](Peer& one) { one.membership->recvLoop(); });
  };
  const auto act = [&](PeerId peer) {
    membershipTurns.beforeActing(peer, places);
    if (par->globaltime == at(peer).startsAt && !at(peer).isIntroduced) {
      introduce(peer);
    } else if (isActing(peer)) {
      takeMembershipTurn(peer);
      if (peer == 1 && par->globaltime % kTimeNoteInterval == 0) {
        log.LOG(&at(peer).address, "@@time=%d", par->globaltime);
      }
    }
  };
  sim::takeTurns(size(), receive, act);
}

void PeerGroup::takeMembershipTurn(PeerId peer) {
  noteQueue(at(peer).member->mp1q, &at(peer).membershipMemory);
  const auto turn = [&] {
    callPeer(peer, design.membership.calls.nodeLoop, [](Peer& one) { one.membership->nodeLoop(); });
  };
  if (!supposesLists) return turn();
  const SupposedStamps stamps(at(peer).member, runningEndpoints(), par->globaltime);
  turn();
}

void PeerGroup::updateRing(PeerId peer) {
  const auto update = [&] {
    callPeer(peer, design.store.calls.updateRing, [](Peer& one) { one.store->updateRing(); });
  };
  if (!supposesLists) return update();
  if (lab::isSupposed(lab::WhatIf::NoticedChanges) &&
      at(peer).seenList.hasChanged(*at(peer).member)) {
    const SupposedList list(at(peer).member, SupposedList::WithoutFirst());
    update();
  }
  const SupposedList list(at(peer).member, runningEndpoints(), par->globaltime);
  update();
}

vector<sim::Endpoint> PeerGroup::runningEndpoints() const {
  vector<sim::Endpoint> running;
  for (PeerId peer : runningPeers()) running.push_back(endpointOf(at(peer).address));
  return running;
}

void PeerGroup::introduce(PeerId peer) {
  *progress << peer - 1
            << "-th introduced node is assigned with the address: " << at(peer).address.getAddress()
            << endl;
  announce(EventKind::NodeStarted, peer);
  at(peer).isIntroduced = true;
  ++par->allNodesJoined;
  start(peer);
}

void PeerGroup::start(PeerId peer) {
  callPeer(peer, design.membership.calls.start, [this](Peer& one) {
    char joinAddress[] = "1:0";
    one.membership->start(joinAddress, par->PORTNUM);
    one.member = one.membership->member();
  });
}

void PeerGroup::runStores() {
  const auto places = [this](PeerId peer) {
    const Peer& one = at(peer);
    const HalfMemory& memory = one.storeMemory;
    return sim::TurnPrefetcher::Places{one.store, one.member, memory.node, memory.queueEnd};
  };
  const auto receive = [&](PeerId peer) {
    storeTurns.beforeReceiving(peer, size(), places);
    if (!isActing(peer)) return;
    if (isInGroup(peer) || lab::isSupposed(lab::WhatIf::CompleteLists)) {
      updateRing(peer);
    }
    callPeer(peer, design.store.calls.recvLoop, [](Peer& one) { one.store->recvLoop(); });
  };
  const auto act = [&](PeerId peer) {
    storeTurns.beforeActing(peer, places);
    if (!isActing(peer)) return;
    noteQueue(at(peer).member->mp2q, &at(peer).storeMemory);
    callPeer(peer, design.store.calls.checkMessages, [](Peer& one) { one.store->checkMessages(); });
  };
  sim::takeTurns(size(), receive, act);
}

void PeerGroup::windUp() {
  // These calls come after the last tick: nobody watches them.
  turnWatcher = nullptr;
  en.ENcleanup();
  en1.ENcleanup();
  for (PeerId peer = 1; peer <= size(); ++peer) {
    if (!at(peer).isIntroduced || at(peer).hasLeft) continue;
    finish(peer);
  }
}

void PeerGroup::finish(PeerId peer) {
  callPeer(
      peer, design.membership.calls.finish, [](Peer& one) { one.membership->finish(); }, true);
}

bool PeerGroup::isReadDecided(sim::PeerId peer, int transID) const {
  if (peer < 1 || peer > size()) return false;
  const StoreNode* const store = at(peer).store;
  return store != nullptr && store->isReadDecided(transID);
}

std::optional<string> PeerGroup::describe(PeerId sender, sim::NetworkId network,
                                          std::string_view bytes) const {
  const DescribeMessage describer = describers[static_cast<size_t>(network)];
  if (describer == nullptr) return std::nullopt;
  const host::PositionMark mark(par->globaltime, sender, host::kDescribeCall);
  try {
    return describer(bytes.data(), static_cast<int>(bytes.size()));
  } catch (...) {
    return std::nullopt;
  }
}

// ---- What happens to a peer.

void PeerGroup::crash(PeerId peer) { fail(peer, "Node failed at time=%d"); }

void PeerGroup::fail(PeerId peer, const char* note) {
  tell(peer, note, EventKind::NodeFailed);
  at(peer).member->bFailed = true;
  at(peer).isPaused = false;
  stopReceiving(peer);
}

void PeerGroup::restart(PeerId peer, bool withMemory) {
  Member* member = at(peer).member;
  discard(&member->mp1q);
  discard(&member->mp2q);
  if (withMemory) {
    member->bFailed = false;
  } else {
    tableRegistry().forgetTablesOf(peer);
    at(peer).disk->losePower();
    makeNodes(peer);
  }
  at(peer).startsAt = par->globaltime;
  en.startReceiving(at(peer).address);
  en1.startReceiving(at(peer).address);
  tell(peer, "Node restarted at time=%d", EventKind::NodeRestarted, withMemory);
  start(peer);
}

void PeerGroup::pause(PeerId peer) {
  at(peer).isPaused = true;
  tell(peer, "Node paused at time=%d", EventKind::NodePaused);
}

void PeerGroup::resume(PeerId peer) {
  at(peer).isPaused = false;
  tell(peer, "Node resumed at time=%d", EventKind::NodeResumed);
}

// Introduced in its turn of this tick.
void PeerGroup::join(PeerId peer) { at(peer).startsAt = par->globaltime; }

void PeerGroup::leave(PeerId peer) {
  finish(peer);
  at(peer).member = &departed;
  tell(peer, "Node left at time=%d", EventKind::NodeLeft);
  at(peer).hasLeft = true;
  at(peer).isPaused = false;
  stopReceiving(peer);
}

void PeerGroup::stopReceiving(PeerId peer) {
  en.stopReceiving(at(peer).address);
  en1.stopReceiving(at(peer).address);
}

// `note`: its line of dbg.log, in printf's format for the tick.
void PeerGroup::tell(PeerId peer, const char* note, EventKind kind, bool success) {
  log.LOG(&at(peer).address, note, par->globaltime);
  announce(kind, peer, success);
}

void PeerGroup::announce(EventKind kind, PeerId peer, bool success) {
  sim::Event event;
  event.kind = kind;
  event.tick = par->globaltime;
  event.node = endpointOf(at(peer).address);
  event.success = success;
  events->emit(event);
}

// ---- The store's calls.

void PeerGroup::invoke(const lab::ClientOperation& operation) {
  sim::Event event;
  event.kind = EventKind::OperationInvoked;
  event.tick = par->globaltime;
  event.node = endpointOf(at(operation.coordinator).address);
  event.client = operation.client;
  event.operation = operation.operation;
  event.key = operation.key;
  event.value = operation.value;
  events->emit(event);

  callPeer(operation.coordinator,
           design.store.calls.client[static_cast<size_t>(operation.operation)],
           [&operation](Peer& peer) {
             const string& key = operation.key;
             switch (operation.operation) {
               case sim::Operation::Create: peer.store->clientCreate(key, operation.value); break;
               case sim::Operation::Read: peer.store->clientRead(key); break;
               case sim::Operation::Update: peer.store->clientUpdate(key, operation.value); break;
               case sim::Operation::Delete: peer.store->clientDelete(key); break;
             }
           });
}

vector<PeerId> PeerGroup::findReplicas(PeerId observer, const string& key) {
  vector<PeerId> replicas;
  callPeer(observer, design.store.calls.findNodes, [&](Peer& peer) {
    for (Node& node : peer.store->findNodes(key)) {
      // Ids were given in order, from 1.
      const PeerId id = endpointOf(*node.getAddress()).id;
      if (id >= 1 && id <= size()) replicas.push_back(id);
    }
  });
  return replicas;
}
