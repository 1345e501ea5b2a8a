// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// A message, all numbers little-endian:
//
//   offset  bytes
//   0       1      magic, 0xA1
//   1       1      type: JOINREQ, JOINREP, GOSSIP, PULSES, LEAVE
//   2       10     the sender: id (4), port (2), heartbeat (4)
//   12      2      b, the number of heartbeats
//   14      2      j, the number of bytes that tell of those who have joined
//   16      2      l, the number of those who have left
//   18      4      the tick at which it was sent
//   22      4      how many members the sender knows; 0 if all are in its zone
//   26      6      of what the heartbeats are: a zone, or, in PULSES, a row of zones:
//                  number (4), port (2)
//   32      1      the place in it of the first heartbeat
//   33      b      heartbeats at places that follow each other: how many ticks before
//                  the sending each was counted. 255: nobody, or suspected
//           j      runs
//           10 l   members, in the sender's form
//           4      checksum of all that stands before
//
// A run is members whose ids follow each other:
//
//   0       10     the first, in the sender's form
//   10      1      n, the number of the others
//   11      n      how far each one's heartbeat is above the first's, or, negative, below it
//
// JOINREQ and LEAVE bring the sender alone. A message of any other form is counted and dropped.
// docs/wire.md has an example.
#include "MP1Node.h"

namespace {

const unsigned char kMagic = 0xA1;
const size_t kHeadBytes = 33;
const size_t kSenderAt = 2;
const size_t kCountsAt = 12;
const size_t kTickAt = 18;
const size_t kListSizeAt = 22;
const size_t kBlockAt = 26;
const size_t kPlaceAt = 32;
const size_t kEntryBytes = 10;
const size_t kRunHeadBytes = kEntryBytes + 1;  // A run of one has no more.
const size_t kChecksumBytes = 4;
const unsigned char kNoBeat = 255;

// What moving them costs stands at GossipPlan.
const int kFanOut = 4;
const int kSlackTicks = 6;

// In a group of several zones, so many of these go to members anywhere in it.
const int kGroupFanOut = 2;
// A piece of news is sent for so many ticks by each who learns of it: by then all have heard it
// from several sides.
const int kNewsTicks = 3;
// For those whom it has missed, each member sends one whole zone after the other, so often.
const int kWholeZoneTicks = 16;

// A joiner asks again after this many ticks: the answer to a request takes two, with delays of two
// ticks on both ways six.
const int kJoinRetryTicks = 4;
// The lists that a joiner gets at first are news to nobody else.
const int kFirstListsTicks = 8;

// Room for the members of a message who are not in the list, at first.
const size_t kUsuallyUnknown = 64;

// So many messages are taken out of the queue before the first is looked at, so that memory is
// asked for all of them at once: among thousands of peers they are in no cache any more.
const size_t kTakenTogether = 8;
const int kPrefetchedBytes = 256;  // Of each. What is longer is read in order.
const int kCacheLine = 64;

inline void prefetch(const char* data, int size) {
  for (int at = 0; at < min(size, kPrefetchedBytes); at += kCacheLine) {
    __builtin_prefetch(data + at);
  }
}

// Written out byte by byte, which compilers make one load or store of. The put functions return the
// place behind what they wrote.
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

// Whether the second's id follows that of the first.
inline bool isNext(const MemberPlaces::Endpoint& one, const MemberPlaces::Endpoint& next) {
  return one.first == next.first &&
         static_cast<unsigned>(one.second) + 1 == static_cast<unsigned>(next.second);
}

// Of the run that begins there.
inline size_t runBytes(const char* run) {
  return kRunHeadBytes + static_cast<unsigned char>(run[kEntryBytes]);
}

// Whether the bytes are runs and no more.
bool areRuns(const char* data, size_t size) {
  while (size >= kRunHeadBytes && size >= runBytes(data)) {
    size -= runBytes(data);
    data += runBytes(data);
  }
  return size == 0;
}

// Eight bytes, such that a bit of them changes about half of the result. Without this, a few
// flipped bits in one place could be undone by a few in the next.
inline unsigned long long mixed(unsigned long long bytes) {
  bytes *= 0xff51afd7ed558ccdULL;
  bytes ^= bytes >> 32;
  bytes *= 0xc4ceb9fe1a85ec53ULL;
  return bytes ^ bytes >> 32;
}

// Four bytes of a multiplicative hash, taken eight bytes at a time in four lanes that do not wait
// for each other: a large group sends gigabytes of lists.
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
// walked until it falls inside. Stateless, so that all members compute the same one.
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
  while (1LL << log < number) ++log;
  return log;
}

}  // namespace

GossipPlan GossipPlan::forGroup(int groupSize, int roundTicks) {
  GossipPlan plan;
  plan.fanOut = min(kFanOut, groupSize - 1);
  plan.tfail = kSlackTicks + roundTicks * ceilLog2(groupSize);
  plan.tremove = 2 * plan.tfail;
  return plan;
}

// ---- The table of a zone.

const int ZoneTable::kPlaces;
const int ZoneTable::kNobody;
const size_t MemberPlaces::kNowhere;

void ZoneTable::clear() {
  first = kPlaces;
  last = 0;
  std::fill(heartbeats, heartbeats + kPlaces, +kVacant);
  std::fill(heard, heard + kPlaces, 0);
}

void ZoneTable::add(int place, int heartbeat, int now) {
  heartbeats[place] = heartbeat;
  heard[place] = now;
  first = min(first, place);
  last = max(last, place + 1);
}

void ZoneTable::remove(int place) {
  heartbeats[place] = kVacant;
  while (first < last && !has(first)) ++first;
  while (first < last && !has(last - 1)) --last;
}

void ZoneTable::hear(int place, int heartbeat, int now) {
  if (heartbeat > heartbeats[place]) add(place, heartbeat, now);
}

// Without branches, a stretch of places at a time: so compilers take several at once. The stretches
// in which nobody is are left alone.
bool ZoneTable::hearAll(const Beats& received, int now) {
  const Beats beats = received;  // A copy, of which the compiler sees that it is no part of this.
  int unknown = 0;
  for (int stretch = beats.first / kStretch * kStretch; stretch < beats.last; stretch += kStretch) {
    for (int i = stretch; i < stretch + kStretch; ++i) {
      const int beat = beats.at[i];
      const int own = heartbeats[i];
      heard[i] = beat > own ? now : heard[i];
      heartbeats[i] = beat > own ? beat : own;
      unknown |= (beat != kNobody) & (own == kVacant);
    }
  }
  return unknown != 0;
}

