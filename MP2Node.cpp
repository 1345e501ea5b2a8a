// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// A message, all numbers little-endian, a text as its length (4 bytes) and its bytes:
//
//   bytes  field
//   1      magic, 0xA3
//   1      type: REQUEST, ANSWER, SETTLED, TRANSFER, CONFIRM, SYNC, CLEAR
//   6      the sender: id (4), port (2)
//   4      the sender's life: the tick at which it began
//   4      id: the transaction's, the transfer's, or the round's of SYNC and CLEAR
//   1      the operation (REQUEST) as in common.h; 0 elsewhere
//   1      the stage (REQUEST, ANSWER): ASK, WRITE, REPAIR, REJECT; CLEAR: 1 if the sender has been
//          ready in this life; 0 elsewhere
//   4      the view: a fingerprint of the key's replicas (REQUEST, ANSWER, SETTLED) or of the
//          neighbourhood (SYNC, CLEAR); 0 elsewhere
//   2      n, the number of records: 1 in REQUEST, ANSWER and SETTLED, the batch's size in TRANSFER
//   n x    key (text), version: tick (4), transaction (4), writer (4), 1 for a value or 0 for none
//          (1), value (text)
//   4      checksum of all that stands before
//
// A message of any other form is counted and dropped. docs/wire.md has an example.
#include "MP2Node.h"

#include <functional>
#include <iterator>
#include <limits>
#include <numeric>

namespace {

const unsigned char kMagic = 0xA3;
const size_t kHeadBytes = 24;
const size_t kChecksumBytes = 4;
const size_t kVersionBytes = 12;
const size_t kRecordBytes = 4 + kVersionBytes + 1 + 4;  // Of a record with empty key and value.
const size_t kMaxBatch = 0xffff;

// The transfers and rounds of a peer's life are numbered from its tick times this: not the numbers
// of an earlier life, whose late confirmations must not fit.
const int kNumbersPerTick = 1000;

// Of a debt: no transfer of the key to that peer is on its way.
const int kUnsent = -1;

// After any tick.
const int kNever = std::numeric_limits<int>::max();

// An operation that has no quorum after this many ticks has failed. Long enough for two round trips
// with delays of two ticks each way, and, in groups of nine or more, no longer than it takes to
// notice a failed peer.
const int kOperationTicks = 20;

// After this, no operation is open that an answer from before was counted for.
const int kLateAnswerTicks = kOperationTicks + 4;

// The replicas leave it to the coordinator for so long to get a write to all of them.
const int kSettleTicks = kOperationTicks + 4;

// Replicas remember which operations they have logged.
const int kLogMemoryTicks = 100;

// A tombstone outlives all that was sent before the delete and can come late.
const int kTombstoneTicks = 200;

// Whoever has slept for longer than this may have been taken for dead: it has to catch up.
const int kNapTicks = 8;
// And after so long its copies may be of keys that were deleted, and the tombstones gone.
const int kForgetTicks = kTombstoneTicks - 50;

// A peer that comes back and sees nobody is not alone before this: the others write to it now and
// then.
const int kAloneTicks = 40;

// Whom a newcomer asks: those who were replicas of any of its keys before the last change, with up
// to two joined in between. The third before it is where its keys begin: who sees another there
// does not know yet which keys it has.
const size_t kNeighboursBefore = 3;
const size_t kNeighboursAfter = 4;
// Rings that a peer remembers while it catches up.
const size_t kMaxRingsBefore = 8;

// Of a member list of at most so many entries all are looked at in each tick. Of a longer one so
// many in every sixteenth, going round, and the last: to read it all would be most of a large run's
// time, and a few in each tick as many waits for memory.
const size_t kComparedWhole = 256;
const size_t kComparedAtOnce = 256;
const unsigned kComparedEvery = 16;

// Requests and transfers are sent again after this: a round trip takes two ticks.
const int kRetryTicks = 3;

// Written out byte by byte, which compilers make one load or store of. The put functions return the
// place behind what they wrote.
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

// Four bytes of a multiplicative hash, taken eight bytes at a time.
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

// Takes fields off the front of a block. After the first that is not all there, ok() is false, and
// fields come out as 0 and "".
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
  Reader reader(text.data(), text.size());
  const Version version = reader.version();
  return Record(version, present, text.substr(text.size() - reader.left()));
}

// ---- The wire.

