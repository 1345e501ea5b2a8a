// A group of peers for tests: real nodes on a real EmulNet, time advanced by hand, in Application's
// order. The verbs: start, crash, restart, leave, pause, resume, and of messages cut, isolate,
// drop, heal.
//
// When it goes out of scope it checks what must hold for any group: see checkInvariants().
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "EmulNet.h"
#include "Endpoints.h"
#include "Log.h"
#include "MP1Node.h"
#include "MP2Node.h"
#include "lab/NetworkFaults.h"
#include "sim/EventStream.h"
#include "sim/Tally.h"
#include "sim/TurnOrder.h"
#include "tests/support/EventRecorder.h"

class Cluster {
 public:
  // Peers 1:0 ... size:0, none started. `params` gives delays, loss, order and seed.
  explicit Cluster(int size, const Params& settings = Params()) : params(settings), log(&params) {
    params.MAX_NNB = params.EN_GPSZ = size;
    membershipNet = std::make_unique<EmulNet>(&params);
    storeNet = std::make_unique<EmulNet>(&params);
    events.add(&recorder);
    events.add(&tally);
    log.connect(&events);
    membershipNet->connect(&events, sim::NetworkId::Membership);
    storeNet->connect(&events, sim::NetworkId::Store);
    for (int id = 1; id <= size; ++id) addPeer();
  }

  ~Cluster() { checkInvariants(); }

  // ---- Verbs. Peers are named by their id, from 1.

  int addPeer() {
    Peer peer;
    membershipNet->ENinit(&peer.address, 0);
    peers.push_back(std::move(peer));
    makeNodes(&peers.back());
    return static_cast<int>(peers.size());
  }

  void start(int id) {
    char joinAddress[] = "1:0";
    at(id).started = true;
    at(id).mp1->nodeStart(joinAddress, 0);
  }

  void startAll() {
    for (int id = static_cast<int>(peers.size()); id >= 1; --id) start(id);
  }

  void crash(int id) { at(id).member->bFailed = true; }

  // The peer comes back under its old id and without memory. What waited for it is lost.
  void restart(int id) {
    Peer& peer = at(id);
    discardMail(peer.address, membershipNet.get());
    discardMail(peer.address, storeNet.get());
    makeNodes(&peer);
    peer.paused = false;
    start(id);
  }

  // The peer does nothing; what is sent to it waits.
  void pause(int id) { at(id).paused = true; }
  void resume(int id) { at(id).paused = false; }

  // The peer comes back with what it had in memory. What waited for it is lost.
  void returnWithMemory(int id) {
    Peer& peer = at(id);
    discardMail(peer.address, membershipNet.get());
    discardMail(peer.address, storeNet.get());
    freeQueues(peer.member.get());
    peer.member->bFailed = false;
    start(id);
  }

  void leave(int id) {
    at(id).mp1->finishUpThisNode();
    at(id).member->bFailed = true;  // Application calls it no more.
  }

  // Of all that is sent from now on, until heal(): no message passes between different groups. A
  // peer in none of them is cut from nobody.
  void cut(const std::vector<std::vector<int>>& groups) {
    lab::Fault fault = faultFromNow(lab::FaultKind::Partition);
    fault.groups = groups;
    addFault(fault);
  }

  void isolate(int id) {
    std::vector<int> others;
    for (int other = 1; other <= static_cast<int>(peers.size()); ++other) {
      if (other != id) others.push_back(other);
    }
    cut({{id}, others});
  }

  // Likewise: a message is lost with that probability.
  void drop(double probability) {
    lab::Fault fault = faultFromNow(lab::FaultKind::Drop);
    fault.probability = probability;
    addFault(fault);
  }

  void heal() {
    rules.clear();
    renewFaults();
  }

