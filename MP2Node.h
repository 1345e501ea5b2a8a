// MP2Node: the key-value store of one peer, replicated three times on a consistent-hashing ring.
//
// A key lives on the first peer at or after its hash on the ring (primary) and on the next two
// (secondary, tertiary); on all peers, if there are fewer than three. The peer on which a client
// call is made coordinates the operation; a quorum, the majority of the replicas, decides.
//
// Operations (ABD: Attiya, Bar-Noy, Dolev, Sharing Memory Robustly, 1995, with many writers)
//   version   each write carries one (tick, transaction, writer), above those of all writes that
//             have ended; a replica keeps the highest it has seen. A delete writes a tombstone
//   create    WRITE to all replicas; no query phase, as all peers share one clock (the tick)
//   read      query phase: QUERY all replicas. If less than a quorum has the newest version, the
//             write-back phase follows: WRITE_BACK brings it to a quorum before the result is
//             reported. Else the result is reported, and read repair updates stale replicas
//   update,   QUERY whether the key is there; then WRITE. If the key is not there: failure, and
//   delete    REJECT tells the replicas to write their failure lines
//   The coordinator retransmits a request until it is answered. A replica writes its line of each
//   operation to the course's log once, and so does the coordinator: its line says success or
//   failure; after 20 ticks without a quorum, failure. There is no write-ahead log.
//
// Views. A view is the set of a key's replicas as one peer sees them. A request carries the
// sender's view; a replica with another view does not answer, and the coordinator asks again with
// a fresher ring. Within a view, any two quorums intersect. Across views, catch-up keeps a new
// replica from answering until its neighbours share the view. A partition longer than the failure
// detector's TREMOVE breaks this (docs/guarantees.md). Gossip agrees on no epochs: two peers may
// have different views for a while, and neither is told that its view is the old one.
//
// Catch-up. A peer may lack versions of its keys in three cases (CatchUp::State):
//   JOINING    it is new, or it has restarted without its memory (amnesia)
//   REJOINING  it has its copies, but was stalled or cut off
//   GAINING    a change of the ring has made it a replica of more keys
// It does not answer for these keys until all its neighbours on the ring (3 before, 4 after), in
// the same view, have acknowledged that they hold no hint for it (SYNC, SYNC_ACK). In JOINING it
// also waits until no operation is open that counted an answer of its earlier incarnation.
//
// Hints (hinted handoff). A peer that holds a version keeps a hint for each replica that may lack
// it: after a write, until the coordinator says that all replicas have acknowledged it
// (ALL_ACKED); after a change of the ring, for each replica that the change has added. Unlike
// Dynamo's, a hint is kept by a replica, after every write, not by a substitute. A TRANSFER
// delivers hints and is retransmitted until TRANSFER_ACK. A peer that is no longer a replica of a
// key drops its copy when all replicas have acknowledged theirs, so that three copies remain, not
// more. Hints and catch-up make replicas agree; there is no anti-entropy that compares whole
// stores.
//
// Tombstone garbage collection. A replica drops a tombstone 200 ticks after the delete, once no
// hint for it is left. A peer that has stalled for more than 150 ticks drops its whole store and
// begins a new incarnation in JOINING: it may hold values whose tombstones the other replicas have
// collected, and would resurrect these keys.
//
// Checks. MP2_CHECK in MP2Node.cpp asserts each REQUIRES below and the invariants of the protocol's
// state where it changes. A broken one is a bug of this class: it is printed, and the process
// aborts. What arrives from the network is never checked so, but dropped.
//
// docs/guarantees.md says under which faults the store is linearizable, and what breaks beyond.
// C++11, the course's API alone. The messages are described at the top of MP2Node.cpp.
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include <deque>
#include <set>
#include <utility>

#include "stdincludes.h"
#include "EmulNet.h"
#include "Node.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "Message.h"
#include "Queue.h"

// Owns the hash tables and borrows the rest; the Member belongs to the framework.
class MP2Node {
 public:
  // Orders the writes of a key: later ones compare greater. All 0: never written.
  struct Version {
    int tick;
    int transID;
    int writer;  // The id of the coordinator.

    Version();
    Version(int tick, int transID, int writer);
    bool operator<(const Version& other) const;
    bool operator==(const Version& other) const;
  };

