// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// The format of a message. All numbers are little-endian:
//
//   offset  bytes
//   0       1      magic, 0xA1
//   1       1      type: JOINREQ, JOINREP, GOSSIP, ZONE_HEARTBEATS, LEAVE
//   2       10     the sender: id (4), port (2), heartbeat (4)
//   12      2      b, the number of heartbeats
//   14      2      j, the number of bytes of the runs of members that have joined
//   16      2      l, the number of members that have left
//   18      4      the tick at which the message was sent
//   22      4      the size of the sender's list; 0 in a group of one zone
//   26      6      the block of the heartbeats, a zone of members or, in ZONE_HEARTBEATS, a row of
//                  zones: number (4), port (2)
//   32      1      the slot of the first heartbeat in the block
//   33      b      the heartbeats of consecutive slots, each as its age: the ticks between the
//                  heartbeat and the sending. 255: the slot is vacant, or suspected
//           j      runs
//           10 l   members in the sender's form
//           4      checksum of all bytes before it
//
// A run has members with consecutive ids:
//
//   0       10     the first member in the sender's form
//   10      1      n, the number of further members
//   11      n      the difference of each further heartbeat to the first one, signed
//
// JOINREQ and LEAVE have no sections. A message of any other form is counted and dropped.
// docs/wire.md has an example.
#include "MP1Node.h"

#include <limits>
#include <sstream>

namespace {

const unsigned char kMagic = 0xA1;
const size_t kHeadBytes = 33;
const size_t kSenderAt = 2;
const size_t kCountsAt = 12;
const size_t kTickAt = 18;
const size_t kListSizeAt = 22;
const size_t kBlockAt = 26;
const size_t kFirstSlotAt = 32;
const size_t kEntryBytes = 10;
const size_t kRunHeadBytes = kEntryBytes + 1;  // All bytes of a run of one member.
const size_t kChecksumBytes = 4;
const unsigned char kNoAge = 255;

// GossipPlan has the trade-offs of these two.
const int kFanOut = 4;
const int kSlackTicks = 6;

// In a group of several zones, the part of the fan-out that goes to members anywhere in the group.
const int kGroupFanOut = 2;
static_assert(kGroupFanOut < kFanOut, "the rest of the fan-out is for the own zone");

// Each member that learns of a membership update passes it on for this many ticks. By then, every
// member has very likely received it; anti-entropy repairs the rest.
const int kUpdateTicks = 3;
// The period in which each member sends one zone for anti-entropy, and compares list sizes.
// Trade-off: traffic against the time for which a lost update goes unnoticed.
const int kAntiEntropyTicks = 16;

// A joining member repeats its request after this many ticks. The answer takes two ticks, and six
// with delays of two ticks on both ways.
const int kJoinRetryTicks = 4;
// The time in which a joining member receives the answers to its requests.
const int kJoinSettleTicks = 8;

// The initial room for the members of a message that are not in the list.
const size_t kUnknownReserve = 64;

// Compilers turn these into one load or store each. The put functions return the end of what they
// wrote.
inline unsigned get16(const char* data) {
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(data);
  return bytes[0] | static_cast<unsigned>(bytes[1]) << 8;
}

inline unsigned get32(const char* data) {
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(data);
  return bytes[0] | static_cast<unsigned>(bytes[1]) << 8 | static_cast<unsigned>(bytes[2]) << 16 |
         static_cast<unsigned>(bytes[3]) << 24;
}

inline char* put16(char* at, unsigned number) {
  at[0] = static_cast<char>(number);
  at[1] = static_cast<char>(number >> 8);
  return at + 2;
}

inline char* put32(char* at, unsigned number) {
  at[0] = static_cast<char>(number);
  at[1] = static_cast<char>(number >> 8);
  at[2] = static_cast<char>(number >> 16);
  at[3] = static_cast<char>(number >> 24);
  return at + 4;
}

inline unsigned long long get64(const char* data) {
  return get32(data) | static_cast<unsigned long long>(get32(data + 4)) << 32;
}

// True if the ids are consecutive.
inline bool isNext(const mp1::Endpoint& one, const mp1::Endpoint& next) {
  return one.first == next.first &&
         static_cast<unsigned>(one.second) + 1 == static_cast<unsigned>(next.second);
}

inline mp1::Endpoint endpointOf(const MemberListEntry& entry) {
  return mp1::Endpoint(entry.port, entry.id);
}

inline mp1::Endpoint endpointOf(const Address& address) {
  mp1::Endpoint endpoint;
  memcpy(&endpoint.second, &address.addr[0], sizeof endpoint.second);
  memcpy(&endpoint.first, &address.addr[4], sizeof endpoint.first);
  return endpoint;
}

inline Address addressOf(const mp1::Endpoint& endpoint) {
  Address address;
  memcpy(&address.addr[0], &endpoint.second, sizeof endpoint.second);
  memcpy(&address.addr[4], &endpoint.first, sizeof endpoint.first);
  return address;
}

inline bool comesBefore(const mp1::Heartbeat& left, const mp1::Heartbeat& right) {
  return left.member < right.member;
}

inline bool isSameMember(const mp1::Heartbeat& left, const mp1::Heartbeat& right) {
  return left.member == right.member;
}

// The size of the run that begins there.
inline size_t runBytes(const char* run) {
  return kRunHeadBytes + static_cast<unsigned char>(run[kEntryBytes]);
}

// True if the bytes are complete runs.
bool areRuns(const char* data, size_t size) {
  while (size >= kRunHeadBytes && size >= runBytes(data)) {
    size -= runBytes(data);
    data += runBytes(data);
  }
  return size == 0;
}

// Mixes eight bytes so that each of their bits changes about half of the result. Otherwise, a few
// flipped bits could cancel those flipped in the next eight bytes.
inline unsigned long long mixed(unsigned long long bytes) {
  bytes *= 0xff51afd7ed558ccdULL;
  bytes ^= bytes >> 32;
  bytes *= 0xc4ceb9fe1a85ec53ULL;
  return bytes ^ bytes >> 32;
}

// A multiplicative hash of four lanes, which do not wait for each other: a large group sends
// gigabytes of lists.
unsigned checksumOf(const char* data, size_t size) {
  const unsigned long long seed = 0x9e3779b97f4a7c15ULL ^ size;
  unsigned long long a = seed, b = seed + 1, c = seed + 2, d = seed + 3;
  size_t at = 0;
  for (; at + 32 <= size; at += 32) {
    a = mixed(a ^ mixed(get64(data + at)));
    b = mixed(b ^ mixed(get64(data + at + 8)));
    c = mixed(c ^ mixed(get64(data + at + 16)));
    d = mixed(d ^ mixed(get64(data + at + 24)));
  }
  unsigned long long hash = mixed(a ^ mixed(b ^ mixed(c ^ mixed(d))));
  for (; at + 8 <= size; at += 8) hash = mixed(hash ^ mixed(get64(data + at)));
  unsigned long long rest = 0;
  for (; at < size; ++at) rest = rest << 8 | static_cast<unsigned char>(data[at]);
  hash = mixed(hash ^ mixed(rest));
  return static_cast<unsigned>(hash);
}

// A permutation of 0 ... count-1 for each key: a small Feistel network over the next power of four,
// applied until the value is below count. Stateless, so all members compute the same permutation.
unsigned permuted(unsigned position, unsigned count, unsigned key) {
  unsigned halfBits = 0;
  while (1ULL << (2 * halfBits) < count) ++halfBits;
  const unsigned mask = (1U << halfBits) - 1;
  unsigned value = position;
  do {
    unsigned left = value >> halfBits;
    unsigned right = value & mask;
    for (unsigned round = 0; round < 4; ++round) {
      unsigned blend = (right + 0x9e3779b9U * (round + 1)) * 0x85ebca6bU ^ key * 0xc2b2ae35U;
      blend = (blend ^ blend >> 15) * 0x27d4eb2fU;
      const unsigned next = left ^ ((blend ^ blend >> 13) & mask);
      left = right;
      right = next;
    }
    value = left << halfBits | right;
  } while (value >= count);
  return value;
}

int ceilLog2(int number) {
  int log = 0;
  for (unsigned left = static_cast<unsigned>(number - 1); left > 0; left >>= 1) ++log;
  return log;
}

}  // namespace