  // The client calls, as Application makes them. Returns nothing: see the events.
  void create(int id, const std::string& key, const std::string& value) {
    invoke(id, sim::Operation::Create, key, value);
    mp2(id).clientCreate(key, value);
  }
  void read(int id, const std::string& key) {
    invoke(id, sim::Operation::Read, key, "");
    mp2(id).clientRead(key);
  }
  void update(int id, const std::string& key, const std::string& value) {
    invoke(id, sim::Operation::Update, key, value);
    mp2(id).clientUpdate(key, value);
  }
  void remove(int id, const std::string& key) {
    invoke(id, sim::Operation::Delete, key, "");
    mp2(id).clientDelete(key);
  }

  // ---- Time.

  void tick() {
    ++params.globaltime;
    takeTurns([](Peer& peer) { peer.mp1->recvLoop(); }, [](Peer& peer) { peer.mp1->nodeLoop(); });
    takeTurns(
        [](Peer& peer) {
          if (peer.member->inited && peer.member->inGroup) peer.mp2->updateRing();
          peer.mp2->recvLoop();
        },
        [](Peer& peer) { peer.mp2->checkMessages(); });
  }

  void run(int ticks) {
    for (int i = 0; i < ticks; ++i) tick();
  }

  int now() const { return params.globaltime; }

  // ---- Looking.

  MP1Node& mp1(int id) { return *at(id).mp1; }
  MP2Node& mp2(int id) { return *at(id).mp2; }
  Member& member(int id) { return *at(id).member; }
  bool isLive(int id) { return isUp(at(id)); }

  // The ids in the peer's list, in its order.
  std::vector<int> listOf(int id) {
    std::vector<int> ids;
    for (const MemberListEntry& entry : at(id).member->memberList) ids.push_back(entry.id);
    return ids;
  }

  std::vector<int> liveIds() {
    std::vector<int> ids;
    for (int id = 1; id <= static_cast<int>(peers.size()); ++id) {
      if (isLive(id)) ids.push_back(id);
    }
    return ids;
  }

  // Every live peer lists exactly the live peers.
  ::testing::AssertionResult allListTheLive() {
    const std::vector<int> live = liveIds();
    for (int id : live) {
      if (listOf(id) != live) {
        return ::testing::AssertionFailure()
               << "peer " << id << " lists " << ::testing::PrintToString(listOf(id)) << " at "
               << now() << ", live are " << ::testing::PrintToString(live);
      }
    }
    return ::testing::AssertionSuccess();
  }

  // How often anybody reported the peer as joined (removed).
  int joinedLines(int id) const { return membershipLines(sim::EventKind::MemberAdded, id); }
  int removedLines(int id) const { return membershipLines(sim::EventKind::MemberRemoved, id); }

  // The live peers that hold the key, in order of their ids.
  std::vector<int> holdersOf(const std::string& key) {
    std::vector<int> holders;
    MP2Node::Record record;
    for (int id : liveIds()) {
      if (mp2(id).readKey(key, &record)) holders.push_back(id);
    }
    return holders;
  }

  // The replicas of the key as the peer sees them, in order of their ids.
  std::vector<int> replicasOf(const std::string& key, int observer) {
    std::set<int> ids;
    for (Node& node : mp2(observer).findNodes(key)) ids.insert(endpointOf(node.nodeAddress).id);
    return std::vector<int>(ids.begin(), ids.end());
  }

  int countEvents(const std::function<bool(const sim::Event&)>& wanted) const {
    const std::vector<sim::Event>& all = recorder.events();
    return static_cast<int>(std::count_if(all.begin(), all.end(), wanted));
  }

  Params params;
  Log log;
  sim::EventStream events;
  EventRecorder recorder{/*wantsNetwork=*/false};
  sim::Tally tally;
  std::unique_ptr<EmulNet> membershipNet;
  std::unique_ptr<EmulNet> storeNet;

 private:
  struct Peer {
    Address address;
    bool started = false;
    bool paused = false;
    std::unique_ptr<Member> member;
    std::unique_ptr<MP1Node> mp1;
    std::unique_ptr<MP2Node> mp2;
  };