bool ZoneTable::anySilentFor(int ticks, int now) const {
  int silent = 0;
  for (int stretch = first / kStretch * kStretch; stretch < last; stretch += kStretch) {
    for (int i = stretch; i < stretch + kStretch; ++i) {
      silent |= (heartbeats[i] != kVacant) & (now - heard[i] > ticks);
    }
  }
  return silent != 0;
}

void ZoneTable::copyTo(Beats* beats, int ticks, int now) const {
  for (int stretch = first / kStretch * kStretch; stretch < last; stretch += kStretch) {
    for (int i = stretch; i < stretch + kStretch; ++i) {
      const bool isTold = (heartbeats[i] != kVacant) & (now - heard[i] <= ticks);
      beats->at[i] = isTold ? heartbeats[i] : +kNobody;
    }
  }
  beats->first = first;
  beats->last = last;
}

// ---- The places in a list.

size_t MemberPlaces::stretchesUpTo(const Endpoint& member) const {
  const auto isBefore = [](const Endpoint& one, const Stretch& next) { return one < next.first; };
  return static_cast<size_t>(
      std::upper_bound(stretches.begin(), stretches.end(), member, isBefore) - stretches.begin());
}

size_t MemberPlaces::stretchesUpTo(size_t index) const {
  const auto isBefore = [](size_t one, const Stretch& next) { return one < next.index; };
  return static_cast<size_t>(std::upper_bound(stretches.begin(), stretches.end(), index, isBefore) -
                             stretches.begin());
}

size_t MemberPlaces::find(const Endpoint& firstMember, size_t count) const {
  const size_t next = stretchesUpTo(firstMember);
  if (next == 0) return kNowhere;
  const Stretch& last = stretches[next - 1];
  const size_t distance = last.distanceOf(firstMember);
  if (!last.has(firstMember) || last.count - distance < count) return kNowhere;
  return last.index + distance;
}

size_t MemberPlaces::placeOf(const Endpoint& member) const {
  const size_t next = stretchesUpTo(member);
  if (next == 0) return 0;
  const Stretch& last = stretches[next - 1];
  return last.has(member) ? last.index + last.distanceOf(member) : last.end();
}

MemberPlaces::Endpoint MemberPlaces::at(size_t index) const {
  return stretches[stretchesUpTo(index) - 1].at(index);
}

void MemberPlaces::shift(size_t fromStretch, int by) {
  for (size_t i = fromStretch; i < stretches.size(); ++i) {
    stretches[i].index += static_cast<size_t>(by);
  }
}

void MemberPlaces::add(const Endpoint& firstMember, size_t count) {
  const size_t next = stretchesUpTo(firstMember);
  const vector<Stretch>::iterator place = stretches.begin() + static_cast<long>(next);
  const size_t index = next == 0 ? 0 : stretches[next - 1].end();
  const bool isBehindLast = next > 0 && stretches[next - 1].at(index) == firstMember;
  const Stretch alone = {firstMember, index, count};
  const bool isBeforeNext = next < stretches.size() && place->first == alone.at(alone.end());
  const int by = static_cast<int>(count);
  if (isBehindLast && isBeforeNext) {
    stretches[next - 1].count += count + place->count;
    stretches.erase(place);
    shift(next, by);
  } else if (isBehindLast) {
    stretches[next - 1].count += count;
    shift(next, by);
  } else if (isBeforeNext) {
    place->first = firstMember;
    place->count += count;
    shift(next + 1, by);
  } else {
    stretches.insert(place, alone);
    shift(next + 1, by);
  }
}

void MemberPlaces::removeAt(size_t index) {
  const size_t at = stretchesUpTo(index) - 1;
  const Stretch whole = stretches[at];
  Stretch before = whole;
  before.count = index - whole.index;
  Stretch behind = {whole.at(index + 1), index, whole.end() - index - 1};
  stretches.erase(stretches.begin() + static_cast<long>(at));
  size_t next = at;
  if (before.count > 0) stretches.insert(stretches.begin() + static_cast<long>(next++), before);
  if (behind.count > 0) stretches.insert(stretches.begin() + static_cast<long>(next++), behind);
  shift(next, -1);
}

// ---- Writing a message: its parts in the order in which they stand in it.

// Members whose ids follow each other, as they travel.
class MP1Node::Run {
 public:
  explicit Run(const Heartbeat& first)
      : firstCount_(first.count), last_(first.member), size_(kRunHeadBytes) {
    putMember(bytes_, first.member, first.count);
    bytes_[kEntryBytes] = 0;
  }