  // What a replica knows of a key: nothing (version 0), a value, or a tombstone (not present).
  struct Record {
    Version version;
    bool present;
    string value;

    Record();
    Record(const Version& version, bool present, const string& value);
    // The form in which the hash tables hold it: the version, then the value.
    string toString() const;
    // REQUIRES: `text` came from toString().
    static Record fromString(const string& text, bool present);
  };

  typedef std::pair<int, short> Endpoint;  // (id, port); mp1::Endpoint is (port, id).

  // The replication factor; a smaller group holds one copy on each peer.
  enum : size_t { kReplicas = 3 };

  // The peers in the order of their hash codes, then of id and port, each once. An immutable
  // value. It takes eight bytes a peer, so that each of ten thousand peers can hold a ring of all.
  class Ring {
   public:
    size_t size() const { return slots_.size(); }
    bool isEmpty() const { return slots_.empty(); }
    bool contains(const Endpoint& peer) const;

    // Writes the replicas of a key with that hash code to `replicas`, primary first. Returns how
    // many there are.
    size_t findReplicas(size_t position, Endpoint (&replicas)[kReplicas]) const;

    // `peer` with the `before` peers before it and the `after` peers after it, in ring order. A
    // ring with fewer peers returns all of them, starting with `peer`. Empty if `peer` is not on
    // it.
    vector<Endpoint> around(const Endpoint& peer, size_t before, size_t after) const;
    // The same peers as a ring.
    Ring partAround(const Endpoint& peer, size_t before, size_t after) const;

    vector<Endpoint> peers() const;

    // Returns this ring with those peers of `changed` that it lacks, and without those it has.
    // REQUIRES: `changed` is in order of id and port, without duplicates.
    Ring toggled(const vector<Endpoint>& changed) const;

   private:
    // The hash code in the upper 16 bits, the peer's Packed in the lower 48.
    typedef unsigned long long Slot;

    static Slot slotOf(const Endpoint& peer);
    static Endpoint peerOf(Slot slot);
    static size_t hashCodeOf(Slot slot) { return static_cast<size_t>(slot >> 48); }
    static vector<Slot> sortedSlots(const vector<Endpoint>& peers);
    vector<Slot> slotsAround(const Endpoint& peer, size_t before, size_t after) const;

    vector<Slot> slots_;  // Invariant: in strictly ascending order.
  };

  // Replicas of a key: at most kReplicas, in order of id and port, without duplicates.
  class ReplicaSet {
   public:
    ReplicaSet() : size_(0) {}
    const Endpoint* begin() const { return peers_; }
    const Endpoint* end() const { return peers_ + size_; }
    size_t size() const { return size_; }
    bool contains(const Endpoint& peer) const;
    // Does nothing if the set contains the peer.
    // REQUIRES: contains(peer) or size() < kReplicas.
    void insert(const Endpoint& peer);
    ReplicaSet without(const Endpoint& peer) const;
    bool operator==(const ReplicaSet& other) const;

   private:
    Endpoint peers_[kReplicas];
    size_t size_;
  };

  // Decides when a peer may answer for its keys. While it is not READY, it asks its neighbourhood
  // in rounds of SYNC, until all neighbours have acknowledged that they hold no hint for it. Sends
  // nothing itself. Units: ticks.
  //
  //   JOINING, REJOINING, GAINING -> READY   the last round ends
  //   READY -> GAINING                       a change of the ring gives the peer more keys
  //   READY, GAINING -> REJOINING            a stall; all other members are gone
  //   GAINING -> REJOINING                   more ring changes than kMaxEarlierRings while GAINING
  //   any -> JOINING                         a stall so long that the peer drops its copies
  //
  // Invariants
  //   earlierRings_ has 1 to kMaxEarlierRings rings in GAINING, and none in any other state
  //   neighbourhood_ contains the peer itself, or is empty before the first ring
  //   acknowledged_ is a subset of neighbourhood_ without the peer itself
  class CatchUp {
   public:
    enum State {
      // Has not been ready in this incarnation: new, or restarted without memory. May answer for no
      // key.
      JOINING,
      // Has been ready in this incarnation, and may have missed writes of any key in a stall or
      // while it was cut off. May answer for no key.
      REJOINING,
      // A replica of more keys than before. May answer for those it had before.
      GAINING,
      // May answer for all its keys.
      READY
    };

