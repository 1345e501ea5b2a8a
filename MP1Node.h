// MP1Node: the membership protocol of one peer, gossip-style heartbeating.
// (van Renesse, Minsky, Hayden: A Gossip-Style Failure Detection Service, 1998.)
//
// Each member counts a heartbeat and keeps, for every member it knows, the largest heartbeat it has
// heard of and the tick at which that last grew. Each tick it sends its list to a few members. A
// member whose heartbeat has not grown for TFAIL ticks is suspected: it is no longer gossiped, but
// still remembered, so that nobody's old gossip installs it again. After TREMOVE = 2 TFAIL ticks it
// is removed.
//
//   join     JOINREQ to the introducer (1:0) until a list comes back: JOINREP, or anybody's GOSSIP
//   leave    LEAVE to all members, who remove the sender at once
//   restart  under the old id: the heartbeat starts at the current tick, above all earlier ones
//
// Nothing here is drawn by chance: whom to send to is a function of the tick and of the list.
// C++11, the course's API alone. The messages are described at the top of MP1Node.cpp.
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

#include <iterator>
#include <utility>

#include "stdincludes.h"
#include "Log.h"
#include "Params.h"
#include "Member.h"
#include "EmulNet.h"
#include "Queue.h"

enum MsgTypes { JOINREQ, JOINREP, GOSSIP, LEAVE, DUMMYLASTMSGTYPE };

// All that depends on the group's size. Ticks and counts.
//
// With a fan-out of F every member receives exactly F lists a tick, each from another member
// (MP1Node::gossipTarget), so news reaches all n members in about log2(n) rounds.
struct GossipPlan {
  // Members that each member sends to in a tick: 4, or all there are. Costs traffic; buys time
  // against loss: a heartbeat goes unheard for a tick only if all its ways fail.
  int fanOut;
  // Messages that the whole list takes: one, until it outgrows a message.
  int parts;
  // A round: the ticks in which each member receives every part at least once.
  int roundTicks;
  // Suspected after this silence: 6 ticks of slack for delays up to 2 ticks on some hops, and a
  // round for each doubling of those who know. Lower is faster and less sure.
  int tfail;
  // Removed after this silence: T_cleanup = 2 T_fail, by when nobody gossips the member any more.
  int tremove;

  // REQUIRES: both at least 1.
  static GossipPlan forGroup(int groupSize, int entriesPerMessage);
};

// Borrows everything; the Member belongs to the framework. The five-argument form is given one, the
// four-argument form makes one for the framework to take over (getMemberNode).
class MP1Node {
 public:
  MP1Node(Member* member, Params* params, EmulNet* emul, Log* log, Address* address);
  MP1Node(Params* params, EmulNet* emul, Log* log, Address* address);
  virtual ~MP1Node();

  Member* getMemberNode() { return memberNode; }

  // Moves what has arrived into the member's queue. False once the peer has failed.
  int recvLoop();
  static int enqueueWrapper(void* env, char* buff, int size);

  // Starts the peer, for the first time or again. The join address is always 1:0.
  void nodeStart(char* servaddrstr, short servport);
  int initThisNode(Address* joinaddr);
  int introduceSelfToGroup(Address* joinAddress);

  // One tick: handles the queue, then gossips and looks for the silent.
  void nodeLoop();
  void checkMessages();
  // Handles one message of `size` bytes. False if it was damaged or none of ours.
  bool recvCallBack(void* env, char* data, int size);
  void nodeLoopOps();

  // Leaves the group: tells all members, and does nothing more until nodeStart.
  int finishUpThisNode();

  int isNullAddress(Address* addr);
  Address getJoinAddress();
  void initMemberListTable(Member* memberNode);
  void printAddress(Address* addr);

  // How many messages were dropped because they were damaged or none of ours.
  long getDamagedMessages() const { return damagedMessages; }

  // The index that member `ownIndex` of a list of `groupSize` sends to in its `slot`-th message of
  // all time. In each slot everybody's targets differ, and any groupSize - 1 consecutive slots that
  // start at a multiple of that number reach every other member once.
  // REQUIRES: groupSize >= 2.
  static int gossipTarget(int ownIndex, int groupSize, unsigned slot);

 private:
  typedef std::pair<int, short> Endpoint;  // Id and port.

  struct Heartbeat {
    Endpoint member;
    long count;
  };

  struct ReceivedMessage {
    MsgTypes type;
    Heartbeat sender;
    const char* entries;  // Still encoded, in the received buffer.
    size_t entryCount;
  };

  static bool decode(const char* data, int size, ReceivedMessage* message);
  static Heartbeat decodeMember(const char* data);
  static Endpoint endpointOf(const MemberListEntry& entry);
  static Endpoint endpointOf(const Address& address);
  static Address addressOf(const Endpoint& endpoint);

  void handleJoinRequest(const ReceivedMessage& message);
  void handleList(const ReceivedMessage& message);
  void handleLeave(const ReceivedMessage& message);

  bool isAt(size_t index, const Endpoint& member) const;
  size_t placeOf(const Endpoint& member) const;
  size_t merge(const Heartbeat& heard, size_t hint);
  void addMember(size_t index, const Heartbeat& heard);
  void removeMember(size_t index);
  void rememberOwnPlace();
  bool isSilentFor(int ticks, const MemberListEntry& entry) const;
  void removeSilentMembers();

  GossipPlan plan() const;
  int entriesPerMessage() const;
  string encode(MsgTypes type, int part, int parts) const;
  void gossip();
  void seekTheMissing();
  void send(const Endpoint& to, const string& message);

  // Constant after construction.
  EmulNet* emulNet;
  Log* log;
  Params* par;
  Member* memberNode;  // memberList is sorted by id, then port, and holds the peer itself.
  char NULLADDR[6];

  // Changes each tick.
  int now;                       // The tick, read once at each entry.
  int lastSought;                // The tick at which somebody missing was last written to.
  map<Endpoint, long> departed;  // Who was removed, with the last heartbeat known.
  long damagedMessages;
};

#endif