  // False, and nothing changes, if it does not stand right behind the last, or if its heartbeat is
  // too far from the first's.
  bool add(const Heartbeat& next) {
    const int above = next.count - firstCount_;
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

class MP1Node::Writer {
 public:
  Writer(MsgTypes type, const MP1Node& sender)
      : room_(static_cast<size_t>(max(0, sender.messageRoom()))), tick_(sender.now), counts_() {
    bytes_.reserve(kUsualBytes);
    bytes_.resize(kHeadBytes);
    bytes_[0] = static_cast<char>(kMagic);
    bytes_[1] = static_cast<char>(type);
    putMember(&bytes_[kSenderAt], sender.self, sender.memberNode->heartbeat);
    put32(&bytes_[kTickAt], static_cast<unsigned>(tick_));
    if (!sender.isOneZone()) {
      put32(&bytes_[kListSizeAt], static_cast<unsigned>(sender.memberNode->memberList.size()));
    }
  }

  // Of a zone, or of a row of zones.
  void beats(const Zone& block, const ZoneTable::Beats& beats) {
    int first = beats.first;
    int last = beats.last;
    while (first < last && beats.at[first] == ZoneTable::kNobody) ++first;
    while (first < last && beats.at[last - 1] == ZoneTable::kNobody) --last;
    if (first == last) return;
    counts_[kBeats] = static_cast<unsigned>(last - first);
    put16(put32(&bytes_[kBlockAt], block.second), static_cast<unsigned short>(block.first));
    bytes_[kPlaceAt] = static_cast<char>(first);
    size_t at = bytes_.size();
    bytes_.resize(at + counts_[kBeats]);
    for (int i = first; i < last; ++i) bytes_[at++] = static_cast<char>(ageOf(beats.at[i]));
  }

  size_t bytesLeft() const {
    const size_t taken = bytes_.size() + kChecksumBytes;
    return room_ < taken ? 0 : room_ - taken;
  }

  // A run of those who have joined, or one who has left. REQUIRES: there is room.
  void add(Part part, const string& encoded) {
    counts_[part] += part == kJoined ? static_cast<unsigned>(encoded.size()) : 1;
    bytes_ += encoded;
  }

  // To be sent. Nothing may be added after that.
  const string& finish() {
    char* at = &bytes_[kCountsAt];
    for (size_t i = 0; i < kParts; ++i) at = put16(at, counts_[i]);
    const unsigned checksum = checksumOf(bytes_.data(), bytes_.size());
    bytes_.resize(bytes_.size() + kChecksumBytes);
    put32(&bytes_[bytes_.size() - kChecksumBytes], checksum);
    return bytes_;
  }

 private:
  static const size_t kUsualBytes = 1024;

  unsigned char ageOf(int beat) const {
    const bool isTold = beat != ZoneTable::kNobody && tick_ - beat < kNoBeat;
    return isTold ? static_cast<unsigned char>(tick_ - beat) : kNoBeat;
  }

  const size_t room_;
  const int tick_;
  unsigned counts_[kParts];
  string bytes_;
};

MP1Node::MP1Node(Member* member, Params* params, EmulNet* emul, Log* log, Address* address)
    : emulNet(emul),
      log(log),
      par(params),
      memberNode(member),
      NULLADDR(),
      zoneBits(0),
      now(0),
      lastSought(0),
      lastReturned(0),
      joinedAt(0),
      zoneBegin(0),
      zoneEnd(0),
      zoneRound(0),
      largestList(),
      largestBefore(),
      removedLately(0),
      removedBefore(0),
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
  now = par->getcurrtime();
  memberNode->bFailed = false;
  memberNode->inited = true;
  memberNode->inGroup = false;
  memberNode->heartbeat = now;
  self = endpointOf(memberNode->addr);
  zoneBits = ZoneTable::kPlaceBits;
  const int besides = static_cast<int>(kHeadBytes + 2 * kEntryBytes + kChecksumBytes);
  while (zoneBits > 0 && besides + zonePeers() > messageRoom()) --zoneBits;
  ownZone = zoneOf(self);
  zone.clear();
  pulses.clear();
  lastReturned = now - kJoinRetryTicks;
  news.clear();
  departed.clear();
  largestList = largestBefore = ListSize();
  removedLately = removedBefore = 0;
  zoneRound = 0;
  lastToldZone = ownZone;
  initMemberListTable(memberNode);
  return 0;
}

int MP1Node::introduceSelfToGroup(Address* joinAddress) {
  if (memberNode->addr == *joinAddress) {
    log->LOG(&memberNode->addr, "Starting up group...");
    memberNode->inGroup = true;
    joinedAt = now;
    return 1;
  }
  log->LOG(&memberNode->addr, "Trying to join...");
  lastSought = now;
  send(endpointOf(*joinAddress), emptyMessage(JOINREQ));
  return 1;
}

void MP1Node::nodeLoop() {
  if (memberNode->bFailed || !memberNode->inited) return;
  now = par->getcurrtime();
  checkMessages();
  nodeLoopOps();
}

void MP1Node::checkMessages() {
  places.prefetch();
  __builtin_prefetch(pulses.data());
  char* data[kTakenTogether];
  int sizes[kTakenTogether];
  while (!memberNode->mp1q.empty()) {
    size_t count = 0;
    for (; count < kTakenTogether && !memberNode->mp1q.empty(); ++count) {
      data[count] = static_cast<char*>(memberNode->mp1q.front().elt);
      sizes[count] = memberNode->mp1q.front().size;
      memberNode->mp1q.pop();
      prefetch(data[count], sizes[count]);
    }
    for (size_t i = 0; i < count; ++i) {
      recvCallBack(memberNode, data[i], sizes[i]);
      free(data[i]);
    }
  }
}

bool MP1Node::recvCallBack(void*, char* data, int size) {
  ReceivedMessage message;
  if (!decode(data, size, &message)) {
    ++damagedMessages;
    return false;
  }
  switch (message.type) {
    case JOINREQ: handleJoinRequest(message.sender); break;
    case LEAVE: handleLeave(message.sender); break;
    default: handleList(message); break;
  }
  return true;
}

void MP1Node::nodeLoopOps() {
  memberNode->heartbeat = now;
  zone.add(placeInZone(self.second), now, now);
  if (isOneZone() || isTurnForZone()) publishHeartbeats();
  if (memberNode->inGroup) {
    removeSilentMembers();
    removeSilentZones();
    gossip();
  }
  seekTheMissing();
}

int MP1Node::finishUpThisNode() {
  if (!memberNode->inited || memberNode->bFailed) return 0;
  ++memberNode->heartbeat;  // So that LEAVE is newer than anything gossiped.
  const string message = emptyMessage(LEAVE);
  const vector<MemberListEntry>& list = memberNode->memberList;
  for (size_t i = zoneBegin; i < zoneEnd; ++i) {
    if (endpointOf(list[i]) != self) send(endpointOf(list[i]), message);
  }
  // The last of its zone has nobody there who would pass it on.
  if (zoneSize() == 1 && list.size() > 1) {
    for (size_t i = 0; i < min(list.size(), static_cast<size_t>(kFanOut)); ++i) {
      if (endpointOf(list[i]) != self) send(endpointOf(list[i]), message);
    }
  }
  memberNode->inGroup = false;
  memberNode->inited = false;
  return 0;
}

// ---- Messages received.

void MP1Node::handleJoinRequest(const Heartbeat& sender) {
  if (!memberNode->inGroup) {
    // No list to give. But who writes here knows this peer from before (seekTheMissing), and can
    // let it in while the introducer is down. Not at once again: it may be no better off.
    if (sender.member == self || now - lastReturned < kJoinRetryTicks) return;
    lastReturned = now;
    send(sender.member, emptyMessage(JOINREQ));
    return;
  }
  hearSender(sender);
  sendAllMembers(sender.member);
}

void MP1Node::handleList(const ReceivedMessage& message) {
  if (!memberNode->inGroup) {
    // Of a group of several zones, gossip tells but a part: not enough to begin with.
    if (message.type != JOINREP && message.listSize > 0) {
      send(message.sender.member, emptyMessage(JOINREQ));
      return;
    }
    memberNode->inGroup = true;
    joinedAt = now;
  }
  const bool isNews = message.type != JOINREP || now - joinedAt > kFirstListsTicks;
  const size_t known = news.size();
  if (message.listSize > largestList.size) {
    largestList.size = message.listSize;
    largestList.owner = message.sender.member;
  }
  if (isInOwnZone(message.sender.member)) {
    hearSender(message.sender);
  } else {
    notePulse(zoneOf(message.sender.member), message.sender.count);
  }
  hearBeats(message);
  hearRuns(message.joined);
  if (!isNews) news.erase(news.begin() + static_cast<long>(known), news.end());
  for (size_t i = 0; i < message.left.count; ++i) {
    hearOfDeparture(decodeMember(message.left.entries + i * kEntryBytes));
  }
}

void MP1Node::hearBeats(const ReceivedMessage& message) {
  if (message.beats.count == 0) return;
  ZoneTable::Beats beats;
  readBeats(message, &beats);
  if (message.type == PULSES) {
    // Of a zone of which nobody is known there is nothing to watch.
    PulseRow* const row = findRow(message.block);
    if (row != NULL) row->zones.hearAll(beats, now);
  } else if (message.block == ownZone) {
    hearOwnZone(&beats);
  } else {
    hearOtherZone(message.block, beats);
  }
}

void MP1Node::hearOwnZone(ZoneTable::Beats* received) {
  ZoneTable::Beats& beats = *received;
  // The own heartbeat is ours to count, whatever an echo says.
  beats.at[placeInZone(self.second)] = ZoneTable::kNobody;
  if (!zone.hearAll(beats, now)) return;
  vector<Heartbeat> unknown;
  for (int place = 0; place < zonePeers(); ++place) {
    if (beats.at[place] == ZoneTable::kNobody || zone.has(place)) continue;
    const Heartbeat heard = {memberAt(ownZone, place), beats.at[place]};
    if (!isOldGossip(heard)) unknown.push_back(heard);
  }
  addMembers(unknown);
}

void MP1Node::hearOtherZone(const Zone& of, const ZoneTable::Beats& beats) {
  vector<Heartbeat> unknown;
  for (int place = 0; place < zonePeers(); ++place) {
    if (beats.at[place] == ZoneTable::kNobody) continue;
    const Heartbeat heard = {memberAt(of, place), beats.at[place]};
    hearMember(heard, &unknown);
  }
  install(&unknown);
}

void MP1Node::hearRuns(const Section& received) {
  vector<Heartbeat> unknown;
  const char* const end = received.entries + received.count;
  for (const char* run = received.entries; run != end; run += runBytes(run)) {
    if (hearKnownRun(run)) continue;
    Heartbeat heard = decodeMember(run);
    const unsigned first = static_cast<unsigned>(heard.member.second);
    const int firstCount = heard.count;
    hearMember(heard, &unknown);
    for (size_t i = kRunHeadBytes; i < runBytes(run); ++i) {
      heard.member.second = static_cast<int>(first + static_cast<unsigned>(i - kEntryBytes));
      heard.count = countInRun(firstCount, run[i]);
      hearMember(heard, &unknown);
    }
  }
  install(&unknown);
}

int MP1Node::countInRun(int firstCount, char above) const {
  return min(max(firstCount + static_cast<signed char>(above), 0), now + 1);
}

// A run of members of another zone who are all in the list, as most are: news is heard a dozen
// times. False, and nothing changes, if it is none.
bool MP1Node::hearKnownRun(const char* run) {
  const Heartbeat first = decodeMember(run);
  const size_t others = runBytes(run) - kRunHeadBytes;
  const unsigned lastId =
      static_cast<unsigned>(first.member.second) + static_cast<unsigned>(others);
  const Zone of = zoneOf(first.member);
  // Of two zones, one may be the own.
  if (of == ownZone || zoneOf(Endpoint(of.first, static_cast<int>(lastId))) != of) return false;
  const size_t index = places.find(first.member, others + 1);
  if (index == MemberPlaces::kNowhere) return false;
  MemberListEntry* entry = &memberNode->memberList[index];
  if (first.count > entry->heartbeat) entry->heartbeat = first.count;
  for (size_t i = kRunHeadBytes; i < kRunHeadBytes + others; ++i) {
    const int count = countInRun(first.count, run[i]);
    ++entry;
    if (count > entry->heartbeat) entry->heartbeat = count;
  }
  return true;
}

void MP1Node::hearSender(const Heartbeat& sender) {
  vector<Heartbeat> unknown;
  hearMember(sender, &unknown);
  install(&unknown);
}

// Takes note of the heartbeat of any member, of whichever zone. Who is in no list, and is not gone
// either, goes to *unknown.
void MP1Node::hearMember(const Heartbeat& heard, vector<Heartbeat>* unknown) {
  if (heard.member == self) return;
  if (isInOwnZone(heard.member)) {
    const int place = placeInZone(heard.member.second);
    if (zone.has(place)) return zone.hear(place, heard.count, now);
  } else {
    const size_t index = places.find(heard.member);
    if (index != MemberPlaces::kNowhere) {
      MemberListEntry& entry = memberNode->memberList[index];
      if (heard.count > entry.heartbeat) entry.heartbeat = heard.count;
      return;
    }
  }
  if (isOldGossip(heard)) return;
  if (unknown->empty()) unknown->reserve(kUsuallyUnknown);
  unknown->push_back(heard);
}

// In any order, and some of them more than once.
void MP1Node::install(vector<Heartbeat>* unknown) {
  if (unknown->empty()) return;
  if (!std::is_sorted(unknown->begin(), unknown->end(), standsBefore)) {
    std::sort(unknown->begin(), unknown->end(), standsBefore);
  }
  unknown->erase(std::unique(unknown->begin(), unknown->end(), isSameMember), unknown->end());
  addMembers(*unknown);
}

// Nobody but the peer itself can make it leave.
void MP1Node::handleLeave(const Heartbeat& sender) {
  if (sender.member != self) noteDeparture(sender);
}

// Of its own zone's members a peer judges for itself.
void MP1Node::hearOfDeparture(const Heartbeat& last) {
  if (!isInOwnZone(last.member)) noteDeparture(last);
}

void MP1Node::noteDeparture(const Heartbeat& last) {
  const size_t index = places.find(last.member);
  if (index == MemberPlaces::kNowhere) {
    // Left before we heard that it had come; without a note, old gossip would still install it.
    const map<Endpoint, int>::iterator left = departed.insert({last.member, last.count}).first;
    left->second = max(left->second, last.count);
    return;
  }
  // It has come back since: its heartbeat has gone on.
  if (heartbeatOf(index) > last.count) return;
  removeMember(index, last.count);
}

// ---- Zones.

MP1Node::Zone MP1Node::zoneOf(const Endpoint& member) const {
  return Zone(member.first, static_cast<unsigned>(member.second) >> zoneBits);
}

MP1Node::Endpoint MP1Node::memberAt(const Zone& of, int place) const {
  return Endpoint(of.first, static_cast<int>(of.second << zoneBits) | place);
}

// Where in the list those stand who come behind the zone's members.
size_t MP1Node::endOf(const Zone& of) const {
  const Endpoint last = memberAt(of, zonePeers() - 1);
  return places.placeOf(last) + (places.has(last) ? 1 : 0);
}

// Where a zone stands in its row is as where a member stands in its zone.
MP1Node::Zone MP1Node::rowOf(const Zone& of) const { return Zone(of.first, of.second >> zoneBits); }

int MP1Node::placeInRow(const Zone& of) const { return placeInZone(static_cast<int>(of.second)); }

MP1Node::PulseRow* MP1Node::findRow(const Zone& row) {
  for (size_t i = 0; i < pulses.size(); ++i) {
    if (pulses[i].row == row) return &pulses[i];
  }
  return NULL;
}

void MP1Node::watchZoneOf(const Heartbeat& member) {
  const Zone of = zoneOf(member.member);
  PulseRow* row = findRow(rowOf(of));
  if (row == NULL) {
    pulses.push_back(PulseRow());
    row = &pulses.back();
    row->row = rowOf(of);
  }
  if (row->zones.has(placeInRow(of))) return;
  row->zones.add(placeInRow(of), member.count, now);
}

// If the zone has no member any more.
void MP1Node::unwatchIfEmpty(const Zone& of) {
  if (of == ownZone || endOf(of) > places.placeOf(memberAt(of, 0))) return;
  PulseRow* const row = findRow(rowOf(of));
  if (row == NULL) return;
  row->zones.remove(placeInRow(of));
  if (row->zones.isEmpty()) pulses.erase(pulses.begin() + (row - pulses.data()));
}

void MP1Node::notePulse(const Zone& of, int heartbeat) {
  PulseRow* const row = findRow(rowOf(of));
  if (row != NULL && row->zones.has(placeInRow(of))) {
    row->zones.hear(placeInRow(of), heartbeat, now);
  }
}

bool MP1Node::isZoneSilentFor(int ticks, const Zone& of) {
  const PulseRow* const row = findRow(rowOf(of));
  return row == NULL || row->zones.isSilentFor(ticks, placeInRow(of), now);
}

void MP1Node::removeSilentZones() {
  const int tremove = groupPlan().tremove;
  // With their last heartbeats. Noted first: to remove them changes the rows.
  vector<std::pair<Zone, int> > silent;
  for (size_t i = 0; i < pulses.size(); ++i) {
    const ZoneTable& zones = pulses[i].zones;
    if (!zones.anySilentFor(tremove, now)) continue;
    const unsigned number = pulses[i].row.second << zoneBits;
    for (int place = zonePeers(); place-- > 0;) {
      if (!zones.has(place) || !zones.isSilentFor(tremove, place, now)) continue;
      const Zone of(pulses[i].row.first, number + static_cast<unsigned>(place));
      silent.push_back(std::make_pair(of, zones.heartbeat(place)));
    }
  }
  for (size_t i = 0; i < silent.size(); ++i) removeZone(silent[i].first, silent[i].second);
}

// From its last member to its first.
void MP1Node::removeZone(const Zone& of, int lastHeartbeat) {
  for (size_t index = endOf(of);
       index > 0 && zoneOf(endpointOf(memberNode->memberList[index - 1])) == of; --index) {
    // No member's heartbeat is above the zone's.
    removeMember(index - 1, max(heartbeatOf(index - 1), lastHeartbeat));
  }
}

// ---- The member list.

bool MP1Node::standsBefore(const Heartbeat& left, const Heartbeat& right) {
  return left.member < right.member;
}

bool MP1Node::isSameMember(const Heartbeat& left, const Heartbeat& right) {
  return left.member == right.member;
}

// The newest known of the member at `index`. In the list itself it is as of the last tick.
int MP1Node::heartbeatOf(size_t index) const {
  const MemberListEntry& entry = memberNode->memberList[index];
  return isInOwnZone(endpointOf(entry)) ? zone.heartbeat(placeInZone(entry.id))
                                        : static_cast<int>(entry.heartbeat);
}

// Gossip about somebody who was removed. Only a newer heartbeat proves it alive.
bool MP1Node::isOldGossip(const Heartbeat& heard) {
  const map<Endpoint, int>::iterator left = departed.find(heard.member);
  if (left == departed.end()) return false;
  if (heard.count <= left->second) return true;
  departed.erase(left);
  return false;
}

// REQUIRES: sorted, each once, and none of them in the list.
void MP1Node::addMembers(const vector<Heartbeat>& added) {
  if (added.empty()) return;
  enterIntoList(added);
  for (size_t first = 0; first < added.size();) {
    const size_t end = endOfRun(added, first);
    places.add(added[first].member, end - first);
    first = end;
  }
  rememberPlaces();
  Zone watched = ownZone;  // They are in order: a zone's members come together.
  for (size_t i = 0; i < added.size(); ++i) {
    const Zone of = zoneOf(added[i].member);
    if (of == ownZone) {
      zone.add(placeInZone(added[i].member.second), added[i].count, now);
    } else if (of != watched) {
      watchZoneOf(added[i]);
      watched = of;
    }
    Address address = addressOf(added[i].member);
    log->logNodeAdd(&memberNode->addr, &address);
  }
  passOnJoined(added);
}

// Where those end whose ids follow each other, from `first` on.
size_t MP1Node::endOfRun(const vector<Heartbeat>& members, size_t first) {
  size_t end = first + 1;
  while (end < members.size() && isNext(members[end - 1].member, members[end].member)) ++end;
  return end;
}

void MP1Node::enterIntoList(const vector<Heartbeat>& added) {
  vector<MemberListEntry>& list = memberNode->memberList;
  size_t old = list.size();
  size_t at = old + added.size();
  list.resize(at);
  // From the back, so that each entry is moved once.
  for (size_t left = added.size(); left > 0;) {
    if (old > 0 && added[left - 1].member < endpointOf(list[old - 1])) {
      list[--at] = list[--old];
    } else {
      const Heartbeat& next = added[--left];
      list[--at] = MemberListEntry(next.member.second, next.member.first, next.count, now);
    }
  }
}

void MP1Node::removeMember(size_t index, int lastHeartbeat) {
  vector<MemberListEntry>& list = memberNode->memberList;
  const Heartbeat last = {endpointOf(list[index]), lastHeartbeat};
  departed[last.member] = lastHeartbeat;
  list.erase(list.begin() + static_cast<long>(index));
  places.removeAt(index);
  if (isInOwnZone(last.member)) zone.remove(placeInZone(last.member.second));
  unwatchIfEmpty(zoneOf(last.member));
  ++removedLately;
  rememberPlaces();
  passOnLeft(last);
  Address address = addressOf(last.member);
  log->logNodeRemove(&memberNode->addr, &address);
}

void MP1Node::rememberPlaces() {
  memberNode->myPos = memberNode->memberList.begin() + static_cast<long>(places.placeOf(self));
  memberNode->nnb = static_cast<int>(memberNode->memberList.size()) - 1;
  zoneBegin = places.placeOf(memberAt(ownZone, 0));
  zoneEnd = endOf(ownZone);
}

void MP1Node::removeSilentMembers() {
  const int tremove = zonePlan().tremove;
  if (!zone.anySilentFor(tremove, now)) return;
  for (size_t i = zoneEnd; i-- > zoneBegin;) {
    const int place = placeInZone(memberNode->memberList[i].id);
    if (zone.isSilentFor(tremove, place, now)) removeMember(i, zone.heartbeat(place));
  }
}

// For whoever looks at the member list: that of the other half, the store, for one.
void MP1Node::publishHeartbeats() {
  for (size_t i = zoneBegin; i < zoneEnd; ++i) {
    MemberListEntry& entry = memberNode->memberList[i];
    const int place = placeInZone(entry.id);
    entry.heartbeat = zone.heartbeat(place);
    entry.timestamp = zone.heardAt(place);
  }
}

void MP1Node::initMemberListTable(Member* member) {
  member->memberList.clear();
  // Not by doubling: thousands of peers hold a list of thousands each.
  member->memberList.reserve(static_cast<size_t>(max(0, par->EN_GPSZ)));
  places.clear();
  const Heartbeat own = {self, static_cast<int>(member->heartbeat)};
  addMembers(vector<Heartbeat>(1, own));
}

// ---- Messages sent.

// The course's size rule: message and en_msg together must be smaller than MAX_MSG_SIZE.
int MP1Node::messageRoom() const {
  return par->MAX_MSG_SIZE - static_cast<int>(sizeof(en_msg)) - 1;
}

// For news: a message has room for these beside a zone's list.
size_t MP1Node::newsRoom() const {
  const int others = static_cast<int>(kHeadBytes + kChecksumBytes) + zonePeers();
  return static_cast<size_t>(max(0, messageRoom() - others));
}

// Of the news, the first, for which there is room; one at least.
size_t MP1Node::newsToSend() const {
  const size_t room = newsRoom();
  size_t bytes = 0;
  size_t count = 0;
  while (count < news.size() && (count == 0 || bytes + news[count].encoded.size() <= room)) {
    bytes += news[count++].encoded.size();
  }
  return count;
}

GossipPlan MP1Node::groupPlan() const {
  return GossipPlan::forGroup(static_cast<int>(memberNode->memberList.size()),
                              max(1, static_cast<int>(pulses.size())));
}

// In a group of one zone everybody sees for himself.
void MP1Node::passOnJoined(const vector<Heartbeat>& members) {
  if (isOneZone()) return;
  vector<string> runs = runsOf(members);
  for (size_t i = 0; i < runs.size(); ++i) {
    const bool isOfOwnZone = isInOwnZone(decodeMember(runs[i].data()).member);
    News piece = {std::move(runs[i]), true, isOfOwnZone, kNewsTicks};
    news.push_back(std::move(piece));
  }
}

// The more urgent.
void MP1Node::passOnLeft(const Heartbeat& last) {
  const bool isOfOwnZone = isInOwnZone(last.member);
  if (isOneZone() && isOfOwnZone) return;
  const News piece = {encodedMember(last), false, isOfOwnZone, kNewsTicks};
  news.push_front(piece);
}

// Each of one zone, and no longer than there is room for in any message.
vector<string> MP1Node::runsOf(const vector<Heartbeat>& members) const {
  vector<string> runs;
  for (size_t i = 0; i < members.size();) {
    const Zone of = zoneOf(members[i].member);
    Run run(members[i]);
    for (++i; i < members.size() && zoneOf(members[i].member) == of; ++i) {
      if (run.size() >= newsRoom() || !run.add(members[i])) break;
    }
    runs.push_back(run.encoded());
  }
  return runs;
}

void MP1Node::gossip() {
  gossipInZone();
  if (!isOneZone()) gossipToGroup();
  if (isTurnForZone()) {
    askWhoKnowsMore();
    if (!isOneZone()) gossipWholeZone();
  }
  forgetOldNews();
}

void MP1Node::gossipInZone() {
  const int fanOut = min(zonePlan().fanOut, isOneZone() ? kFanOut : kFanOut - kGroupFanOut);
  if (fanOut == 0) return;
  Writer writer(GOSSIP, *this);
  writeZone(&writer);
  writeNews(&writer, true, false);
  writeNews(&writer, false, false);
  const string& message = writer.finish();
  const int ownPlace = static_cast<int>(memberNode->myPos - memberNode->memberList.begin()) -
                       static_cast<int>(zoneBegin);
  for (int i = 0; i < fanOut; ++i) {
    const int target = gossipTarget(ownPlace, zoneSize(), slotOf(fanOut, i));
    send(places.at(zoneBegin + static_cast<size_t>(target)), message);
  }
}

void MP1Node::gossipToGroup() {
  Writer writer(PULSES, *this);
  writePulses(&writer);
  writeNews(&writer, true, true);
  writeNews(&writer, false, true);
  const string& message = writer.finish();
  for (int i = 0; i < kGroupFanOut; ++i) send(groupTarget(kGroupFanOut, i), message);
}

// The members one after the other, not all in the same tick.
bool MP1Node::isTurnForZone() const { return (now + self.second) % kWholeZoneTicks == 0; }

// One zone's members, and who has left it.
void MP1Node::gossipWholeZone() {
  const Zone of = nextZoneToTell();
  const vector<Heartbeat> left = departedOf(of);
  Writer writer(GOSSIP, *this);
  if (of == ownZone) {
    writeZone(&writer);
  } else if (!isZoneSilentFor(groupPlan().tfail, of)) {
    // Half of the room each, if it is short.
    const size_t room = max(writer.bytesLeft() / 2, min(writer.bytesLeft(), kRunHeadBytes));
    const vector<string> runs = runsOf(inTurn(membersOf(of), room / kRunHeadBytes));
    for (size_t i = 0; i < runs.size(); ++i) writer.add(kJoined, runs[i]);
  }
  const vector<Heartbeat> told = inTurn(left, writer.bytesLeft() / kEntryBytes);
  for (size_t i = 0; i < told.size(); ++i) writer.add(kLeft, encodedMember(told[i]));
  send(groupTarget(1, 0), writer.finish());
}

// In each turn the next.
MP1Node::Zone MP1Node::nextZoneToTell() {
  size_t index = endOf(lastToldZone);
  if (index >= places.size()) {
    index = 0;
    ++zoneRound;
  }
  lastToldZone = zoneOf(places.at(index));
  return lastToldZone;
}

// Counted from time 0, so that all members are in the same slot.
unsigned MP1Node::slotOf(int fanOut, int i) const {
  return static_cast<unsigned>(now) * static_cast<unsigned>(fanOut) + static_cast<unsigned>(i);
}

MP1Node::Endpoint MP1Node::groupTarget(int fanOut, int i) const {
  const int ownIndex = static_cast<int>(memberNode->myPos - memberNode->memberList.begin());
  const int target = gossipTarget(ownIndex, static_cast<int>(places.size()), slotOf(fanOut, i));
  return places.at(static_cast<size_t>(target));
}

void MP1Node::forgetOldNews() {
  const std::deque<News>::iterator sent = news.begin() + static_cast<long>(newsToSend());
  for (std::deque<News>::iterator piece = news.begin(); piece != sent; ++piece) {
    --piece->ticksLeft;
  }
  news.erase(std::remove_if(news.begin(), sent, isOld), sent);
}

bool MP1Node::isOld(const News& piece) { return piece.ticksLeft <= 0; }

void MP1Node::writeZone(Writer* writer) const {
  ZoneTable::Beats beats;
  zone.copyTo(&beats, zonePlan().tfail, now);
  writer->beats(ownZone, beats);
}

// Of the other zones, less the suspected: one row in each tick.
void MP1Node::writePulses(Writer* writer) const {
  const PulseRow& row = pulses[static_cast<size_t>(now) % pulses.size()];
  ZoneTable::Beats beats;
  row.zones.copyTo(&beats, groupPlan().tfail, now);
  writer->beats(row.row, beats);
}

void MP1Node::writeNews(Writer* writer, bool joined, bool ofOwnZone) const {
  const size_t count = newsToSend();
  for (size_t i = 0; i < count; ++i) {
    if (news[i].joined != joined || (news[i].isOfOwnZone && !ofOwnZone)) continue;
    writer->add(joined ? kJoined : kLeft, news[i].encoded);
  }
}

vector<MP1Node::Heartbeat> MP1Node::membersOf(const Zone& of) const {
  const vector<MemberListEntry>& list = memberNode->memberList;
  vector<Heartbeat> members;
  members.reserve(static_cast<size_t>(zonePeers()));
  for (size_t i = places.placeOf(memberAt(of, 0)); i < list.size(); ++i) {
    const Heartbeat member = {endpointOf(list[i]), static_cast<int>(list[i].heartbeat)};
    if (zoneOf(member.member) != of) break;
    members.push_back(member);
  }
  return members;
}

vector<MP1Node::Heartbeat> MP1Node::departedOf(const Zone& of) const {
  vector<Heartbeat> members;
  map<Endpoint, int>::const_iterator left = departed.lower_bound(memberAt(of, 0));
  for (; left != departed.end() && zoneOf(left->first) == of; ++left) {
    const Heartbeat member = {left->first, left->second};
    members.push_back(member);
  }
  return members;
}

// At most so many of them. If those are not all, others in the next round through the zones.
vector<MP1Node::Heartbeat> MP1Node::inTurn(const vector<Heartbeat>& members, size_t most) const {
  if (members.size() <= most) return members;
  vector<Heartbeat> chosen;
  for (size_t i = 0; i < most; ++i) {
    chosen.push_back(members[(zoneRound * most + i) % members.size()]);
  }
  return chosen;
}

// Its own zone, then the others, less the suspected, in as many messages as they take.
void MP1Node::sendAllMembers(const Endpoint& to) {
  Writer own(JOINREP, *this);
  writeZone(&own);
  send(to, own.finish());
  if (isOneZone()) return;
  const vector<MemberListEntry>& list = memberNode->memberList;
  const int tfail = groupPlan().tfail;
  vector<Heartbeat> others;
  Zone of = ownZone;
  bool isTold = false;
  for (size_t i = 0; i < list.size(); ++i) {
    const Heartbeat member = {endpointOf(list[i]), static_cast<int>(list[i].heartbeat)};
    if (zoneOf(member.member) != of) {
      of = zoneOf(member.member);
      isTold = of != ownZone && !isZoneSilentFor(tfail, of);
    }
    if (isTold) others.push_back(member);
  }
  const vector<string> runs = runsOf(others);
  for (size_t next = 0; next < runs.size();) {
    Writer writer(JOINREP, *this);
    if (writer.bytesLeft() < runs[next].size()) return;
    for (; next < runs.size() && writer.bytesLeft() >= runs[next].size(); ++next) {
      writer.add(kJoined, runs[next]);
    }
    send(to, writer.finish());
  }
}

int MP1Node::gossipTarget(int ownIndex, int groupSize, unsigned slot) {
  const unsigned others = static_cast<unsigned>(groupSize) - 1;
  const unsigned offset = 1 + permuted(slot % others, others, slot / others);
  return static_cast<int>((static_cast<unsigned>(ownIndex) + offset) % (others + 1));
}

// A peer that came in by way of others who had just come in, too, may know only a part of the
// group. What news would have brought it by now is not meant: it looks at the longest list that it
// heard of before its last turn.
void MP1Node::askWhoKnowsMore() {
  const size_t known = memberNode->memberList.size() + removedLately + removedBefore;
  if (known < largestBefore.size) send(largestBefore.owner, emptyMessage(JOINREQ));
  largestBefore = largestList;
  largestList = ListSize();
  removedBefore = removedLately;
  removedLately = 0;
}

// Writes now and then to those who should be in the list and are not. To the introducer: a joiner
// to get in, a member so that an introducer that was restarted finds its group again. And to the
// removed, one after the other, so that a group that was cut apart grows together, with the
// introducer dead, too.
void MP1Node::seekTheMissing() {
  const int interval = memberNode->inGroup ? zonePlan().tremove : kJoinRetryTicks;
  if (now - lastSought < interval) return;
  lastSought = now;
  const Endpoint introducer = endpointOf(getJoinAddress());
  const string request = emptyMessage(JOINREQ);
  if (!places.has(introducer)) send(introducer, request);
  if (!memberNode->inGroup || departed.empty()) return;
  map<Endpoint, int>::const_iterator removed = departed.begin();
  std::advance(removed, now / interval % static_cast<int>(departed.size()));
  if (removed->first != introducer) send(removed->first, request);
}

string MP1Node::emptyMessage(MsgTypes type) const { return Writer(type, *this).finish(); }

void MP1Node::send(const Endpoint& to, const string& message) {
  Address address = addressOf(to);
  // The course's network wants a pointer to what it only reads.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(message.data()),
                  static_cast<int>(message.size()));
}

