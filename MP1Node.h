// MP1Node: the membership protocol of one peer, a gossip-style failure detector.
// (van Renesse, Minsky, Hayden: A Gossip-Style Failure Detection Service, 1998.)
//
// Each member counts a heartbeat. For every member that it monitors, it keeps the largest heartbeat
// it has received and the tick at which that last grew, and each tick it gossips these heartbeats
// to a few members. A member whose heartbeat has not grown for more than TFAIL ticks is suspected:
// its heartbeat is no longer gossiped, but still remembered, so that late gossip cannot reinstall
// it. After more than TREMOVE = 2 TFAIL ticks the member is removed.
//
// Zones. In a large group, no message has room for all heartbeats. Therefore the members whose ids
// share a block of 128 (less if messages are small) form a zone, and gossip as above among
// themselves. With blocks of 128, a group of up to 127 is a single zone, and the rest of this
// paragraph does not concern it. Between zones travel:
//   membership updates  who has joined or left a zone. Each member that learns of an update passes
//                       it on for a few ticks
//   zone heartbeats     for each zone, the newest heartbeat of any of its members: at first the
//                       sender's own heartbeat in its messages, which ZONE_HEARTBEATS pass on. When
//                       it stops growing, all members of the zone are removed: no member is left
//                       that could report the failures
//   anti-entropy        every 16 ticks each member pushes one zone's list to one member, to repair
//                       lost updates
// The targets of these are members anywhere in the group.
//
//   join     JOINREQ to the introducer (1:0) until a list arrives: a JOINREP or, in a group of one
//            zone, any member's GOSSIP
//   leave    LEAVE to all members of the zone, which remove the sender at once; the other zones get
//            a membership update. The last member of its zone sends LEAVE to a few other members
//   restart  under the same id: heartbeats are ticks, so those of a new incarnation are larger than
//            all heartbeats of earlier incarnations. LEAVE carries the next tick: after a LEAVE,
//            they are larger from the second tick on
//   heal     after a partition: each part now and then sends JOINREQ to the members that it has
//            removed, and the lists merge
//
// The parts are classes of namespace mp1, each with its invariants on top: GossipPlan (timing),
// HeartbeatTable, FailureDetector and RemovedMembers (failure detection), ZoneLayout (zones),
// MemberIndex and MemberList (the list and its index), Dissemination, and the codec in MP1Node.cpp.
// MP1Node connects them to the framework.
//
// The protocol consumes no random number: targets are a function of the tick and of the list.
// REQUIRES names a duty of the caller. MP1_CHECK checks it, unless it says otherwise.
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

