// The peers of a run: their networks and their log, their turns in a tick, and what can happen to
// them (lab::Actions). Which of it happens, and when, is Application's business.
//
// A peer is introduced at its tick; from the next on it acts in every tick, unless it has failed,
// is paused or has left. All functions name a peer by its id, 1 … size().
#ifndef _PEERGROUP_H_
#define _PEERGROUP_H_

#include <array>
#include <memory>
#include <optional>
#include <ostream>

#include "stdincludes.h"
#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "stores/SupposedList.h"
#include "sim/Disk.h"
#include "sim/EventStream.h"
#include "lab/NetworkFaults.h"
#include "lab/ScenarioPlayer.h"
#include "sim/TurnPrefetcher.h"
#include "sim/TurnWatcher.h"
#include "check/base/Design.h"
#include "stores/Design.h"
#include "stores/PeerNodes.h"

class PeerGroup : public lab::Actions {
 public:
  // Makes params->EN_GPSZ peers. Borrows its arguments, which must outlive it.
  PeerGroup(Params* params, const sim::EventStream* events, std::ostream* progress);
  PeerGroup(const PeerGroup&) = delete;
  PeerGroup& operator=(const PeerGroup&) = delete;

  // Before the run: what the messages of both networks meet. Borrowed.
  void setFaults(lab::NetworkFaults* faults);

  // Before the run: who looks at each call into a peer's code. Borrowed; null = nobody.
  void watchTurns(sim::TurnWatcher* watcher) { turnWatcher = watcher; }

  // Before the run: the peer is introduced by join(), and not at the start of the run.
  void leaveToJoin(sim::PeerId peer);

  // One tick of all membership nodes, and the introductions that are due.
  void runMembership();

  // One tick of all stores.
  void runStores();

  // The end of the run: closes the networks and winds up the peers.
  void windUp();

  // Why the run must end, one line: a peer's code has changed what the framework alone may. "" if
  // nothing was changed.
  const string& fault() const { return settingsFault; }

  // How its stores replicate keys.
  const check::Design& replication() const { return design.store.replication; }

  int size() const { return static_cast<int>(peers.size()); }

  // Whether all have been introduced that need no join().
  bool areIntroduced() const;

  // How many are in the group, by their own word.
  int countInGroup() const;

  // The ids of those that run, ascending.
  vector<sim::PeerId> runningPeers() const;

  // Runs and is not paused.
  bool isActing(sim::PeerId peer) const;

  // A crash; `note` is its line of dbg.log, in printf's format for the tick.
  void fail(sim::PeerId peer, const char* note);

  // The key's replicas as `observer` sees them now, without those that are none of the peers.
  vector<sim::PeerId> findReplicas(sim::PeerId observer, const string& key);

  // What the peer's nodes share. Not after its last call: the nodes may delete it.
  const Member& memberOf(sim::PeerId peer) const { return *at(peer).member; }

  // Its list of members.
  const vector<MemberListEntry>& memberListOf(sim::PeerId peer) const;

  // What the nodes' class says of a message of this network, sent by `sender`; nothing if it has no
  // `describe`, or that throws.
  std::optional<string> describe(sim::PeerId sender, sim::NetworkId network,
                                 std::string_view bytes) const;

  // StoreNode::isReadDecided() of the peer's store; false if it has none.
  bool isReadDecided(sim::PeerId peer, int transID) const;

  // lab::Actions. A peer that is restarted or joins has its first turn in the next tick.
  bool isRunning(sim::PeerId peer) const override;
  bool isInGroup(sim::PeerId peer) const override;
  void crash(sim::PeerId peer) override;
  void restart(sim::PeerId peer, bool withMemory) override;
  void pause(sim::PeerId peer) override;
  void resume(sim::PeerId peer) override;
  void join(sim::PeerId peer) override;
  void leave(sim::PeerId peer) override;
  bool hasDisks() const override { return par->STORE && design.store.makeOnDisk != nullptr; }
  void setDiskFull(sim::PeerId peer, bool isFull) override { at(peer).disk->setFull(isFull); }
  void corruptDisk(sim::PeerId peer) override { at(peer).disk->corrupt(); }
  void invoke(const lab::ClientOperation& operation) override;

