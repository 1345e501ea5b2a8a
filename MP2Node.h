// MP2Node: the key-value store of one peer, replicated three times on a consistent-hashing ring.
//
// A key lives on the first peer at or after its hash on the ring (primary) and on the next two
// (secondary, tertiary); on all peers, if there are fewer than three. The peer on which a client
// call is made coordinates the operation: it asks all replicas, and the majority's answers decide.
//
//   request   sent again every few ticks to those who have not answered, so that lost messages do
//             no harm; replicas tell repetitions by (coordinator, transaction) and do and log each
//             operation once
//   result    exactly one line of the coordinator: when a quorum has succeeded, when none can
//             succeed any more, or when the time is up
//   version   each write carries one (tick, transaction, writer); a replica never goes back to a
//             lower one, and a read answers with the highest among its quorum
//
// Stabilization: when the ring changes, whoever holds a key sends it to those replicas that are new
// to it, and again until they confirm. A peer that is no longer a replica of a key gives it up once
// all replicas have confirmed it, so that three copies remain, not more.
//
// Not promised: a write that a replica missed is not repaired later, a deleted key may come back
// from a replica that missed the delete, and a peer that restarts before the others have noticed
// its failure gets its copies back only at the next change of the ring. Delays: up to four ticks.
//
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

// Borrows all but the hash table; the Member belongs to the framework.
class MP2Node {
 public:
  // When a value was written, and by whom. Later writes compare greater.
  struct Version {
    int tick;
    int transID;
    int writer;  // The coordinator's id.

    bool operator<(const Version& other) const;
    bool operator==(const Version& other) const;
  };

  // What the hash table holds for a key, as text: the version, then the value.
  struct Record {
    Version version;
    string value;

    string toString() const;
    // REQUIRES: `text` came from toString().
    static Record fromString(const string& text);
  };

  MP2Node(Member* memberNode, Params* par, EmulNet* emulNet, Log* log, Address* addressOfMember);
  virtual ~MP2Node();
  MP2Node(const MP2Node&) = delete;
  MP2Node& operator=(const MP2Node&) = delete;

  Member* getMemberNode() { return memberNode; }

  // Takes over the membership list; a change of the ring starts stabilization.
  void updateRing();
  vector<Node> getMembershipList();
  size_t hashFunction(string key);

  // The key's replicas: primary, secondary, tertiary. Fewer if there are fewer peers.
  vector<Node> findNodes(string key);

  // The client calls: this peer becomes the coordinator. The result is logged.
  void clientCreate(string key, string value);
  void clientRead(string key);
  void clientUpdate(string key, string value);
  void clientDelete(string key);

  // Moves what has arrived into the member's queue. False once the peer has failed.
  bool recvLoop();
  static int enqueueWrapper(void* env, char* buff, int size);

  // Handles the queue, then what is due this tick: time-outs, repetitions, transfers.
  void checkMessages();

  // The server calls: this peer's own copy. False if the key is not here.
  // A create of a key that is here succeeds and keeps the value, as in the course's HashTable.
  bool createKeyValue(string key, string value, Version version);
  bool readKey(string key, Record* record);
  bool updateKeyValue(string key, string value, Version version);
  bool deletekey(string key, Version version);

  // Finds out, after a change of the ring from `oldRing`, which keys have to be sent to whom.
  void stabilizationProtocol(const vector<Node>& oldRing);

  // How many messages were dropped because they were damaged or none of ours.
  long getDamagedMessages() const { return damagedMessages; }

 private:
  typedef std::pair<int, short> Endpoint;  // Id and port.
  typedef std::set<Endpoint> Endpoints;

  enum WireType { REQUEST, ANSWER, TRANSFER, CONFIRM };

  // One message on the wire, of any type; a type leaves what it does not use at its default.
  struct WireMessage {
    WireMessage(WireType type, const Endpoint& sender, int id);

    WireType type;
    Endpoint sender;
    int id;                 // The transaction's, or the transfer's.
    MessageType operation;  // REQUEST
    bool success;           // ANSWER
    // REQUEST and ANSWER: at most one. TRANSFER: the batch.
    vector<std::pair<string, Record> > records;