namespace mp1 {

// ---- Checks.

namespace {

// Valid because a process runs one peer at a time.
Endpoint checkedPeer;
int checkedTick;

}  // namespace

void setCheckContext(const Endpoint& peer, int tick) {
  checkedPeer = peer;
  checkedTick = tick;
}

void checkFailed(const char* condition) {
  fprintf(stderr, "MP1Node: broken invariant at peer %d:%d, tick %d: %s\n", checkedPeer.second,
          checkedPeer.first, checkedTick, condition);
  abort();
}

// ---- Timing.

GossipPlan GossipPlan::forGroup(int groupSize, int roundTicks) {
  MP1_CHECK(groupSize >= 1);
  MP1_CHECK(roundTicks >= 1);
  GossipPlan plan;
  plan.fanOut = min(kFanOut, groupSize - 1);
  plan.tfail = kSlackTicks + roundTicks * ceilLog2(groupSize);
  plan.tremove = 2 * plan.tfail;
  return plan;
}

// ---- Heartbeats.

const int HeartbeatTable::kSlots;
const int HeartbeatTable::kNoHeartbeat;

void HeartbeatTable::clear() {
  first_ = kSlots;
  last_ = 0;
  occupied_ = 0;
  std::fill(heartbeats_, heartbeats_ + kSlots, +kVacant);
  std::fill(updatedAt_, updatedAt_ + kSlots, 0);
}

void HeartbeatTable::set(int slot, int heartbeat, int now) {
  MP1_CHECK(slot >= 0 && slot < kSlots);
  MP1_CHECK(heartbeat != kVacant);
  if (!has(slot)) ++occupied_;
  heartbeats_[slot] = heartbeat;
  updatedAt_[slot] = now;
  first_ = min(first_, slot);
  last_ = max(last_, slot + 1);
}

void HeartbeatTable::remove(int slot) {
  MP1_CHECK(slot >= 0 && slot < kSlots);
  MP1_CHECK(has(slot));
  heartbeats_[slot] = kVacant;
  --occupied_;
  while (first_ < last_ && !has(first_)) ++first_;
  while (first_ < last_ && !has(last_ - 1)) --last_;
  MP1_CHECK(occupied_ <= last_ - first_);
}

int HeartbeatTable::heartbeat(int slot) const {
  MP1_CHECK(has(slot));
  return heartbeats_[slot];
}

int HeartbeatTable::updatedAt(int slot) const {
  MP1_CHECK(has(slot));
  return updatedAt_[slot];
}

void HeartbeatTable::merge(int slot, int heartbeat, int now) {
  if (heartbeat <= heartbeats_[slot]) return;
  heartbeats_[slot] = heartbeat;
  updatedAt_[slot] = now;
}

// Branch-free, in blocks of a constant number of slots, so that compilers vectorize it. Blocks
// without a heartbeat are skipped.
bool HeartbeatTable::mergeAll(const Vector& received, int now) {
  MP1_CHECK(received.first >= 0 && received.last <= kSlots);
  const Vector vector = received;  // A copy, which the compiler knows not to alias this table.
  int unknown = 0;
  for (int block = vector.first / kBlockSlots * kBlockSlots; block < vector.last;
       block += kBlockSlots) {
    for (int i = block; i < block + kBlockSlots; ++i) {
      const int heartbeat = vector.at[i];
      const int own = heartbeats_[i];
      updatedAt_[i] = heartbeat > own ? now : updatedAt_[i];
      heartbeats_[i] = heartbeat > own ? heartbeat : own;
      unknown |= (heartbeat != kNoHeartbeat) & (own == kVacant);
    }
  }
  return unknown != 0;
}

bool HeartbeatTable::anySilentFor(int ticks, int now) const {
  int silent = 0;
  for (int block = first_ / kBlockSlots * kBlockSlots; block < last_; block += kBlockSlots) {
    for (int i = block; i < block + kBlockSlots; ++i) {
      silent |= (heartbeats_[i] != kVacant) & (now - updatedAt_[i] > ticks);
    }
  }
  return silent != 0;
}

void HeartbeatTable::copyTo(Vector* vector, int ticks, int now) const {
  for (int block = first_ / kBlockSlots * kBlockSlots; block < last_; block += kBlockSlots) {
    for (int i = block; i < block + kBlockSlots; ++i) {
      const bool isSent = (heartbeats_[i] != kVacant) & (now - updatedAt_[i] <= ticks);
      vector->at[i] = isSent ? heartbeats_[i] : +kNoHeartbeat;
    }
  }
  vector->first = first_;
  vector->last = last_;
}

// ---- Zones.

ZoneLayout ZoneLayout::forMessages(size_t messageBytes) {
  const size_t overhead = kHeadBytes + 2 * kEntryBytes + kChecksumBytes;
  MP1_CHECK(messageBytes > overhead);
  int bits = HeartbeatTable::kSlotBits;
  while (bits > 0 && overhead + (static_cast<size_t>(1) << bits) > messageBytes) --bits;
  return ZoneLayout(bits);
}

// ---- Failure detector.

void FailureDetector::reset(const ZoneLayout& layout, const Zone& ownZone) {
  layout_ = layout;
  ownZone_ = ownZone;
  members_.clear();
  rows_.clear();
}

const FailureDetector::Row* FailureDetector::findRow(const Zone& zone) const {
  const Zone row = layout_.rowOf(zone);
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].row == row) return &rows_[i];
  }
  return NULL;
}

FailureDetector::Row* FailureDetector::findRow(const Zone& zone) {
  return const_cast<Row*>(static_cast<const FailureDetector*>(this)->findRow(zone));
}

void FailureDetector::add(const Heartbeat& member, int now) {
  const Zone zone = layout_.zoneOf(member.member);
  if (zone != ownZone_) return addZone(zone, member.count, now);
  const int slot = layout_.slotOf(member.member);
  MP1_CHECK(!members_.has(slot));
  members_.set(slot, member.count, now);
}

void FailureDetector::addZone(const Zone& zone, int heartbeat, int now) {
  Row* row = findRow(zone);
  if (row == NULL) {
    rows_.push_back(Row());
    row = &rows_.back();
    row->row = layout_.rowOf(zone);
  }
  if (row->zones.has(layout_.slotInRow(zone))) return;
  row->zones.set(layout_.slotInRow(zone), heartbeat, now);
}

void FailureDetector::remove(const Endpoint& member, bool isLastOfZone) {
  const Zone zone = layout_.zoneOf(member);
  if (zone == ownZone_) {
    members_.remove(layout_.slotOf(member));
  } else if (isLastOfZone) {
    removeZone(zone);
  }
}

void FailureDetector::removeZone(const Zone& zone) {
  Row* const row = findRow(zone);
  MP1_CHECK(row != NULL);
  row->zones.remove(layout_.slotInRow(zone));
  if (row->zones.isEmpty()) rows_.erase(rows_.begin() + (row - rows_.data()));
}

void FailureDetector::countOwn(const Heartbeat& own, int now) {
  members_.set(layout_.slotOf(own.member), own.count, now);
}

bool FailureDetector::mergeMember(const Heartbeat& received, int now) {
  const int slot = layout_.slotOf(received.member);
  if (!members_.has(slot)) return false;
  members_.merge(slot, received.count, now);
  return true;
}

bool FailureDetector::mergeOwnZone(const HeartbeatTable::Vector& received, int now) {
  return members_.mergeAll(received, now);
}

void FailureDetector::mergeZone(const Zone& zone, int heartbeat, int now) {
  Row* const row = findRow(zone);
  if (row != NULL) row->zones.merge(layout_.slotInRow(zone), heartbeat, now);
}

void FailureDetector::mergeRow(const Zone& row, const HeartbeatTable::Vector& received, int now) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].row == row) rows_[i].zones.mergeAll(received, now);
  }
}

bool FailureDetector::isZoneSilentFor(int ticks, const Zone& zone, int now) const {
  const Row* const row = findRow(zone);
  MP1_CHECK(row != NULL);
  return row->zones.isSilentFor(ticks, layout_.slotInRow(zone), now);
}

vector<Heartbeat> FailureDetector::silentMembers(int ticks, int now) const {
  vector<Heartbeat> silent;
  if (!members_.anySilentFor(ticks, now)) return silent;
  for (int slot = layout_.capacity(); slot-- > 0;) {
    if (!members_.has(slot) || !members_.isSilentFor(ticks, slot, now)) continue;
    const Heartbeat last = {layout_.memberAt(ownZone_, slot), members_.heartbeat(slot)};
    silent.push_back(last);
  }
  return silent;
}

vector<std::pair<Zone, int> > FailureDetector::silentZones(int ticks, int now) const {
  vector<std::pair<Zone, int> > silent;
  for (size_t i = 0; i < rows_.size(); ++i) {
    const HeartbeatTable& zones = rows_[i].zones;
    if (!zones.anySilentFor(ticks, now)) continue;
    for (int slot = layout_.capacity(); slot-- > 0;) {
      if (!zones.has(slot) || !zones.isSilentFor(ticks, slot, now)) continue;
      silent.push_back(std::make_pair(layout_.zoneAt(rows_[i].row, slot), zones.heartbeat(slot)));
    }
  }
  return silent;
}

// Copies one row in each tick.
Zone FailureDetector::copyRowTo(HeartbeatTable::Vector* vector, int ticks, int now) const {
  MP1_CHECK(!rows_.empty());
  const Row& row = rows_[static_cast<size_t>(now) % rows_.size()];
  row.zones.copyTo(vector, ticks, now);
  return row.row;
}

void RemovedMembers::add(const Heartbeat& last) {
  int& count = lastHeartbeats_.insert({last.member, last.count}).first->second;
  count = max(count, last.count);
}