MP2Node::WireMessage::WireMessage(WireType type, const Endpoint& sender, int life, int id)
    : type(type), sender(sender), life(life), id(id), operation(CREATE), stage(0), view(0) {}

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
  at = put32(at, static_cast<unsigned>(life));
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
  message->life = static_cast<int>(reader.number32());
  message->id = static_cast<int>(reader.number32());
  const unsigned operation = reader.number8();
  message->stage = static_cast<int>(reader.number8());
  message->view = reader.number32();
  if (type > CLEAR || operation > DELETE || message->stage > REJECT) return false;
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
  const bool hasOneRecord = type == REQUEST || type == ANSWER || type == SETTLED;
  if (hasOneRecord && message->records.size() != 1) return false;
  if (!hasOneRecord && type != TRANSFER && !message->records.empty()) return false;
  return reader.ok() && reader.left() == 0;
}

// ---- Sets of peers.

static_assert(RING_SIZE <= 0x10000,
              "a hash code has two of the eight bytes of a place on the ring");

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

// By their hash codes, counted first: for the peers of one code that leaves the order as it was.
// Ten thousand peers sort ten thousand each.
vector<MP2Node::Ring::Slot> MP2Node::Ring::sortedSlots(const vector<Endpoint>& peers) {
  vector<Slot> slots(peers.size());
  std::transform(peers.begin(), peers.end(), slots.begin(), slotOf);
  if (slots.size() < RING_SIZE) {
    sort(slots.begin(), slots.end());
    return slots;
  }
  vector<size_t> places(RING_SIZE + 1);  // Of the next with each hash code.
  for (size_t i = 0; i < slots.size(); ++i) ++places[hashCodeOf(slots[i]) + 1];
  std::partial_sum(places.begin(), places.end(), places.begin());
  vector<Slot> sorted(slots.size());
  for (size_t i = 0; i < slots.size(); ++i) sorted[places[hashCodeOf(slots[i])]++] = slots[i];
  return sorted;
}

MP2Node::Ring MP2Node::Ring::toggled(const vector<Endpoint>& changed) const {
  const vector<Slot> changes = sortedSlots(changed);
  Ring ring;
  vector<Slot>& slots = ring.slots_;
  slots.reserve(slots_.size() + changes.size());
  // Mostly they are few: what lies between them is copied at once.
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
      life(par->getcurrtime()),
      lastTick(-1),
      notReadySince(-1),
      beenReady(false),
      ringsBefore(1),
      round(par->getcurrtime() * kNumbersPerTick),
      isFinalRound(false),
      metReadyPeer(false),
      lastSyncAt(0),
      nextDueAt(kNever),
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
  serveSync();
  forgetTheOld();
}

void MP2Node::handleMessage(const char* data, int size) {
  WireMessage message(REQUEST, self, 0, 0);
  if (!WireMessage::decode(data, size, &message)) {
    ++damagedMessages;
    return;
  }
  if (isOfAnEarlierLife(message)) return;
  switch (message.type) {
    case REQUEST: handleRequest(message); break;
    case ANSWER: handleAnswer(message); break;
    case SETTLED: handleSettled(message); break;
    case TRANSFER: handleTransfer(message); break;
    case CONFIRM: handleConfirm(message); break;
    case SYNC: handleSync(message); break;
    case CLEAR: handleClear(message); break;
  }
}

// What the sender said before its restart, about copies it has lost since.
bool MP2Node::isOfAnEarlierLife(const WireMessage& message) const {
  const map<Endpoint, Newcomer>::const_iterator known = newcomers.find(message.sender);
  return known != newcomers.end() && message.life < known->second.life;
}

// ---- The ring.

void MP2Node::updateRing() {
  noteTick();
  if (!ring.isEmpty() && membersAreKnown()) return;
  const vector<Endpoint> changed = takeMembers();
  if (changed.empty()) return;  // The same members in another order.
  const Ring oldRing = std::move(ring);
  ring = oldRing.toggled(changed);
  ++ringNumber;
  noteGain(oldRing);
  stabilizationProtocol(oldRing);
}

// Whether the list is that which the ring was made from, as far as is looked at. The end of a
// sorted list moves with most changes.
bool MP2Node::membersAreKnown() {
  const vector<MemberListEntry>& list = memberNode->memberList;
  if (list.size() != knownMembers.size()) return false;
  const bool isWhole = list.size() <= kComparedWhole;
  // Not all peers in the same tick.
  if (!isWhole && ++ringChecks % kComparedEvery != 0) return true;
  const size_t first = isWhole || nextCompared >= list.size() ? 0 : nextCompared;
  const size_t last = isWhole ? list.size() : min(list.size(), first + kComparedAtOnce);
  nextCompared = last;
  for (size_t i = first; i < last; ++i) {
    if (packedEntry(list[i]) != knownMembers[i]) return false;
  }
  return isWhole || packedEntry(list.back()) == knownMembers.back();
}