    CatchUp(const Endpoint& self, int now);

    State state() const { return state_; }
    // Whether the peer has been ready in this incarnation.
    bool hasBeenReady() const { return state_ != JOINING; }
    // Whether the peer, as a replica of the keys with that hash code, may answer for them.
    bool mayAnswerFor(size_t position) const;

    // The peer has stalled for long enough to miss writes; `keepsCopies` is false if the stall was
    // so long that it drops its copies and begins a new incarnation. `ring` is the current one.
    void noteStall(bool keepsCopies, const Ring& ring, int now);
    // The ring has changed from `before` to `ring`.
    void noteRingChange(const Ring& before, const Ring& ring, int now);

    // Ends the round, if all neighbours have acknowledged, and so may change the state. Returns
    // whether SYNC is to be sent now to unacknowledged().
    bool advance(int now);
    // A neighbour's SYNC_ACK of the current round. Ignored if `peer` is none of the neighbours.
    void acknowledge(const Endpoint& peer, bool peerHasBeenReady);

    int round() const { return round_; }
    const vector<Endpoint>& neighbourhood() const { return neighbourhood_; }
    vector<Endpoint> unacknowledged() const;

    // The peers that can hold keys that `peer` has to learn, and `peer` itself.
    static vector<Endpoint> neighbourhoodOf(const Endpoint& peer, const Ring& ring);

   private:
    void loseTrack(int now);
    void beginRound(int now);
    void noteGain(const Ring& before, int now);
    bool concludeRound(int now);
    void becomeReady();
    bool isNeighbour(const Endpoint& peer) const;
    void checkInvariants() const;

    Endpoint self_;  // Constant after construction.

    State state_;
    int notReadySince_;          // When it left READY, or when it last lost track of its keys.
    vector<Ring> earlierRings_;  // Of each ring, the part that tells which keys the peer had.

    // The current round; each change of the ring begins another one.
    int round_;          // Increases with each round.
    bool isFinalRound_;  // The peer is ready when the round ends.
    bool metReadyPeer_;  // A neighbour that has acknowledged has been ready.
    int lastSyncAt_;     // The tick at which SYNC was last sent.
    vector<Endpoint> neighbourhood_;
    std::set<Endpoint> acknowledged_;
  };

  // Hinted handoff: which replicas may lack this peer's version of a key, and when a transfer is to
  // deliver it. Sends nothing itself, and does not know the copies. Units: ticks.
  //
  // Invariants
  //   a key has at most one hint for each target; a key without hints has no entry
  //   a hint is either in flight, in one transfer, or waiting until it is due
  //   no hint that is not in flight is due before nextDueAt_
  class Hints {
   public:
    Hints();

    bool has(const string& key) const { return hints_.count(key) > 0; }
    bool has(const string& key, const Endpoint& target) const;
    bool isInFlight(const string& key, const Endpoint& target, int transfer) const;
    // Since which tick there is one. REQUIRES: has(key, target).
    int addedAt(const string& key, const Endpoint& target) const;

    // An existing hint keeps its age and its transfer; it becomes due at the earlier tick.
    void add(const string& key, const Endpoint& target, int now, int dueAt);
    // Does nothing if there is no such hint.
    void remove(const string& key, const Endpoint& target);
    // Removes the key's hints for all other peers.
    void keepOnly(const string& key, const ReplicaSet& targets);
    void clear();

    // Makes the hints for `target` that were added up to the tick `since` due now. Returns false if
    // there are none.
    bool makeDue(const Endpoint& target, int since, int now);
    // The keys whose hints are due and not in flight, by target. The caller sends all of them and
    // calls setInFlight() for each.
    map<Endpoint, vector<string> > takeDue(int now);
    // A transfer that delivers the hint has been sent. REQUIRES: has(key, target), not in flight.
    void setInFlight(const string& key, const Endpoint& target, int transfer);
    // The transfer does not deliver the hint: it waits for another. REQUIRES: has(key, target).
    void reschedule(const string& key, const Endpoint& target);

   private:
    struct Hint {
      Endpoint target;
      int addedAt;
      int dueAt;     // Not delivered before: the coordinator may get the write there by itself.
      int transfer;  // The id of the transfer in flight that delivers it, or kNotInFlight.
    };

