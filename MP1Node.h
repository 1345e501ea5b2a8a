// MP1Node: the membership protocol of one peer, a gossip-style failure detector.
// (van Renesse, Minsky, Hayden: A Gossip-Style Failure Detection Service, 1998.)
//
// Each member counts a heartbeat. For every member that it monitors, it keeps the largest heartbeat
// it has received and the tick at which that last grew, and each tick it gossips these heartbeats
// to a few members. A member whose heartbeat has not grown for TFAIL ticks is suspected: its
// heartbeat is no longer gossiped, but still remembered, so that late gossip cannot reinstall it.
// After TREMOVE = 2 TFAIL ticks the member is removed.
//
// Zones. In a large group, no message has room for all heartbeats. Therefore the members whose ids
// share a block of 128 form a zone, and gossip as above among themselves. A group of up to 127 is a
// single zone, and the rest of this paragraph does not concern it. Between zones travel:
//   membership updates  who has joined or left a zone. Each member that learns of an update passes
//                       it on for a few ticks
//   zone heartbeats     for each zone, the newest heartbeat of any of its members. When it stops,
//                       all members of the zone are removed: none is left to report the others
//   anti-entropy        now and then the list of a whole zone, to repair lost updates
// The targets of these are members anywhere in the group.
//
//   join     JOINREQ to the introducer (1:0) until a list arrives: a JOINREP or, in a group of one
//            zone, any member's GOSSIP
//   leave    LEAVE to all members of the zone, which remove the sender at once; the other zones get
//            a membership update. The last member of its zone sends LEAVE to a few other members
//   restart  under the same id: heartbeats are ticks, so those of a new incarnation are larger than
//            all heartbeats of earlier incarnations
//
// The protocol consumes no random number: targets are a function of the tick and of the list.
// C++11, the course's API alone. MP1Node.cpp starts with the message format.
#ifndef _MP1NODE_H_
#define _MP1NODE_H_

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "stdincludes.h"
#include "Log.h"
#include "Params.h"
#include "Member.h"
#include "EmulNet.h"
#include "Queue.h"

enum MsgTypes { JOINREQ, JOINREP, GOSSIP, ZONE_HEARTBEATS, LEAVE, DUMMYLASTMSGTYPE };

// All that depends on the number of members. Ticks and counts.
//
// With a fan-out of F every member receives exactly F lists a tick, each from another member
// (MP1Node::gossipTarget), so news reaches all n members in about log2(n) rounds.
struct GossipPlan {
  // Members that each member sends to in a tick: 4, or all there are. Costs traffic; buys time
  // against loss: a heartbeat goes unheard for a tick only if all its ways fail.
  int fanOut;
  // Suspected after this silence: 6 ticks of slack for delays up to 2 ticks on some hops, and a
  // round for each doubling of those who know. Lower is faster and less sure.
  int tfail;
  // Removed after this silence: T_cleanup = 2 T_fail, by when nobody gossips the member any more.
  int tremove;

  // A round is the number of ticks in which all of a list is sent once.
  // REQUIRES: both at least 1.
  static GossipPlan forGroup(int groupSize, int roundTicks = 1);
};

// What a peer has heard of the members of its own zone, by their slot in it; or of the zones of a
// row. Arrays of a fixed size, so that a whole list is merged a few members at a time by one
// instruction.
class HeartbeatTable {
 public:
  static const int kSlotBits = 7;
  static const int kSlots = 1 << kSlotBits;

  // A list as it is sent: the heartbeat at each slot, or kNoHeartbeat.
  static const int kNoHeartbeat = -1;
  struct Vector {
    int at[kSlots];
    int first;  // Before this slot, and from `last` on, is nobody.
    int last;
    Vector() : first(0), last(0) { std::fill(at, at + kSlots, +kNoHeartbeat); }
  };

  HeartbeatTable() { clear(); }

  void clear();
  void add(int slot, int heartbeat, int now);
  void remove(int slot);