bool RemovedMembers::readmit(const Heartbeat& received) {
  const map<Endpoint, int>::iterator last = lastHeartbeats_.find(received.member);
  if (last == lastHeartbeats_.end()) return true;
  // Race: gossip of the previous incarnation that arrives after the removal would reinstall a dead
  // member.
  if (received.count <= last->second) return false;
  lastHeartbeats_.erase(last);
  return true;
}

vector<Heartbeat> RemovedMembers::membersOf(const Zone& zone, const ZoneLayout& layout) const {
  vector<Heartbeat> members;
  map<Endpoint, int>::const_iterator last = lastHeartbeats_.lower_bound(layout.firstOf(zone));
  for (; last != lastHeartbeats_.end() && layout.zoneOf(last->first) == zone; ++last) {
    const Heartbeat member = {last->first, last->second};
    members.push_back(member);
  }
  return members;
}

Endpoint RemovedMembers::at(int position) const {
  MP1_CHECK(!isEmpty());
  map<Endpoint, int>::const_iterator member = lastHeartbeats_.begin();
  std::advance(member, position % static_cast<int>(lastHeartbeats_.size()));
  return member->first;
}

// ---- The list index.

const size_t MemberIndex::kNotFound;

size_t MemberIndex::intervalsUpTo(const Endpoint& member) const {
  const auto isBefore = [](const Endpoint& one, const Interval& next) { return one < next.first; };
  return static_cast<size_t>(
      std::upper_bound(intervals_.begin(), intervals_.end(), member, isBefore) -
      intervals_.begin());
}

size_t MemberIndex::intervalsUpTo(size_t index) const {
  const auto isBefore = [](size_t one, const Interval& next) { return one < next.index; };
  return static_cast<size_t>(
      std::upper_bound(intervals_.begin(), intervals_.end(), index, isBefore) - intervals_.begin());
}

size_t MemberIndex::find(const Endpoint& firstMember, size_t count) const {
  MP1_CHECK(count > 0);
  const size_t next = intervalsUpTo(firstMember);
  if (next == 0) return kNotFound;
  const Interval& last = intervals_[next - 1];
  const size_t distance = last.distanceOf(firstMember);
  if (!last.has(firstMember) || last.count - distance < count) return kNotFound;
  return last.index + distance;
}

size_t MemberIndex::lowerBound(const Endpoint& member) const {
  const size_t next = intervalsUpTo(member);
  if (next == 0) return 0;
  const Interval& last = intervals_[next - 1];
  return last.has(member) ? last.index + last.distanceOf(member) : last.end();
}

Endpoint MemberIndex::at(size_t index) const {
  MP1_CHECK(index < size());
  // Mostly all ids are consecutive.
  const Interval& last = intervals_.back();
  return (last.index <= index ? last : intervals_[intervalsUpTo(index) - 1]).at(index);
}

bool MemberIndex::isOf(const vector<MemberListEntry>& entries) const {
  if (entries.size() != size()) return false;
  for (size_t i = 0; i < intervals_.size(); ++i) {
    const Interval& interval = intervals_[i];
    for (size_t at = interval.index; at < interval.end(); ++at) {
      if (endpointOf(entries[at]) != interval.at(at)) return false;
    }
  }
  return true;
}

void MemberIndex::shift(size_t fromInterval, int by) {
  for (size_t i = fromInterval; i < intervals_.size(); ++i) {
    intervals_[i].index += static_cast<size_t>(by);
  }
}

void MemberIndex::insert(const Endpoint& firstMember, size_t count) {
  MP1_CHECK(count > 0);
  const size_t next = intervalsUpTo(firstMember);
  const vector<Interval>::iterator position = intervals_.begin() + static_cast<long>(next);
  const size_t index = next == 0 ? 0 : intervals_[next - 1].end();
  const Interval alone = {firstMember, index, count};
  MP1_CHECK(next == 0 || intervals_[next - 1].last() < firstMember);
  MP1_CHECK(next == intervals_.size() || alone.last() < position->first);
  const bool isBehindLast = next > 0 && intervals_[next - 1].at(index) == firstMember;
  const bool isBeforeNext = next < intervals_.size() && position->first == alone.at(alone.end());
  const int by = static_cast<int>(count);
  if (isBehindLast && isBeforeNext) {
    intervals_[next - 1].count += count + position->count;
    intervals_.erase(position);
    shift(next, by);
  } else if (isBehindLast) {
    intervals_[next - 1].count += count;
    shift(next, by);
  } else if (isBeforeNext) {
    position->first = firstMember;
    position->count += count;
    shift(next + 1, by);
  } else {
    intervals_.insert(position, alone);
    shift(next + 1, by);
  }
}

void MemberIndex::erase(size_t index) {
  MP1_CHECK(index < size());
  const size_t at = intervalsUpTo(index) - 1;
  const Interval whole = intervals_[at];
  Interval before = whole;
  before.count = index - whole.index;
  Interval behind = {whole.at(index + 1), index, whole.end() - index - 1};
  intervals_.erase(intervals_.begin() + static_cast<long>(at));
  size_t next = at;
  if (before.count > 0) intervals_.insert(intervals_.begin() + static_cast<long>(next++), before);
  if (behind.count > 0) intervals_.insert(intervals_.begin() + static_cast<long>(next++), behind);
  shift(next, -1);
}

// ---- The member list.

void MemberList::reset(Member* member, const Endpoint& self, const ZoneLayout& layout,
                       size_t capacity) {
  member_ = member;
  self_ = self;
  layout_ = layout;
  ownZone_ = layout.zoneOf(self);
  index_.clear();
  ownIndex_ = zoneBegin_ = zoneEnd_ = 0;
  member_->memberList.clear();
  // Doubling would cost memory: thousands of peers hold a list of thousands of entries each.
  member_->memberList.reserve(capacity);
}

void MemberList::insert(const vector<Heartbeat>& added, int now) {
  insertIntoIndex(added);
  insertEntries(added, now);
  updatePositions();
  checkInvariants();
}

// MemberIndex checks that they are sorted and new.
void MemberList::insertIntoIndex(const vector<Heartbeat>& added) {
  for (size_t first = 0; first < added.size();) {
    size_t end = first + 1;
    while (end < added.size() && isNext(added[end - 1].member, added[end].member)) ++end;
    index_.insert(added[first].member, end - first);
    first = end;
  }
}

// Merges from the back, so that each entry moves once. REQUIRES: they are in the index.
void MemberList::insertEntries(const vector<Heartbeat>& added, int now) {
  vector<MemberListEntry>& entries = member_->memberList;
  size_t old = entries.size();
  size_t at = old + added.size();
  entries.resize(at);
  for (size_t left = added.size(); left > 0; --left) {
    const Heartbeat& next = added[left - 1];
    const size_t position = index_.find(next.member);
    MP1_CHECK(position < at);
    while (at > position + 1) entries[--at] = entries[--old];
    entries[--at] = MemberListEntry(next.member.second, next.member.first, next.count, now);
  }
  MP1_CHECK(at == old);
}

void MemberList::erase(size_t index) {
  MP1_CHECK(index < size());
  MP1_CHECK(index != ownIndex());
  member_->memberList.erase(member_->memberList.begin() + static_cast<long>(index));
  index_.erase(index);
  updatePositions();
  checkInvariants();
}

void MemberList::updatePositions() {
  ownIndex_ = index_.find(self_);
  MP1_CHECK(ownIndex_ != MemberIndex::kNotFound);
  member_->myPos = member_->memberList.begin() + static_cast<long>(ownIndex_);
  member_->nnb = static_cast<int>(member_->memberList.size()) - 1;
  zoneBegin_ = beginOf(ownZone_);
  zoneEnd_ = endOf(ownZone_);
}

// Checks what takes constant time. The rest follows from the checks of each change.
void MemberList::checkInvariants() const {
  MP1_CHECK(!isSizeAltered());
  MP1_CHECK(zoneBegin_ <= ownIndex_ && ownIndex_ < zoneEnd_);
  MP1_CHECK(zoneSize() <= static_cast<size_t>(layout_.capacity()));
  MP1_CHECK(layout_.zoneOf(index_.at(zoneBegin_)) == ownZone_);
  MP1_CHECK(layout_.zoneOf(index_.at(zoneEnd_ - 1)) == ownZone_);
}

// The index behind the zone's last member.
size_t MemberList::endOf(const Zone& zone) const {
  const Endpoint last = layout_.lastOf(zone);
  return index_.lowerBound(last) + (index_.has(last) ? 1 : 0);
}

vector<Heartbeat> MemberList::membersOf(const Zone& zone) const {
  vector<Heartbeat> members;
  const size_t end = endOf(zone);
  members.reserve(static_cast<size_t>(layout_.capacity()));
  for (size_t i = beginOf(zone); i < end; ++i) members.push_back(entry(i));
  return members;
}

Heartbeat MemberList::entry(size_t index) const {
  const Heartbeat heartbeat = {index_.at(index),
                               static_cast<int>(member_->memberList[index].heartbeat)};
  return heartbeat;
}