 private:
  // What changes in Params during a run, by the framework alone.
  struct RunSettings {
    int globaltime;
    int dropmsg;
    int allNodesJoined;

    explicit RunSettings(const Params& params)
        : globaltime(params.globaltime),
          dropmsg(params.dropmsg),
          allNodesJoined(params.allNodesJoined) {}
    bool operator==(const RunSettings&) const = default;
  };

  // The course's settings of the run, which nobody changes.
  struct FixedSettings {
    int MAX_NNB;
    int SINGLE_FAILURE;
    double MSG_DROP_PROB;
    double STEP_RATE;
    int EN_GPSZ;
    int MAX_MSG_SIZE;
    int DROP_MSG;
    int CRUDTEST;

    explicit FixedSettings(const Params& params)
        : MAX_NNB(params.MAX_NNB),
          SINGLE_FAILURE(params.SINGLE_FAILURE),
          MSG_DROP_PROB(params.MSG_DROP_PROB),
          STEP_RATE(params.STEP_RATE),
          EN_GPSZ(params.EN_GPSZ),
          MAX_MSG_SIZE(params.MAX_MSG_SIZE),
          DROP_MSG(params.DROP_MSG),
          CRUDTEST(params.CRUDTEST) {}
    bool operator==(const FixedSettings&) const = default;
  };

  // To be prefetched, and for nothing else: both may be gone.
  struct HalfMemory {
    const void* node = nullptr;      // The student's object.
    const void* queueEnd = nullptr;  // Where the queue of messages ended before the last turn.
  };

  struct Peer {
    Address address;
    std::unique_ptr<sim::Disk> disk;
    Member* member = nullptr;  // The nodes': what they share. Once it has left: departed's.
    MembershipNode* membership = nullptr;
    StoreNode* store = nullptr;
    HalfMemory membershipMemory;
    HalfMemory storeMemory;
    int startsAt = 0;  // The tick of its introduction; once restarted, of that.
    bool isIntroduced = false;
    bool isPaused = false;
    bool hasLeft = false;
    SeenList seenList;  // Of suppositions alone.
  };

  Peer& at(sim::PeerId peer) { return peers[static_cast<size_t>(peer) - 1]; }
  const Peer& at(sim::PeerId peer) const { return peers[static_cast<size_t>(peer) - 1]; }

  void makePeer(sim::PeerId peer);
  void makeNodes(sim::PeerId peer);
  void takeMemory(sim::PeerId peer, const PeerNodes& nodes);
  static void noteQueue(const queue<q_elt>& received, HalfMemory* memory);
  void introduce(sim::PeerId peer);
  void takeMembershipTurn(sim::PeerId peer);
  void updateRing(sim::PeerId peer);
  vector<sim::Endpoint> runningEndpoints() const;
  void start(sim::PeerId peer);
  void finish(sim::PeerId peer);
  void stopReceiving(sim::PeerId peer);
  void tell(sim::PeerId peer, const char* note, sim::EventKind kind, bool success = false);
  void announce(sim::EventKind kind, sim::PeerId peer, bool success = false);
  void restoreSettings(const RunSettings& before, sim::PeerId peer, const char* name);
  template <typename Number>
  void restore(Number* setting, Number value, const string& what);
  // Every call into a peer's code goes through here: a crash can then say where it happened.
  template <typename Call>
  void callPeer(sim::PeerId peer, const char* name, Call call, bool isLast = false);

  // Constant after construction.
  Params* const par;
  const FixedSettings fixedSettings;
  const sim::EventStream* const events;
  std::ostream* const progress;
  const bool supposesLists;  // SupposedList.h
  const PeerDesign design;
  sim::TurnWatcher* turnWatcher = nullptr;
  std::array<DescribeMessage, sim::kNetworkCount> describers{};

  Log log;
  EmulNet en;   // MP1's network.
  EmulNet en1;  // MP2's network.
  vector<Peer> peers;
  sim::TurnPrefetcher membershipTurns;
  sim::TurnPrefetcher storeTurns;
  string settingsFault;
  // In place of the Member of peers that have left: their own may have been deleted.
  Member departed;
};

#endif
