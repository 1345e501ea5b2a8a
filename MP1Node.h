// MP1Node: the membership protocol of one peer, gossip-style heartbeating.
// (van Renesse, Minsky, Hayden: A Gossip-Style Failure Detection Service, 1998.)
//
// Each member counts a heartbeat and keeps, for every member it watches, the largest heartbeat it
// has heard of and the tick at which that last grew. Each tick it sends its list to a few members.
// A member whose heartbeat has not grown for TFAIL ticks is suspected: it is no longer gossiped,
// but still remembered, so that nobody's old gossip installs it again. After TREMOVE = 2 TFAIL
// ticks it is removed.
//
// Zones. In a large group nobody can hear of everybody's heartbeat in each tick. So the members
// whose ids share a block of 128 are a zone, and gossip to each other as above; a group of up to
// 127 is one zone, and there is no more to it. What the others have to know of a zone is little:
//   news    who has joined or left it: passed on, for a few ticks, by all that learn of it
//   pulses  for each zone the newest heartbeat of any member: the whole zone is removed when that
//           stops, as there is nobody in it who would tell
// These go to members anywhere in the group; and now and then somebody's list of a whole zone, for
// those whom a piece of news has missed.
//
//   join     JOINREQ to the introducer (1:0) until a list comes back: JOINREP; in a group of one
//            zone, anybody's GOSSIP
//   leave    LEAVE to all members of the zone, who remove the sender at once; news for the others.
//            The last of its zone tells a few others
//   restart  under the old id: a heartbeat is the tick at which it was counted, so that those of a
//            new life are above all earlier ones
//
// Nothing here is drawn by chance: whom to send to is a function of the tick and of the list.
// C++11, the course's API alone. The messages are described at the top of MP1Node.cpp.
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

enum MsgTypes { JOINREQ, JOINREP, GOSSIP, PULSES, LEAVE, DUMMYLASTMSGTYPE };

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

// What a peer has heard of the members of its own zone, by their place in it; or of the zones of a
// row. Arrays of a fixed size, so that a whole list is merged a few members at a time by one
// instruction.
class ZoneTable {
 public:
  static const int kPlaceBits = 7;
  static const int kPlaces = 1 << kPlaceBits;

  // A list as it is sent: the heartbeat at each place, or kNobody.
  static const int kNobody = -1;
  struct Beats {
    int at[kPlaces];
    int first;  // Before this place, and from `last` on, is nobody.
    int last;
    Beats() : first(0), last(0) { std::fill(at, at + kPlaces, +kNobody); }
  };

  ZoneTable() { clear(); }

  void clear();
  void add(int place, int heartbeat, int now);
  void remove(int place);

  bool has(int place) const { return heartbeats[place] != kVacant; }
  // The first place that is not vacant, and the one behind the last. Equal if all are.
  int begin() const { return min(first, last); }
  int end() const { return last; }
  bool isEmpty() const { return first >= last; }
  // REQUIRES: has(place).
  int heartbeat(int place) const { return heartbeats[place]; }
  int heardAt(int place) const { return heard[place]; }

  // Takes note of a heartbeat, if it is newer.
  void hear(int place, int heartbeat, int now);
  // The same for a list. True if it names places that are vacant here: those it leaves alone.
  bool hearAll(const Beats& received, int now);

  bool isSilentFor(int ticks, int place, int now) const { return now - heard[place] > ticks; }
  bool anySilentFor(int ticks, int now) const;
  // All members, less those who have been silent for `ticks`.
  void copyTo(Beats* beats, int ticks, int now) const;

 private:
  static const int kVacant = 0x7fffffff;  // No heartbeat is newer: hearAll() passes it by.
  static const int kStretch = 16;         // Places that are looked at together. Divides kPlaces.

  int first;  // Before this place, and from `last` on, all are vacant.
  int last;
  int heartbeats[kPlaces];
  int heard[kPlaces];  // The tick at which the heartbeat last grew.
};