// Takes over the list, which may be in any order. Returns who has come or gone since the last time,
// in order; the first time, this peer is one of those.
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
  // On its own ring a peer is whatever the list says.
  changed.erase(std::remove(changed.begin(), changed.end(), self), changed.end());
  if (ring.isEmpty()) {
    changed.insert(std::lower_bound(changed.begin(), changed.end(), self), self);
  }
  return changed;
}

// Each once. Most membership protocols keep their lists so.
bool MP2Node::isInOrder(const vector<Packed>& list) {
  return std::adjacent_find(list.begin(), list.end(), std::greater_equal<Packed>()) == list.end();
}

vector<MP2Node::Packed> MP2Node::sortedOnce(vector<Packed> list) {
  sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// What only one of them has. Mostly that is little, and found faster from both ends.
// REQUIRES: both are in order.
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
  std::hash<string> hashFunc;
  return hashFunc(key) % RING_SIZE;
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

// Those who can hold keys of `peer` that it has to learn.
vector<MP2Node::Endpoint> MP2Node::neighbourhoodOf(const Endpoint& peer) const {
  return ring.around(peer, kNeighboursBefore, kNeighboursAfter);
}

// ---- The coordinator's side.

void MP2Node::clientCreate(string key, string value) { startOperation(CREATE, key, value); }

void MP2Node::clientRead(string key) { startOperation(READ, key, ""); }

void MP2Node::clientUpdate(string key, string value) { startOperation(UPDATE, key, value); }

void MP2Node::clientDelete(string key) { startOperation(DELETE, key, ""); }

void MP2Node::startOperation(MessageType operation, const string& key, const string& value) {
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
  enterStage(transID, &transaction, operation == CREATE ? WRITE : ASK);
  transactions.insert(std::make_pair(transID, std::move(transaction)));
}

// The replicas of the ring as it is now.
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
  transaction->stage = stage;
  if (stage == ASK) transaction->found = Record();
  for (size_t i = 0; i < transaction->replicas.size(); ++i) {
    Replica& replica = transaction->replicas[i];
    const bool needsNoRepair = replica.answered && replica.version == transaction->found.version;
    replica.answered = stage == REPAIR && needsNoRepair;
  }
  sendRequests(transID, transaction);
}

// To those who have not answered.
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
  if (stage == REPAIR) record = transaction.found;
  request.records.push_back(std::make_pair(transaction.key, std::move(record)));
  return request;
}

void MP2Node::handleAnswer(const WireMessage& message) {
  const map<int, Transaction>::iterator found = transactions.find(message.id);
  if (found == transactions.end()) return;  // Over: a late answer.
  Transaction& transaction = found->second;
  // Of an earlier stage, or another ring.
  if (message.stage != transaction.stage || message.view != transaction.view) return;
  // Its time is up: an answer that waited while this peer slept must not decide it any more.
  const int age = par->getcurrtime() - transaction.startedAt;
  if (!transaction.reported && age >= kOperationTicks) return;
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    Replica& replica = transaction.replicas[i];
    // A repeated answer must not count twice.
    if (replica.peer != message.sender || replica.answered) continue;
    replica.answered = true;
    replica.version = message.records[0].second.version;
    takeAnswer(found->first, &transaction, replica, message.records[0].second);
  }
  if (isOver(transaction, age)) transactions.erase(found);
}

void MP2Node::takeAnswer(int transID, Transaction* transaction, const Replica& replica,
                         const Record& record) {
  const bool isQuorum = transaction->answers() >= transaction->quorum();
  switch (transaction->stage) {
    case ASK:
      if (transaction->reported) {
        repairIfOlder(transID, *transaction, replica);
        break;
      }
      if (transaction->found.version < record.version) transaction->found = record;
      if (isQuorum) decideOnAnswers(transID, transaction);
      break;
    case WRITE:
    case REPAIR:
      if (isQuorum) report(transID, transaction, transaction->isSuccess());
      if (transaction->answers() == transaction->replicas.size()) sendSettled(*transaction);
      break;
    case REJECT: break;
  }
}

// A quorum has said what it has.
void MP2Node::decideOnAnswers(int transID, Transaction* transaction) {
  const bool isThere = transaction->found.present;
  if (transaction->operation != READ) {
    if (isThere) {
      // Only now: what it found must not come after it.
      transaction->written.version = versionAfter(transaction->found.version, transID);
    } else {
      report(transID, transaction, false);
    }
    enterStage(transID, transaction, isThere ? WRITE : REJECT);
    return;
  }
  // Before it is reported, the newest must be at a quorum: no later read may find an older one.
  if (transaction->holdersOfFound() < transaction->quorum()) {
    enterStage(transID, transaction, REPAIR);
    return;
  }
  report(transID, transaction, isThere);
  for (size_t i = 0; i < transaction->replicas.size(); ++i) {
    if (transaction->replicas[i].answered) {
      repairIfOlder(transID, *transaction, transaction->replicas[i]);
    }
  }
}