void MemberList::merge(size_t index, int heartbeat) {
  MemberListEntry& entry = member_->memberList[index];
  if (heartbeat > entry.heartbeat) entry.heartbeat = heartbeat;
}

void MemberList::publish(size_t index, int heartbeat, int updatedAt) {
  MemberListEntry& entry = member_->memberList[index];
  entry.heartbeat = heartbeat;
  entry.timestamp = updatedAt;
}

vector<Heartbeat> MemberList::members() const {
  vector<Heartbeat> members;
  for (size_t i = 0; i < size(); ++i) members.push_back(entry(i));
  return members;
}

vector<Heartbeat> MemberList::readEntries(int now) const {
  const vector<MemberListEntry>& entries = member_->memberList;
  vector<Heartbeat> read;
  read.reserve(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const long count = max(0L, min(entries[i].heartbeat, static_cast<long>(now)));
    const Heartbeat heartbeat = {endpointOf(entries[i]), static_cast<int>(count)};
    read.push_back(heartbeat);
  }
  std::sort(read.begin(), read.end(), comesBefore);
  read.erase(std::unique(read.begin(), read.end(), isSameMember), read.end());
  return read;
}

vector<Heartbeat> MemberList::restore(int now) {
  const vector<Heartbeat> read = readEntries(now);
  vector<MemberListEntry>& entries = member_->memberList;
  entries.resize(size());
  for (size_t i = 0; i < size(); ++i) {
    const Heartbeat member = {at(i), 0};
    const vector<Heartbeat>::const_iterator was =
        std::lower_bound(read.begin(), read.end(), member, comesBefore);
    const bool isKept = was != read.end() && was->member == member.member;
    entries[i] = MemberListEntry(member.member.second, member.member.first,
                                 isKept ? was->count : member.count, now);
  }
  updatePositions();
  checkInvariants();
  return read;
}

// ---- Codec.

inline void putMember(char* at, const Endpoint& member, int count) {
  at = put32(at, static_cast<unsigned>(member.second));
  at = put16(at, static_cast<unsigned short>(member.first));
  put32(at, static_cast<unsigned>(count));
}

string encodeMember(const Heartbeat& member) {
  string encoded(kEntryBytes, '\0');
  putMember(&encoded[0], member.member, member.count);
  return encoded;
}

// No heartbeat is from the future, but that of LEAVE is one tick ahead.
inline Heartbeat decodeMember(const char* data, int now) {
  Heartbeat heartbeat;
  heartbeat.member.second = static_cast<int>(get32(data));
  heartbeat.member.first = static_cast<short>(get16(data + 4));
  heartbeat.count = static_cast<int>(min(get32(data + 6), static_cast<unsigned>(now) + 1));
  return heartbeat;
}

// What every message begins with.
struct MessageHead {
  MsgTypes type;
  Heartbeat sender;
  int tick;         // At which it was sent.
  size_t listSize;  // The size of the sender's list; 0 in a group of one zone.
};

// The sections behind the heartbeats, in the message's order.
enum Section { kJoined, kLeft, kSections };

// Encodes a run: members with consecutive ids.
class RunWriter {
 public:
  explicit RunWriter(const Heartbeat& first)
      : firstCount_(first.count), last_(first.member), size_(kRunHeadBytes) {
    putMember(bytes_, first.member, first.count);
    bytes_[kEntryBytes] = 0;
  }

  // Appends a member. False, and nothing changes, if its id does not follow the last one, or if
  // its heartbeat is too far from the first one's.
  bool add(const Heartbeat& next) {
    const long above = static_cast<long>(next.count) - firstCount_;
    if (!isNext(last_, next.member)) return false;
    if (above < kLowest || above > kHighest || size_ == sizeof bytes_) return false;
    last_ = next.member;
    ++bytes_[kEntryBytes];
    bytes_[size_++] = static_cast<char>(above);
    return true;
  }

  size_t size() const { return size_; }
  string encoded() const { return string(bytes_, size_); }

 private:
  static const int kLowest = -128;
  static const int kHighest = 127;
  static const size_t kMostOthers = 255;

  int firstCount_;
  Endpoint last_;
  char bytes_[kRunHeadBytes + kMostOthers];
  size_t size_;
};

// Reads a run in place. REQUIRES, not checked: the run is complete (MessageReader sees to that).
class RunReader {
 public:
  RunReader(const char* bytes, int now)
      : bytes_(bytes), now_(now), first_(decodeMember(bytes, now)) {}

  const Endpoint& first() const { return first_.member; }
  Endpoint last() const { return endpointAt(size() - 1); }
  size_t size() const { return runBytes(bytes_) - kEntryBytes; }
  const char* end() const { return bytes_ + runBytes(bytes_); }

  // REQUIRES, not checked: i < size().
  Heartbeat at(size_t i) const {
    const Heartbeat heartbeat = {endpointAt(i), countAt(i)};
    return heartbeat;
  }
  int countAt(size_t i) const {
    if (i == 0) return first_.count;
    const int above = static_cast<signed char>(bytes_[kEntryBytes + i]);
    return min(max(first_.count + above, 0), now_ + 1);
  }

 private:
  Endpoint endpointAt(size_t i) const {
    const unsigned id = static_cast<unsigned>(first_.member.second) + static_cast<unsigned>(i);
    return Endpoint(first_.member.first, static_cast<int>(id));
  }

  const char* const bytes_;
  const int now_;
  const Heartbeat first_;
};

// Encodes a message, section by section in the message's order.
//
// Invariants: the message with its checksum is not longer than the room it was given (messages
// without sections excepted); section_ is the section that was last added to.
class MessageWriter {
 public:
  MessageWriter(const MessageHead& head, size_t room)
      : room_(room), tick_(head.tick), heartbeats_(0), section_(kJoined), counts_() {
    bytes_.reserve(kUsualBytes);
    bytes_.resize(kHeadBytes);
    bytes_[0] = static_cast<char>(kMagic);
    bytes_[1] = static_cast<char>(head.type);
    putMember(&bytes_[kSenderAt], head.sender.member, head.sender.count);
    put32(&bytes_[kTickAt], static_cast<unsigned>(tick_));
    put32(&bytes_[kListSizeAt], static_cast<unsigned>(head.listSize));
  }

  // Adds the heartbeats of a zone, or of a row of zones. REQUIRES: nothing was added before.
  void addHeartbeats(const Zone& block, const HeartbeatTable::Vector& heartbeats) {
    MP1_CHECK(bytes_.size() == kHeadBytes);
    int first = heartbeats.first;
    int last = heartbeats.last;
    while (first < last && heartbeats.at[first] == HeartbeatTable::kNoHeartbeat) ++first;
    while (first < last && heartbeats.at[last - 1] == HeartbeatTable::kNoHeartbeat) --last;
    if (first == last) return;
    heartbeats_ = static_cast<unsigned>(last - first);
    put16(put32(&bytes_[kBlockAt], block.second), static_cast<unsigned short>(block.first));
    bytes_[kFirstSlotAt] = static_cast<char>(first);
    size_t at = bytes_.size();
    bytes_.resize(at + heartbeats_);
    for (int i = first; i < last; ++i) bytes_[at++] = static_cast<char>(ageOf(heartbeats.at[i]));
  }

  // The bytes for which there still is room.
  size_t bytesLeft() const {
    const size_t taken = bytes_.size() + kChecksumBytes;
    return room_ < taken ? 0 : room_ - taken;
  }

  // Adds a run of members that have joined, or one member that has left.
  // REQUIRES: there is room, and the section does not precede the last one.
  void add(Section section, const string& encoded) {
    MP1_CHECK(encoded.size() <= bytesLeft());
    MP1_CHECK(section >= section_);
    section_ = section;
    counts_[section] += section == kJoined ? static_cast<unsigned>(encoded.size()) : 1;
    bytes_ += encoded;
  }

  // Returns the complete message. REQUIRES, not checked: nothing is added afterwards, nor this
  // called again.
  const string& finish() {
    char* at = put16(&bytes_[kCountsAt], heartbeats_);
    for (size_t i = 0; i < kSections; ++i) at = put16(at, counts_[i]);
    const unsigned checksum = checksumOf(bytes_.data(), bytes_.size());
    bytes_.resize(bytes_.size() + kChecksumBytes);
    put32(&bytes_[bytes_.size() - kChecksumBytes], checksum);
    return bytes_;
  }

 private:
  static const size_t kUsualBytes = 1024;

  unsigned char ageOf(int heartbeat) const {
    const bool isSent = heartbeat != HeartbeatTable::kNoHeartbeat && tick_ - heartbeat < kNoAge;
    return isSent ? static_cast<unsigned char>(tick_ - heartbeat) : kNoAge;
  }

  const size_t room_;
  const int tick_;
  unsigned heartbeats_;  // Their number.
  Section section_;
  unsigned counts_[kSections];
  string bytes_;
};

// Reads a message in place; the buffer must outlive the reader.
//
// Invariant of a valid message: its sections fill the buffer, its runs are complete, and its
// heartbeats fit into a HeartbeatTable. REQUIRES, not checked: of an invalid message, nothing else
// is read.
class MessageReader {
 public:
  MessageReader(const char* data, int size, int now) : data_(data), now_(now), isValid_(false) {
    if (size >= 0) isValid_ = parse(static_cast<size_t>(size));
  }

