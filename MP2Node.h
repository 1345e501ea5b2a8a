// MP2Node: the key-value store of one peer, replicated three times on a consistent-hashing ring.
//
// A key lives on the first peer at or after its hash on the ring (primary) and on the next two
// (secondary, tertiary); on all peers, if there are fewer than three. The peer on which a client
// call is made coordinates the operation; answers of a quorum, the majority of the replicas,
// decide.
//
// Operations (Attiya, Bar-Noy, Dolev: Sharing Memory Robustly, 1995, with many writers)
//   version   each write carries one (tick, transaction, writer), above those of all writes that
//             have ended; a replica keeps the highest it has seen. A delete writes a tombstone
//   create    WRITE to all replicas
//   read      ASK; if the quorum disagrees, the newest is written back (REPAIR) to a quorum before
//             the result is reported
//   update,   ASK whether the key is there; then WRITE, or, if it is not, REJECT
//   delete
//   Requests are sent again until answered; a replica logs each operation once, the coordinator
//   reports each once: success, failure, or failure when the time is up.
//
// Views. A request carries the sender's view of the key's replicas; a replica with another view
// does not answer, and the coordinator asks again with a fresher ring. So the quorums of two views
// never both decide.
//
// New replicas. A peer that becomes a replica of keys, by a change of the ring or because it comes
// back, does not answer for them until all its neighbours on the ring, in the same view, have said
// that they owe it nothing (SYNC, CLEAR). A peer without memory of an earlier life waits besides
// until no operation is open that an answer of that life was counted for.
//
// Debts. Whoever holds a version owes it to each replica of which it does not know that it has it:
// after a write, until the coordinator says that all have it (SETTLED); after a change of the ring,
// to the newcomers. A debt is paid by TRANSFER, until CONFIRM. A peer that is no replica of a key
// any more gives it up when all replicas have it, so that three copies remain, not more. So does
// every replica with a tombstone, 200 ticks after the delete.
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

// Borrows all but the hash tables; the Member belongs to the framework.
class MP2Node {
 public:
  // When a value was written, and by whom. Later writes compare greater. All 0: never.
  struct Version {
    int tick;
    int transID;
    int writer;  // The coordinator's id.

    Version();
    Version(int tick, int transID, int writer);
    bool operator<(const Version& other) const;
    bool operator==(const Version& other) const;
  };

  // What a replica knows of a key. Version 0: nothing. Else a value, or, not present, a tombstone.
  struct Record {
    Version version;
    bool present;
    string value;

    Record();
    Record(const Version& version, bool present, const string& value);
    // As the hash tables hold it: the version, then the value.
    string toString() const;
    // REQUIRES: `text` came from toString().
    static Record fromString(const string& text, bool present);
  };

  typedef std::pair<int, short> Endpoint;  // Id and port.

  // Copies of a key, where there are that many peers.
  enum : size_t { kReplicas = 3 };

  // The peers in the order of their hash codes, then of id and port, each once. A value; eight
  // bytes a peer, so that each of ten thousand peers can have its own ring of them all.
  class Ring {
   public:
    size_t size() const { return slots_.size(); }
    bool isEmpty() const { return slots_.empty(); }
    bool contains(const Endpoint& peer) const;

    // The replicas of a key with that hash code, primary first, to `replicas`. Returns how many.
    size_t findReplicas(size_t position, Endpoint (&replicas)[kReplicas]) const;

    // `peer` with so many before and after it, in the ring's order; if there are not so many, all,
    // from `peer` on. Empty if it is not there.
    vector<Endpoint> around(const Endpoint& peer, size_t before, size_t after) const;
    // The same as a ring.
    Ring partAround(const Endpoint& peer, size_t before, size_t after) const;

    vector<Endpoint> peers() const;

    // This ring with those of `changed` that it lacks, and without those that it has.
    // REQUIRES: each peer stands in `changed` once, and they are in order of id and port.
    Ring toggled(const vector<Endpoint>& changed) const;

   private:
    typedef unsigned long long Slot;  // The hash code above the peer's Packed.

    static Slot slotOf(const Endpoint& peer);
    static Endpoint peerOf(Slot slot);
    static size_t hashCodeOf(Slot slot) { return static_cast<size_t>(slot >> 48); }
    static vector<Slot> sortedSlots(const vector<Endpoint>& peers);
    vector<Slot> slotsAround(const Endpoint& peer, size_t before, size_t after) const;

    vector<Slot> slots_;  // Sorted.
  };

  MP2Node(Member* memberNode, Params* par, EmulNet* emulNet, Log* log, Address* addressOfMember);
  virtual ~MP2Node();
  MP2Node(const MP2Node&) = delete;
  MP2Node& operator=(const MP2Node&) = delete;

  Member* getMemberNode() { return memberNode; }

