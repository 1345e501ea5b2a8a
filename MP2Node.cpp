// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// A message, all numbers little-endian, a text as its length (4 bytes) and its bytes:
//
//   bytes  field
//   1      magic, 0xA3
//   1      type: REQUEST, ANSWER, ALL_ACKED, TRANSFER, TRANSFER_ACK, SYNC, SYNC_ACK
//   6      the sender: id (4), port (2)
//   4      the sender's incarnation: the tick at which it began
//   4      id: of the transaction, the transfer, or the round of SYNC and SYNC_ACK
//   1      the operation (REQUEST) as in common.h; 0 elsewhere
//   1      the stage (REQUEST, ANSWER): QUERY, WRITE, WRITE_BACK, REJECT; SYNC_ACK: 1 if the sender
//          has been ready in this incarnation; 0 elsewhere
//   4      the view: a fingerprint of the key's replicas (REQUEST, ANSWER, ALL_ACKED) or of the
//          neighbourhood (SYNC, SYNC_ACK); 0 elsewhere
//   2      n, the number of records: 1 in REQUEST, ANSWER and ALL_ACKED, the batch's size in
//          TRANSFER, 0 elsewhere
//   n x    key (text), version: tick (4), transaction (4), writer (4), 1 for a value or 0 for none
//          (1), value (text)
//   4      checksum of all bytes before it
//
// A message in any other form is counted and dropped. docs/wire.md has an example.
#include "MP2Node.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <sstream>

// Ends the process if an invariant is broken, in every build. Data from the network must not reach
// a condition: a damaged or forged message is dropped.
#define MP2_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : failCheck(#condition, __func__, __LINE__))

namespace {

// The peer that acts, and when. Only the message of a failed check uses it, because most classes
// here know no peer.
struct Turn {
  int id;
  int port;
  int tick;
};
Turn currentTurn = {0, 0, 0};

void failCheck(const char* condition, const char* function, int line) {
  fprintf(stderr, "MP2Node.cpp:%d: in %s, peer %d:%d at tick %d: broken invariant: %s\n", line,
          function, currentTurn.id, currentTurn.port, currentTurn.tick, condition);
  abort();
}

const unsigned char kMagic = 0xA3;
const size_t kHeadBytes = 24;
const size_t kChecksumBytes = 4;
const size_t kVersionBytes = 12;
const size_t kRecordBytes = 4 + kVersionBytes + 1 + 4;  // With an empty key and value.
const size_t kMaxBatch = 0xffff;

// A peer numbers its transfers and catch-up rounds from the tick of its construction times this. So
// a late acknowledgement that was meant for an earlier process does not match.
const int kNumbersPerTick = 1000;

// A hint's transfer while no transfer in flight delivers it.
const int kNotInFlight = -1;

// After any tick.
const int kNever = std::numeric_limits<int>::max();

// An operation that has no quorum after this many ticks has failed. Long enough for two round trips
// with delays of two ticks each way, and, in groups of nine or more, no longer than it takes to
// detect a failed peer.
const int kOperationTicks = 20;

// After this, no operation is open any more that counted an answer sent before.
const int kDrainTicks = kOperationTicks + 4;

// A hint is not delivered before this: until then the coordinator retransmits the write itself.
const int kHintDelayTicks = kOperationTicks + 4;

// How long replicas remember the operations whose lines they have written to the course's log.
const int kLogMemoryTicks = 100;

// A tombstone is kept longer than any message sent before the delete can be late.
const int kTombstoneTicks = 200;

// After a longer stall the others may have removed this peer: it has to catch up.
const int kStallTicks = 8;
// After a longer stall its copies may belong to deleted keys whose tombstones are collected. It
// drops them all, so that it cannot resurrect these keys.
const int kForgetTicks = kTombstoneTicks - 50;

// A peer that is not READY, and whose ring has no other member, does not conclude before this that
// it is alone: the others send to it now and then.
const int kAloneTicks = 40;

// The neighbourhood that a catch-up round asks: the peers that were replicas of any of the peer's
// keys before the last change, with up to two that joined in between. The peer's keys begin behind
// its third predecessor: a peer that sees another one there has another view of these keys.
const size_t kNeighboursBefore = 3;
const size_t kNeighboursAfter = 4;
// The most rings that a peer remembers while it catches up.
const size_t kMaxEarlierRings = 8;

// A member list of up to kComparedWhole entries is compared in each tick. Of a longer one,
// kComparedAtOnce entries, round robin, and the last are compared every kComparedEvery ticks.
// Trade-off: comparing all would take most of a large run's time, and comparing a few in each tick
// would cause as many cache misses.
const size_t kComparedWhole = 256;
const size_t kComparedAtOnce = 256;
const unsigned kComparedEvery = 16;

// Requests and transfers are retransmitted after this: a round trip takes two ticks.
const int kRetryTicks = 3;

// Compilers turn these bytewise accesses into one load or store. The put functions return the
// position behind the bytes that they wrote.
unsigned get16(const char* data) {
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(data);
  return static_cast<unsigned>(bytes[0] | bytes[1] << 8);
}

unsigned get32(const char* data) { return get16(data) | get16(data + 2) << 16; }

char* put8(char* at, unsigned number) {
  *at = static_cast<char>(number);
  return at + 1;
}

char* put16(char* at, unsigned number) { return put8(put8(at, number), number >> 8); }

char* put32(char* at, unsigned number) { return put16(put16(at, number), number >> 16); }

char* putText(char* at, const string& text) {
  at = put32(at, static_cast<unsigned>(text.size()));
  return std::copy(text.begin(), text.end(), at);
}

char* putVersion(char* at, const MP2Node::Version& version) {
  at = put32(at, static_cast<unsigned>(version.tick));
  at = put32(at, static_cast<unsigned>(version.transID));
  return put32(at, static_cast<unsigned>(version.writer));
}

const unsigned long long kHashStart = 0x9e3779b97f4a7c15ULL;

unsigned long long mixed(unsigned long long bytes) {
  bytes *= 0xff51afd7ed558ccdULL;
  bytes ^= bytes >> 32;
  bytes *= 0xc4ceb9fe1a85ec53ULL;
  return bytes ^ bytes >> 32;
}

// A multiplicative hash that consumes eight bytes at a time, cut to four bytes.
unsigned checksumOf(const char* data, size_t size) {
  unsigned long long hash = kHashStart ^ size;
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    const unsigned long long high = get32(data + at + 4);
    hash = mixed(hash ^ mixed(get32(data + at) | high << 32));
  }
  for (; at < size; ++at) hash = mixed(hash ^ static_cast<unsigned char>(data[at]));
  return static_cast<unsigned>(hash);
}

// Reads fields from the front of a block. Once a field is incomplete, ok() is false, and this and
// all later fields read as 0 and "".
class Reader {
 public:
  Reader(const char* data, size_t size) : at_(data), left_(size), ok_(true) {}

  bool ok() const { return ok_; }
  size_t left() const { return left_; }

  unsigned number8() {
    const char* bytes = take(1);
    return bytes == NULL ? 0 : static_cast<unsigned char>(*bytes);
  }

  unsigned number16() {
    const char* bytes = take(2);
    return bytes == NULL ? 0 : get16(bytes);
  }

  unsigned number32() {
    const char* bytes = take(4);
    return bytes == NULL ? 0 : get32(bytes);
  }

  string text() {
    const size_t size = number32();
    const char* bytes = take(size);
    return bytes == NULL ? string() : string(bytes, size);
  }

  MP2Node::Version version() {
    MP2Node::Version version;
    version.tick = static_cast<int>(number32());
    version.transID = static_cast<int>(number32());
    version.writer = static_cast<int>(number32());
    return version;
  }

 private:
  const char* take(size_t size) {
    if (!ok_ || size > left_) {
      ok_ = false;
      return NULL;
    }
    const char* taken = at_;
    at_ += size;
    left_ -= size;
    return taken;
  }

  const char* at_;
  size_t left_;
  bool ok_;
};

}  // namespace

// ---- Versions and records.

MP2Node::Version::Version() : tick(0), transID(0), writer(0) {}

MP2Node::Version::Version(int tick, int transID, int writer)
    : tick(tick), transID(transID), writer(writer) {}

bool MP2Node::Version::operator<(const Version& other) const {
  if (tick != other.tick) return tick < other.tick;
  if (transID != other.transID) return transID < other.transID;
  return writer < other.writer;
}

bool MP2Node::Version::operator==(const Version& other) const {
  return tick == other.tick && transID == other.transID && writer == other.writer;
}

MP2Node::Record::Record() : present(false) {}

MP2Node::Record::Record(const Version& version, bool present, const string& value)
    : version(version), present(present), value(value) {}

string MP2Node::Record::toString() const {
  string text(kVersionBytes, '\0');
  putVersion(&text[0], version);
  return text + value;
}

MP2Node::Record MP2Node::Record::fromString(const string& text, bool present) {
  MP2_CHECK(text.size() >= kVersionBytes);
  Reader reader(text.data(), text.size());
  const Version version = reader.version();
  return Record(version, present, text.substr(text.size() - reader.left()));
}