  bool isValid() const { return isValid_; }
  const MessageHead& head() const { return head_; }
  // The zone whose members have these heartbeats or, in ZONE_HEARTBEATS, the row whose zones do.
  const Zone& block() const { return block_; }
  bool hasHeartbeats() const { return heartbeats_ > 0; }
  size_t heartbeatCount() const { return heartbeats_; }

  void readHeartbeats(HeartbeatTable::Vector* vector) const {
    vector->first = static_cast<int>(firstSlot_);
    vector->last = vector->first + static_cast<int>(heartbeats_);
    int* const at = vector->at + vector->first;
    for (size_t i = 0; i < heartbeats_; ++i) {
      const unsigned char age = static_cast<unsigned char>(data_[kHeadBytes + i]);
      if (age != kNoAge && age <= head_.tick) at[i] = head_.tick - age;
    }
  }

  // The runs of members that have joined: each begins where its predecessor ends.
  const char* runsBegin() const { return data_ + kHeadBytes + heartbeats_; }
  const char* runsEnd() const { return runsBegin() + joinedBytes_; }

  // The members that have left, with their last heartbeats.
  size_t leftCount() const { return leftCount_; }
  Heartbeat left(size_t i) const { return decodeMember(runsEnd() + i * kEntryBytes, now_); }

 private:
  // Guards against everything that a damaged or foreign message can hold. False if it is one.
  bool parse(size_t size) {
    if (size < kHeadBytes + kChecksumBytes) return false;
    const unsigned char magic = static_cast<unsigned char>(data_[0]);
    const unsigned char type = static_cast<unsigned char>(data_[1]);
    if (magic != kMagic || type >= DUMMYLASTMSGTYPE) return false;
    heartbeats_ = get16(data_ + kCountsAt);
    joinedBytes_ = get16(data_ + kCountsAt + 2);
    leftCount_ = get16(data_ + kCountsAt + 4);
    const bool isBare = heartbeats_ + joinedBytes_ + leftCount_ == 0;
    if (!isBare && (type == JOINREQ || type == LEAVE)) return false;
    const size_t checkedBytes = kHeadBytes + heartbeats_ + joinedBytes_ + kEntryBytes * leftCount_;
    if (size != checkedBytes + kChecksumBytes) return false;
    if (get32(data_ + checkedBytes) != checksumOf(data_, checkedBytes)) return false;
    firstSlot_ = static_cast<unsigned char>(data_[kFirstSlotAt]);
    if (firstSlot_ + heartbeats_ > static_cast<size_t>(HeartbeatTable::kSlots)) return false;
    if (!areRuns(runsBegin(), joinedBytes_)) return false;
    head_.type = static_cast<MsgTypes>(type);
    head_.sender = decodeMember(data_ + kSenderAt, now_);
    head_.tick = static_cast<int>(min(get32(data_ + kTickAt), static_cast<unsigned>(now_)));
    head_.listSize = get32(data_ + kListSizeAt);
    block_.second = get32(data_ + kBlockAt);
    block_.first = static_cast<short>(get16(data_ + kBlockAt + 4));
    return true;
  }

  const char* const data_;
  const int now_;
  bool isValid_;
  MessageHead head_;
  Zone block_;
  size_t firstSlot_;
  size_t heartbeats_;  // Their number.
  size_t joinedBytes_;
  size_t leftCount_;
};

// For people. Hearsay is left out: only who says what kind of thing, and of how many.
string describeMessage(const MessageReader& message) {
  static const char* const kNames[] = {"JOINREQ", "JOINREP", "GOSSIP", "ZONE_HEARTBEATS", "LEAVE"};
  static_assert(sizeof kNames / sizeof *kNames == DUMMYLASTMSGTYPE, "one name for each type");
  const MessageHead& head = message.head();
  std::ostringstream text;
  text << kNames[head.type] << " from " << head.sender.member.second << ", tick " << head.tick;
  if (message.hasHeartbeats()) text << ", " << message.heartbeatCount() << " heartbeats";
  if (message.runsBegin() != message.runsEnd()) text << ", members";
  for (size_t i = 0; i < message.leftCount(); ++i) {
    text << (i == 0 ? ", gone: " : " ") << message.left(i).member.second;
  }
  return text.str();
}

// The members as runs: each of one zone, and of at most `mostBytes` bytes.
vector<string> encodeRuns(const vector<Heartbeat>& members, const ZoneLayout& layout,
                          size_t mostBytes) {
  vector<string> runs;
  for (size_t i = 0; i < members.size();) {
    const Zone zone = layout.zoneOf(members[i].member);
    RunWriter run(members[i]);
    for (++i; i < members.size() && layout.zoneOf(members[i].member) == zone; ++i) {
      if (run.size() >= mostBytes || !run.add(members[i])) break;
    }
    runs.push_back(run.encoded());
  }
  return runs;
}

// ---- Dissemination.

int gossipTarget(int ownIndex, int groupSize, unsigned step) {
  MP1_CHECK(groupSize >= 2);
  const unsigned others = static_cast<unsigned>(groupSize) - 1;
  const unsigned offset = 1 + permuted(step % others, others, step / others);
  return static_cast<int>((static_cast<unsigned>(ownIndex) + offset) % (others + 1));
}

unsigned gossipStep(int now, int fanOut, int i) {
  return static_cast<unsigned>(now) * static_cast<unsigned>(fanOut) + static_cast<unsigned>(i);
}

void Dissemination::reset(const Zone& ownZone, size_t room) {
  room_ = room;
  updates_.clear();
  lastZone_ = ownZone;
  round_ = 0;
  largestList_ = largestListBefore_ = ListSize();
  removals_ = removalsBefore_ = 0;
}

void Dissemination::queueJoined(const string& run, bool isOfOwnZone) {
  MP1_CHECK(run.size() <= room_);
  const Update update = {run, true, isOfOwnZone, kUpdateTicks};
  updates_.push_back(update);
}

void Dissemination::queueLeft(const string& member, bool isOfOwnZone) {
  MP1_CHECK(member.size() <= room_);
  const Update update = {member, false, isOfOwnZone, kUpdateTicks};
  updates_.push_front(update);
}

void Dissemination::dropBehind(size_t count) {
  MP1_CHECK(count <= updates_.size());
  updates_.erase(updates_.begin() + static_cast<long>(count), updates_.end());
}

size_t Dissemination::countThatFit() const {
  size_t bytes = 0;
  size_t count = 0;
  while (count < updates_.size() && bytes + updates_[count].encoded.size() <= room_) {
    bytes += updates_[count++].encoded.size();
  }
  return count;
}

void Dissemination::writeUpdates(MessageWriter* writer, bool withOwnZone) const {
  write(writer, true, withOwnZone);
  write(writer, false, withOwnZone);
}

void Dissemination::write(MessageWriter* writer, bool isJoin, bool withOwnZone) const {
  const size_t count = countThatFit();
  for (size_t i = 0; i < count; ++i) {
    const Update& update = updates_[i];
    if (update.isJoin != isJoin || (update.isOfOwnZone && !withOwnZone)) continue;
    writer->add(isJoin ? kJoined : kLeft, update.encoded);
  }
}

void Dissemination::expireUpdates() {
  const std::deque<Update>::iterator sent = updates_.begin() + static_cast<long>(countThatFit());
  for (std::deque<Update>::iterator update = updates_.begin(); update != sent; ++update) {
    MP1_CHECK(update->ticksLeft > 0);
    --update->ticksLeft;
  }
  updates_.erase(std::remove_if(updates_.begin(), sent, isExpired), sent);
}

Zone Dissemination::nextZone(const MemberList& list, const ZoneLayout& layout) {
  size_t index = list.endOf(lastZone_);
  if (index >= list.size()) {
    index = 0;
    ++round_;
  }
  lastZone_ = layout.zoneOf(list.at(index));
  return lastZone_;
}

vector<Heartbeat> Dissemination::inTurn(const vector<Heartbeat>& members, size_t most) const {
  if (members.size() <= most) return members;
  vector<Heartbeat> chosen;
  for (size_t i = 0; i < most; ++i) {
    chosen.push_back(members[(round_ * most + i) % members.size()]);
  }
  return chosen;
}

void Dissemination::noteListSize(size_t size, const Endpoint& owner) {
  if (size <= largestList_.size) return;
  largestList_.size = size;
  largestList_.owner = owner;
}

bool Dissemination::endPeriod(size_t ownListSize, Endpoint* owner) {
  const bool isShort = ownListSize + removals_ + removalsBefore_ < largestListBefore_.size;
  *owner = largestListBefore_.owner;
  largestListBefore_ = largestList_;
  largestList_ = ListSize();
  removalsBefore_ = removals_;
  removals_ = 0;
  return isShort;
}

// ---- Prefetch.