// Who stands where in a sorted list, without a look into the list itself: among thousands of peers
// that is in no cache. As ids mostly follow each other, a few stretches say all.
class MemberPlaces {
 public:
  typedef std::pair<short, int> Endpoint;  // Port, then id, which the list is sorted by.

  static const size_t kNowhere = static_cast<size_t>(-1);

  void clear() { stretches.clear(); }
  // So many members whose ids follow each other, from that on.
  // REQUIRES: none of them is there, and nobody stands between them. count > 0.
  void add(const Endpoint& firstMember, size_t count);
  // REQUIRES: index < size().
  void removeAt(size_t index);

  size_t size() const { return stretches.empty() ? 0 : stretches.back().end(); }
  bool has(const Endpoint& member) const { return find(member) != kNowhere; }
  // The index of the first of so many members whose ids follow each other; kNowhere if one of them
  // is not there. REQUIRES: count > 0.
  size_t find(const Endpoint& firstMember, size_t count = 1) const;
  // The index of `member`, or the place where it would stand.
  size_t placeOf(const Endpoint& member) const;
  // REQUIRES: index < size().
  Endpoint at(size_t index) const;

  // It will be used soon: asks memory for it.
  void prefetch() const { __builtin_prefetch(stretches.data()); }

 private:
  // Members whose ids follow each other.
  struct Stretch {
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

  // The number of stretches that begin at or before `member`, or at or before `index`.
  size_t stretchesUpTo(const Endpoint& member) const;
  size_t stretchesUpTo(size_t index) const;
  void shift(size_t fromStretch, int by);

  vector<Stretch> stretches;
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

  // The index that member `ownIndex` of a list of `groupSize` sends to in its `slot`-th message of
  // all time. In each slot everybody's targets differ, and any groupSize - 1 consecutive slots that
  // start at a multiple of that number reach every other member once.
  // REQUIRES: groupSize >= 2.
  static int gossipTarget(int ownIndex, int groupSize, unsigned slot);

 private:
  // In the order of port, then id, the members of a zone stand side by side.
  typedef MemberPlaces::Endpoint Endpoint;
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
    int tick;           // At which it was sent.
    size_t listSize;    // The sender's.
    Zone block;         // Of which `beats` are: a zone, or, in PULSES, a row of zones.
    size_t firstPlace;  // Of `beats` in it.
    Section beats;
    Section joined;  // Runs; its count is that of their bytes.
    Section left;
  };

  // The newest heartbeats of other zones: a table of zones as a zone's is one of members.
  struct PulseRow {
    Zone row;  // Port, and the zones' numbers' upper bits.
    ZoneTable zones;
  };

  // A run of members who have joined, or one who has left, as it is sent.
  struct News {
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
  enum Part { kBeats, kJoined, kLeft, kParts };

  class Run;
  class Writer;

  bool decode(const char* data, int size, ReceivedMessage* message) const;
  Heartbeat decodeMember(const char* data) const;
  static void putMember(char* at, const Endpoint& member, long count);
  static string encodedMember(const Heartbeat& member);
  static void readBeats(const ReceivedMessage& message, ZoneTable::Beats* beats);
  static Endpoint endpointOf(const MemberListEntry& entry);
  static Endpoint endpointOf(const Address& address);
  static Address addressOf(const Endpoint& endpoint);
  static bool standsBefore(const Heartbeat& left, const Heartbeat& right);
  static bool isSameMember(const Heartbeat& left, const Heartbeat& right);
  static bool isOld(const News& piece);

  void handleJoinRequest(const Heartbeat& sender);
  void handleList(const ReceivedMessage& message);
  void handleLeave(const Heartbeat& sender);
  void hearBeats(const ReceivedMessage& message);
  void hearOwnZone(ZoneTable::Beats* received);
  void hearOtherZone(const Zone& of, const ZoneTable::Beats& beats);
  void hearRuns(const Section& received);
  bool hearKnownRun(const char* run);
  int countInRun(int firstCount, char above) const;
  void hearSender(const Heartbeat& sender);
  void hearMember(const Heartbeat& heard, vector<Heartbeat>* unknown);
  void install(vector<Heartbeat>* unknown);
  void hearOfDeparture(const Heartbeat& last);
  void noteDeparture(const Heartbeat& last);