// ---- Reading a message.

bool MP1Node::decode(const char* data, int size, ReceivedMessage* message) const {
  const size_t bytes = size < 0 ? 0 : static_cast<size_t>(size);
  if (bytes < kHeadBytes + kChecksumBytes) return false;
  const unsigned char magic = static_cast<unsigned char>(data[0]);
  const unsigned char type = static_cast<unsigned char>(data[1]);
  if (magic != kMagic || type >= DUMMYLASTMSGTYPE) return false;
  const size_t beats = get16(data + kCountsAt);
  const size_t joined = get16(data + kCountsAt + 2);
  const size_t left = get16(data + kCountsAt + 4);
  if (beats + joined + left > 0 && (type == JOINREQ || type == LEAVE)) return false;
  const size_t checked = kHeadBytes + beats + joined + kEntryBytes * left;
  if (bytes != checked + kChecksumBytes) return false;
  if (get32(data + checked) != checksumOf(data, checked)) return false;

  message->type = static_cast<MsgTypes>(type);
  message->sender = decodeMember(data + kSenderAt);
  message->tick = static_cast<int>(min(get32(data + kTickAt), static_cast<unsigned>(now)));
  message->listSize = get32(data + kListSizeAt);
  message->block.second = get32(data + kBlockAt);
  message->block.first = static_cast<short>(get16(data + kBlockAt + 4));
  message->firstPlace = static_cast<unsigned char>(data[kPlaceAt]);
  if (message->firstPlace + beats > static_cast<size_t>(ZoneTable::kPlaces)) return false;
  message->beats.entries = data + kHeadBytes;
  message->beats.count = beats;
  message->joined.entries = message->beats.entries + beats;
  message->joined.count = joined;
  if (!areRuns(message->joined.entries, joined)) return false;
  message->left.entries = message->joined.entries + joined;
  message->left.count = left;
  return true;
}