// Hides cache misses: among thousands of peers, neither a peer's state nor its messages are in a
// cache when its turn begins. Changes nothing but the time that a turn takes.
class Prefetch {
 public:
  static void hint(const void* data) {
    if (kIsOn) __builtin_prefetch(data);
  }
  static void hint(const char* data, int size) {
    for (int at = 0; at < min(size, +kMostBytes); at += kCacheLineBytes) hint(data + at);
  }

 private:
  static const bool kIsOn = true;
  static const int kMostBytes = 256;  // The hardware prefetches what is read after these.
  static const int kCacheLineBytes = 64;
};

// The first messages of a queue, taken out of it together so that all are prefetched before the
// first is handled. The caller frees them.
class MessageBatch {
 public:
  explicit MessageBatch(queue<q_elt>* received) : size_(0) {
    for (; size_ < kPrefetchDistance && !received->empty(); ++size_) {
      data_[size_] = static_cast<char*>(received->front().elt);
      bytes_[size_] = received->front().size;
      received->pop();
      Prefetch::hint(data_[size_], bytes_[size_]);
    }
  }

  size_t size() const { return size_; }
  char* data(size_t i) const { return data_[i]; }
  int bytes(size_t i) const { return bytes_[i]; }

 private:
  static const size_t kPrefetchDistance = 8;

  size_t size_;
  char* data_[kPrefetchDistance];
  int bytes_[kPrefetchDistance];
};

}  // namespace mp1

using mp1::gossipStep;
using mp1::gossipTarget;
using mp1::MemberIndex;
using mp1::MessageBatch;
using mp1::Prefetch;
using mp1::RunReader;

MP1Node::MP1Node(Member* member, Params* params, EmulNet* emul, Log* log, Address* address)
    : emulNet(emul),
      log(log),
      par(params),
      memberNode(member),
      NULLADDR(),
      now(0),
      lastProbeAt(0),
      lastJoinReturnAt(0),
      joinedAt(0),
      damagedMessages(0) {
  memberNode->addr = *address;
}

MP1Node::MP1Node(Params* params, EmulNet* emul, Log* log, Address* address)
    : MP1Node(new Member, params, emul, log, address) {}

MP1Node::~MP1Node() {}

// ---- Entry points.

int MP1Node::recvLoop() {
  if (memberNode->bFailed) return false;
  return emulNet->ENrecv(&memberNode->addr, enqueueWrapper, NULL, 1, &memberNode->mp1q);
}

int MP1Node::enqueueWrapper(void* env, char* buff, int size) {
  return Queue::enqueue(static_cast<queue<q_elt>*>(env), buff, size);
}

void MP1Node::nodeStart(char*, short) {
  Address joinAddress = getJoinAddress();
  initThisNode(&joinAddress);
  introduceSelfToGroup(&joinAddress);
}

int MP1Node::initThisNode(Address*) {
  self = endpointOf(memberNode->addr);
  readTime();
  memberNode->bFailed = false;
  memberNode->inited = true;
  memberNode->inGroup = false;
  memberNode->heartbeat = now;
  layout = mp1::ZoneLayout::forMessages(messageRoom());
  ownZone = zoneOf(self);
  lastJoinReturnAt = now - kJoinRetryTicks;
  detector.reset(layout, ownZone);
  removed.clear();
  dissemination.reset(ownZone, updateRoom());
  initMemberListTable(memberNode);
  return 0;
}

int MP1Node::introduceSelfToGroup(Address* joinAddress) {
  if (memberNode->addr == *joinAddress) {
    log->LOG(&memberNode->addr, "Starting up group...");
    enterGroup();
    return 1;
  }
  log->LOG(&memberNode->addr, "Trying to join...");
  lastProbeAt = now;
  send(endpointOf(*joinAddress), bareMessage(JOINREQ));
  return 1;
}

void MP1Node::nodeLoop() {
  if (memberNode->bFailed || !memberNode->inited) return;
  readTime();
  followPublicList();
  checkMessages();
  nodeLoopOps();
}

void MP1Node::readTime() {
  const int tick = par->getcurrtime();
  mp1::setCheckContext(self, tick);
  // Heartbeats are ticks: those of this incarnation must be larger than all earlier ones.
  MP1_CHECK(tick >= now);
  now = tick;
}

void MP1Node::checkMessages() {
  Prefetch::hint(list.data());
  Prefetch::hint(detector.data());
  while (!memberNode->mp1q.empty()) {
    const MessageBatch batch(&memberNode->mp1q);
    for (size_t i = 0; i < batch.size(); ++i) {
      recvCallBack(memberNode, batch.data(i), batch.bytes(i));
      free(batch.data(i));
    }
  }
}

bool MP1Node::recvCallBack(void*, char* data, int size) {
  const MessageReader message(data, size, now);
  if (!message.isValid()) {
    ++damagedMessages;
    return false;
  }
  switch (message.head().type) {
    case JOINREQ: handleJoinRequest(message.head().sender); break;
    case LEAVE: handleLeave(message.head().sender); break;
    default: handleList(message); break;
  }
  return true;
}

void MP1Node::nodeLoopOps() {
  memberNode->heartbeat = now;
  detector.countOwn(ownHeartbeat(), now);
  if (isOneZone() || isAntiEntropyTurn()) publishHeartbeats();
  if (memberNode->inGroup) {
    removeSilentMembers();
    removeSilentZones();
    gossip();
  }
  probeMissing();
}

int MP1Node::finishUpThisNode() {
  if (!memberNode->inited || memberNode->bFailed) return 0;
  mp1::setCheckContext(self, now);
  // Race: gossip of this tick that arrives after LEAVE must not reinstall the peer.
  ++memberNode->heartbeat;
  const string message = bareMessage(LEAVE);
  sendToRange(list.zoneBegin(), list.zoneEnd(), message);
  // The last member of its zone leaves nobody there to pass the update on.
  if (list.zoneSize() == 1) {
    sendToRange(0, min(list.size(), static_cast<size_t>(kFanOut)), message);
  }
  memberNode->inGroup = false;
  memberNode->inited = false;
  return 0;
}

// ---- Messages received.

void MP1Node::handleJoinRequest(const Heartbeat& sender) {
  if (!memberNode->inGroup) return returnJoinRequest(sender.member);
  admit(sender);
  sendFullList(sender.member);
}

// A peer that is joining has no list to give. But a member that sends it a JOINREQ has removed its
// previous incarnation (probeMissing) and can let it in, even while the introducer is down.
void MP1Node::returnJoinRequest(const Endpoint& to) {
  // Not a race, but a forged message in the own name: the answer would come back to this peer.
  if (to == self) return;
  // Race: two peers that join at once would return each other's requests for ever.
  if (now - lastJoinReturnAt < kJoinRetryTicks) return;
  lastJoinReturnAt = now;
  send(to, bareMessage(JOINREQ));
}

void MP1Node::handleList(const MessageReader& message) {
  if (!memberNode->inGroup) {
    // Race: gossip overtakes the JOINREP. In a group of several zones it has only a part of the
    // members, and the peer would take that part for the group.
    const bool isPartial = message.head().type != JOINREP && message.head().listSize > 0;
    if (isPartial) return send(message.head().sender.member, bareMessage(JOINREQ));
    enterGroup();
  }
  mergeList(message);
}

void MP1Node::enterGroup() {
  memberNode->inGroup = true;
  joinedAt = now;
}

void MP1Node::mergeList(const MessageReader& message) {
  const mp1::MessageHead& head = message.head();
  const size_t queued = dissemination.queued();
  dissemination.noteListSize(head.listSize, head.sender.member);
  if (isInOwnZone(head.sender.member)) {
    admit(head.sender);
  } else {
    detector.mergeZone(zoneOf(head.sender.member), head.sender.count, now);
  }
  mergeHeartbeats(message);
  mergeJoined(message);
  // The answers to a joining member's request: all others know these members already, and the
  // updates would crowd out new ones.
  const bool isFirstList = head.type == JOINREP && now - joinedAt <= kJoinSettleTicks;
  if (isFirstList) dissemination.dropBehind(queued);
  mergeLeft(message);
}

void MP1Node::mergeHeartbeats(const MessageReader& message) {
  if (!message.hasHeartbeats()) return;
  HeartbeatTable::Vector received;
  message.readHeartbeats(&received);
  if (message.head().type == ZONE_HEARTBEATS) {
    detector.mergeRow(message.block(), received, now);
  } else if (message.block() == ownZone) {
    mergeOwnZone(&received);
  } else {
    mergeOtherZone(message.block(), received);
  }
}

void MP1Node::mergeOwnZone(HeartbeatTable::Vector* received) {
  // Race: an echo of the own heartbeat, of this incarnation or of the previous one. Only the peer
  // itself counts its heartbeat.
  received->at[layout.slotOf(self)] = HeartbeatTable::kNoHeartbeat;
  if (!detector.mergeOwnZone(*received, now)) return;
  vector<Heartbeat> unknown;
  for (int slot = 0; slot < layout.capacity(); ++slot) {
    const int count = received->at[slot];
    if (count == HeartbeatTable::kNoHeartbeat || detector.ownZone().has(slot)) continue;
    const Heartbeat member = {layout.memberAt(ownZone, slot), count};
    if (removed.readmit(member)) unknown.push_back(member);
  }
  addMembers(unknown);
}