  Peer& at(int id) { return peers.at(static_cast<size_t>(id) - 1); }

  static bool isUp(const Peer& peer) { return peer.started && !peer.member->bFailed; }
  static bool acts(const Peer& peer) { return isUp(peer) && !peer.paused; }

  // Of those peers that act.
  void takeTurns(void (*receive)(Peer&), void (*act)(Peer&)) {
    const auto turnOf = [this](void (*turn)(Peer&)) {
      return [this, turn](int id) {
        if (acts(at(id))) turn(at(id));
      };
    };
    sim::takeTurns(static_cast<int>(peers.size()), turnOf(receive), turnOf(act));
  }

  lab::Fault faultFromNow(lab::FaultKind kind) const {
    lab::Fault fault;
    fault.kind = kind;
    fault.first = now();
    fault.last = std::numeric_limits<sim::Tick>::max();
    return fault;
  }

  void addFault(const lab::Fault& fault) {
    rules.push_back(fault);
    renewFaults();
  }

  // The tick takes part in the seed: dice that are made anew must not fall as before.
  void renewFaults() {
    faults =
        std::make_unique<lab::NetworkFaults>(params.SEED + static_cast<uint64_t>(now()), rules);
    membershipNet->setFaults(faults.get());
    storeNet->setFaults(faults.get());
  }

  void makeNodes(Peer* peer) {
    auto member = std::make_unique<Member>();
    member->bFailed = false;
    peer->mp1 =
        std::make_unique<MP1Node>(member.get(), &params, membershipNet.get(), &log, &peer->address);
    peer->mp2 =
        std::make_unique<MP2Node>(member.get(), &params, storeNet.get(), &log, &peer->address);
    if (peer->member) freeQueues(peer->member.get());
    peer->member = std::move(member);
  }

  static int discard(void*, char* buffer, int) {
    free(buffer);
    return 0;
  }

  static void discardMail(Address& address, EmulNet* net) {
    net->ENrecv(&address, discard, nullptr, 1, nullptr);
  }

  static void freeQueues(Member* member) {
    for (std::queue<q_elt>* queue : {&member->mp1q, &member->mp2q}) {
      for (; !queue->empty(); queue->pop()) free(queue->front().elt);
    }
  }

  void invoke(int id, sim::Operation operation, const std::string& key, const std::string& value) {
    sim::Event event;
    event.kind = sim::EventKind::OperationInvoked;
    event.tick = now();
    event.node = endpointOf(at(id).address);
    event.operation = operation;
    event.key = key;
    event.value = value;
    events.emit(event);
  }

  int membershipLines(sim::EventKind kind, int id) const {
    return countEvents(
        [=](const sim::Event& event) { return event.kind == kind && event.other.id == id; });
  }

  // Lists are sorted, name nobody twice, hold the peer itself, and myPos points at it. No client
  // call got two results, and no replica served an operation twice.
  void checkInvariants() {
    for (int id : liveIds()) {
      const std::vector<int> list = listOf(id);
      EXPECT_TRUE(std::is_sorted(list.begin(), list.end())) << "peer " << id;
      EXPECT_EQ(list.end(), std::adjacent_find(list.begin(), list.end())) << "peer " << id;
      EXPECT_EQ(1, std::count(list.begin(), list.end(), id)) << "peer " << id;
      EXPECT_EQ(id, member(id).myPos->id);
    }
    EXPECT_EQ(0, tally.surplusAnswers());
    std::set<std::pair<int, int>> served;
    for (const sim::Event& event : recorder.events()) {
      if (event.kind != sim::EventKind::ReplicaAnswered) continue;
      EXPECT_TRUE(served.insert({event.node.id, event.transId}).second)
          << "peer " << event.node.id << " served transaction " << event.transId << " twice";
    }
    for (Peer& peer : peers) freeQueues(peer.member.get());
  }

  std::vector<Peer> peers;
  std::vector<lab::Fault> rules;
  std::unique_ptr<lab::NetworkFaults> faults;
};