  // Takes over the membership list; a change of the ring starts stabilization. A change of the
  // list's size is seen at once, and in a list of up to 256 entries any. Of a longer list every
  // sixteenth call compares 256, going round, and the last.
  void updateRing();
  // The ring's peers, in its order. This peer is always one of them: not every membership protocol
  // lists its own peer.
  vector<Node> getMembershipList();
  size_t hashFunction(string key);

  // The key's replicas: primary, secondary, tertiary. Fewer if there are fewer peers.
  vector<Node> findNodes(string key);

  // The client calls: this peer becomes the coordinator. The result is logged.
  // A create of a key that is there overwrites it.
  void clientCreate(string key, string value);
  void clientRead(string key);
  void clientUpdate(string key, string value);
  void clientDelete(string key);

  // Moves what has arrived into the member's queue. False once the peer has failed.
  bool recvLoop();
  static int enqueueWrapper(void* env, char* buff, int size);

  // Handles the queue, then what is due this tick: time-outs, repetitions, transfers.
  void checkMessages();

  // The server calls: this peer's own copy. False, and nothing changes, if it is newer already.
  bool createKeyValue(string key, string value, Version version);
  bool updateKeyValue(string key, string value, Version version);
  bool deletekey(string key, Version version);
  // False if the key is not here; *record is then its tombstone, or has version 0.
  bool readKey(string key, Record* record);

  // Finds out, after a change of the ring from `oldRing`, which keys are owed to whom.
  void stabilizationProtocol(const Ring& oldRing);

  // How many messages were dropped because they were damaged or none of ours.
  long getDamagedMessages() const { return damagedMessages; }

 private:
  enum WireType { REQUEST, ANSWER, SETTLED, TRANSFER, CONFIRM, SYNC, CLEAR };

  // Id and port in the lower six bytes, such that it orders as they do.
  typedef unsigned long long Packed;

  // What a request asks for.
  enum Stage { ASK, WRITE, REPAIR, REJECT };

  // The replicas of a key, or some of them, in order of id and port.
  class ReplicaSet {
   public:
    ReplicaSet() : size_(0) {}
    const Endpoint* begin() const { return peers_; }
    const Endpoint* end() const { return peers_ + size_; }
    size_t size() const { return size_; }
    bool contains(const Endpoint& peer) const;
    // Does nothing if the peer is there.
    // REQUIRES: there is room.
    void insert(const Endpoint& peer);
    ReplicaSet without(const Endpoint& peer) const;
    bool operator==(const ReplicaSet& other) const;

   private:
    Endpoint peers_[kReplicas];
    size_t size_;
  };

  // One message on the wire, of any type; a type leaves what it does not use at its default.
  struct WireMessage {
    WireMessage(WireType type, const Endpoint& sender, int life, int id);

    WireType type;
    Endpoint sender;
    int life;               // Of the sender: the tick at which it began.
    int id;                 // The transaction's, the transfer's, or the round's of SYNC and CLEAR.
    MessageType operation;  // REQUEST
    int stage;              // REQUEST, ANSWER: a Stage. CLEAR: 1 if the sender has been ready.
    unsigned view;          // REQUEST, ANSWER: of the key. SYNC, CLEAR: of the neighbourhood.
    // REQUEST, ANSWER, SETTLED: one. TRANSFER: the batch.
    vector<std::pair<string, Record> > records;

    string encode() const;
    static bool decode(const char* data, int size, WireMessage* message);
  };

  // One replica, as an operation's coordinator sees it in the present stage.
  struct Replica {
    Endpoint peer;
    bool answered;
    Version version;  // What it said it has (ASK).
  };

  struct Transaction {
    MessageType operation;
    string key;
    Record written;  // By a create, update or delete.
    Record found;    // The newest among the answers to ASK.
    Stage stage;
    int startedAt;
    int lastSentAt;
    int ringNumber;  // Of the ring that the replicas are from.
    unsigned view;
    bool reported;  // The coordinator's line has been logged.
    vector<Replica> replicas;

    size_t quorum() const { return replicas.size() / 2 + 1; }
    // Once a quorum has what it was sent.
    bool isSuccess() const { return operation != READ || found.present; }
    size_t answers() const;
    size_t holdersOfFound() const;
  };

  // What one peer is owed of one key.
  struct Debt {
    Endpoint to;
    int since;     // The tick at which it arose.
    int dueAt;     // Not paid before: a write may settle by itself.
    int transfer;  // The number of the transfer that pays it and is on its way, or kUnsent.
  };

  struct Transfer {
    Endpoint target;
    int sentAt;
    vector<std::pair<string, Version> > content;
  };

  // A peer that has asked whether it is owed anything.
  struct Newcomer {
    int life;
    int round;
    int since;  // When the round was first heard of: what arises later is no concern of it.
  };