void MP1Node::mergeOtherZone(const Zone& zone, const HeartbeatTable::Vector& received) {
  vector<Heartbeat> unknown;
  for (int slot = 0; slot < layout.capacity(); ++slot) {
    if (received.at[slot] == HeartbeatTable::kNoHeartbeat) continue;
    const Heartbeat member = {layout.memberAt(zone, slot), received.at[slot]};
    mergeMember(member, &unknown);
  }
  install(&unknown);
}

void MP1Node::mergeJoined(const MessageReader& message) {
  vector<Heartbeat> unknown;
  for (const char* at = message.runsBegin(); at != message.runsEnd();) {
    const RunReader run(at, now);
    at = run.end();
    if (mergeKnownRun(run)) continue;
    for (size_t i = 0; i < run.size(); ++i) mergeMember(run.at(i), &unknown);
  }
  install(&unknown);
}

// The fast path for a run of members of another zone that all are in the list: most updates arrive
// a dozen times. False, and nothing changes, if the run is not of that kind.
bool MP1Node::mergeKnownRun(const RunReader& run) {
  const Zone zone = zoneOf(run.first());
  // A run may extend over two zones, and one of them may be the own zone.
  if (zone == ownZone || zoneOf(run.last()) != zone) return false;
  const size_t index = list.find(run.first(), run.size());
  if (index == MemberIndex::kNotFound) return false;
  for (size_t i = 0; i < run.size(); ++i) list.merge(index + i, run.countAt(i));
  return true;
}

void MP1Node::mergeLeft(const MessageReader& message) {
  for (size_t i = 0; i < message.leftCount(); ++i) {
    const Heartbeat last = message.left(i);
    // Race: a zone that was cut off reports live members of this zone as removed. The own zone's
    // members are judged by their heartbeats alone.
    if (!isInOwnZone(last.member)) applyDeparture(last);
  }
}

void MP1Node::handleLeave(const Heartbeat& sender) {
  // Race: an own LEAVE of the previous incarnation arrives after the restart.
  if (sender.member == self) return;
  applyDeparture(sender);
}

void MP1Node::applyDeparture(const Heartbeat& last) {
  const size_t index = list.find(last.member);
  // Race: a departure overtakes the update of the join, which would then install a member that has
  // left.
  if (index == MemberIndex::kNotFound) return removed.add(last);
  // Race: a departure of the previous incarnation arrives after the member has rejoined.
  if (heartbeatOf(index) > last.count) return;
  removeMember(index, last.count);
}

// Adds the member, unless it is in the list or `received` is stale.
void MP1Node::admit(const Heartbeat& received) {
  vector<Heartbeat> unknown;
  mergeMember(received, &unknown);
  install(&unknown);
}

// Merges the heartbeat of any member. One that must be added to the list is put into *unknown.
void MP1Node::mergeMember(const Heartbeat& received, vector<Heartbeat>* unknown) {
  // Race: an echo of the own heartbeat.
  if (received.member == self) return;
  if (isInOwnZone(received.member)) {
    if (detector.mergeMember(received, now)) return;
  } else {
    const size_t index = list.find(received.member);
    if (index != MemberIndex::kNotFound) return list.merge(index, received.count);
  }
  if (!removed.readmit(received)) return;
  if (unknown->empty()) unknown->reserve(kUnknownReserve);
  unknown->push_back(received);
}

// ---- The membership.

// Adds the unknown members, which are in any order and may be repeated.
void MP1Node::install(vector<Heartbeat>* unknown) {
  if (unknown->empty()) return;
  if (!std::is_sorted(unknown->begin(), unknown->end(), comesBefore)) {
    std::sort(unknown->begin(), unknown->end(), comesBefore);
  }
  unknown->erase(std::unique(unknown->begin(), unknown->end(), isSameMember), unknown->end());
  addMembers(*unknown);
}

// MemberList::insert checks that the members are sorted and new.
void MP1Node::addMembers(const vector<Heartbeat>& added) {
  if (added.empty()) return;
  list.insert(added, now);
  for (size_t i = 0; i < added.size(); ++i) {
    MP1_CHECK(!removed.has(added[i].member));
    detector.add(added[i], now);
    Address address = addressOf(added[i].member);
    log->logNodeAdd(&memberNode->addr, &address);
  }
  checkAgreement();
  queueJoined(added);
}

void MP1Node::removeMember(size_t index, int lastHeartbeat) {
  const Heartbeat last = {list.at(index), lastHeartbeat};
  dropMember(index, lastHeartbeat);
  dissemination.noteRemoval();
  queueLeft(last);
}

void MP1Node::dropMember(size_t index, int lastHeartbeat) {
  const Heartbeat last = {list.at(index), lastHeartbeat};
  const Zone zone = zoneOf(last.member);
  removed.add(last);
  list.erase(index);
  detector.remove(last.member, list.beginOf(zone) == list.endOf(zone));
  checkAgreement();
  Address address = addressOf(last.member);
  log->logNodeRemove(&memberNode->addr, &address);
}

// Other stores than ours alter memberNode->memberList, as the course allows. Members that were
// moved in a group of several zones are noticed later: to compare all entries in each tick is
// expensive.
void MP1Node::followPublicList() {
  const bool comparesAll = isOneZone() || isAntiEntropyTurn();
  if (list.isSizeAltered() || (comparesAll && list.isAltered())) adoptPublicList();
}

// An erased member is removed here, but not reported as removed to others: it may be alive, and
// newer heartbeats readmit it.
void MP1Node::adoptPublicList() {
  const vector<Heartbeat> listed = list.restore(now);
  const vector<Heartbeat> known = list.members();
  vector<Heartbeat> erased;
  vector<Heartbeat> added;
  std::set_difference(known.begin(), known.end(), listed.begin(), listed.end(),
                      std::back_inserter(erased), comesBefore);
  std::set_difference(listed.begin(), listed.end(), known.begin(), known.end(),
                      std::back_inserter(added), comesBefore);
  for (size_t i = 0; i < erased.size(); ++i) {
    if (erased[i].member == self) continue;
    const size_t index = list.find(erased[i].member);
    dropMember(index, heartbeatOf(index));
  }
  for (size_t i = 0; i < added.size(); ++i) removed.forget(added[i].member);
  addMembers(added);
}

void MP1Node::checkAgreement() const {
  MP1_CHECK(static_cast<size_t>(detector.ownZone().size()) == list.zoneSize());
  MP1_CHECK(detector.isOneZone() == (list.size() == list.zoneSize()));
}

void MP1Node::removeSilentMembers() {
  const vector<Heartbeat> silent = detector.silentMembers(zonePlan().tremove, now);
  for (size_t i = 0; i < silent.size(); ++i) {
    removeMember(list.find(silent[i].member), silent[i].count);
  }
}

void MP1Node::removeSilentZones() {
  const vector<std::pair<Zone, int> > silent = detector.silentZones(groupPlan().tremove, now);
  for (size_t i = 0; i < silent.size(); ++i) removeZone(silent[i].first, silent[i].second);
}

void MP1Node::removeZone(const Zone& zone, int lastHeartbeat) {
  const size_t begin = list.beginOf(zone);
  for (size_t i = list.endOf(zone); i-- > begin;) {
    // Either may be the larger: the zone's can be that of another member, and a list that arrives
    // raises an entry (list.merge) without the zone's. The larger one keeps out all late gossip.
    removeMember(i, max(heartbeatOf(i), lastHeartbeat));
  }
}

// The newest heartbeat received. In the list, that of the own zone is as of the last publish.
int MP1Node::heartbeatOf(size_t index) const {
  const Heartbeat entry = list.entry(index);
  if (!isInOwnZone(entry.member)) return entry.count;
  return detector.ownZone().heartbeat(layout.slotOf(entry.member));
}

// For the readers of memberNode->memberList, such as the store.
void MP1Node::publishHeartbeats() {
  for (size_t i = list.zoneBegin(); i < list.zoneEnd(); ++i) {
    const int slot = layout.slotOf(list.at(i));
    list.publish(i, detector.ownZone().heartbeat(slot), detector.ownZone().updatedAt(slot));
  }
}

void MP1Node::initMemberListTable(Member* member) {
  list.reset(member, self, layout, static_cast<size_t>(max(0, par->EN_GPSZ)));
  addMembers(vector<Heartbeat>(1, ownHeartbeat()));
}

MP1Node::GossipPlan MP1Node::zonePlan() const {
  return GossipPlan::forGroup(static_cast<int>(list.zoneSize()));
}

MP1Node::GossipPlan MP1Node::groupPlan() const {
  return GossipPlan::forGroup(static_cast<int>(list.size()), max(1, detector.rowCount()));
}

// ---- Messages sent.

void MP1Node::gossip() {
  gossipInZone();
  if (!isOneZone()) gossipToGroup();
  if (isAntiEntropyTurn()) {
    requestFullSync();
    if (!isOneZone()) sendAntiEntropy();
  }
  dissemination.expireUpdates();
}