// ---- The wire.

MP2Node::WireMessage::WireMessage(WireType type, const Endpoint& sender, int incarnation, int id)
    : type(type),
      sender(sender),
      incarnation(incarnation),
      id(id),
      operation(CREATE),
      stage(0),
      view(0) {}

string MP2Node::WireMessage::encode() const {
  size_t size = kHeadBytes;
  for (size_t i = 0; i < records.size(); ++i) {
    size += kRecordBytes + records[i].first.size() + records[i].second.value.size();
  }
  string bytes(size + kChecksumBytes, '\0');
  char* const start = &bytes[0];
  char* at = put8(start, kMagic);
  at = put8(at, type);
  at = put32(at, static_cast<unsigned>(sender.first));
  at = put16(at, static_cast<unsigned short>(sender.second));
  at = put32(at, static_cast<unsigned>(incarnation));
  at = put32(at, static_cast<unsigned>(id));
  at = put8(at, operation);
  at = put8(at, static_cast<unsigned>(stage));
  at = put32(at, view);
  at = put16(at, static_cast<unsigned>(records.size()));
  for (size_t i = 0; i < records.size(); ++i) {
    at = putText(at, records[i].first);
    at = putVersion(at, records[i].second.version);
    at = put8(at, records[i].second.present ? 1 : 0);
    at = putText(at, records[i].second.value);
  }
  put32(at, checksumOf(start, size));
  return bytes;
}

bool MP2Node::WireMessage::decode(const char* data, int size, WireMessage* message) {
  const size_t bytes = size < 0 ? 0 : static_cast<size_t>(size);
  if (bytes < kHeadBytes + kChecksumBytes) return false;
  const size_t checked = bytes - kChecksumBytes;
  Reader checksum(data + checked, kChecksumBytes);
  if (checksum.number32() != checksumOf(data, checked)) return false;

  Reader reader(data, checked);
  if (reader.number8() != kMagic) return false;
  const unsigned type = reader.number8();
  message->sender.first = static_cast<int>(reader.number32());
  message->sender.second = static_cast<short>(reader.number16());
  message->incarnation = static_cast<int>(reader.number32());
  message->id = static_cast<int>(reader.number32());
  const unsigned operation = reader.number8();
  message->stage = static_cast<int>(reader.number8());
  message->view = reader.number32();
  if (type > SYNC_ACK || operation > DELETE || message->stage > REJECT) return false;
  message->type = static_cast<WireType>(type);
  message->operation = static_cast<MessageType>(operation);
  for (unsigned left = reader.number16(); left > 0 && reader.ok(); --left) {
    message->records.push_back(std::pair<string, Record>());
    message->records.back().first = reader.text();
    Record& record = message->records.back().second;
    record.version = reader.version();
    record.present = reader.number8() != 0;
    record.value = reader.text();
  }
  const bool hasOneRecord = type == REQUEST || type == ANSWER || type == ALL_ACKED;
  if (hasOneRecord && message->records.size() != 1) return false;
  if (!hasOneRecord && type != TRANSFER && !message->records.empty()) return false;
  return reader.ok() && reader.left() == 0;
}

string MP2Node::WireMessage::describe() const {
  static const char* const kTypes[] = {"REQUEST",      "ANSWER", "ALL_ACKED", "TRANSFER",
                                       "TRANSFER_ACK", "SYNC",   "SYNC_ACK"};
  static const char* const kStages[] = {"query", "write", "write back", "reject"};
  static const char* const kOperations[] = {"create", "read", "update", "delete"};
  std::ostringstream text;
  text << kTypes[type] << ' ' << id;
  if (type == REQUEST) text << ' ' << kOperations[operation];
  if (type == REQUEST || type == ANSWER) text << ' ' << kStages[stage];
  for (size_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i].second;
    text << (i == 0 ? "" : ",");
    if (!records[i].first.empty()) text << ' ' << records[i].first;
    if (record.present) text << " = " << record.value;
    if (record.version.tick > 0) text << " @" << record.version.tick;
  }
  if (view != 0) text << ", view " << std::hex << (view & 0xffff);
  return text.str();
}

string MP2Node::describe(const char* data, int size) {
  WireMessage message(REQUEST, Endpoint(), 0, 0);
  return WireMessage::decode(data, size, &message) ? message.describe() : "damaged";
}

// ---- Sets of peers.

static_assert(RING_SIZE <= 0x10000, "a Slot has two of its eight bytes for the hash code");

MP2Node::Ring::Slot MP2Node::Ring::slotOf(const Endpoint& peer) {
  return static_cast<Slot>(Node(addressOf(peer)).nodeHashCode) << 48 | packed(peer);
}

MP2Node::Endpoint MP2Node::Ring::peerOf(Slot slot) { return unpacked(slot); }

bool MP2Node::Ring::contains(const Endpoint& peer) const {
  return std::binary_search(slots_.begin(), slots_.end(), slotOf(peer));
}

size_t MP2Node::Ring::findReplicas(size_t position, Endpoint (&replicas)[kReplicas]) const {
  const Slot start = static_cast<Slot>(position) << 48;
  const size_t first =
      static_cast<size_t>(std::lower_bound(slots_.begin(), slots_.end(), start) - slots_.begin());
  const size_t count = min<size_t>(kReplicas, slots_.size());
  for (size_t i = 0; i < count; ++i) {
    replicas[i] = peerOf(slots_[(first + i) % slots_.size()]);
  }
  return count;
}

vector<MP2Node::Ring::Slot> MP2Node::Ring::slotsAround(const Endpoint& peer, size_t before,
                                                       size_t after) const {
  vector<Slot> around;
  const Slot slot = slotOf(peer);
  const vector<Slot>::const_iterator found = std::lower_bound(slots_.begin(), slots_.end(), slot);
  if (found == slots_.end() || *found != slot) return around;
  const size_t place = static_cast<size_t>(found - slots_.begin());
  const bool isAll = slots_.size() <= before + 1 + after;
  const size_t first = isAll ? place : place + slots_.size() - before;
  const size_t count = isAll ? slots_.size() : before + 1 + after;
  around.reserve(count);
  for (size_t i = 0; i < count; ++i) around.push_back(slots_[(first + i) % slots_.size()]);
  return around;
}

vector<MP2Node::Endpoint> MP2Node::Ring::around(const Endpoint& peer, size_t before,
                                                size_t after) const {
  const vector<Slot> slots = slotsAround(peer, before, after);
  vector<Endpoint> peers(slots.size());
  std::transform(slots.begin(), slots.end(), peers.begin(), peerOf);
  return peers;
}

MP2Node::Ring MP2Node::Ring::partAround(const Endpoint& peer, size_t before, size_t after) const {
  Ring part;
  part.slots_ = slotsAround(peer, before, after);
  sort(part.slots_.begin(), part.slots_.end());
  return part;
}

vector<MP2Node::Endpoint> MP2Node::Ring::peers() const {
  vector<Endpoint> peers(slots_.size());
  std::transform(slots_.begin(), slots_.end(), peers.begin(), peerOf);
  return peers;
}