    const Hint* find(const string& key, const Endpoint& target) const;
    Hint* find(const string& key, const Endpoint& target);
    static size_t indexOf(const vector<Hint>& ofKey, const Endpoint& target);

    map<string, vector<Hint> > hints_;
    int nextDueAt_;
  };

  MP2Node(Member* memberNode, Params* par, EmulNet* emulNet, Log* log, Address* addressOfMember);
  virtual ~MP2Node();
  MP2Node(const MP2Node&) = delete;
  MP2Node& operator=(const MP2Node&) = delete;

  Member* getMemberNode() { return memberNode; }

  // Takes over the membership list; a change of the ring starts re-replication (the course
  // says stabilization). A change of the list's size is noticed at once, and so is any change in a
  // list of up to 256 entries. In a longer list, every sixteenth call compares the next 256
  // entries, round robin, and the last one.
  void updateRing();
  // The ring's peers, in ring order. This peer is always one of them, because not every membership
  // protocol lists its own peer.
  vector<Node> getMembershipList();
  size_t hashFunction(string key);

  // The key's replicas: primary, secondary, tertiary. Fewer if there are fewer peers.
  vector<Node> findNodes(string key);

  // The client calls: this peer becomes the coordinator, which writes the result to the course's
  // log. A create of a key that is there overwrites it.
  void clientCreate(string key, string value);
  void clientRead(string key);
  void clientUpdate(string key, string value);
  void clientDelete(string key);

  // Moves the messages that have arrived into the member's queue. False once the peer has failed.
  bool recvLoop();
  static int enqueueWrapper(void* env, char* buff, int size);

  // Handles the queue, then the work that is due this tick: time-outs, retransmissions, hints,
  // catch-up and garbage collection.
  void checkMessages();

  // The server calls change this peer's own copy. They return false, and change nothing, if the
  // copy is at least as new already.
  bool createKeyValue(string key, string value, Version version);
  bool updateKeyValue(string key, string value, Version version);
  bool deletekey(string key, Version version);
  // Returns false if the key is not here; *record is then its tombstone, or has version 0.
  bool readKey(string key, Record* record);

  // Re-replication: adds the hints that a change of the ring from `oldRing` calls for.
  void stabilizationProtocol(const Ring& oldRing);

  // How many messages were dropped because they were damaged or in no format of this class.
  long getDamagedMessages() const { return damagedMessages; }

  // While this peer, as the coordinator, logs the result of a read: whether a quorum's answers
  // decided it. False for a read that timed out, and for a transID that is not open here.
  bool isReadDecided(int transID) const;

  // What a message says, in one line for people. The framework shows it in pictures of a run.
  static string describe(const char* data, int size);

 private:
  enum WireType { REQUEST, ANSWER, ALL_ACKED, TRANSFER, TRANSFER_ACK, SYNC, SYNC_ACK };

  // Id, then port, in the lower six bytes. Compares as the Endpoint does.
  typedef unsigned long long Packed;

  // The phases of an operation; each sends its own kind of request.
  enum Stage { QUERY, WRITE, WRITE_BACK, REJECT };

  // One message on the wire, of any type. Fields that a type does not use keep their defaults.
  struct WireMessage {
    WireMessage(WireType type, const Endpoint& sender, int incarnation, int id);

    WireType type;
    Endpoint sender;
    int incarnation;        // The sender's: the tick at which it began.
    int id;                 // Of the transaction, the transfer, or the catch-up round.
    MessageType operation;  // REQUEST
    int stage;              // REQUEST, ANSWER: a Stage. SYNC_ACK: 1 if the sender has been ready.
    unsigned view;          // Of the key's replicas, or, SYNC and SYNC_ACK, of the neighbourhood.
    // REQUEST, ANSWER, ALL_ACKED: one record. TRANSFER: the batch.
    vector<std::pair<string, Record> > records;

    string encode() const;
    static bool decode(const char* data, int size, WireMessage* message);
    // In one line for people.
    string describe() const;
  };

  // One replica as the coordinator of an operation sees it in the current stage.
  struct Replica {
    Endpoint peer;
    bool answered;
    Version version;  // The version that it holds, as it answered (QUERY).
  };