void MP1Node::readBeats(const ReceivedMessage& message, ZoneTable::Beats* beats) {
  beats->first = static_cast<int>(message.firstPlace);
  beats->last = beats->first + static_cast<int>(message.beats.count);
  int* const at = beats->at + beats->first;
  for (size_t i = 0; i < message.beats.count; ++i) {
    const unsigned char age = static_cast<unsigned char>(message.beats.entries[i]);
    if (age != kNoBeat && age <= message.tick) at[i] = message.tick - age;
  }
}

void MP1Node::putMember(char* at, const Endpoint& member, long count) {
  at = put32(at, static_cast<unsigned>(member.second));
  at = put16(at, static_cast<unsigned short>(member.first));
  put32(at, static_cast<unsigned>(count));
}

string MP1Node::encodedMember(const Heartbeat& member) {
  string encoded(kEntryBytes, '\0');
  putMember(&encoded[0], member.member, member.count);
  return encoded;
}

MP1Node::Heartbeat MP1Node::decodeMember(const char* data) const {
  Heartbeat heartbeat;
  heartbeat.member.second = static_cast<int>(get32(data));
  heartbeat.member.first = static_cast<short>(get16(data + 4));
  // None is from later than now, but that of LEAVE by one.
  heartbeat.count = static_cast<int>(min(get32(data + 6), static_cast<unsigned>(now) + 1));
  return heartbeat;
}