void MP1Node::gossipInZone() {
  const int fanOut = min(zonePlan().fanOut, isOneZone() ? kFanOut : kFanOut - kGroupFanOut);
  if (fanOut == 0) return;
  MessageWriter writer(headOf(GOSSIP), messageRoom());
  writeOwnZone(&writer);
  dissemination.writeUpdates(&writer, false);
  const string& message = writer.finish();
  const int size = static_cast<int>(list.zoneSize());
  const int own = static_cast<int>(list.ownIndex() - list.zoneBegin());
  for (int i = 0; i < fanOut; ++i) {
    const int target = gossipTarget(own, size, gossipStep(now, fanOut, i));
    send(list.at(list.zoneBegin() + static_cast<size_t>(target)), message);
  }
}

void MP1Node::gossipToGroup() {
  HeartbeatTable::Vector heartbeats;
  const Zone row = detector.copyRowTo(&heartbeats, groupPlan().tfail, now);
  MessageWriter writer(headOf(ZONE_HEARTBEATS), messageRoom());
  writer.addHeartbeats(row, heartbeats);
  dissemination.writeUpdates(&writer, true);
  const string& message = writer.finish();
  for (int i = 0; i < kGroupFanOut; ++i) send(groupTarget(kGroupFanOut, i), message);
}

// The ids spread the members' turns over the ticks.
bool MP1Node::isAntiEntropyTurn() const { return (now + self.second) % kAntiEntropyTicks == 0; }

// A peer that joined through members that had just joined themselves may know only a part of the
// group. It asks the owner of the largest list.
void MP1Node::requestFullSync() {
  Endpoint owner;
  if (dissemination.endPeriod(list.size(), &owner)) send(owner, bareMessage(JOINREQ));
}

// Sends one zone's members and those that were removed from it.
void MP1Node::sendAntiEntropy() {
  const Zone zone = dissemination.nextZone(list, layout);
  MessageWriter writer(headOf(GOSSIP), messageRoom());
  if (zone == ownZone) {
    writeOwnZone(&writer);
  } else if (!detector.isZoneSilentFor(groupPlan().tfail, zone, now)) {
    // If there is not enough room, half of it is for each of the two.
    const size_t room = max(writer.bytesLeft() / 2, min(writer.bytesLeft(), kRunHeadBytes));
    addRuns(&writer, dissemination.inTurn(list.membersOf(zone), room / kRunHeadBytes));
  }
  const vector<Heartbeat> left =
      dissemination.inTurn(removed.membersOf(zone, layout), writer.bytesLeft() / kEntryBytes);
  for (size_t i = 0; i < left.size(); ++i) writer.add(mp1::kLeft, mp1::encodeMember(left[i]));
  send(groupTarget(1, 0), writer.finish());
}

// REQUIRES: the writer has room for the runs.
void MP1Node::addRuns(MessageWriter* writer, const vector<Heartbeat>& members) const {
  const vector<string> runs = mp1::encodeRuns(members, layout, updateRoom());
  for (size_t i = 0; i < runs.size(); ++i) writer->add(mp1::kJoined, runs[i]);
}

// In a group of one zone, all members detect joins and failures directly.
void MP1Node::queueJoined(const vector<Heartbeat>& members) {
  if (isOneZone()) return;
  const vector<string> runs = mp1::encodeRuns(members, layout, updateRoom());
  for (size_t i = 0; i < runs.size(); ++i) {
    dissemination.queueJoined(runs[i], isInOwnZone(RunReader(runs[i].data(), now).first()));
  }
}

void MP1Node::queueLeft(const Heartbeat& last) {
  const bool isOfOwnZone = isInOwnZone(last.member);
  if (isOneZone() && isOfOwnZone) return;
  dissemination.queueLeft(mp1::encodeMember(last), isOfOwnZone);
}

// Sends the own zone, then the others, in as many messages as they need.
void MP1Node::sendFullList(const Endpoint& to) {
  MessageWriter writer(headOf(JOINREP), messageRoom());
  writeOwnZone(&writer);
  send(to, writer.finish());
  if (isOneZone()) return;
  sendRuns(mp1::encodeRuns(membersOfLiveZones(), layout, updateRoom()), to);
}

// The members of the other zones, without the suspected zones.
vector<MP1Node::Heartbeat> MP1Node::membersOfLiveZones() const {
  const int tfail = groupPlan().tfail;
  vector<Heartbeat> members;
  for (size_t i = 0; i < list.size();) {
    const Zone zone = zoneOf(list.at(i));
    const size_t end = list.endOf(zone);
    if (zone == ownZone || detector.isZoneSilentFor(tfail, zone, now)) {
      i = end;
      continue;
    }
    for (; i < end; ++i) members.push_back(list.entry(i));
  }
  return members;
}

void MP1Node::sendRuns(const vector<string>& runs, const Endpoint& to) {
  for (size_t next = 0; next < runs.size();) {
    MessageWriter writer(headOf(JOINREP), messageRoom());
    MP1_CHECK(writer.bytesLeft() >= runs[next].size());
    for (; next < runs.size() && writer.bytesLeft() >= runs[next].size(); ++next) {
      writer.add(mp1::kJoined, runs[next]);
    }
    send(to, writer.finish());
  }
}

// From time to time, sends a JOINREQ to peers that are missing in the list. To the introducer: a
// joining peer, to get in; a member, so that an introducer that was restarted finds its group. And
// to the removed members in turn, so that the parts of a group that was cut apart merge, even with
// the introducer dead.
void MP1Node::probeMissing() {
  const int interval = memberNode->inGroup ? zonePlan().tremove : kJoinRetryTicks;
  if (now - lastProbeAt < interval) return;
  lastProbeAt = now;
  const Endpoint introducer = endpointOf(getJoinAddress());
  const string request = bareMessage(JOINREQ);
  if (!list.has(introducer)) send(introducer, request);
  if (!memberNode->inGroup || removed.isEmpty()) return;
  const Endpoint probed = removed.at(now / interval);
  if (probed != introducer) send(probed, request);
}

void MP1Node::writeOwnZone(MessageWriter* writer) const {
  HeartbeatTable::Vector heartbeats;
  detector.ownZone().copyTo(&heartbeats, zonePlan().tfail, now);
  writer->addHeartbeats(ownZone, heartbeats);
}

// The course's size rule: message and en_msg together must be smaller than MAX_MSG_SIZE.
size_t MP1Node::messageRoom() const {
  return static_cast<size_t>(max(0, par->MAX_MSG_SIZE - static_cast<int>(sizeof(en_msg)) - 1));
}

// A message has room for these beside a zone's list.
size_t MP1Node::updateRoom() const {
  return messageRoom() - (kHeadBytes + kChecksumBytes + static_cast<size_t>(layout.capacity()));
}

mp1::MessageHead MP1Node::headOf(MsgTypes type) const {
  mp1::MessageHead head;
  head.type = type;
  head.sender = ownHeartbeat();
  head.tick = now;
  head.listSize = isOneZone() ? 0 : list.size();
  return head;
}

MP1Node::Heartbeat MP1Node::ownHeartbeat() const {
  const Heartbeat own = {self, static_cast<int>(memberNode->heartbeat)};
  return own;
}

// A message without sections.
string MP1Node::bareMessage(MsgTypes type) const {
  return MessageWriter(headOf(type), messageRoom()).finish();
}

MP1Node::Endpoint MP1Node::groupTarget(int fanOut, int i) const {
  const int size = static_cast<int>(list.size());
  const int own = static_cast<int>(list.ownIndex());
  return list.at(static_cast<size_t>(gossipTarget(own, size, gossipStep(now, fanOut, i))));
}

// Sends to the members from the index `begin` to `end`, except the peer itself.
void MP1Node::sendToRange(size_t begin, size_t end, const string& message) {
  for (size_t i = begin; i < end; ++i) {
    if (list.at(i) != self) send(list.at(i), message);
  }
}

void MP1Node::send(const Endpoint& to, const string& message) {
  Address address = addressOf(to);
  // The course's network takes a non-const pointer, but only reads.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(message.data()),
                  static_cast<int>(message.size()));
}

string MP1Node::describe(const char* data, int size) {
  const int anyTick = std::numeric_limits<int>::max() - 1;
  const MessageReader message(data, size, anyTick);
  return message.isValid() ? describeMessage(message) : "damaged";
}

// ---- Addresses.

int MP1Node::isNullAddress(Address* addr) {
  return memcmp(addr->addr, NULLADDR, sizeof NULLADDR) == 0 ? 1 : 0;
}

Address MP1Node::getJoinAddress() { return addressOf(Endpoint(0, 1)); }

void MP1Node::printAddress(Address* addr) {
  const unsigned char* bytes = reinterpret_cast<unsigned char*>(addr->addr);
  printf("%d.%d.%d.%d:%d \n", bytes[0], bytes[1], bytes[2], bytes[3], endpointOf(*addr).first);
}