  // An open operation, as its coordinator sees it.
  // Invariants: WRITE belongs to create, update and delete, WRITE_BACK to read, and REJECT to an
  // operation that is reported; success is reported with a quorum, and nothing is reported twice.
  struct Transaction {
    MessageType operation;
    string key;
    Record written;  // What a create, update or delete writes.
    Record found;    // The newest record among the answers to QUERY.
    Stage stage;
    int startedAt;   // Tick.
    int lastSentAt;  // Tick.
    int ringNumber;  // Of the ring that `replicas` was taken from.
    unsigned view;
    bool reported;  // The coordinator's line is in the course's log.
    vector<Replica> replicas;

    size_t quorum() const { return replicas.size() / 2 + 1; }
    bool hasQuorum() const { return answers() >= quorum(); }
    bool isAnsweredByAll() const { return answers() == replicas.size(); }
    // The result to report once a quorum has stored the record.
    bool isSuccess() const { return operation != READ || found.present; }
    size_t answers() const;
    size_t holdersOfFound() const;
    // The replica of that peer, if the peer has not answered the current stage; else NULL.
    Replica* findUnanswered(const Endpoint& peer);
    // Begins to wait for all replicas, or only for those that lack the record that was found.
    void awaitAll();
    void awaitStale();
  };

  // A batch of copies in flight to one replica, with the versions that were sent.
  struct Transfer {
    Endpoint target;
    int sentAt;
    vector<std::pair<string, Version> > content;
  };

  // A peer that catches up, or has done so, as its SYNC messages describe it. It is or was JOINING,
  // REJOINING or GAINING: SYNC does not tell which.
  struct JoiningReplica {
    int incarnation;
    int round;
    int since;  // The tick of the round's first SYNC. The round does not wait for later hints.
  };

  // The coordinator's side.
  void startOperation(MessageType operation, const string& key, const string& value);
  void takeReplicas(Transaction* transaction);
  void enterStage(int transID, Transaction* transaction, Stage stage);
  void sendRequests(int transID, Transaction* transaction);
  WireMessage makeRequest(int transID, const Transaction& transaction, Stage stage) const;
  void handleAnswer(const WireMessage& message);
  static bool isOutdated(const WireMessage& answer, const Transaction& transaction, int age);
  void applyAnswer(int transID, Transaction* transaction, const Replica& replica,
                   const Record& record);
  void applyQueryAnswer(int transID, Transaction* transaction, const Replica& replica,
                        const Record& record);
  void applyStoreAnswer(int transID, Transaction* transaction);
  void decideWrite(int transID, Transaction* transaction);
  void decideRead(int transID, Transaction* transaction);
  Version versionAfter(const Version& found, int transID) const;
  void readRepair(int transID, const Transaction& transaction, const Replica& replica);
  // Does nothing if the operation is reported. REQUIRES: a success has a quorum.
  void report(int transID, Transaction* transaction, bool success);
  void sendAllAcked(const Transaction& transaction);
  void serveTransactions();
  bool isOver(const Transaction& transaction, int age) const;
  bool followView(int transID, Transaction* transaction);

  // The replica's side.
  void handleRequest(const WireMessage& request);
  void applyRequest(const WireMessage& request, const ReplicaSet& replicas);
  Record logRequest(const WireMessage& request);
  void logOnce(const WireMessage& request, bool success, const string& value);
  void handleAllAcked(const WireMessage& message);
  void forgetLoggedOperations();
  void collectTombstones();

  // The local copies.
  const string* encodedRecordOf(const string& key, bool* present) const;
  Record find(const string& key) const;
  Version versionOf(const string& key) const;
  bool adopt(const string& key, const Record& record);
  bool adoptOnCall(const string& key, const Record& record);
  bool isExpired(const Record& tombstone) const;
  // REQUIRES: no hint of the key is left.
  void dropCopy(const string& key);
  void dropSurplusCopy(const string& key);
  vector<string> localKeys() const;