// ---- Addresses.

MP1Node::Endpoint MP1Node::endpointOf(const MemberListEntry& entry) {
  return Endpoint(entry.port, entry.id);
}

MP1Node::Endpoint MP1Node::endpointOf(const Address& address) {
  Endpoint endpoint;
  memcpy(&endpoint.second, &address.addr[0], sizeof endpoint.second);
  memcpy(&endpoint.first, &address.addr[4], sizeof endpoint.first);
  return endpoint;
}

Address MP1Node::addressOf(const Endpoint& endpoint) {
  Address address;
  memcpy(&address.addr[0], &endpoint.second, sizeof endpoint.second);
  memcpy(&address.addr[4], &endpoint.first, sizeof endpoint.first);
  return address;
}

int MP1Node::isNullAddress(Address* addr) {
  return memcmp(addr->addr, NULLADDR, sizeof NULLADDR) == 0 ? 1 : 0;
}

Address MP1Node::getJoinAddress() { return addressOf(Endpoint(0, 1)); }

void MP1Node::printAddress(Address* addr) {
  const unsigned char* bytes = reinterpret_cast<unsigned char*>(addr->addr);
  printf("%d.%d.%d.%d:%d \n", bytes[0], bytes[1], bytes[2], bytes[3], endpointOf(*addr).first);
}