  bool has(int slot) const { return heartbeats[slot] != kVacant; }
  // The first slot that is not vacant, and the one behind the last. Equal if all are.
  int begin() const { return min(first, last); }
  int end() const { return last; }
  bool isEmpty() const { return first >= last; }
  // REQUIRES: has(slot).
  int heartbeat(int slot) const { return heartbeats[slot]; }
  int updatedAt(int slot) const { return heard[slot]; }

  // Takes note of a heartbeat, if it is newer.
  void merge(int slot, int heartbeat, int now);
  // The same for a list. True if it names places that are vacant here: those it leaves alone.
  bool mergeAll(const Vector& received, int now);

  bool isSilentFor(int ticks, int slot, int now) const { return now - heard[slot] > ticks; }
  bool anySilentFor(int ticks, int now) const;
  // All members, less those who have been silent for `ticks`.
  void copyTo(Vector* beats, int ticks, int now) const;

 private:
  static const int kVacant = 0x7fffffff;  // No heartbeat is newer: mergeAll() passes it by.
  static const int kBlockSlots = 16;      // Places that are looked at together. Divides kSlots.

  int first;  // Before this slot, and from `last` on, all are vacant.
  int last;
  int heartbeats[kSlots];
  int heard[kSlots];  // The tick at which the heartbeat last grew.
};

// Who stands where in a sorted list, without a look into the list itself: among thousands of peers
// that is in no cache. As ids mostly follow each other, a few intervals say all.
class MemberIndex {
 public:
  typedef std::pair<short, int> Endpoint;  // Port, then id, which the list is sorted by.

  static const size_t kNotFound = static_cast<size_t>(-1);

  void clear() { intervals.clear(); }
  // So many members whose ids follow each other, from that on.
  // REQUIRES: none of them is there, and nobody stands between them. count > 0.
  void insert(const Endpoint& firstMember, size_t count);
  // REQUIRES: index < size().
  void erase(size_t index);

  size_t size() const { return intervals.empty() ? 0 : intervals.back().end(); }
  bool has(const Endpoint& member) const { return find(member) != kNotFound; }
  // The index of the first of so many members whose ids follow each other; kNotFound if one of them
  // is not there. REQUIRES: count > 0.
  size_t find(const Endpoint& firstMember, size_t count = 1) const;
  // The index of `member`, or the slot where it would stand.
  size_t lowerBound(const Endpoint& member) const;
  // REQUIRES: index < size().
  Endpoint at(size_t index) const;

  // It will be used soon: asks memory for it.
  void prefetch() const { __builtin_prefetch(intervals.data()); }

 private:
  // Members whose ids follow each other.
  struct Interval {
    Endpoint first;
    size_t index;  // Of the first in the list.
    size_t count;

    size_t end() const { return index + count; }
    Endpoint at(size_t i) const {
      const unsigned id = static_cast<unsigned>(first.second) + static_cast<unsigned>(i - index);
      return Endpoint(first.first, static_cast<int>(id));
    }
    // How far behind the first its id is.
    size_t distanceOf(const Endpoint& member) const {
      return static_cast<unsigned>(member.second) - static_cast<unsigned>(first.second);
    }
    // REQUIRES: it does not come before the first.
    bool has(const Endpoint& member) const {
      return member.first == first.first && distanceOf(member) < count;
    }
  };

  // The number of intervals that begin at or before `member`, or at or before `index`.
  size_t intervalsUpTo(const Endpoint& member) const;
  size_t intervalsUpTo(size_t index) const;
  void shift(size_t fromInterval, int by);

  vector<Interval> intervals;
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

  // Leaves the group: tells its zone, and does nothing more until nodeStart.
  int finishUpThisNode();

  int isNullAddress(Address* addr);
  Address getJoinAddress();
  void initMemberListTable(Member* memberNode);
  void printAddress(Address* addr);

  // How many messages were dropped because they were damaged or none of ours.
  long getDamagedMessages() const { return damagedMessages; }