// The version of a write that begins now and follows `found`. Later calls have higher ones still,
// as they have higher transaction numbers.
MP2Node::Version MP2Node::versionAfter(const Version& found, int transID) const {
  const Version version(max(par->getcurrtime(), found.tick), transID, self.first);
  return found < version ? version : Version(found.tick + 1, transID, self.first);
}

// Read repair, of a replica that the result of the read does not depend on.
void MP2Node::repairIfOlder(int transID, const Transaction& transaction, const Replica& replica) {
  if (replica.version < transaction.found.version) {
    send(replica.peer, makeRequest(transID, transaction, REPAIR));
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

void MP2Node::report(int transID, Transaction* transaction, bool success) {
  if (transaction->reported) return;
  transaction->reported = true;
  const Record& record = transaction->operation == READ ? transaction->found : transaction->written;
  logResult(true, transaction->operation, transID, success, transaction->key, record.value);
}

void MP2Node::sendSettled(const Transaction& transaction) {
  WireMessage message = makeMessage(SETTLED, 0);
  message.view = transaction.view;
  const Record& record = transaction.stage == WRITE ? transaction.written : transaction.found;
  message.records.push_back(
      std::make_pair(transaction.key, Record(record.version, record.present, "")));
  const string bytes = message.encode();
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    sendBytes(transaction.replicas[i].peer, bytes);
  }
}

// Ends what has run out of time, and asks again those who have not answered.
void MP2Node::serveTransactions() {
  const int now = par->getcurrtime();
  map<int, Transaction>::iterator next = transactions.begin();
  while (next != transactions.end()) {
    const map<int, Transaction>::iterator current = next++;
    Transaction& transaction = current->second;
    const int age = now - transaction.startedAt;
    if (age >= kOperationTicks) report(current->first, &transaction, false);
    if (isOver(transaction, age) || !followRing(current->first, &transaction)) {
      transactions.erase(current);
    } else if (now - transaction.lastSentAt >= kRetryTicks) {
      sendRequests(current->first, &transaction);
    }
  }
}

bool MP2Node::isOver(const Transaction& transaction, int age) const {
  if (!transaction.reported) return false;
  return age >= kOperationTicks || transaction.answers() == transaction.replicas.size();
}

// If the key has other replicas by now, begins the stage again with those; answers of the old ones
// do not count among the new. False if nothing is left to do: the new replicas have debts of their
// own to each other.
bool MP2Node::followRing(int transID, Transaction* transaction) {
  if (transaction->ringNumber == ringNumber) return true;
  transaction->ringNumber = ringNumber;
  if (viewOf(replicasNow(transaction->key)) == transaction->view) return true;
  if (transaction->reported) return false;
  takeReplicas(transaction);
  enterStage(transID, transaction, transaction->stage == WRITE ? WRITE : ASK);
  return true;
}

// ---- The replica's side.

void MP2Node::handleRequest(const WireMessage& request) {
  const string& key = request.records[0].first;
  const ReplicaSet replicas = replicasNow(key);
  // Another view of who the replicas are: the coordinator or this peer will learn better.
  if (request.view != viewOf(replicas) || !replicas.contains(self)) return;
  const Record& record = request.records[0].second;
  const bool writes = request.stage == WRITE || request.stage == REPAIR;
  // Also by a replica that may not answer yet: the less is to be learned.
  if (writes && adopt(key, record)) oweToOthers(key, replicas, self);
  if (!isReady(key)) return;
  if (request.stage == WRITE || request.stage == REJECT) {
    logOnce(request, request.stage == WRITE, record.value);
  }
  WireMessage answer = makeMessage(ANSWER, request.id);
  answer.stage = request.stage;
  answer.view = request.view;
  Record own;
  if (request.stage == ASK) {
    own = find(key);
    if (request.operation == READ) {
      logOnce(request, own.present, own.value);
    } else {
      own.value.clear();
    }
  }
  answer.records.push_back(std::make_pair(string(), std::move(own)));
  send(request.sender, answer);
}

// A request may come again, because the answer was lost, is late, or did not count.
void MP2Node::logOnce(const WireMessage& request, bool success, const string& value) {
  const std::pair<Endpoint, int> name(request.sender, request.id);
  if (!logged.insert(name).second) return;
  loggedAges.push_back(std::make_pair(par->getcurrtime(), name));
  logResult(false, request.operation, request.id, success, request.records[0].first, value);
}

// All replicas of the key have this version.
void MP2Node::handleSettled(const WireMessage& message) {
  const string& key = message.records[0].first;
  const Version& version = message.records[0].second.version;
  const ReplicaSet replicas = replicasNow(key);
  if (message.view != viewOf(replicas)) return;
  for (const Endpoint* peer = replicas.begin(); peer != replicas.end(); ++peer) {
    // Who has begun a new life since may have said so in the old one.
    const map<Endpoint, Newcomer>::const_iterator newcomer = newcomers.find(*peer);
    if (newcomer != newcomers.end() && newcomer->second.life > version.tick) continue;
    noteHolder(*peer, key, version);
  }
}

void MP2Node::forgetTheOld() {
  const int now = par->getcurrtime();
  while (!loggedAges.empty() && now - loggedAges.front().first > kLogMemoryTicks) {
    logged.erase(loggedAges.front().second);
    loggedAges.pop_front();
  }
  while (!tombstoneEnds.empty() && tombstoneEnds.begin()->first <= now) {
    const string key = tombstoneEnds.begin()->second;
    tombstoneEnds.erase(tombstoneEnds.begin());
    const Record record = find(key);
    if (record.present || !isExpired(record)) continue;  // Written again since.
    if (owed.count(key) > 0) {
      tombstoneEnds.insert(std::make_pair(now + kRetryTicks, key));
    } else {
      giveUp(key);
    }
  }
}

// ---- The local copies.

bool MP2Node::createKeyValue(string key, string value, Version version) {
  return adopt(key, Record(version, true, value));
}

bool MP2Node::updateKeyValue(string key, string value, Version version) {
  return adopt(key, Record(version, true, value));
}

bool MP2Node::deletekey(string key, Version version) {
  return adopt(key, Record(version, false, ""));
}

bool MP2Node::readKey(string key, Record* record) {
  *record = find(key);
  return record->present;
}

// As it stands in the table, and whether it is a value or a tombstone. NULL if nothing is here.
const string* MP2Node::textOf(const string& key, bool* present) const {
  const map<string, string>::const_iterator value = ht->hashTable.find(key);
  *present = value != ht->hashTable.end();
  if (*present) return &value->second;
  const map<string, string>::const_iterator tombstone = tombstones->hashTable.find(key);
  return tombstone == tombstones->hashTable.end() ? NULL : &tombstone->second;
}

MP2Node::Record MP2Node::find(const string& key) const {
  bool present = false;
  const string* text = textOf(key, &present);
  return text == NULL ? Record() : Record::fromString(*text, present);
}

MP2Node::Version MP2Node::versionOf(const string& key) const {
  bool present = false;
  const string* text = textOf(key, &present);
  return text == NULL ? Version() : Reader(text->data(), text->size()).version();
}

// Keeps the record if it is newer than what is here. False if it is not.
bool MP2Node::adopt(const string& key, const Record& record) {
  if (!(versionOf(key) < record.version)) return false;
  // A tombstone whose time is up has nothing to bury where nothing is.
  if (isExpired(record) && ht->hashTable.count(key) == 0) return false;
  (record.present ? tombstones : ht)->hashTable.erase(key);
  (record.present ? ht : tombstones)->hashTable[key] = record.toString();
  if (!record.present) {
    const int end = max(par->getcurrtime(), record.version.tick + kTombstoneTicks);
    tombstoneEnds.insert(std::make_pair(end, key));
  }
  return true;
}

bool MP2Node::isExpired(const Record& record) const {
  return !record.present && record.version.tick + kTombstoneTicks <= par->getcurrtime();
}

void MP2Node::giveUp(const string& key) {
  ht->deleteKey(key);
  tombstones->deleteKey(key);
}

// A copy beyond those of the replicas would be one too many.
void MP2Node::giveUpIfUnneeded(const string& key) {
  if (owed.count(key) == 0 && !replicasNow(key).contains(self)) giveUp(key);
}

vector<string> MP2Node::keysHere() const {
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

// ---- Stabilization: debts.

void MP2Node::stabilizationProtocol(const Ring& oldRing) {
  const int now = par->getcurrtime();
  const vector<string> keys = keysHere();
  for (size_t k = 0; k < keys.size(); ++k) {
    const string& key = keys[k];
    const ReplicaSet oldReplicas = replicasOn(oldRing, key);
    const ReplicaSet replicas = replicasNow(key);
    if (replicas == oldReplicas) continue;
    forgetDebtors(key, replicas);
    if (!replicas.contains(self)) {
      // Before this copy is given up, every replica has to confirm that it has one.
      owe(key, replicas, now);
      continue;
    }
    ReplicaSet newcomers;
    for (const Endpoint* peer = replicas.begin(); peer != replicas.end(); ++peer) {
      if (!oldReplicas.contains(*peer)) newcomers.insert(*peer);
    }
    owe(key, newcomers, now);
  }
  forgetTransfersToTheGone();
}

// NULL if there is none.
MP2Node::Debt* MP2Node::findDebt(const string& key, const Endpoint& target) {
  const map<string, vector<Debt> >::iterator debts = owed.find(key);
  return debts == owed.end() ? NULL : findDebt(&debts->second, target);
}

MP2Node::Debt* MP2Node::findDebt(vector<Debt>* debts, const Endpoint& target) {
  for (size_t i = 0; i < debts->size(); ++i) {
    if ((*debts)[i].to == target) return &(*debts)[i];
  }
  return NULL;
}

// From now on each of `targets`, this peer aside, is owed the key. An older debt stays as old as it
// is: a newer version pays it, too.
void MP2Node::owe(const string& key, const ReplicaSet& targets, int dueAt) {
  const ReplicaSet others = targets.without(self);
  if (others.size() == 0) return;
  vector<Debt>& debts = owed[key];
  debts.reserve(kReplicas);
  for (const Endpoint* target = others.begin(); target != others.end(); ++target) {
    Debt* const older = findDebt(&debts, *target);
    if (older != NULL) {
      older->dueAt = min(older->dueAt, dueAt);
    } else {
      const Debt debt = {*target, par->getcurrtime(), dueAt, kUnsent};
      debts.push_back(debt);
    }
  }
  nextDueAt = min(nextDueAt, dueAt);
}

// A version that is new here, and came from a peer that has it (or from a coordinator: `holder` is
// this peer).
void MP2Node::oweToOthers(const string& key, const ReplicaSet& replicas, const Endpoint& holder) {
  owe(key, replicas.without(holder), par->getcurrtime() + kSettleTicks);
}

// Of the keys it is a replica of. It begins with nothing.
void MP2Node::oweEverythingTo(const Endpoint& newcomer) {
  ReplicaSet targets;
  targets.insert(newcomer);
  const vector<string> keys = keysHere();
  for (size_t i = 0; i < keys.size(); ++i) {
    if (replicasNow(keys[i]).contains(newcomer)) owe(keys[i], targets, par->getcurrtime());
  }
}

// Makes all that `target` was owed by the tick `since` due now. False if nothing is.
bool MP2Node::callIn(const Endpoint& target, int since) {
  bool isOwed = false;
  for (map<string, vector<Debt> >::iterator debts = owed.begin(); debts != owed.end(); ++debts) {
    Debt* const debt = findDebt(&debts->second, target);
    if (debt == NULL || debt->since > since) continue;
    debt->dueAt = par->getcurrtime();
    isOwed = true;
  }
  if (isOwed) nextDueAt = par->getcurrtime();
  return isOwed;
}

// `holder` has this version of the key. If that is as new as the one here, nothing is owed to it.
void MP2Node::noteHolder(const Endpoint& holder, const string& key, const Version& version) {
  const map<string, vector<Debt> >::iterator debts = owed.find(key);
  if (debts == owed.end()) return;
  Debt* const debt = findDebt(&debts->second, holder);
  if (debt == NULL || version < versionOf(key)) return;
  *debt = debts->second.back();
  debts->second.pop_back();
  if (!debts->second.empty()) return;
  owed.erase(debts);
  giveUpIfUnneeded(key);
}

// The transfer that was to pay it does not.
void MP2Node::payAnew(Debt* debt) {
  debt->transfer = kUnsent;
  nextDueAt = min(nextDueAt, debt->dueAt);
}

// Whoever is no longer a replica of `key` is owed nothing any more.
void MP2Node::forgetDebtors(const string& key, const ReplicaSet& replicas) {
  const map<string, vector<Debt> >::iterator found = owed.find(key);
  if (found == owed.end()) return;
  vector<Debt> left;
  for (size_t i = 0; i < found->second.size(); ++i) {
    if (replicas.contains(found->second[i].to)) left.push_back(found->second[i]);
  }
  found->second.swap(left);
  if (found->second.empty()) owed.erase(found);
}

void MP2Node::forgetTransfersToTheGone() {
  map<int, Transfer>::iterator next = transfers.begin();
  while (next != transfers.end()) {
    const map<int, Transfer>::iterator current = next++;
    if (!ring.contains(current->second.target)) transfers.erase(current);
  }
}

void MP2Node::serveTransfers() {
  repeatTransfers();
  payDebts();
}

// Those that should have been confirmed by now.
void MP2Node::repeatTransfers() {
  const int now = par->getcurrtime();
  map<int, Transfer>::iterator next = transfers.begin();
  while (next != transfers.end()) {
    const map<int, Transfer>::iterator current = next++;
    if (now - current->second.sentAt < kRetryTicks) continue;
    dropWhatIsPaid(current->first, &current->second);
    if (current->second.content.empty()) {
      transfers.erase(current);
    } else {
      sendTransfer(current->first, &current->second);
    }
  }
}

// Sends what is due and not on its way.
void MP2Node::payDebts() {
  const int now = par->getcurrtime();
  if (now < nextDueAt) return;
  nextDueAt = kNever;
  map<Endpoint, vector<string> > keysFor;
  map<string, vector<Debt> >::const_iterator debts = owed.begin();
  for (; debts != owed.end(); ++debts) {
    for (size_t i = 0; i < debts->second.size(); ++i) {
      const Debt& debt = debts->second[i];
      if (debt.transfer != kUnsent) continue;
      if (debt.dueAt <= now) {
        keysFor[debt.to].push_back(debts->first);
      } else {
        nextDueAt = min(nextDueAt, debt.dueAt);
      }
    }
  }
  map<Endpoint, vector<string> >::const_iterator batch = keysFor.begin();
  for (; batch != keysFor.end(); ++batch) sendKeys(batch->first, batch->second);
}

// Takes out of the transfer what is not owed any more, and what has been written since: that goes
// with another.
void MP2Node::dropWhatIsPaid(int id, Transfer* transfer) {
  vector<std::pair<string, Version> > stillOwed;
  for (size_t i = 0; i < transfer->content.size(); ++i) {
    const string& key = transfer->content[i].first;
    Debt* const debt = findDebt(key, transfer->target);
    if (debt == NULL || debt->transfer != id) continue;
    if (versionOf(key) == transfer->content[i].second) {
      stillOwed.push_back(transfer->content[i]);
    } else {
      payAnew(debt);
    }
  }
  transfer->content.swap(stillOwed);
}

// Sends `keys` to `target` in as many transfers as they take.
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

// Sends the transfer for the first time, and leaves it empty.
void MP2Node::startTransfer(Transfer* transfer) {
  const int id = nextTransfer++;
  for (size_t i = 0; i < transfer->content.size(); ++i) {
    findDebt(transfer->content[i].first, transfer->target)->transfer = id;
  }
  sendTransfer(id, transfer);
  transfers[id] = *transfer;
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
  bool allAreOurs = true;
  for (size_t i = 0; i < message.records.size(); ++i) {
    const string& key = message.records[i].first;
    const Record& received = message.records[i].second;
    const ReplicaSet replicas = replicasNow(key);
    if (!replicas.contains(self)) {
      // Another view: who sees the ring wrongly will learn better, and a transfer is sent again.
      allAreOurs = false;
      continue;
    }
    if (adopt(key, received)) oweToOthers(key, replicas, message.sender);
    noteHolder(message.sender, key, received.version);
  }
  // Confirmed even if nothing was new: the sender asks whether the copies are here.
  if (allAreOurs) send(message.sender, makeMessage(CONFIRM, message.id));
}

void MP2Node::handleConfirm(const WireMessage& message) {
  const map<int, Transfer>::iterator found = transfers.find(message.id);
  // A repeated confirmation, or of an earlier life of this peer.
  if (found == transfers.end() || found->second.target != message.sender) return;
  const Transfer transfer = std::move(found->second);
  transfers.erase(found);
  for (size_t i = 0; i < transfer.content.size(); ++i) {
    const string& key = transfer.content[i].first;
    Debt* const debt = findDebt(key, message.sender);
    // Another transfer counts by now: the target may have given the copy up in between.
    if (debt == NULL || debt->transfer != message.id) continue;
    payAnew(debt);  // Written since: it has to be sent once more. Else:
    noteHolder(message.sender, key, transfer.content[i].second);
  }
}

// ---- Stabilization: when this peer may answer for its keys.

// A peer that was not called for a while has missed what happened meanwhile.
void MP2Node::noteTick() {
  const int now = par->getcurrtime();
  const int slept = lastTick < 0 ? 0 : now - lastTick;
  lastTick = now;
  if (slept <= kNapTicks) return;
  if (slept > kForgetTicks) {
    ht->clear();
    tombstones->clear();
    owed.clear();
    transfers.clear();
    life = now;
    beenReady = false;
  }
  ringsBefore.assign(1, Ring());
  notReadySince = now;
  beginRound();
}

// The ring has changed: this peer may be a replica of keys now that it has to learn first.
void MP2Node::noteGain(const Ring& oldRing) {
  if (oldRing.isEmpty()) {
    notReadySince = par->getcurrtime();
  } else if (ring.size() == 1 && oldRing.size() > 1) {
    // All others gone at once: more likely this peer has just come back, and they have not heard.
    ringsBefore.assign(1, Ring());
    notReadySince = par->getcurrtime();
  } else if (oldRing.around(self, kReplicas, 0) != ring.around(self, kReplicas, 0)) {
    if (ringsBefore.empty()) notReadySince = par->getcurrtime();
    // Of more changes than are remembered: everything is to be learned anew.
    if (ringsBefore.size() == kMaxRingsBefore) ringsBefore.assign(1, Ring());
    // This much of the old ring tells which keys were this peer's: any other key falls to the peers
    // after it, on the part as on the whole.
    ringsBefore.push_back(oldRing.partAround(self, kReplicas, kReplicas));
  }
  if (!ringsBefore.empty()) beginRound();
}

bool MP2Node::isReady(const string& key) {
  for (size_t i = 0; i < ringsBefore.size(); ++i) {
    if (!replicasOn(ringsBefore[i], key).contains(self)) return false;
  }
  return true;
}

void MP2Node::beginRound() {
  ++round;
  neighbourhood = neighbourhoodOf(self);
  cleared.clear();
  metReadyPeer = false;
  lastSyncAt = par->getcurrtime() - kRetryTicks;
  // An answer of an earlier life may still be counted for an open operation, whose writes the
  // others have then to be given time to get.
  isFinalRound = beenReady || par->getcurrtime() - notReadySince >= kLateAnswerTicks;
}

// Asks the neighbours whether they owe this peer anything, until all have said no.
void MP2Node::serveSync() {
  if (ringsBefore.empty() || neighbourhood.empty()) return;
  const int now = par->getcurrtime();
  if (neighbourhood.size() == 1) {
    if (now - notReadySince >= kAloneTicks) beReady();
    return;
  }
  if (cleared.size() + 1 == neighbourhood.size()) {
    // Where nobody has been ready, no operation has succeeded that an earlier life took part in.
    if (isFinalRound || !metReadyPeer) {
      beReady();
      return;
    }
    if (now - notReadySince < kLateAnswerTicks) return;
    beginRound();
  }
  if (now - lastSyncAt < kRetryTicks) return;
  lastSyncAt = now;
  WireMessage message = makeMessage(SYNC, round);
  message.view = viewOf(neighbourhood);
  const string bytes = message.encode();
  for (size_t i = 0; i < neighbourhood.size(); ++i) {
    const Endpoint& peer = neighbourhood[i];
    if (peer != self && cleared.count(peer) == 0) sendBytes(peer, bytes);
  }
}

void MP2Node::beReady() {
  beenReady = true;
  ringsBefore.clear();
}

void MP2Node::handleSync(const WireMessage& message) {
  const Endpoint& peer = message.sender;
  // Not before this peer sees the ring as the other does: from then on it refuses the requests of
  // the old view, and nothing is written any more that the other would not hear of.
  const vector<Endpoint> around = neighbourhoodOf(peer);
  if (around.empty() || message.view != viewOf(around)) return;
  const int now = par->getcurrtime();
  const Newcomer unknown = {-1, -1, now};
  Newcomer& newcomer = newcomers.insert(std::make_pair(peer, unknown)).first->second;
  if (newcomer.life != message.life) {
    newcomer.life = message.life;
    newcomer.round = -1;
    oweEverythingTo(peer);
  }
  if (newcomer.round != message.id) {
    newcomer.round = message.id;
    newcomer.since = now;
  }
  if (callIn(peer, newcomer.since)) return;
  WireMessage clear = makeMessage(CLEAR, message.id);
  clear.stage = beenReady ? 1 : 0;
  clear.view = message.view;
  send(peer, clear);
}

void MP2Node::handleClear(const WireMessage& message) {
  if (message.id != round || message.view != viewOf(neighbourhood)) return;
  if (std::count(neighbourhood.begin(), neighbourhood.end(), message.sender) == 0) return;
  cleared.insert(message.sender);
  if (message.stage != 0) metReadyPeer = true;
}

// ---- Odds and ends.

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
  return WireMessage(type, self, life, id);
}

// Whether a request with this key and value can be sent, and later a transfer of it.
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
  // The course's network wants a pointer to what it only reads. Its other form, for strings, is not
  // made for bytes that may be zero.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
}

// A sign bit, turned, orders a number among the unsigned as it was among the signed.
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

// MP1Node has these as well: each of the two nodes may be combined with a stranger's other half,
// and so can share nothing beyond the course's API.

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