// The parts of MP1Node, in a namespace because the framework includes this header beside others.
namespace mp1 {

// (port, id): the order of the member list, in which the members of a zone are neighbours. Beware:
// MP2Node::Endpoint is (id, port).
typedef std::pair<short, int> Endpoint;

struct Heartbeat {
  Endpoint member;
  int count;  // The tick at which the member counted it; in LEAVE, the tick after that.
};

// ---- Checks of invariants, in every build.

// Aborts if the condition is false, after printing it with the peer and the tick on stderr. For the
// state of the protocol and for what REQUIRES says in these two files; what the network brings is
// counted and dropped instead.
#define MP1_CHECK(condition) \
  (__builtin_expect(!(condition), 0) ? mp1::checkFailed(#condition) : static_cast<void>(0))

void checkFailed(const char* condition) __attribute__((noreturn, cold));

// The peer and the tick that a failed check names. No decision reads them.
void setCheckContext(const Endpoint& peer, int tick);

// ---- Codec: defined in MP1Node.cpp, below the format of messages.

struct MessageHead;
class MessageReader;
class MessageWriter;
class RunReader;

// ---- Timing.

// The timing of gossip in a group of a given size, in ticks and counts.
//
// While the lists of all members agree, a fan-out of F lets each receive exactly F lists a tick
// (gossipTarget). That an update reaches all n members in about log2(n) rounds is a conservative
// bound: it counts one of the F lists that each informed member sends in a round.
struct GossipPlan {
  // Members to which each member gossips in a tick: 4, or all others if there are fewer. In a group
  // of several zones: up to 2 in the own zone, and 2 anywhere (kGroupFanOut).
  // Trade-off: traffic against loss; a heartbeat fails to arrive only if all its paths fail.
  int fanOut;
  // A member is suspected after a longer silence than this: 6 ticks of slack, for delays up to 2
  // ticks on some hops, and one round for each doubling of the informed members.
  // Trade-off: a lower value detects failures earlier and suspects more live members.
  int tfail;
  // A member is removed after a longer silence than this: T_cleanup = 2 T_fail. By then, very
  // likely no member gossips it any more.
  int tremove;

  // A round is the number of ticks in which a member sends all parts of its list once.
  // REQUIRES: both arguments are at least 1.
  static GossipPlan forGroup(int groupSize, int roundTicks = 1);
};

// ---- Heartbeats.

// The newest heartbeat received in each slot: those of a zone's members, by their slots in the
// zone, or those of zones, by their slots in a row.
//
// Invariants: the slots before first_ and from last_ on are vacant; unless the table is empty,
// first_ and last_ - 1 are occupied. An occupied slot's heartbeat grows until the slot is removed.
//
// The arrays have a fixed size, so that compilers merge several slots by one instruction.
// REQUIRES, checked only where it costs little: 0 <= slot < kSlots.
class HeartbeatTable {
 public:
  static const int kSlotBits = 7;
  static const int kSlots = 1 << kSlotBits;

  // A list as it is sent: the heartbeat in each slot, or kNoHeartbeat.
  static const int kNoHeartbeat = -1;
  struct Vector {
    int at[kSlots];
    int first;  // The slots before this one, and from `last` on, have no heartbeat.
    int last;
    Vector() : first(0), last(0) { std::fill(at, at + kSlots, +kNoHeartbeat); }
  };

  HeartbeatTable() { clear(); }

  void clear();
  // Occupies the slot, if it is vacant, and sets its heartbeat.
  void set(int slot, int heartbeat, int now);
  // REQUIRES: the slot is occupied.
  void remove(int slot);

  bool has(int slot) const { return heartbeats_[slot] != kVacant; }
  bool isEmpty() const { return occupied_ == 0; }
  int size() const { return occupied_; }
  // REQUIRES, both: the slot is occupied.
  int heartbeat(int slot) const;
  int updatedAt(int slot) const;

  // Keeps the newer heartbeat. A vacant slot stays vacant.
  void merge(int slot, int heartbeat, int now);
  // Merges a list. True if it has a heartbeat for a slot that is vacant here.
  // REQUIRES: the list's bounds are within the table.
  bool mergeAll(const Vector& received, int now);

  bool isSilentFor(int ticks, int slot, int now) const { return now - updatedAt(slot) > ticks; }
  bool anySilentFor(int ticks, int now) const;
  // Copies the heartbeats that are sent: all but those of slots that were silent for more than
  // `ticks`.
  void copyTo(Vector* vector, int ticks, int now) const;

 private:
  static const int kVacant = 0x7fffffff;  // No heartbeat is newer, so mergeAll() changes nothing.
  static const int kBlockSlots = 16;      // Slots that are processed together.
  static_assert(kSlots % kBlockSlots == 0, "the blocks fill the table");

  // Aligned for instructions that process four slots.
  alignas(16) int heartbeats_[kSlots];
  alignas(16) int updatedAt_[kSlots];  // The tick at which the heartbeat last grew.
  int first_;
  int last_;
  int occupied_;  // The number of occupied slots.
};

// ---- Zones.

// A block of consecutive ids at one port: the port, then the number of the block.
typedef std::pair<short, unsigned> Zone;

// Divides ids into zones, and zones into rows: the upper bits of an id are the number of its zone,
// the lower bits its slot in the zone. In the same way, the number of a zone gives its row and its
// slot in the row.
//
// Invariant: 0 <= bits_ <= HeartbeatTable::kSlotBits, so each slot is one of a HeartbeatTable.
class ZoneLayout {
 public:
  ZoneLayout() : bits_(0) {}
  // The largest zones of which a message of that size has room for a list and two updates.
  // REQUIRES: there is room for zones of one id.
  static ZoneLayout forMessages(size_t messageBytes);

  int capacity() const { return 1 << bits_; }  // Ids in a zone, and zones in a row.
  Zone zoneOf(const Endpoint& member) const {
    return Zone(member.first, static_cast<unsigned>(member.second) >> bits_);
  }
  int slotOf(const Endpoint& member) const { return member.second & (capacity() - 1); }
  Endpoint memberAt(const Zone& zone, int slot) const {
    return Endpoint(zone.first, static_cast<int>(zone.second << bits_) | slot);
  }
  Endpoint firstOf(const Zone& zone) const { return memberAt(zone, 0); }
  Endpoint lastOf(const Zone& zone) const { return memberAt(zone, capacity() - 1); }

  Zone rowOf(const Zone& zone) const { return Zone(zone.first, zone.second >> bits_); }
  int slotInRow(const Zone& zone) const { return static_cast<int>(zone.second) & (capacity() - 1); }
  Zone zoneAt(const Zone& row, int slot) const {
    return Zone(row.first, row.second << bits_ | static_cast<unsigned>(slot));
  }

 private:
  explicit ZoneLayout(int bits) : bits_(bits) {}

  int bits_;
};

// ---- Failure detector.

// Monitors heartbeats: those of the own zone's members one by one, and of each other zone the
// newest heartbeat of any of its members. Its owner decides, by GossipPlan, after how many ticks of
// silence a member or a zone is suspected or removed.
//
// Invariants, if the owner calls add() and remove() for each change of its list:
//   - the members of the own zone that are monitored are those in the list
//   - another zone is monitored if, and only if, the list has a member of it
//   - no row is empty, and no two rows are the same
class FailureDetector {
 public:
  // Forgets all members and zones.
  void reset(const ZoneLayout& layout, const Zone& ownZone);

  // Monitors a member of the own zone, or the zone of another member.
  // REQUIRES: a member of the own zone is not monitored yet.
  void add(const Heartbeat& member, int now);
  // REQUIRES: the member, or its zone, is monitored.
  void remove(const Endpoint& member, bool isLastOfZone);
  // Counts the peer's own heartbeat, which is never silent.
  void countOwn(const Heartbeat& own, int now);

  // Keeps the newer heartbeat of a member of the own zone. False if it is not monitored.
  bool mergeMember(const Heartbeat& received, int now);
  // The same for a list. True if it has a heartbeat of a member that is not monitored.
  bool mergeOwnZone(const HeartbeatTable::Vector& received, int now);
  // Keep the newer heartbeats of other zones, and ignore those of zones that are not monitored: a
  // zone of which no member is known has nothing to be removed.
  void mergeZone(const Zone& zone, int heartbeat, int now);
  void mergeRow(const Zone& row, const HeartbeatTable::Vector& received, int now);

  const HeartbeatTable& ownZone() const { return members_; }
  bool isOneZone() const { return rows_.empty(); }
  int rowCount() const { return static_cast<int>(rows_.size()); }
  // REQUIRES: the zone is monitored.
  bool isZoneSilentFor(int ticks, const Zone& zone, int now) const;

  // The members and zones that were silent for more than `ticks`, with their last heartbeats, in
  // descending order within a row.
  vector<Heartbeat> silentMembers(int ticks, int now) const;
  vector<std::pair<Zone, int> > silentZones(int ticks, int now) const;

  // Copies the zone heartbeats of this tick's row and returns that row.
  // REQUIRES: there is more than one zone.
  Zone copyRowTo(HeartbeatTable::Vector* vector, int ticks, int now) const;

  const void* data() const { return rows_.data(); }

 private:
  struct Row {
    Zone row;
    HeartbeatTable zones;
  };

  Row* findRow(const Zone& zone);
  const Row* findRow(const Zone& zone) const;
  void addZone(const Zone& zone, int heartbeat, int now);
  void removeZone(const Zone& zone);

  // Constant after reset().
  ZoneLayout layout_;
  Zone ownZone_;

  // Changes each tick.
  HeartbeatTable members_;  // The own zone's.
  vector<Row> rows_;        // In the order in which they were first needed.
};

// The removed members (death certificates), never forgotten until readmitted. Each has its last
// known heartbeat, which tells stale gossip about the former incarnation from the heartbeat of a
// new one.
//
// Invariants: none of them is in the member list; a heartbeat never decreases.
class RemovedMembers {
 public:
  void clear() { lastHeartbeats_.clear(); }
  void forget(const Endpoint& member) { lastHeartbeats_.erase(member); }
  bool isEmpty() const { return lastHeartbeats_.empty(); }
  bool has(const Endpoint& member) const { return lastHeartbeats_.count(member) > 0; }

  // Keeps the newer heartbeat, if the member is known here.
  void add(const Heartbeat& last);
  // Forgets the member if this heartbeat is newer than its last one. False if it is not: then the
  // heartbeat is stale, and the member must not be added to the list.
  bool readmit(const Heartbeat& received);

  vector<Heartbeat> membersOf(const Zone& zone, const ZoneLayout& layout) const;
  // The member at that position modulo their number. REQUIRES: there is one.
  Endpoint at(int position) const;

 private:
  map<Endpoint, int> lastHeartbeats_;
};

// ---- List index.

// A run-length index of a sorted list: it finds a member's position, and the member at a position,
// without reading the list, which among thousands of peers is in no cache. As most ids are
// consecutive, a few intervals describe the whole list.
//
// Invariants: the intervals are not empty, ascending and maximal (no two can be joined); each
// begins at the list index at which its predecessor ends, the first at 0.
class MemberIndex {
 public:
  static const size_t kNotFound = static_cast<size_t>(-1);

  void clear() { intervals_.clear(); }
  // Inserts `count` members with consecutive ids, the first of which is given.
  // REQUIRES: none of them is in the index, no member lies between them, and count > 0.
  void insert(const Endpoint& firstMember, size_t count);
  // REQUIRES: index < size().
  void erase(size_t index);

  size_t size() const { return intervals_.empty() ? 0 : intervals_.back().end(); }
  bool has(const Endpoint& member) const { return find(member) != kNotFound; }
  // The index of the first of `count` members with consecutive ids; kNotFound if one of them is
  // missing. REQUIRES: count > 0.
  size_t find(const Endpoint& firstMember, size_t count = 1) const;
  // The index of the first member that is not less than `member`.
  size_t lowerBound(const Endpoint& member) const;
  // REQUIRES: index < size().
  Endpoint at(size_t index) const;

  // Whether these entries have the index's members, in its order.
  bool isOf(const vector<MemberListEntry>& entries) const;

  const void* data() const { return intervals_.data(); }

 private:
  // Members with consecutive ids.
  struct Interval {
    Endpoint first;
    size_t index;  // The position of `first` in the list.
    size_t count;

    size_t end() const { return index + count; }
    Endpoint at(size_t i) const {
      const unsigned id = static_cast<unsigned>(first.second) + static_cast<unsigned>(i - index);
      return Endpoint(first.first, static_cast<int>(id));
    }
    Endpoint last() const { return at(end() - 1); }
    // How far its id is above the first one.
    size_t distanceOf(const Endpoint& member) const {
      return static_cast<unsigned>(member.second) - static_cast<unsigned>(first.second);
    }
    // REQUIRES, not checked: `member` does not come before `first`.
    bool has(const Endpoint& member) const {
      return member.first == first.first && distanceOf(member) < count;
    }
  };

  // The number of intervals that begin at or before `member`, or at or before `index`.
  size_t intervalsUpTo(const Endpoint& member) const;
  size_t intervalsUpTo(size_t index) const;
  void shift(size_t fromInterval, int by);

  vector<Interval> intervals_;
};

// ---- Member list.

// The member list and its index. The entries are memberNode->memberList, which the framework and
// the store read as well. A store that is not ours may also add, remove, move or overwrite entries
// between two turns of the peer. Therefore all members and positions are read from the index, and
// the owner calls restore() when isAltered() says so.
//
// Invariants, once restored:
//   - the entries are sorted by port, then id; each member has one, and so has the peer itself
//   - the index has the same members as the entries
//   - the members of the own zone are those from zoneBegin() to zoneEnd()
//   - memberNode->myPos is the own entry, memberNode->nnb the number of the other entries
//
// An entry of another zone has the newest heartbeat that was received. An entry of the own zone has
// the one last published: the newest is in the failure detector.
// REQUIRES, checked only where it costs little: an index is less than size().
class MemberList {
 public:
  MemberList() : member_(NULL), ownIndex_(0), zoneBegin_(0), zoneEnd_(0) {}

  // Clears the list. What is inserted first must include the peer itself.
  void reset(Member* member, const Endpoint& self, const ZoneLayout& layout, size_t capacity);
  // REQUIRES: the new members are sorted, each once, and none of them is in the list.
  void insert(const vector<Heartbeat>& added, int now);
  // REQUIRES: it is not the peer itself.
  void erase(size_t index);

  size_t size() const { return index_.size(); }
  bool has(const Endpoint& member) const { return index_.has(member); }
  // See MemberIndex.
  size_t find(const Endpoint& member, size_t count = 1) const { return index_.find(member, count); }
  Endpoint at(size_t index) const { return index_.at(index); }

  size_t beginOf(const Zone& zone) const { return index_.lowerBound(layout_.firstOf(zone)); }
  size_t endOf(const Zone& zone) const;
  vector<Heartbeat> membersOf(const Zone& zone) const;

  size_t zoneBegin() const { return zoneBegin_; }
  size_t zoneEnd() const { return zoneEnd_; }
  size_t zoneSize() const { return zoneEnd_ - zoneBegin_; }
  size_t ownIndex() const { return ownIndex_; }

  // The member with the heartbeat of its entry.
  // REQUIRES, not checked: the number of entries is not altered.
  Heartbeat entry(size_t index) const;
  // Keeps the newer heartbeat.
  void merge(size_t index, int heartbeat);
  void publish(size_t index, int heartbeat, int updatedAt);

  // Whether the number of entries, or any of their members, was altered.
  bool isSizeAltered() const { return member_->memberList.size() != index_.size(); }
  bool isAltered() const { return !index_.isOf(member_->memberList); }
  // Makes the entries again those of the index's members. Returns what they were, with plausible
  // heartbeats (0 to now), sorted, and each member once.
  vector<Heartbeat> restore(int now);
  vector<Heartbeat> members() const;

  const void* data() const { return index_.data(); }

 private:
  vector<Heartbeat> readEntries(int now) const;
  void insertIntoIndex(const vector<Heartbeat>& added);
  void insertEntries(const vector<Heartbeat>& added, int now);
  void updatePositions();
  void checkInvariants() const;

  // Constant after reset().
  Member* member_;
  Endpoint self_;
  ZoneLayout layout_;
  Zone ownZone_;

  // Changes with each insert() and erase().
  MemberIndex index_;
  size_t ownIndex_;
  size_t zoneBegin_;
  size_t zoneEnd_;
};

// ---- Dissemination.

// The position in a list of `groupSize` members to which the member at `ownIndex` gossips in a
// step. In each step, all members have different targets, as long as their lists agree. Any
// groupSize - 1 consecutive steps that begin at a multiple of that number reach every other member
// once, as long as the list does not change. REQUIRES: groupSize >= 2.
int gossipTarget(int ownIndex, int groupSize, unsigned step);

// The step in which a member that gossips to `fanOut` members in a tick sends its i-th message of
// this tick. Counted from tick 0, so that all members are in the same step.
unsigned gossipStep(int now, int fanOut, int i);

// Decides what the peer sends to the rest of the group, other than heartbeats: membership updates
// for a few ticks, the zones in turn (anti-entropy), and a request if another member knows more of
// the group than the peer does (full sync).
//
// Invariants:
//   - every queued update has been sent for fewer than kUpdateTicks ticks and fits into any message
//   - departures precede joins, as they are more urgent; in each tick the first updates are sent,
//     as many as there is room for
//   - removals are counted for the same two periods as list sizes
class Dissemination {
 public:
  Dissemination() : room_(0), round_(0), removals_(0), removalsBefore_(0) {}

  // Forgets everything. `room` is that of a message for updates, in bytes.
  void reset(const Zone& ownZone, size_t room);

  // Membership updates, encoded as they are sent: a run (members with consecutive ids, encoded
  // together) that has joined, or a member that has left.
  void queueJoined(const string& run, bool isOfOwnZone);
  void queueLeft(const string& member, bool isOfOwnZone);
  size_t queued() const { return updates_.size(); }
  // Drops the updates behind the first `count`. REQUIRES: there are as many.
  void dropBehind(size_t count);
  // Writes the updates that are sent in this tick. The own zone's members detect failures directly
  // and get no updates of it.
  void writeUpdates(MessageWriter* writer, bool withOwnZone) const;
  // Ends the tick for the updates that were sent.
  void expireUpdates();

  // Anti-entropy: the zone behind the last one, round and round.
  Zone nextZone(const MemberList& list, const ZoneLayout& layout);
  // At most `most` of the members: the next ones in each round.
  vector<Heartbeat> inTurn(const vector<Heartbeat>& members, size_t most) const;

  // Full sync: how large the others' lists are. Between two calls of endPeriod() is a period.
  void noteListSize(size_t size, const Endpoint& owner);
  void noteRemoval() { ++removals_; }
  // True if, in the previous period, some list was larger than this peer's list now plus its
  // removals since (of both periods): joins were missed. Their updates had this period to arrive.
  bool endPeriod(size_t ownListSize, Endpoint* owner);

 private:
  // A run of members that have joined, or one member that has left.
  struct Update {
    string encoded;
    bool isJoin;
    bool isOfOwnZone;
    int ticksLeft;  // In which it is still sent.
  };

  struct ListSize {
    size_t size;
    Endpoint owner;
    ListSize() : size(0) {}
  };

  static bool isExpired(const Update& update) { return update.ticksLeft <= 0; }
  size_t countThatFit() const;
  void write(MessageWriter* writer, bool isJoin, bool withOwnZone) const;

  // Constant after reset().
  size_t room_;

  // Changes each tick.
  std::deque<Update> updates_;
  Zone lastZone_;               // The last zone of anti-entropy.
  size_t round_;                // How often all zones had their turn.
  ListSize largestList_;        // In this period.
  ListSize largestListBefore_;  // In the period before.
  size_t removals_;
  size_t removalsBefore_;
};

}  // namespace mp1

// Borrows everything; the Member belongs to the framework. The five-argument form is given one, the
// four-argument form makes one for the framework to take over (getMemberNode).
//
// Invariant: the member list, the failure detector and RemovedMembers agree (see there). Only
// addMembers() and dropMember() change the membership, and check it.
class MP1Node {
 public:
  MP1Node(Member* member, Params* params, EmulNet* emul, Log* log, Address* address);
  MP1Node(Params* params, EmulNet* emul, Log* log, Address* address);
  virtual ~MP1Node();

  Member* getMemberNode() { return memberNode; }

  // Moves the messages that have arrived into the member's queue. False once the peer has failed.
  int recvLoop();
  static int enqueueWrapper(void* env, char* buff, int size);

  // Starts the peer, for the first time or again. The join address is always 1:0.
  void nodeStart(char* servaddrstr, short servport);
  int initThisNode(Address* joinaddr);
  int introduceSelfToGroup(Address* joinAddress);

  // One tick: handles the queue, removes silent members, and gossips.
  void nodeLoop();
  void checkMessages();
  // Handles one message of `size` bytes. False if it is damaged or foreign.
  // REQUIRES, not checked: the peer has started.
  bool recvCallBack(void* env, char* data, int size);
  void nodeLoopOps();

  // Leaves the group: tells the own zone, and does nothing more until nodeStart.
  int finishUpThisNode();

  int isNullAddress(Address* addr);
  Address getJoinAddress();
  void initMemberListTable(Member* memberNode);
  void printAddress(Address* addr);

  // How many messages were dropped because they were damaged or foreign.
  long getDamagedMessages() const { return damagedMessages; }

  // What a message says, in one line for people. The framework shows it in pictures of a run.
  static string describe(const char* data, int size);

 private:
  typedef mp1::Endpoint Endpoint;
  typedef mp1::GossipPlan GossipPlan;
  typedef mp1::Heartbeat Heartbeat;
  typedef mp1::HeartbeatTable HeartbeatTable;
  typedef mp1::MemberList MemberList;
  typedef mp1::MessageReader MessageReader;
  typedef mp1::MessageWriter MessageWriter;
  typedef mp1::Zone Zone;

  // Messages received.
  void handleJoinRequest(const Heartbeat& sender);
  void returnJoinRequest(const Endpoint& to);
  void handleList(const MessageReader& message);
  void enterGroup();
  void handleLeave(const Heartbeat& sender);
  void mergeList(const MessageReader& message);
  void mergeHeartbeats(const MessageReader& message);
  void mergeOwnZone(HeartbeatTable::Vector* received);
  void mergeOtherZone(const Zone& zone, const HeartbeatTable::Vector& received);
  void mergeJoined(const MessageReader& message);
  bool mergeKnownRun(const mp1::RunReader& run);
  void mergeLeft(const MessageReader& message);
  void mergeMember(const Heartbeat& received, vector<Heartbeat>* unknown);
  void applyDeparture(const Heartbeat& last);
  void admit(const Heartbeat& received);

  // Changes of the membership.
  void install(vector<Heartbeat>* unknown);
  void addMembers(const vector<Heartbeat>& added);
  void removeMember(size_t index, int lastHeartbeat);
  void dropMember(size_t index, int lastHeartbeat);
  void followPublicList();
  void adoptPublicList();
  void removeSilentMembers();
  void removeSilentZones();
  void removeZone(const Zone& zone, int lastHeartbeat);
  void checkAgreement() const;
  Heartbeat ownHeartbeat() const;
  int heartbeatOf(size_t index) const;
  void publishHeartbeats();

  Zone zoneOf(const Endpoint& member) const { return layout.zoneOf(member); }
  bool isInOwnZone(const Endpoint& member) const { return zoneOf(member) == ownZone; }
  bool isOneZone() const { return detector.isOneZone(); }
  GossipPlan zonePlan() const;
  GossipPlan groupPlan() const;

  // Messages sent.
  void gossip();
  void gossipInZone();
  void gossipToGroup();
  bool isAntiEntropyTurn() const;
  void requestFullSync();
  void sendAntiEntropy();
  void addRuns(MessageWriter* writer, const vector<Heartbeat>& members) const;
  void queueJoined(const vector<Heartbeat>& members);
  void queueLeft(const Heartbeat& last);
  void sendFullList(const Endpoint& to);
  vector<Heartbeat> membersOfLiveZones() const;
  void sendRuns(const vector<string>& runs, const Endpoint& to);
  void probeMissing();
  void writeOwnZone(MessageWriter* writer) const;
  size_t messageRoom() const;
  size_t updateRoom() const;
  mp1::MessageHead headOf(MsgTypes type) const;
  string bareMessage(MsgTypes type) const;
  Endpoint groupTarget(int fanOut, int i) const;
  void sendToRange(size_t begin, size_t end, const string& message);
  void send(const Endpoint& to, const string& message);

  void readTime();

  // Constant after construction.
  EmulNet* emulNet;
  Log* log;
  Params* par;
  Member* memberNode;
  char NULLADDR[6];

  // Constant after nodeStart.
  Endpoint self;
  mp1::ZoneLayout layout;
  Zone ownZone;

  // Changes each tick.
  int now;               // The tick, read once at each entry point.
  int lastProbeAt;       // The tick of the last probe of missing members.
  int lastJoinReturnAt;  // The tick at which a JOINREQ was last answered by a JOINREQ.
  int joinedAt;          // The tick at which the peer entered the group.
  MemberList list;
  mp1::FailureDetector detector;
  mp1::RemovedMembers removed;
  mp1::Dissemination dissemination;
  long damagedMessages;
};

#endif