  // The index that member `ownIndex` of a list of `groupSize` sends to in its `step`-th message of
  // all time. In each step everybody's targets differ, and any groupSize - 1 consecutive slots that
  // start at a multiple of that number reach every other member once.
  // REQUIRES: groupSize >= 2.
  static int gossipTarget(int ownIndex, int groupSize, unsigned step);

 private:
  // In the order of port, then id, the members of a zone stand side by side.
  typedef MemberIndex::Endpoint Endpoint;
  typedef std::pair<short, unsigned> Zone;  // Port, and the ids' upper bits.

  struct Heartbeat {
    Endpoint member;
    int count;
  };

  // What a message brings, still encoded, in the received buffer.
  struct Section {
    const char* entries;
    size_t count;
  };

  struct ReceivedMessage {
    MsgTypes type;
    Heartbeat sender;
    int tick;          // At which it was sent.
    size_t listSize;   // The sender's.
    Zone block;        // Of which `beats` are: a zone, or, in ZONE_HEARTBEATS, a row of zones.
    size_t firstSlot;  // Of `beats` in it.
    Section heartbeats;
    Section joined;  // Runs; its count is that of their bytes.
    Section left;
  };

  // The newest heartbeats of other zones: a table of zones as a zone's is one of members.
  struct ZoneRow {
    Zone row;  // Port, and the zones' numbers' upper bits.
    HeartbeatTable zones;
  };

  // A run of members who have joined, or one who has left, as it is sent.
  struct MembershipUpdate {
    string encoded;
    bool joined;
    bool isOfOwnZone;
    int ticksLeft;  // In which it is still sent.
  };

  // A list that somebody has said to have.
  struct ListSize {
    size_t size;
    Endpoint owner;
    ListSize() : size(0) {}
  };

  // What a message says how many it has of, in that order.
  enum Part { kHeartbeats, kJoined, kLeft, kParts };

  class Run;
  class Writer;

  bool decode(const char* data, int size, ReceivedMessage* message) const;
  Heartbeat decodeMember(const char* data) const;
  static void putMember(char* at, const Endpoint& member, long count);
  static string encodedMember(const Heartbeat& member);
  static void readHeartbeats(const ReceivedMessage& message, HeartbeatTable::Vector* beats);
  static Endpoint endpointOf(const MemberListEntry& entry);
  static Endpoint endpointOf(const Address& address);
  static Address addressOf(const Endpoint& endpoint);
  static bool comesBefore(const Heartbeat& left, const Heartbeat& right);
  static bool isSameMember(const Heartbeat& left, const Heartbeat& right);
  static bool isExpired(const MembershipUpdate& update);

  void handleJoinRequest(const Heartbeat& sender);
  void handleList(const ReceivedMessage& message);
  void handleLeave(const Heartbeat& sender);
  void mergeHeartbeats(const ReceivedMessage& message);
  void mergeOwnZone(HeartbeatTable::Vector* received);
  void mergeOtherZone(const Zone& of, const HeartbeatTable::Vector& beats);
  void mergeRuns(const Section& received);
  bool mergeKnownRun(const char* run);
  int countInRun(int firstCount, char above) const;
  void mergeSender(const Heartbeat& sender);
  void mergeMember(const Heartbeat& heard, vector<Heartbeat>* unknown);
  void install(vector<Heartbeat>* unknown);
  void mergeDeparture(const Heartbeat& last);
  void applyDeparture(const Heartbeat& last);