  // Re-replication (the course says stabilization): hints and the transfers that deliver them.
  void handleTransfer(const WireMessage& message);
  bool applyTransferred(const string& key, const Record& record, const Endpoint& sender);
  void handleTransferAck(const WireMessage& message);
  void addHints(const string& key, const ReplicaSet& targets, int dueAt);
  void addHintsForOthers(const string& key, const ReplicaSet& replicas, const Endpoint& holder);
  void addHintsFor(const Endpoint& joining);
  void acknowledgeHint(const Endpoint& holder, const string& key, const Version& version);
  void dropTransfersToRemovedPeers();
  void serveTransfers();
  void retransmitTransfers();
  void deliverHints();
  void sendKeys(const Endpoint& target, const vector<string>& keys);
  void startTransfer(Transfer* transfer);
  void sendTransfer(int id, Transfer* transfer);
  void pruneAcknowledged(int id, Transfer* transfer);
  bool isHandedOverTooLong(const string& key, const Endpoint& target) const;
  bool isFromEarlierIncarnation(const WireMessage& message) const;

  // Catch-up: this peer's own, and that of other peers.
  void noteTick();
  void noteTurn() const;
  void beginIncarnation(int now);
  void serveCatchUp();
  void handleSync(const WireMessage& message);
  const JoiningReplica& noteJoining(const WireMessage& sync);
  void handleSyncAck(const WireMessage& message);

  // The ring.
  bool memberListIsUnchanged();
  vector<Endpoint> takeMembers();
  static bool isInOrder(const vector<Packed>& list);
  static vector<Packed> sortedOnce(vector<Packed> list);
  static vector<Packed> differenceOf(const vector<Packed>& one, const vector<Packed>& other);
  static vector<Node> nodesOf(const vector<Endpoint>& peers);
  static size_t positionOf(const string& key);
  static ReplicaSet replicasOn(const Ring& ring, const string& key);
  ReplicaSet replicasNow(const string& key) const { return replicasOn(ring, key); }
  static unsigned viewOf(const Endpoint* first, const Endpoint* last);
  static unsigned viewOf(const ReplicaSet& replicas);
  static unsigned viewOf(const vector<Endpoint>& peers);

  // Messages.
  WireMessage makeMessage(WireType type, int id) const;
  void handleMessage(const char* data, int size);
  bool fitsIntoMessage(const string& key, const string& value) const;
  size_t messageRoom() const;
  void send(const Endpoint& to, const WireMessage& message);
  void sendBytes(const Endpoint& to, const string& bytes);
  void logResult(bool isCoordinator, MessageType operation, int transID, bool success,
                 const string& key, const string& value);
  static Packed packed(const Endpoint& endpoint);
  static Endpoint unpacked(Packed bytes);
  static Packed packedEntry(const MemberListEntry& entry);
  static Endpoint endpointOf(const Address& address);
  static Address addressOf(const Endpoint& endpoint);

  // Constant after construction.
  Member* memberNode;
  Params* par;
  EmulNet* emulNet;
  Log* log;
  HashTable* ht;          // Owned. The keys that have a value here: Records as text.
  HashTable* tombstones;  // Owned. The keys that were deleted: the same, without a value.
  Endpoint self;

  // Changes when the membership does.
  vector<Packed> knownMembers;  // The member list that the ring was made from.
  size_t nextCompared;          // The index at which the next comparison starts.
  unsigned ringChecks;          // Counts the calls that meet a long list.
  Ring ring;
  int ringNumber;  // Increases with each change of the ring.

  // Catch-up.
  CatchUp catchUp;
  int incarnation;                                // The tick since which it has kept its copies.
  int lastTick;                                   // At which it last acted; -1 before the first.
  map<Endpoint, JoiningReplica> joiningReplicas;  // The peers that have sent SYNC to this peer.

  // Changes each tick.
  map<int, Transaction> transactions;  // Those that this peer coordinates and are open, by transID.
  // Tombstones to collect: the earliest tick, and the key.
  std::set<std::pair<int, string> > tombstoneEnds;
  // Until when the tombstones of keys whose replicas have changed stay in any case.
  map<string, int> tombstonesHeld;
  // Operations whose line this replica has written to the course's log, by coordinator and transID;
  // and by tick, oldest first.
  std::set<std::pair<Endpoint, int> > logged;
  std::deque<std::pair<int, std::pair<Endpoint, int> > > loggedAges;
  Hints hints;                   // Invariant: each is of a key that has a copy here.
  map<int, Transfer> transfers;  // In flight: sent and not acknowledged, by id.
  int nextTransfer;
  long damagedMessages;
};

#endif