// A counting sort by hash code, which is stable: peers with the same code keep their order. It is
// faster for long lists, and ten thousand peers sort ten thousand each.
vector<MP2Node::Ring::Slot> MP2Node::Ring::sortedSlots(const vector<Endpoint>& peers) {
  vector<Slot> slots(peers.size());
  std::transform(peers.begin(), peers.end(), slots.begin(), slotOf);
  if (slots.size() < RING_SIZE) {
    sort(slots.begin(), slots.end());
    return slots;
  }
  vector<size_t> places(RING_SIZE + 1);  // Where the next slot with each hash code goes.
  for (size_t i = 0; i < slots.size(); ++i) ++places[hashCodeOf(slots[i]) + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  vector<Slot> sorted(slots.size());
  for (size_t i = 0; i < slots.size(); ++i) sorted[places[hashCodeOf(slots[i])]++] = slots[i];
  return sorted;
}

MP2Node::Ring MP2Node::Ring::toggled(const vector<Endpoint>& changed) const {
  MP2_CHECK(std::adjacent_find(changed.begin(), changed.end(), std::greater_equal<Endpoint>()) ==
            changed.end());
  const vector<Slot> changes = sortedSlots(changed);
  Ring ring;
  vector<Slot>& slots = ring.slots_;
  slots.reserve(slots_.size() + changes.size());
  // Changes are usually few: the slots between them are copied in blocks.
  vector<Slot>::const_iterator next = slots_.begin();
  for (size_t i = 0; i < changes.size(); ++i) {
    const vector<Slot>::const_iterator place = std::lower_bound(next, slots_.end(), changes[i]);
    slots.insert(slots.end(), next, place);
    const bool isThere = place != slots_.end() && *place == changes[i];
    if (!isThere) slots.push_back(changes[i]);
    next = isThere ? place + 1 : place;
  }
  slots.insert(slots.end(), next, slots_.end());
  return ring;
}

bool MP2Node::ReplicaSet::contains(const Endpoint& peer) const {
  return std::find(begin(), end(), peer) != end();
}

void MP2Node::ReplicaSet::insert(const Endpoint& peer) {
  if (contains(peer)) return;
  MP2_CHECK(size_ < kReplicas);
  size_t place = size_++;
  for (; place > 0 && peer < peers_[place - 1]; --place) peers_[place] = peers_[place - 1];
  peers_[place] = peer;
}

MP2Node::ReplicaSet MP2Node::ReplicaSet::without(const Endpoint& peer) const {
  ReplicaSet others;
  for (const Endpoint* other = begin(); other != end(); ++other) {
    if (*other != peer) others.insert(*other);
  }
  return others;
}

bool MP2Node::ReplicaSet::operator==(const ReplicaSet& other) const {
  return size_ == other.size_ && std::equal(begin(), end(), other.begin());
}

// ---- Entry points.

MP2Node::MP2Node(Member* memberNode, Params* par, EmulNet* emulNet, Log* log,
                 Address* addressOfMember)
    : memberNode(memberNode),
      par(par),
      emulNet(emulNet),
      log(log),
      ht(new HashTable),
      tombstones(new HashTable),
      self(endpointOf(*addressOfMember)),
      nextCompared(0),
      ringChecks(static_cast<unsigned>(self.first)),
      ringNumber(0),
      catchUp(self, par->getcurrtime()),
      incarnation(par->getcurrtime()),
      lastTick(-1),
      nextTransfer(par->getcurrtime() * kNumbersPerTick),
      damagedMessages(0) {
  memberNode->addr = *addressOfMember;
}

MP2Node::~MP2Node() {
  delete ht;
  delete tombstones;
}

bool MP2Node::recvLoop() {
  if (memberNode->bFailed) return false;
  noteTick();
  return emulNet->ENrecv(&memberNode->addr, enqueueWrapper, NULL, 1, &memberNode->mp2q) == 0;
}

int MP2Node::enqueueWrapper(void* env, char* buff, int size) {
  return Queue::enqueue(static_cast<queue<q_elt>*>(env), buff, size);
}

void MP2Node::checkMessages() {
  noteTick();
  while (!memberNode->mp2q.empty()) {
    const q_elt message = memberNode->mp2q.front();
    memberNode->mp2q.pop();
    handleMessage(static_cast<char*>(message.elt), message.size);
    free(message.elt);
  }
  serveTransactions();
  serveTransfers();
  serveCatchUp();
  forgetLoggedOperations();
  collectTombstones();
}

void MP2Node::handleMessage(const char* data, int size) {
  WireMessage message(REQUEST, self, 0, 0);
  if (!WireMessage::decode(data, size, &message)) {
    ++damagedMessages;
    return;
  }
  if (isFromEarlierIncarnation(message)) return;
  switch (message.type) {
    case REQUEST: handleRequest(message); break;
    case ANSWER: handleAnswer(message); break;
    case ALL_ACKED: handleAllAcked(message); break;
    case TRANSFER: handleTransfer(message); break;
    case TRANSFER_ACK: handleTransferAck(message); break;
    case SYNC: handleSync(message); break;
    case SYNC_ACK: handleSyncAck(message); break;
  }
}

// Race: a message from before the sender's restart arrives after it, and speaks of copies that the
// sender has lost.
bool MP2Node::isFromEarlierIncarnation(const WireMessage& message) const {
  const map<Endpoint, JoiningReplica>::const_iterator known = joiningReplicas.find(message.sender);
  return known != joiningReplicas.end() && message.incarnation < known->second.incarnation;
}

// ---- The ring.

void MP2Node::updateRing() {
  noteTick();
  if (!ring.isEmpty() && memberListIsUnchanged()) return;
  const vector<Endpoint> changed = takeMembers();
  if (changed.empty()) return;  // The same members in another order.
  const Ring oldRing = std::move(ring);
  ring = oldRing.toggled(changed);
  ++ringNumber;
  MP2_CHECK(ring.contains(self));
  catchUp.noteRingChange(oldRing, ring, par->getcurrtime());
  stabilizationProtocol(oldRing);
}

// Compares the list, or a part of it, with the one that the ring was made from. The last entry is
// always compared, because most changes of a sorted list move its end.
bool MP2Node::memberListIsUnchanged() {
  const vector<MemberListEntry>& list = memberNode->memberList;
  if (list.size() != knownMembers.size()) return false;
  const bool isWhole = list.size() <= kComparedWhole;
  // The peers start with different counts, so that they do not all compare in the same tick.
  if (!isWhole && ++ringChecks % kComparedEvery != 0) return true;
  const size_t first = isWhole || nextCompared >= list.size() ? 0 : nextCompared;
  const size_t last = isWhole ? list.size() : min(list.size(), first + kComparedAtOnce);
  nextCompared = last;
  for (size_t i = first; i < last; ++i) {
    if (packedEntry(list[i]) != knownMembers[i]) return false;
  }
  return isWhole || packedEntry(list.back()) == knownMembers.back();
}

// Takes over the list, which may be in any order. Returns the peers that have come or gone since
// the last time, in order of id and port; the first time, this peer is one of them.
vector<MP2Node::Endpoint> MP2Node::takeMembers() {
  const vector<Packed> before = std::move(knownMembers);
  const vector<MemberListEntry>& list = memberNode->memberList;
  knownMembers = vector<Packed>(list.size());
  std::transform(list.begin(), list.end(), knownMembers.begin(), packedEntry);
  const vector<Packed> differing = isInOrder(before) && isInOrder(knownMembers)
                                       ? differenceOf(before, knownMembers)
                                       : differenceOf(sortedOnce(before), sortedOnce(knownMembers));
  vector<Endpoint> changed(differing.size());
  std::transform(differing.begin(), differing.end(), changed.begin(), unpacked);
  // A peer is always on its own ring, whether its list has it or not.
  changed.erase(std::remove(changed.begin(), changed.end(), self), changed.end());
  if (ring.isEmpty()) {
    changed.insert(std::lower_bound(changed.begin(), changed.end(), self), self);
  }
  return changed;
}

// In strictly ascending order, as most membership protocols keep their lists.
bool MP2Node::isInOrder(const vector<Packed>& list) {
  return std::adjacent_find(list.begin(), list.end(), std::greater_equal<Packed>()) == list.end();
}

vector<MP2Node::Packed> MP2Node::sortedOnce(vector<Packed> list) {
  sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// The symmetric difference. It is usually small, so that skipping the equal ends is faster.
// REQUIRES: isInOrder() holds for both. takeMembers(), the only caller, sees to it.
vector<MP2Node::Packed> MP2Node::differenceOf(const vector<Packed>& one,
                                              const vector<Packed>& other) {
  typedef vector<Packed>::const_iterator Place;
  const long shorter = static_cast<long>(min(one.size(), other.size()));
  const std::pair<Place, Place> first =
      std::mismatch(one.begin(), one.begin() + shorter, other.begin());
  const long left = shorter - (first.first - one.begin());
  const long alike =
      std::mismatch(one.rbegin(), one.rbegin() + left, other.rbegin()).first - one.rbegin();
  vector<Packed> difference;
  std::set_symmetric_difference(first.first, one.end() - alike, first.second, other.end() - alike,
                                std::back_inserter(difference));
  return difference;
}

vector<Node> MP2Node::getMembershipList() { return nodesOf(ring.peers()); }

size_t MP2Node::hashFunction(string key) { return positionOf(key); }

size_t MP2Node::positionOf(const string& key) {
  // A framework may have a hash function of its own, with the same values on all machines.
  static const Node anyNode;
  return anyNode.hashFunc(key) % RING_SIZE;
}

vector<Node> MP2Node::findNodes(string key) {
  Endpoint replicas[kReplicas];
  const size_t count = ring.findReplicas(positionOf(key), replicas);
  return nodesOf(vector<Endpoint>(replicas, replicas + count));
}

vector<Node> MP2Node::nodesOf(const vector<Endpoint>& peers) {
  vector<Node> nodes;
  nodes.reserve(peers.size());
  for (size_t i = 0; i < peers.size(); ++i) nodes.push_back(Node(addressOf(peers[i])));
  return nodes;
}

MP2Node::ReplicaSet MP2Node::replicasOn(const Ring& ring, const string& key) {
  Endpoint replicas[kReplicas];
  const size_t count = ring.findReplicas(positionOf(key), replicas);
  ReplicaSet set;
  for (size_t i = 0; i < count; ++i) set.insert(replicas[i]);
  return set;
}

// A fingerprint, so that a view costs four bytes in a message.
unsigned MP2Node::viewOf(const Endpoint* first, const Endpoint* last) {
  unsigned long long hash = kHashStart;
  for (const Endpoint* peer = first; peer != last; ++peer) {
    const unsigned long long port = static_cast<unsigned short>(peer->second);
    hash = mixed(hash ^ mixed(static_cast<unsigned>(peer->first) | port << 32));
  }
  return static_cast<unsigned>(hash);
}

unsigned MP2Node::viewOf(const ReplicaSet& replicas) {
  return viewOf(replicas.begin(), replicas.end());
}

unsigned MP2Node::viewOf(const vector<Endpoint>& peers) {
  return viewOf(peers.data(), peers.data() + peers.size());
}

// ---- The coordinator's side.

void MP2Node::clientCreate(string key, string value) { startOperation(CREATE, key, value); }

void MP2Node::clientRead(string key) { startOperation(READ, key, ""); }

void MP2Node::clientUpdate(string key, string value) { startOperation(UPDATE, key, value); }

void MP2Node::clientDelete(string key) { startOperation(DELETE, key, ""); }

void MP2Node::startOperation(MessageType operation, const string& key, const string& value) {
  noteTurn();
  const int now = par->getcurrtime();
  const int transID = g_transID++;
  Transaction transaction;
  transaction.operation = operation;
  transaction.key = key;
  transaction.written = Record(Version(now, transID, self.first), operation != DELETE, value);
  transaction.startedAt = now;
  transaction.reported = false;
  takeReplicas(&transaction);
  if (transaction.replicas.empty() || !fitsIntoMessage(key, value)) {
    report(transID, &transaction, false);
    return;
  }
  enterStage(transID, &transaction, operation == CREATE ? WRITE : QUERY);
  const bool isNew = transactions.insert(std::make_pair(transID, std::move(transaction))).second;
  MP2_CHECK(isNew);
}

// Takes the key's replicas from the current ring.
void MP2Node::takeReplicas(Transaction* transaction) {
  const ReplicaSet replicas = replicasNow(transaction->key);
  transaction->ringNumber = ringNumber;
  transaction->view = viewOf(replicas);
  transaction->replicas.clear();
  transaction->replicas.reserve(replicas.size());
  for (const Endpoint* peer = replicas.begin(); peer != replicas.end(); ++peer) {
    const Replica replica = {*peer, false, Version()};
    transaction->replicas.push_back(replica);
  }
}

void MP2Node::enterStage(int transID, Transaction* transaction, Stage stage) {
  MP2_CHECK(stage != WRITE || transaction->operation != READ);
  MP2_CHECK(stage != WRITE_BACK || transaction->operation == READ);
  MP2_CHECK(stage != REJECT || transaction->reported);
  transaction->stage = stage;
  switch (stage) {
    case QUERY:
      transaction->found = Record();
      transaction->awaitAll();
      break;
    case WRITE_BACK: transaction->awaitStale(); break;
    case WRITE:
    case REJECT: transaction->awaitAll(); break;
  }
  sendRequests(transID, transaction);
}

// Sends the stage's request to the replicas that have not answered it.
void MP2Node::sendRequests(int transID, Transaction* transaction) {
  transaction->lastSentAt = par->getcurrtime();
  const string request = makeRequest(transID, *transaction, transaction->stage).encode();
  for (size_t i = 0; i < transaction->replicas.size(); ++i) {
    const Replica& replica = transaction->replicas[i];
    if (!replica.answered) sendBytes(replica.peer, request);
  }
}

MP2Node::WireMessage MP2Node::makeRequest(int transID, const Transaction& transaction,
                                          Stage stage) const {
  WireMessage request = makeMessage(REQUEST, transID);
  request.operation = transaction.operation;
  request.stage = stage;
  request.view = transaction.view;
  Record record;
  if (stage == WRITE || stage == REJECT) record = transaction.written;
  if (stage == WRITE_BACK) record = transaction.found;
  request.records.push_back(std::make_pair(transaction.key, std::move(record)));
  return request;
}

void MP2Node::handleAnswer(const WireMessage& message) {
  const map<int, Transaction>::iterator found = transactions.find(message.id);
  // Race: a late answer arrives after the operation has ended.
  if (found == transactions.end()) return;
  Transaction& transaction = found->second;
  const int age = par->getcurrtime() - transaction.startedAt;
  if (isOutdated(message, transaction, age)) return;
  // Race: both a request and its retransmission are answered. One replica counts once.
  Replica* const replica = transaction.findUnanswered(message.sender);
  if (replica != NULL) {
    const Record& record = message.records[0].second;
    replica->answered = true;
    replica->version = record.version;
    applyAnswer(found->first, &transaction, *replica, record);
  }
  if (isOver(transaction, age)) transactions.erase(found);
}

bool MP2Node::isOutdated(const WireMessage& answer, const Transaction& transaction, int age) {
  // Race: an answer to an earlier stage is still under way.
  if (answer.stage != transaction.stage) return true;
  // Race: the coordinator has moved to a new view; answers from the old one must not count in it.
  if (answer.view != transaction.view) return true;
  // Race: an answer waited in the queue while this peer stalled. Peers in JOINING rely on
  // operations of this age not counting any (kDrainTicks).
  return !transaction.reported && age >= kOperationTicks;
}

void MP2Node::applyAnswer(int transID, Transaction* transaction, const Replica& replica,
                          const Record& record) {
  switch (transaction->stage) {
    case QUERY: applyQueryAnswer(transID, transaction, replica, record); break;
    case WRITE:
    case WRITE_BACK: applyStoreAnswer(transID, transaction); break;
    case REJECT: break;
  }
}

void MP2Node::applyQueryAnswer(int transID, Transaction* transaction, const Replica& replica,
                               const Record& record) {
  if (transaction->reported) {
    readRepair(transID, *transaction, replica);
    return;
  }
  if (transaction->found.version < record.version) transaction->found = record;
  if (!transaction->hasQuorum()) return;
  if (transaction->operation == READ) {
    decideRead(transID, transaction);
  } else {
    decideWrite(transID, transaction);
  }
}

// A replica has stored the record of a WRITE or WRITE_BACK.
void MP2Node::applyStoreAnswer(int transID, Transaction* transaction) {
  if (transaction->hasQuorum()) report(transID, transaction, transaction->isSuccess());
  if (transaction->isAnsweredByAll()) sendAllAcked(*transaction);
}

// A quorum has answered the query phase of an update or delete.
void MP2Node::decideWrite(int transID, Transaction* transaction) {
  if (!transaction->found.present) {
    report(transID, transaction, false);
    enterStage(transID, transaction, REJECT);
    return;
  }
  // The version is chosen only now, because it has to be above the one that was found.
  transaction->written.version = versionAfter(transaction->found.version, transID);
  enterStage(transID, transaction, WRITE);
}

// A quorum has answered the query phase of a read.
void MP2Node::decideRead(int transID, Transaction* transaction) {
  // Race: a write is under way and has reached a minority. Its value must be at a quorum before it
  // is reported, or a later read could miss it.
  if (transaction->holdersOfFound() < transaction->quorum()) {
    enterStage(transID, transaction, WRITE_BACK);
    return;
  }
  report(transID, transaction, transaction->found.present);
  for (size_t i = 0; i < transaction->replicas.size(); ++i) {
    if (transaction->replicas[i].answered) {
      readRepair(transID, *transaction, transaction->replicas[i]);
    }
  }
}

// The version of a write that begins now and follows `found`. Later calls get higher versions,
// because they have higher transaction numbers.
MP2Node::Version MP2Node::versionAfter(const Version& found, int transID) const {
  const Version version(max(par->getcurrtime(), found.tick), transID, self.first);
  return found < version ? version : Version(found.tick + 1, transID, self.first);
}

// Read repair: brings a stale replica up to date. The read has been reported and does not wait.
void MP2Node::readRepair(int transID, const Transaction& transaction, const Replica& replica) {
  if (replica.version < transaction.found.version) {
    send(replica.peer, makeRequest(transID, transaction, WRITE_BACK));
  }
}

size_t MP2Node::Transaction::answers() const {
  size_t count = 0;
  for (size_t i = 0; i < replicas.size(); ++i) count += replicas[i].answered ? 1 : 0;
  return count;
}

size_t MP2Node::Transaction::holdersOfFound() const {
  size_t count = 0;
  for (size_t i = 0; i < replicas.size(); ++i) {
    count += replicas[i].answered && replicas[i].version == found.version ? 1 : 0;
  }
  return count;
}

MP2Node::Replica* MP2Node::Transaction::findUnanswered(const Endpoint& peer) {
  for (size_t i = 0; i < replicas.size(); ++i) {
    if (replicas[i].peer == peer && !replicas[i].answered) return &replicas[i];
  }
  return NULL;
}

void MP2Node::Transaction::awaitAll() {
  for (size_t i = 0; i < replicas.size(); ++i) replicas[i].answered = false;
}

void MP2Node::Transaction::awaitStale() {
  for (size_t i = 0; i < replicas.size(); ++i) {
    replicas[i].answered = replicas[i].answered && replicas[i].version == found.version;
  }
}

bool MP2Node::isReadDecided(int transID) const {
  const map<int, Transaction>::const_iterator found = transactions.find(transID);
  return found != transactions.end() && found->second.operation == READ &&
         found->second.hasQuorum();
}

void MP2Node::report(int transID, Transaction* transaction, bool success) {
  if (transaction->reported) return;
  MP2_CHECK(!success || transaction->hasQuorum());
  transaction->reported = true;
  const Record& record = transaction->operation == READ ? transaction->found : transaction->written;
  logResult(true, transaction->operation, transID, success, transaction->key, record.value);
}

void MP2Node::sendAllAcked(const Transaction& transaction) {
  WireMessage message = makeMessage(ALL_ACKED, 0);
  message.view = transaction.view;
  const Record& record = transaction.stage == WRITE ? transaction.written : transaction.found;
  message.records.push_back(
      std::make_pair(transaction.key, Record(record.version, record.present, "")));
  const string bytes = message.encode();
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    sendBytes(transaction.replicas[i].peer, bytes);
  }
}

// Ends the operations whose time is up, and retransmits the requests that are not answered.
void MP2Node::serveTransactions() {
  const int now = par->getcurrtime();
  map<int, Transaction>::iterator next = transactions.begin();
  while (next != transactions.end()) {
    const map<int, Transaction>::iterator current = next++;
    Transaction& transaction = current->second;
    const int age = now - transaction.startedAt;
    if (age >= kOperationTicks) report(current->first, &transaction, false);
    if (isOver(transaction, age) || !followView(current->first, &transaction)) {
      transactions.erase(current);
    } else if (now - transaction.lastSentAt >= kRetryTicks) {
      sendRequests(current->first, &transaction);
    }
  }
}

bool MP2Node::isOver(const Transaction& transaction, int age) const {
  if (!transaction.reported) return false;
  return age >= kOperationTicks || transaction.isAnsweredByAll();
}

// Restarts the stage with the replicas of the new view, if the key's view has changed: answers from
// the old view do not count in the new one. Returns false if nothing is left to do, because the
// operation is reported, and the new replicas hold hints for each other.
bool MP2Node::followView(int transID, Transaction* transaction) {
  if (transaction->ringNumber == ringNumber) return true;
  transaction->ringNumber = ringNumber;
  if (viewOf(replicasNow(transaction->key)) == transaction->view) return true;
  if (transaction->reported) return false;
  takeReplicas(transaction);
  enterStage(transID, transaction, transaction->stage == WRITE ? WRITE : QUERY);
  return true;
}

// ---- The replica's side.

void MP2Node::handleRequest(const WireMessage& request) {
  const string& key = request.records[0].first;
  const ReplicaSet replicas = replicasNow(key);
  // Race: the ring changes, and one of the two has not noticed yet. Quorums of different views need
  // not intersect, so a replica does not answer a coordinator with another view.
  if (request.view != viewOf(replicas) || !replicas.contains(self)) return;
  // A replica that catches up stores the write as well, and then has less to learn.
  applyRequest(request, replicas);
  // Race: a replica that catches up lacks writes that a quorum of the old view has acknowledged.
  // With its answer, a quorum of the new view could miss them.
  if (!catchUp.mayAnswerFor(positionOf(key))) return;
  WireMessage answer = makeMessage(ANSWER, request.id);
  answer.stage = request.stage;
  answer.view = request.view;
  answer.records.push_back(std::make_pair(string(), logRequest(request)));
  send(request.sender, answer);
}

void MP2Node::applyRequest(const WireMessage& request, const ReplicaSet& replicas) {
  if (request.stage != WRITE && request.stage != WRITE_BACK) return;
  const string& key = request.records[0].first;
  if (adopt(key, request.records[0].second)) addHintsForOthers(key, replicas, self);
}

// Writes the replica's line of the operation to the course's log, if the stage decides it. Returns
// the record to answer with: the local one in the query phase, without the value if only a read
// needs it.
MP2Node::Record MP2Node::logRequest(const WireMessage& request) {
  if (request.stage == WRITE || request.stage == REJECT) {
    logOnce(request, request.stage == WRITE, request.records[0].second.value);
  }
  if (request.stage != QUERY) return Record();
  Record own = find(request.records[0].first);
  if (request.operation == READ) {
    logOnce(request, own.present, own.value);
  } else {
    own.value.clear();
  }
  return own;
}

// Race: the request was retransmitted, because the answer was lost, is late, or did not count.
void MP2Node::logOnce(const WireMessage& request, bool success, const string& value) {
  const std::pair<Endpoint, int> name(request.sender, request.id);
  if (!logged.insert(name).second) return;
  loggedAges.push_back(std::make_pair(par->getcurrtime(), name));
  MP2_CHECK(logged.size() == loggedAges.size());
  logResult(false, request.operation, request.id, success, request.records[0].first, value);
}

// All replicas of the key have acknowledged this version.
void MP2Node::handleAllAcked(const WireMessage& message) {
  const string& key = message.records[0].first;
  const Version& version = message.records[0].second.version;
  const ReplicaSet replicas = replicasNow(key);
  // Race: the replicas of another view have acknowledged, and those of this one may lack the
  // version.
  if (message.view != viewOf(replicas)) return;
  for (const Endpoint* peer = replicas.begin(); peer != replicas.end(); ++peer) {
    // Race: the replica acknowledged the write and then began a new incarnation, without the copy.
    const map<Endpoint, JoiningReplica>::const_iterator joining = joiningReplicas.find(*peer);
    if (joining != joiningReplicas.end() && joining->second.incarnation > version.tick) continue;
    acknowledgeHint(*peer, key, version);
  }
}

void MP2Node::forgetLoggedOperations() {
  const int now = par->getcurrtime();
  while (!loggedAges.empty() && now - loggedAges.front().first > kLogMemoryTicks) {
    logged.erase(loggedAges.front().second);
    loggedAges.pop_front();
  }
}

// Tombstone garbage collection.
void MP2Node::collectTombstones() {
  const int now = par->getcurrtime();
  while (!tombstoneEnds.empty() && tombstoneEnds.begin()->first <= now) {
    const string key = tombstoneEnds.begin()->second;
    tombstoneEnds.erase(tombstoneEnds.begin());
    const Record record = find(key);
    // Race: the key was written or deleted again after this end was noted.
    if (record.present || !isExpired(record)) continue;
    // Race: a peer that still has the value could bring it back, if no tombstone were left: a
    // replica, or a former one that hands its copy over.
    const map<string, int>::const_iterator held = tombstonesHeld.find(key);
    if (hints.has(key) || (held != tombstonesHeld.end() && now < held->second)) {
      tombstoneEnds.insert(std::make_pair(now + kRetryTicks, key));
    } else {
      dropCopy(key);
    }
  }
}

// ---- The local copies.

bool MP2Node::createKeyValue(string key, string value, Version version) {
  return adoptOnCall(key, Record(version, true, value));
}

bool MP2Node::updateKeyValue(string key, string value, Version version) {
  return adoptOnCall(key, Record(version, true, value));
}

bool MP2Node::deletekey(string key, Version version) {
  return adoptOnCall(key, Record(version, false, ""));
}

bool MP2Node::adoptOnCall(const string& key, const Record& record) {
  noteTurn();
  return adopt(key, record);
}

bool MP2Node::readKey(string key, Record* record) {
  *record = find(key);
  return record->present;
}

// The record as its table holds it; *present tells which table that is. NULL if neither has it.
const string* MP2Node::encodedRecordOf(const string& key, bool* present) const {
  const map<string, string>::const_iterator value = ht->hashTable.find(key);
  *present = value != ht->hashTable.end();
  if (*present) return &value->second;
  const map<string, string>::const_iterator tombstone = tombstones->hashTable.find(key);
  return tombstone == tombstones->hashTable.end() ? NULL : &tombstone->second;
}

MP2Node::Record MP2Node::find(const string& key) const {
  bool present = false;
  const string* text = encodedRecordOf(key, &present);
  return text == NULL ? Record() : Record::fromString(*text, present);
}

MP2Node::Version MP2Node::versionOf(const string& key) const {
  bool present = false;
  const string* text = encodedRecordOf(key, &present);
  return text == NULL ? Version() : Reader(text->data(), text->size()).version();
}

// Stores the record if it is newer than the local one. Returns false if it is not.
bool MP2Node::adopt(const string& key, const Record& record) {
  if (!(versionOf(key) < record.version)) return false;
  // Race: a transfer brings a tombstone that was collected here already. Without a local value it
  // has nothing to delete, and storing it would keep it alive for ever.
  if (isExpired(record) && ht->hashTable.count(key) == 0) return false;
  (record.present ? tombstones : ht)->hashTable.erase(key);
  (record.present ? ht : tombstones)->hashTable[key] = record.toString();
  if (!record.present) {
    const int end = max(par->getcurrtime(), record.version.tick + kTombstoneTicks);
    tombstoneEnds.insert(std::make_pair(end, key));
  }
  MP2_CHECK(ht->count(key) + tombstones->count(key) == 1);
  return true;
}

bool MP2Node::isExpired(const Record& record) const {
  return !record.present && record.version.tick + kTombstoneTicks <= par->getcurrtime();
}

void MP2Node::dropCopy(const string& key) {
  MP2_CHECK(!hints.has(key));
  ht->deleteKey(key);
  tombstones->deleteKey(key);
  tombstonesHeld.erase(key);
}

// Drops the copy of a key once it is needed neither here nor for a hint: a fourth copy is surplus.
void MP2Node::dropSurplusCopy(const string& key) {
  if (!hints.has(key) && !replicasNow(key).contains(self)) dropCopy(key);
}

vector<string> MP2Node::localKeys() const {
  vector<string> keys;
  for (map<string, string>::const_iterator entry = ht->hashTable.begin();
       entry != ht->hashTable.end(); ++entry) {
    keys.push_back(entry->first);
  }
  for (map<string, string>::const_iterator entry = tombstones->hashTable.begin();
       entry != tombstones->hashTable.end(); ++entry) {
    keys.push_back(entry->first);
  }
  return keys;
}

// ---- Hints.

MP2Node::Hints::Hints() : nextDueAt_(kNever) {}

// Returns the size of `ofKey` if it has no hint for the target.
size_t MP2Node::Hints::indexOf(const vector<Hint>& ofKey, const Endpoint& target) {
  size_t i = 0;
  while (i < ofKey.size() && ofKey[i].target != target) ++i;
  return i;
}

// Returns NULL if there is no such hint.
const MP2Node::Hints::Hint* MP2Node::Hints::find(const string& key, const Endpoint& target) const {
  const map<string, vector<Hint> >::const_iterator ofKey = hints_.find(key);
  if (ofKey == hints_.end()) return NULL;
  const size_t i = indexOf(ofKey->second, target);
  return i == ofKey->second.size() ? NULL : &ofKey->second[i];
}

MP2Node::Hints::Hint* MP2Node::Hints::find(const string& key, const Endpoint& target) {
  return const_cast<Hint*>(static_cast<const Hints*>(this)->find(key, target));
}

bool MP2Node::Hints::has(const string& key, const Endpoint& target) const {
  return find(key, target) != NULL;
}

bool MP2Node::Hints::isInFlight(const string& key, const Endpoint& target, int transfer) const {
  const Hint* const hint = find(key, target);
  return hint != NULL && hint->transfer == transfer;
}

int MP2Node::Hints::addedAt(const string& key, const Endpoint& target) const {
  const Hint* const hint = find(key, target);
  MP2_CHECK(hint != NULL);
  return hint->addedAt;
}

void MP2Node::Hints::add(const string& key, const Endpoint& target, int now, int dueAt) {
  nextDueAt_ = min(nextDueAt_, dueAt);
  if (Hint* const existing = find(key, target)) {
    existing->dueAt = min(existing->dueAt, dueAt);
    return;
  }
  vector<Hint>& ofKey = hints_[key];
  ofKey.reserve(kReplicas);
  const Hint added = {target, now, dueAt, kNotInFlight};
  ofKey.push_back(added);
}

void MP2Node::Hints::remove(const string& key, const Endpoint& target) {
  const map<string, vector<Hint> >::iterator ofKey = hints_.find(key);
  if (ofKey == hints_.end()) return;
  const size_t i = indexOf(ofKey->second, target);
  if (i == ofKey->second.size()) return;
  ofKey->second[i] = ofKey->second.back();
  ofKey->second.pop_back();
  if (ofKey->second.empty()) hints_.erase(ofKey);
}

void MP2Node::Hints::keepOnly(const string& key, const ReplicaSet& targets) {
  const map<string, vector<Hint> >::iterator ofKey = hints_.find(key);
  if (ofKey == hints_.end()) return;
  vector<Hint> kept;
  for (size_t i = 0; i < ofKey->second.size(); ++i) {
    if (targets.contains(ofKey->second[i].target)) kept.push_back(ofKey->second[i]);
  }
  ofKey->second.swap(kept);
  if (ofKey->second.empty()) hints_.erase(ofKey);
}

void MP2Node::Hints::clear() { hints_.clear(); }

bool MP2Node::Hints::makeDue(const Endpoint& target, int since, int now) {
  bool anyDue = false;
  map<string, vector<Hint> >::iterator ofKey = hints_.begin();
  for (; ofKey != hints_.end(); ++ofKey) {
    const size_t i = indexOf(ofKey->second, target);
    if (i == ofKey->second.size() || ofKey->second[i].addedAt > since) continue;
    ofKey->second[i].dueAt = now;
    anyDue = true;
  }
  if (anyDue) nextDueAt_ = now;
  return anyDue;
}

map<MP2Node::Endpoint, vector<string> > MP2Node::Hints::takeDue(int now) {
  map<Endpoint, vector<string> > due;
  if (now < nextDueAt_) return due;
  nextDueAt_ = kNever;
  map<string, vector<Hint> >::const_iterator ofKey = hints_.begin();
  for (; ofKey != hints_.end(); ++ofKey) {
    for (size_t i = 0; i < ofKey->second.size(); ++i) {
      const Hint& hint = ofKey->second[i];
      if (hint.transfer != kNotInFlight) continue;
      if (hint.dueAt <= now) {
        due[hint.target].push_back(ofKey->first);
      } else {
        nextDueAt_ = min(nextDueAt_, hint.dueAt);
      }
    }
  }
  return due;
}

void MP2Node::Hints::setInFlight(const string& key, const Endpoint& target, int transfer) {
  Hint* const hint = find(key, target);
  MP2_CHECK(hint != NULL && hint->transfer == kNotInFlight);
  hint->transfer = transfer;
}

void MP2Node::Hints::reschedule(const string& key, const Endpoint& target) {
  Hint* const hint = find(key, target);
  MP2_CHECK(hint != NULL);
  hint->transfer = kNotInFlight;
  nextDueAt_ = min(nextDueAt_, hint->dueAt);
}

// ---- Re-replication: which replicas get hints, and the transfers that deliver them.

void MP2Node::stabilizationProtocol(const Ring& oldRing) {
  const int now = par->getcurrtime();
  const vector<string> keys = localKeys();
  for (size_t k = 0; k < keys.size(); ++k) {
    const string& key = keys[k];
    const ReplicaSet oldReplicas = replicasOn(oldRing, key);
    const ReplicaSet replicas = replicasNow(key);
    if (replicas == oldReplicas) continue;
    hints.keepOnly(key, replicas);
    if (tombstones->hashTable.count(key) > 0) tombstonesHeld[key] = now + kTombstoneTicks;
    if (!replicas.contains(self)) {
      // Every replica has to acknowledge its copy before this one is dropped.
      addHints(key, replicas, now);
      continue;
    }
    ReplicaSet joining;
    for (const Endpoint* peer = replicas.begin(); peer != replicas.end(); ++peer) {
      if (!oldReplicas.contains(*peer)) joining.insert(*peer);
    }
    addHints(key, joining, now);
  }
  dropTransfersToRemovedPeers();
}

// Adds a hint for each of `targets`, except this peer. An existing hint keeps its age: the transfer
// of a newer version delivers it as well.
void MP2Node::addHints(const string& key, const ReplicaSet& targets, int dueAt) {
  for (const Endpoint* target = targets.begin(); target != targets.end(); ++target) {
    if (*target != self) hints.add(key, *target, par->getcurrtime(), dueAt);
  }
}

// For a version that is new here: `holder`, the peer that sent it, has it as well. A coordinator
// need not have it: then `holder` is this peer.
void MP2Node::addHintsForOthers(const string& key, const ReplicaSet& replicas,
                                const Endpoint& holder) {
  addHints(key, replicas.without(holder), par->getcurrtime() + kHintDelayTicks);
}

// Adds hints for all keys of a replica in a new incarnation, which begins with none of them.
void MP2Node::addHintsFor(const Endpoint& joining) {
  ReplicaSet targets;
  targets.insert(joining);
  const vector<string> keys = localKeys();
  for (size_t i = 0; i < keys.size(); ++i) {
    if (replicasNow(keys[i]).contains(joining)) addHints(keys[i], targets, par->getcurrtime());
  }
}

// `holder` has this version of the key. If the local one is not newer, its hint is done.
void MP2Node::acknowledgeHint(const Endpoint& holder, const string& key, const Version& version) {
  if (!hints.has(key, holder) || version < versionOf(key)) return;
  hints.remove(key, holder);
  dropSurplusCopy(key);
}

void MP2Node::dropTransfersToRemovedPeers() {
  map<int, Transfer>::iterator next = transfers.begin();
  while (next != transfers.end()) {
    const map<int, Transfer>::iterator current = next++;
    const Transfer& transfer = current->second;
    if (ring.contains(transfer.target)) continue;
    for (size_t i = 0; i < transfer.content.size(); ++i) {
      // A hint in flight in no transfer would never be delivered.
      MP2_CHECK(!hints.isInFlight(transfer.content[i].first, transfer.target, current->first));
    }
    transfers.erase(current);
  }
}

void MP2Node::serveTransfers() {
  retransmitTransfers();
  deliverHints();
}

// Retransmits the transfers that were not acknowledged in time.
void MP2Node::retransmitTransfers() {
  const int now = par->getcurrtime();
  map<int, Transfer>::iterator next = transfers.begin();
  while (next != transfers.end()) {
    const map<int, Transfer>::iterator current = next++;
    if (now - current->second.sentAt < kRetryTicks) continue;
    pruneAcknowledged(current->first, &current->second);
    if (current->second.content.empty()) {
      transfers.erase(current);
    } else {
      sendTransfer(current->first, &current->second);
    }
  }
}

// Sends the hints that are due and not in flight.
void MP2Node::deliverHints() {
  const map<Endpoint, vector<string> > due = hints.takeDue(par->getcurrtime());
  map<Endpoint, vector<string> >::const_iterator batch = due.begin();
  for (; batch != due.end(); ++batch) sendKeys(batch->first, batch->second);
}

// Removes from the transfer the keys that need no retransmission: those without a hint, because the
// target has acknowledged them, and those with a newer version, which another transfer will carry.
void MP2Node::pruneAcknowledged(int id, Transfer* transfer) {
  vector<std::pair<string, Version> > unacknowledged;
  for (size_t i = 0; i < transfer->content.size(); ++i) {
    const string& key = transfer->content[i].first;
    if (!hints.isInFlight(key, transfer->target, id)) continue;
    // Race: the key was deleted, and the replicas' tombstones are collected soon after this.
    if (isHandedOverTooLong(key, transfer->target)) {
      hints.remove(key, transfer->target);
      dropSurplusCopy(key);
    } else if (versionOf(key) == transfer->content[i].second) {
      unacknowledged.push_back(transfer->content[i]);
    } else {
      hints.reschedule(key, transfer->target);
    }
  }
  transfer->content.swap(unacknowledged);
}

// Whether this peer is no replica any more, and the target has not acknowledged the copy for long.
// It then has it from another replica: of those that acknowledged the write, at least one has
// stayed.
bool MP2Node::isHandedOverTooLong(const string& key, const Endpoint& target) const {
  return par->getcurrtime() - hints.addedAt(key, target) > kForgetTicks &&
         !replicasNow(key).contains(self);
}

// Sends `keys` to `target`, split into as many transfers as the message size requires.
void MP2Node::sendKeys(const Endpoint& target, const vector<string>& keys) {
  Transfer transfer;
  transfer.target = target;
  size_t size = kHeadBytes + kChecksumBytes;
  for (size_t i = 0; i < keys.size(); ++i) {
    const Record record = find(keys[i]);
    const size_t recordSize = kRecordBytes + keys[i].size() + record.value.size();
    if (size + recordSize > messageRoom() || transfer.content.size() == kMaxBatch) {
      startTransfer(&transfer);
      size = kHeadBytes + kChecksumBytes;
    }
    size += recordSize;
    transfer.content.push_back(std::make_pair(keys[i], record.version));
  }
  startTransfer(&transfer);
}

// Sends the transfer for the first time, and empties *transfer.
void MP2Node::startTransfer(Transfer* transfer) {
  const int id = nextTransfer++;
  for (size_t i = 0; i < transfer->content.size(); ++i) {
    hints.setInFlight(transfer->content[i].first, transfer->target, id);
  }
  sendTransfer(id, transfer);
  const bool isNew = transfers.insert(std::make_pair(id, *transfer)).second;
  MP2_CHECK(isNew);
  transfer->content.clear();
}

void MP2Node::sendTransfer(int id, Transfer* transfer) {
  transfer->sentAt = par->getcurrtime();
  WireMessage message = makeMessage(TRANSFER, id);
  for (size_t i = 0; i < transfer->content.size(); ++i) {
    const string& key = transfer->content[i].first;
    message.records.push_back(std::make_pair(key, find(key)));
  }
  send(transfer->target, message);
}

void MP2Node::handleTransfer(const WireMessage& message) {
  bool allApplied = true;
  for (size_t i = 0; i < message.records.size(); ++i) {
    const std::pair<string, Record>& copy = message.records[i];
    if (!applyTransferred(copy.first, copy.second, message.sender)) allApplied = false;
  }
  // Acknowledged even if nothing was new: the acknowledgement says that the copies are here.
  if (allApplied) send(message.sender, makeMessage(TRANSFER_ACK, message.id));
}

// Returns false if this peer is no replica of the key.
bool MP2Node::applyTransferred(const string& key, const Record& record, const Endpoint& sender) {
  const ReplicaSet replicas = replicasNow(key);
  // Race: one of the two has not noticed a change of the ring. Without an acknowledgement the
  // sender retransmits, or drops the hint once its ring shows that this peer is no replica.
  if (!replicas.contains(self)) return false;
  if (adopt(key, record)) addHintsForOthers(key, replicas, sender);
  acknowledgeHint(sender, key, record.version);
  return true;
}

void MP2Node::handleTransferAck(const WireMessage& message) {
  const map<int, Transfer>::iterator found = transfers.find(message.id);
  // Race: both a transfer and its retransmission are acknowledged, or the acknowledgement was meant
  // for an earlier incarnation of this peer, or the sender is another peer than the target.
  if (found == transfers.end() || found->second.target != message.sender) return;
  const Transfer transfer = std::move(found->second);
  transfers.erase(found);
  for (size_t i = 0; i < transfer.content.size(); ++i) {
    const string& key = transfer.content[i].first;
    // Race: the target left the view and came back to it, and may have dropped the copy in between.
    // A later hint waits for a transfer of its own.
    if (!hints.isInFlight(key, message.sender, message.id)) continue;
    // If the key was written meanwhile, the hint remains and is delivered again.
    hints.reschedule(key, message.sender);
    acknowledgeHint(message.sender, key, transfer.content[i].second);
  }
}

// ---- Catch-up: when this peer may answer for its keys.

MP2Node::CatchUp::CatchUp(const Endpoint& self, int now)
    : self_(self),
      state_(JOINING),
      notReadySince_(now),
      round_(now * kNumbersPerTick),
      isFinalRound_(false),
      metReadyPeer_(false),
      lastSyncAt_(now) {}

bool MP2Node::CatchUp::mayAnswerFor(size_t position) const {
  if (state_ != GAINING) return state_ == READY;
  for (size_t i = 0; i < earlierRings_.size(); ++i) {
    Endpoint replicas[kReplicas];
    const Endpoint* const end = replicas + earlierRings_[i].findReplicas(position, replicas);
    if (std::find<const Endpoint*>(replicas, end, self_) == end) return false;
  }
  return true;
}

void MP2Node::CatchUp::noteStall(bool keepsCopies, const Ring& ring, int now) {
  if (!keepsCopies) state_ = JOINING;
  loseTrack(now);
  neighbourhood_ = neighbourhoodOf(self_, ring);
  beginRound(now);
  checkInvariants();
}

void MP2Node::CatchUp::noteRingChange(const Ring& before, const Ring& ring, int now) {
  if (before.isEmpty()) {
    notReadySince_ = now;
  } else if (ring.size() == 1 && before.size() > 1) {
    // Race: this peer was cut off and has removed the others, or its membership has just restarted.
    // As its keys' only replica it would answer alone, with stale copies.
    loseTrack(now);
  } else if (before.around(self_, kReplicas, 0) != ring.around(self_, kReplicas, 0)) {
    noteGain(before, now);
  }
  if (state_ == READY) return;
  neighbourhood_ = neighbourhoodOf(self_, ring);
  beginRound(now);
  checkInvariants();
}

// The peers before this one have changed, and with them the keys that it is a replica of.
void MP2Node::CatchUp::noteGain(const Ring& before, int now) {
  if (state_ == READY) {
    state_ = GAINING;
    notReadySince_ = now;
  }
  if (state_ != GAINING) return;
  if (earlierRings_.size() == kMaxEarlierRings) {
    // More changes than are remembered: it learns all of its keys anew.
    state_ = REJOINING;
    earlierRings_.clear();
    return;
  }
  // This part of the old ring tells which keys were this peer's: all other keys fall to the peers
  // after it, on the part as on the whole.
  earlierRings_.push_back(before.partAround(self_, kReplicas, kReplicas));
}

// The peer has to learn all of its keys again.
void MP2Node::CatchUp::loseTrack(int now) {
  if (state_ != JOINING) state_ = REJOINING;
  notReadySince_ = now;
  earlierRings_.clear();
}

void MP2Node::CatchUp::beginRound(int now) {
  ++round_;
  acknowledged_.clear();
  metReadyPeer_ = false;
  lastSyncAt_ = now - kRetryTicks;
  // Race: an open operation counts an answer that an earlier incarnation of this peer sent. A round
  // that begins before such operations have ended could miss their writes.
  isFinalRound_ = hasBeenReady() || now - notReadySince_ >= kDrainTicks;
}

bool MP2Node::CatchUp::advance(int now) {
  if (state_ == READY || neighbourhood_.empty()) return false;
  if (neighbourhood_.size() == 1) {
    if (now - notReadySince_ >= kAloneTicks) becomeReady();
    return false;
  }
  const bool isOver = acknowledged_.size() + 1 == neighbourhood_.size();
  if (isOver && !concludeRound(now)) return false;
  if (now - lastSyncAt_ < kRetryTicks) return false;
  lastSyncAt_ = now;
  return true;
}

// All neighbours have acknowledged. Returns whether another round begins now.
bool MP2Node::CatchUp::concludeRound(int now) {
  // If no neighbour has been ready in its present incarnation, there is nothing to learn from them.
  // In a new group, no earlier incarnation has answered. After a restart of all of them, what their
  // quorums had acknowledged is lost, and no waiting brings it back.
  if (isFinalRound_ || !metReadyPeer_) {
    becomeReady();
    return false;
  }
  if (now - notReadySince_ < kDrainTicks) return false;
  beginRound(now);
  return true;
}

void MP2Node::CatchUp::becomeReady() {
  state_ = READY;
  earlierRings_.clear();
  checkInvariants();
}

void MP2Node::CatchUp::acknowledge(const Endpoint& peer, bool peerHasBeenReady) {
  if (peer == self_ || !isNeighbour(peer)) return;
  acknowledged_.insert(peer);
  if (peerHasBeenReady) metReadyPeer_ = true;
  checkInvariants();
}

void MP2Node::CatchUp::checkInvariants() const {
  MP2_CHECK((state_ == GAINING) == !earlierRings_.empty());
  MP2_CHECK(earlierRings_.size() <= kMaxEarlierRings);
  MP2_CHECK(neighbourhood_.empty() || isNeighbour(self_));
  MP2_CHECK(std::all_of(acknowledged_.begin(), acknowledged_.end(), [this](const Endpoint& peer) {
    return peer != self_ && isNeighbour(peer);
  }));
}

bool MP2Node::CatchUp::isNeighbour(const Endpoint& peer) const {
  return std::count(neighbourhood_.begin(), neighbourhood_.end(), peer) > 0;
}

vector<MP2Node::Endpoint> MP2Node::CatchUp::unacknowledged() const {
  vector<Endpoint> peers;
  for (size_t i = 0; i < neighbourhood_.size(); ++i) {
    const Endpoint& peer = neighbourhood_[i];
    if (peer != self_ && acknowledged_.count(peer) == 0) peers.push_back(peer);
  }
  return peers;
}

vector<MP2Node::Endpoint> MP2Node::CatchUp::neighbourhoodOf(const Endpoint& peer,
                                                            const Ring& ring) {
  return ring.around(peer, kNeighboursBefore, kNeighboursAfter);
}

// A peer that stalls misses writes and membership updates.
void MP2Node::noteTick() {
  const int now = par->getcurrtime();
  const int stalledTicks = lastTick < 0 ? 0 : now - lastTick;
  lastTick = now;
  noteTurn();
  MP2_CHECK(stalledTicks >= 0);
  if (stalledTicks <= kStallTicks) return;
  const bool keepsCopies = stalledTicks <= kForgetTicks;
  if (!keepsCopies) beginIncarnation(now);
  catchUp.noteStall(keepsCopies, ring, now);
}

void MP2Node::noteTurn() const {
  currentTurn.id = self.first;
  currentTurn.port = self.second;
  currentTurn.tick = par->getcurrtime();
}

// A new incarnation begins without copies, hints and transfers.
void MP2Node::beginIncarnation(int now) {
  ht->clear();
  tombstones->clear();
  tombstonesHeld.clear();
  hints.clear();
  transfers.clear();
  incarnation = now;
}

void MP2Node::serveCatchUp() {
  if (!catchUp.advance(par->getcurrtime())) return;
  WireMessage message = makeMessage(SYNC, catchUp.round());
  message.view = viewOf(catchUp.neighbourhood());
  const string bytes = message.encode();
  const vector<Endpoint> peers = catchUp.unacknowledged();
  for (size_t i = 0; i < peers.size(); ++i) sendBytes(peers[i], bytes);
}

void MP2Node::handleSync(const WireMessage& message) {
  const Endpoint& peer = message.sender;
  // Race: this peer still sees the old view and could store a write of it after SYNC_ACK, without a
  // hint for the peer that sent SYNC. In the new view it refuses the requests of the old one.
  const vector<Endpoint> around = CatchUp::neighbourhoodOf(peer, ring);
  if (around.empty() || message.view != viewOf(around)) return;
  // SYNC_ACK has to wait until all hints from before the round began are delivered.
  const JoiningReplica& joining = noteJoining(message);
  if (hints.makeDue(peer, joining.since, par->getcurrtime())) return;
  WireMessage ack = makeMessage(SYNC_ACK, message.id);
  ack.stage = catchUp.hasBeenReady() ? 1 : 0;
  ack.view = message.view;
  send(peer, ack);
}

// Keeps the sender's incarnation and round; a new incarnation begins without copies.
const MP2Node::JoiningReplica& MP2Node::noteJoining(const WireMessage& sync) {
  const int now = par->getcurrtime();
  const JoiningReplica unknown = {-1, -1, now};
  JoiningReplica& joining =
      joiningReplicas.insert(std::make_pair(sync.sender, unknown)).first->second;
  if (joining.incarnation != sync.incarnation) {
    joining.incarnation = sync.incarnation;
    joining.round = -1;
    addHintsFor(sync.sender);
  }
  if (joining.round != sync.id) {
    joining.round = sync.id;
    joining.since = now;
  }
  return joining;
}

void MP2Node::handleSyncAck(const WireMessage& message) {
  // Race: the answer to an earlier round arrives late. Hints may have been added since.
  if (message.id != catchUp.round()) return;
  // Race: neighbours with another view of the ring may still accept writes of that view.
  if (message.view != viewOf(catchUp.neighbourhood())) return;
  catchUp.acknowledge(message.sender, message.stage != 0);
}

// ---- Helpers.

void MP2Node::logResult(bool isCoordinator, MessageType operation, int transID, bool success,
                        const string& key, const string& value) {
  Address* address = &memberNode->addr;
  switch (operation) {
    case CREATE:
      success ? log->logCreateSuccess(address, isCoordinator, transID, key, value)
              : log->logCreateFail(address, isCoordinator, transID, key, value);
      break;
    case READ:
      success ? log->logReadSuccess(address, isCoordinator, transID, key, value)
              : log->logReadFail(address, isCoordinator, transID, key);
      break;
    case UPDATE:
      success ? log->logUpdateSuccess(address, isCoordinator, transID, key, value)
              : log->logUpdateFail(address, isCoordinator, transID, key, value);
      break;
    case DELETE:
      success ? log->logDeleteSuccess(address, isCoordinator, transID, key)
              : log->logDeleteFail(address, isCoordinator, transID, key);
      break;
    default: break;
  }
}

MP2Node::WireMessage MP2Node::makeMessage(WireType type, int id) const {
  return WireMessage(type, self, incarnation, id);
}

// Whether a request with this key and value, and later a transfer of it, fits into a message.
bool MP2Node::fitsIntoMessage(const string& key, const string& value) const {
  const size_t room = messageRoom() - kHeadBytes - kChecksumBytes - kRecordBytes;
  return key.size() <= room && value.size() <= room - key.size();
}

// The course's size rule: message and en_msg together must be smaller than MAX_MSG_SIZE.
size_t MP2Node::messageRoom() const {
  return static_cast<size_t>(par->MAX_MSG_SIZE) - sizeof(en_msg) - 1;
}

void MP2Node::send(const Endpoint& to, const WireMessage& message) {
  sendBytes(to, message.encode());
}

void MP2Node::sendBytes(const Endpoint& to, const string& bytes) {
  Address address = addressOf(to);
  // The course's network takes a mutable pointer, but only reads. Its overload for strings is not
  // made for bytes that may be zero.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
}

// Flipping the sign bit makes the unsigned order that of the signed numbers.
MP2Node::Packed MP2Node::packed(const Endpoint& endpoint) {
  const Packed id = static_cast<unsigned>(endpoint.first) ^ 0x80000000U;
  const unsigned port = static_cast<unsigned short>(endpoint.second) ^ 0x8000U;
  return id << 16 | port;
}

MP2Node::Endpoint MP2Node::unpacked(Packed bytes) {
  const unsigned id = static_cast<unsigned>(bytes >> 16) ^ 0x80000000U;
  const unsigned port = static_cast<unsigned>(bytes & 0xffff) ^ 0x8000U;
  return Endpoint(static_cast<int>(id), static_cast<short>(port));
}

MP2Node::Packed MP2Node::packedEntry(const MemberListEntry& entry) {
  return packed(Endpoint(entry.id, entry.port));
}

// MP1Node has these as well: each of the two nodes may be combined with another author's half, so
// that they share nothing beyond the course's API.

MP2Node::Endpoint MP2Node::endpointOf(const Address& address) {
  Endpoint endpoint;
  memcpy(&endpoint.first, &address.addr[0], sizeof endpoint.first);
  memcpy(&endpoint.second, &address.addr[4], sizeof endpoint.second);
  return endpoint;
}

Address MP2Node::addressOf(const Endpoint& endpoint) {
  Address address;
  memcpy(&address.addr[0], &endpoint.first, sizeof endpoint.first);
  memcpy(&address.addr[4], &endpoint.second, sizeof endpoint.second);
  return address;
}