  // The zones.
  Zone zoneOf(const Endpoint& member) const;
  bool isInOwnZone(const Endpoint& member) const { return zoneOf(member) == ownZone; }
  int zoneCapacity() const { return 1 << zoneBits; }  // Ids in a zone.
  int slotInZone(int id) const { return id & (zoneCapacity() - 1); }
  Endpoint memberAt(const Zone& of, int slot) const;
  int zoneSize() const { return static_cast<int>(zoneEnd - zoneBegin); }
  bool isOneZone() const { return zoneRows.empty(); }
  size_t endOf(const Zone& of) const;
  Zone rowOf(const Zone& of) const;
  int slotInRow(const Zone& of) const;
  ZoneRow* findRow(const Zone& row);
  void watchZone(const Heartbeat& member);
  void unwatchIfEmpty(const Zone& of);
  void mergeZoneHeartbeat(const Zone& of, int heartbeat);
  bool isZoneSilentFor(int ticks, const Zone& of);
  void removeSilentZones();
  void removeZone(const Zone& of, int lastHeartbeat);

  // The member list.
  int heartbeatOf(size_t index) const;
  bool isStale(const Heartbeat& heard);
  void addMembers(const vector<Heartbeat>& added);
  void insertIntoList(const vector<Heartbeat>& added);
  void removeMember(size_t index, int lastHeartbeat);
  void updatePositions();
  static size_t endOfConsecutive(const vector<Heartbeat>& members, size_t first);
  void removeSilentMembers();
  void publishHeartbeats();

  // What is sent.
  GossipPlan zonePlan() const { return GossipPlan::forGroup(zoneSize()); }
  GossipPlan groupPlan() const;
  int messageRoom() const;
  size_t updateRoom() const;
  size_t updatesThatFit() const;
  void queueJoined(const vector<Heartbeat>& members);
  void queueLeft(const Heartbeat& last);
  vector<string> runsOf(const vector<Heartbeat>& members) const;
  void gossip();
  void gossipInZone();
  void gossipToGroup();
  bool isAntiEntropyTurn() const;
  void sendAntiEntropy();
  Zone nextAntiEntropyZone();
  unsigned stepOf(int fanOut, int i) const;
  Endpoint groupTarget(int fanOut, int i) const;
  void expireUpdates();
  void writeZone(Writer* writer) const;
  void writeZoneHeartbeats(Writer* writer) const;
  void writeUpdates(Writer* writer, bool joined, bool ofOwnZone) const;
  vector<Heartbeat> membersOf(const Zone& of) const;
  vector<Heartbeat> removedOf(const Zone& of) const;
  vector<Heartbeat> inTurn(const vector<Heartbeat>& members, size_t most) const;
  void sendFullList(const Endpoint& to);
  void requestFullSync();
  void probeMissing();
  void send(const Endpoint& to, const string& message);
  string emptyMessage(MsgTypes type) const;

  // Constant after construction.
  EmulNet* emulNet;
  Log* log;
  Params* par;
  Member* memberNode;  // memberList is sorted by port, then id, and holds the peer itself.
  char NULLADDR[6];

  // Constant after nodeStart.
  Endpoint self;
  int zoneBits;  // Of an id, those that tell members of a zone apart. A zone's list fits into a
                 // message.
  Zone ownZone;

  // Changes each tick.
  int now;                  // The tick, read once at each entry.
  int lastProbeAt;          // The tick at which somebody missing was last written to.
  int lastJoinReturnAt;     // The tick at which a JOINREQ was last answered with one.
  int joinedAt;             // The tick at which it came into the group.
  MemberIndex memberIndex;  // Of memberList.
  HeartbeatTable zone;
  size_t zoneBegin;  // Where the own zone stands in memberList.
  size_t zoneEnd;
  vector<ZoneRow> zoneRows;  // Of the zones, but the own, of which somebody is in the list.
  Zone lastSyncedZone;       // The last of which the whole was sent.
  size_t antiEntropyRound;   // How often all zones have been sent.
  std::deque<MembershipUpdate> updates;  // In the order in which they are to be sent.
  map<Endpoint, int> removedMembers;     // Who was removed, with the last heartbeat known.
  ListSize largestSize;                  // Since the last turn for a whole zone.
  ListSize largestSizeBefore;            // Between that and the turn before it.
  size_t removedSinceSync;               // Members, in these two times.
  size_t removedBeforeSync;
  long damagedMessages;
};

#endif