    string encode() const;
    static bool decode(const char* data, int size, WireMessage* message);
  };

  enum AnswerState { WAITING, SUCCEEDED, FAILED };

  struct Transaction {
    MessageType operation;
    string key;
    Record record;  // What is to be written; for a read, the best found so far.
    int startedAt;
    int lastSentAt;
    bool reported;  // The coordinator's line has been logged.
    vector<std::pair<Endpoint, AnswerState> > replicas;

    int count(AnswerState state) const;
    int quorum() const { return static_cast<int>(replicas.size()) / 2 + 1; }
  };

  struct Transfer {
    Endpoint target;
    int sentAt;
    vector<std::pair<string, Version> > content;
    string message;
  };

  // The coordinator's side.
  void startOperation(MessageType operation, const string& key, const string& value);
  void sendRequests(int transID, const Transaction& transaction);
  void handleAnswer(const WireMessage& message);
  void decide(int transID, Transaction* transaction);
  void report(int transID, Transaction* transaction, bool success);
  void serveTransactions();
  bool isOver(const Transaction& transaction, int age) const;

  // The replica's side.
  void handleRequest(const WireMessage& request);
  bool serve(const WireMessage& request, Record* record);
  void forgetTheOld();

  // Stabilization.
  void handleTransfer(const WireMessage& message);
  void handleConfirm(const WireMessage& message);
  void owe(const string& key, const Endpoints& targets);
  void forgetDebtors(const string& key, const Endpoints& replicas);
  void forgetTransfersToTheGone();
  void serveTransfers();
  void sendKeys(const Endpoint& target, const vector<string>& keys);
  void sendTransfer(const Endpoint& target, const WireMessage& message);
  void settle(int id, const Endpoint& target, const string& key, const Version& version);

  // The ring.
  bool membersAreKnown() const;
  static bool comesBefore(const Node& left, const Node& right);
  vector<Node> replicasOn(const vector<Node>& nodes, const string& key);
  Endpoints replicaEndpoints(const vector<Node>& nodes, const string& key);
  bool isOnRing(const Endpoint& peer) const { return ringPeers.count(peer) > 0; }

  bool find(const string& key, Record* record);
  void noteDeletion(const string& key, const Version& version);
  bool wasDeletedAfter(const string& key, const Version& version) const;
  void store(const string& key, const Record& record);
  bool fitsIntoMessage(const string& key, const string& value) const;
  size_t messageRoom() const;
  void handleMessage(const char* data, int size);
  void logResult(bool isCoordinator, MessageType operation, int transID, bool success,
                 const string& key, const string& value);
  void send(const Endpoint& to, const string& message);
  static Endpoint endpointOf(const MemberListEntry& entry);
  static Endpoint endpointOf(const Address& address);
  static Address addressOf(const Endpoint& endpoint);

  // Constant after construction.
  Member* memberNode;
  Params* par;
  EmulNet* emulNet;
  Log* log;
  HashTable* ht;  // Owned. Holds Records as text.
  Endpoint self;

  // Changes when the membership does.
  vector<Endpoint> knownMembers;  // The member list that the ring was made from.
  vector<Node> ring;              // Sorted by hash, then id, then port.
  Endpoints ringPeers;
  int ringChangedAt;  // The tick; long ago if there was but one ring.

  // Changes each tick.
  map<int, Transaction> transactions;  // Coordinated here and not over, by transID.
  // Answers given, by coordinator and transID: repeated when the request is.
  map<std::pair<Endpoint, int>, string> answers;
  std::deque<std::pair<int, std::pair<Endpoint, int> > > answerAges;  // By tick, oldest first.
  // For each key here that somebody must still confirm: who. The value is the number of the
  // transfer of it that is on its way to that peer, or kUnsent.
  map<string, map<Endpoint, int> > owed;
  map<int, Transfer> transfers;  // Sent and not confirmed, by id.
  // Deletes of the last 200 ticks: what was written before must not come back by a late message.
  map<string, Version> deletions;
  std::deque<std::pair<int, string> > deletionAges;  // By tick, oldest first.
  int nextTransfer;
  long damagedMessages;
};

#endif