  // The zones.
  Zone zoneOf(const Endpoint& member) const;
  bool isInOwnZone(const Endpoint& member) const { return zoneOf(member) == ownZone; }
  int zonePeers() const { return 1 << zoneBits; }  // Ids in a zone.
  int placeInZone(int id) const { return id & (zonePeers() - 1); }
  Endpoint memberAt(const Zone& of, int place) const;
  int zoneSize() const { return static_cast<int>(zoneEnd - zoneBegin); }
  bool isOneZone() const { return pulses.empty(); }
  size_t endOf(const Zone& of) const;
  Zone rowOf(const Zone& of) const;
  int placeInRow(const Zone& of) const;
  PulseRow* findRow(const Zone& row);
  void watchZoneOf(const Heartbeat& member);
  void unwatchIfEmpty(const Zone& of);
  void notePulse(const Zone& of, int heartbeat);
  bool isZoneSilentFor(int ticks, const Zone& of);
  void removeSilentZones();
  void removeZone(const Zone& of, int lastHeartbeat);

  // The member list.
  int heartbeatOf(size_t index) const;
  bool isOldGossip(const Heartbeat& heard);
  void addMembers(const vector<Heartbeat>& added);
  void enterIntoList(const vector<Heartbeat>& added);
  void removeMember(size_t index, int lastHeartbeat);
  void rememberPlaces();
  static size_t endOfRun(const vector<Heartbeat>& members, size_t first);
  void removeSilentMembers();
  void publishHeartbeats();

  // What is sent.
  GossipPlan zonePlan() const { return GossipPlan::forGroup(zoneSize()); }
  GossipPlan groupPlan() const;
  int messageRoom() const;
  size_t newsRoom() const;
  size_t newsToSend() const;
  void passOnJoined(const vector<Heartbeat>& members);
  void passOnLeft(const Heartbeat& last);
  vector<string> runsOf(const vector<Heartbeat>& members) const;
  void gossip();
  void gossipInZone();
  void gossipToGroup();
  bool isTurnForZone() const;
  void gossipWholeZone();
  Zone nextZoneToTell();
  unsigned slotOf(int fanOut, int i) const;
  Endpoint groupTarget(int fanOut, int i) const;
  void forgetOldNews();
  void writeZone(Writer* writer) const;
  void writePulses(Writer* writer) const;
  void writeNews(Writer* writer, bool joined, bool ofOwnZone) const;
  vector<Heartbeat> membersOf(const Zone& of) const;
  vector<Heartbeat> departedOf(const Zone& of) const;
  vector<Heartbeat> inTurn(const vector<Heartbeat>& members, size_t most) const;
  void sendAllMembers(const Endpoint& to);
  void askWhoKnowsMore();
  void seekTheMissing();
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
  int now;              // The tick, read once at each entry.
  int lastSought;       // The tick at which somebody missing was last written to.
  int lastReturned;     // The tick at which a JOINREQ was last answered with one.
  int joinedAt;         // The tick at which it came into the group.
  MemberPlaces places;  // Of memberList.
  ZoneTable zone;
  size_t zoneBegin;  // Where the own zone stands in memberList.
  size_t zoneEnd;
  vector<PulseRow> pulses;      // Of the zones, but the own, of which somebody is in the list.
  Zone lastToldZone;            // The last of which the whole was sent.
  size_t zoneRound;             // How often all zones have been sent.
  std::deque<News> news;        // In the order in which they are to be sent.
  map<Endpoint, int> departed;  // Who was removed, with the last heartbeat known.
  ListSize largestList;         // Since the last turn for a whole zone.
  ListSize largestBefore;       // Between that and the turn before it.
  size_t removedLately;         // Members, in these two times.
  size_t removedBefore;
  long damagedMessages;
};

#endif