  // The coordinator's side.
  void startOperation(MessageType operation, const string& key, const string& value);
  void takeReplicas(Transaction* transaction);
  void enterStage(int transID, Transaction* transaction, Stage stage);
  void sendRequests(int transID, Transaction* transaction);
  WireMessage makeRequest(int transID, const Transaction& transaction, Stage stage) const;
  void handleAnswer(const WireMessage& message);
  void takeAnswer(int transID, Transaction* transaction, const Replica& replica,
                  const Record& record);
  void decideOnAnswers(int transID, Transaction* transaction);
  Version versionAfter(const Version& found, int transID) const;
  void repairIfOlder(int transID, const Transaction& transaction, const Replica& replica);
  void report(int transID, Transaction* transaction, bool success);
  void sendSettled(const Transaction& transaction);
  void serveTransactions();
  bool isOver(const Transaction& transaction, int age) const;
  bool followRing(int transID, Transaction* transaction);

  // The replica's side.
  void handleRequest(const WireMessage& request);
  void logOnce(const WireMessage& request, bool success, const string& value);
  void handleSettled(const WireMessage& message);
  void forgetTheOld();

  // The local copies.
  const string* textOf(const string& key, bool* present) const;
  Record find(const string& key) const;
  Version versionOf(const string& key) const;
  bool adopt(const string& key, const Record& record);
  bool isExpired(const Record& tombstone) const;
  void giveUp(const string& key);
  void giveUpIfUnneeded(const string& key);
  vector<string> keysHere() const;

  // Stabilization: debts and how they are paid.
  void handleTransfer(const WireMessage& message);
  void handleConfirm(const WireMessage& message);
  Debt* findDebt(const string& key, const Endpoint& target);
  static Debt* findDebt(vector<Debt>* debts, const Endpoint& target);
  void owe(const string& key, const ReplicaSet& targets, int dueAt);
  void oweToOthers(const string& key, const ReplicaSet& replicas, const Endpoint& holder);
  void oweEverythingTo(const Endpoint& newcomer);
  bool callIn(const Endpoint& target, int since);
  void noteHolder(const Endpoint& holder, const string& key, const Version& version);
  void payAnew(Debt* debt);
  void forgetDebtors(const string& key, const ReplicaSet& replicas);
  void forgetTransfersToTheGone();
  void serveTransfers();
  void repeatTransfers();
  void payDebts();
  void sendKeys(const Endpoint& target, const vector<string>& keys);
  void startTransfer(Transfer* transfer);
  void sendTransfer(int id, Transfer* transfer);
  void dropWhatIsPaid(int id, Transfer* transfer);
  bool isOfAnEarlierLife(const WireMessage& message) const;

  // Stabilization: when this peer may answer for its keys.
  void noteTick();
  void noteGain(const Ring& oldRing);
  void beginRound();
  void serveSync();
  void handleSync(const WireMessage& message);
  void handleClear(const WireMessage& message);
  bool isReady(const string& key);
  void beReady();

  // The ring.
  bool membersAreKnown();
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
  vector<Endpoint> neighbourhoodOf(const Endpoint& peer) const;

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
  HashTable* ht;          // Owned. The keys that are here: Records as text.
  HashTable* tombstones;  // Owned. Those that were deleted: the same, without a value.
  Endpoint self;

  // Changes when the membership does.
  vector<Packed> knownMembers;  // The member list that the ring was made from.
  size_t nextCompared;          // The entry that it will be compared from.
  unsigned ringChecks;          // Counts the calls that compare a part of a long list.
  Ring ring;
  int ringNumber;  // Counts the rings.

  // Readiness.
  int life;           // The tick at which this peer began to know what it knows.
  int lastTick;       // At which it last did anything; -1 before.
  int notReadySince;  // If ringsBefore is not empty: the tick since when.
  bool beenReady;     // In this life.
  // The rings from before the changes that made it a replica of more keys, until it has caught up:
  // it may answer for what it was a replica of on all of them. Of each no more than is needed to
  // tell. An empty ring: for nothing.
  vector<Ring> ringsBefore;
  int round;                          // The number of the present round of SYNC.
  bool isFinalRound;                  // Its end makes the peer ready.
  bool metReadyPeer;                  // In this round: somebody CLEARed who has been ready.
  int lastSyncAt;                     // When SYNC was last sent.
  vector<Endpoint> neighbourhood;     // Who the round asks, this peer among them.
  std::set<Endpoint> cleared;         // Who of them has said CLEAR.
  map<Endpoint, Newcomer> newcomers;  // Those who have asked this peer.

  // Changes each tick.
  map<int, Transaction> transactions;               // Coordinated here and not over, by transID.
  std::set<std::pair<int, string> > tombstoneEnds;  // When, at the earliest, and of which key.
  // Operations that this replica has logged, by coordinator and transID; by tick, oldest first.
  std::set<std::pair<Endpoint, int> > logged;
  std::deque<std::pair<int, std::pair<Endpoint, int> > > loggedAges;
  map<string, vector<Debt> > owed;  // By key: one for each peer that it is owed to.
  int nextDueAt;                    // No debt that is not on its way is due before this.
  map<int, Transfer> transfers;     // Sent and not confirmed, by id.
  int nextTransfer;
  long damagedMessages;
};

#endif
