// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// A message, all numbers little-endian:
//
//   offset  bytes
//   0       1      magic, 0xA1
//   1       1      type: JOINREQ, JOINREP, GOSSIP, LEAVE
//   2       2      n, the number of entries: 0 in JOINREQ and LEAVE
//   4       10     the sender: id (4), port (2), heartbeat (4)
//   14      10 n   members, in the same form
//   14+10n  4      checksum of all that stands before
//
// A message of any other form is counted and dropped. docs/wire.md has an example.
#include "MP1Node.h"

namespace {

const unsigned char kMagic = 0xA1;
const size_t kHeadBytes = 4;
const size_t kEntryBytes = 10;
const size_t kChecksumBytes = 4;
const size_t kFrameBytes = kHeadBytes + kEntryBytes + kChecksumBytes;

// What moving them costs stands at GossipPlan.
const int kFanOut = 4;
const int kSlackTicks = 6;

// A joiner asks again after this many ticks: the answer to a request takes two, with delays of two
// ticks on both ways six.
const int kJoinRetryTicks = 4;

// Written out byte by byte, which compilers make one load or store of. The put functions return the
// place behind what they wrote.
unsigned get16(const char* data) {
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(data);
  return bytes[0] | static_cast<unsigned>(bytes[1]) << 8;
}

unsigned get32(const char* data) {
  const unsigned char* bytes = reinterpret_cast<const unsigned char*>(data);
  return bytes[0] | static_cast<unsigned>(bytes[1]) << 8 | static_cast<unsigned>(bytes[2]) << 16 |
         static_cast<unsigned>(bytes[3]) << 24;
}

char* put16(char* at, unsigned number) {
  at[0] = static_cast<char>(number);
  at[1] = static_cast<char>(number >> 8);
  return at + 2;
}

char* put32(char* at, unsigned number) {
  at[0] = static_cast<char>(number);
  at[1] = static_cast<char>(number >> 8);
  at[2] = static_cast<char>(number >> 16);
  at[3] = static_cast<char>(number >> 24);
  return at + 4;
}

char* putMember(char* at, int id, short port, long heartbeat) {
  at = put32(at, static_cast<unsigned>(id));
  at = put16(at, static_cast<unsigned short>(port));
  return put32(at, static_cast<unsigned>(heartbeat));
}

// Eight bytes, such that a bit of them changes about half of the result. Without this, a few
// flipped bits in one place could be undone by a few in the next.
unsigned long long mixed(unsigned long long bytes) {
  bytes *= 0xff51afd7ed558ccdULL;
  bytes ^= bytes >> 32;
  bytes *= 0xc4ceb9fe1a85ec53ULL;
  return bytes ^ bytes >> 32;
}

// Four bytes of a multiplicative hash, taken eight bytes at a time: a large group sends megabytes
// of lists in a tick.
unsigned checksumOf(const char* data, size_t size) {
  unsigned long long hash = 0x9e3779b97f4a7c15ULL ^ size;
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    const unsigned long long high = get32(data + at + 4);
    hash = mixed(hash ^ mixed(get32(data + at) | high << 32));
  }
  for (; at < size; ++at) hash = mixed(hash ^ static_cast<unsigned char>(data[at]));
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

int ceilDivide(int dividend, int divisor) { return (dividend + divisor - 1) / divisor; }

int ceilLog2(int number) {
  int log = 0;
  while (1LL << log < number) ++log;
  return log;
}

}  // namespace

GossipPlan GossipPlan::forGroup(int groupSize, int entriesPerMessage) {
  GossipPlan plan;
  plan.fanOut = min(kFanOut, groupSize - 1);
  plan.parts = ceilDivide(groupSize, entriesPerMessage);
  plan.roundTicks = ceilDivide(plan.parts, max(1, plan.fanOut));
  plan.tfail = kSlackTicks + plan.roundTicks * ceilLog2(groupSize);
  plan.tremove = 2 * plan.tfail;
  return plan;
}

MP1Node::MP1Node(Member* member, Params* params, EmulNet* emul, Log* log, Address* address)
    : emulNet(emul),
      log(log),
      par(params),
      memberNode(member),
      NULLADDR(),
      now(0),
      lastSought(0),
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
  // Ticks only go on, so a restarted peer's heartbeat is above that of its earlier life.
  memberNode->heartbeat = now;
  departed.clear();
  initMemberListTable(memberNode);
  return 0;
}

int MP1Node::introduceSelfToGroup(Address* joinAddress) {
  if (memberNode->addr == *joinAddress) {
    log->LOG(&memberNode->addr, "Starting up group...");
    memberNode->inGroup = true;
    return 1;
  }
  log->LOG(&memberNode->addr, "Trying to join...");
  lastSought = now;
  send(endpointOf(*joinAddress), encode(JOINREQ, 0, 0));
  return 1;
}

void MP1Node::nodeLoop() {
  if (memberNode->bFailed || !memberNode->inited) return;
  now = par->getcurrtime();
  checkMessages();
  nodeLoopOps();
}

void MP1Node::checkMessages() {
  while (!memberNode->mp1q.empty()) {
    const q_elt message = memberNode->mp1q.front();
    memberNode->mp1q.pop();
    recvCallBack(memberNode, static_cast<char*>(message.elt), message.size);
    free(message.elt);
  }
}

bool MP1Node::recvCallBack(void*, char* data, int size) {
  ReceivedMessage message;
  if (!decode(data, size, &message)) {
    ++damagedMessages;
    return false;
  }
  switch (message.type) {
    case JOINREQ: handleJoinRequest(message); break;
    case LEAVE: handleLeave(message); break;
    default: handleList(message); break;
  }
  return true;
}

void MP1Node::nodeLoopOps() {
  ++memberNode->heartbeat;
  memberNode->myPos->setheartbeat(memberNode->heartbeat);
  memberNode->myPos->settimestamp(now);
  if (memberNode->inGroup) {
    removeSilentMembers();
    gossip();
  }
  seekTheMissing();
}

int MP1Node::finishUpThisNode() {
  if (!memberNode->inited || memberNode->bFailed) return 0;
  ++memberNode->heartbeat;  // So that LEAVE is newer than anything gossiped.
  const string message = encode(LEAVE, 0, 0);
  for (size_t i = 0; i < memberNode->memberList.size(); ++i) {
    const Endpoint member = endpointOf(memberNode->memberList[i]);
    if (member != endpointOf(memberNode->addr)) send(member, message);
  }
  memberNode->inGroup = false;
  memberNode->inited = false;
  return 0;
}

// ---- Messages received.

void MP1Node::handleJoinRequest(const ReceivedMessage& message) {
  if (!memberNode->inGroup) {
    // No list to give. But who writes here knows this peer from before (seekTheMissing), and can
    // let it in while the introducer is down.
    if (message.sender.member != endpointOf(memberNode->addr)) {
      send(message.sender.member, encode(JOINREQ, 0, 0));
    }
    return;
  }
  merge(message.sender, 0);
  const int parts = plan().parts;
  for (int part = 0; part < parts; ++part) {
    send(message.sender.member, encode(JOINREP, part, parts));
  }
}

void MP1Node::handleList(const ReceivedMessage& message) {
  memberNode->inGroup = true;
  merge(message.sender, 0);
  size_t place = 0;
  for (size_t i = 0; i < message.entryCount; ++i) {
    // Both lists are sorted, so the next entry mostly stands right behind the last one.
    place = merge(decodeMember(message.entries + i * kEntryBytes), place) + 1;
  }
}

void MP1Node::handleLeave(const ReceivedMessage& message) {
  // Nobody but the peer itself can make it leave.
  if (message.sender.member == endpointOf(memberNode->addr)) return;
  const size_t place = placeOf(message.sender.member);
  if (!isAt(place, message.sender.member)) {
    // Left before we heard that it had come; without a note, old gossip would still install it.
    long& heartbeat = departed[message.sender.member];
    heartbeat = max(heartbeat, message.sender.count);
    return;
  }
  // A late message of a peer that has come back since: its heartbeat has gone on.
  if (memberNode->memberList[place].heartbeat > message.sender.count) return;
  memberNode->memberList[place].heartbeat = message.sender.count;
  removeMember(place);
}

// ---- The member list.

bool MP1Node::isAt(size_t index, const Endpoint& member) const {
  return index < memberNode->memberList.size() &&
         endpointOf(memberNode->memberList[index]) == member;
}

// The index of `member`, or the place where it would stand.
size_t MP1Node::placeOf(const Endpoint& member) const {
  const vector<MemberListEntry>& list = memberNode->memberList;
  size_t first = 0;
  size_t last = list.size();
  while (first < last) {
    const size_t middle = first + (last - first) / 2;
    if (endpointOf(list[middle]) < member) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

// Takes note of a heartbeat. Returns the place in the list where its member stands or would stand;
// `hint` is where to look first.
size_t MP1Node::merge(const Heartbeat& heard, size_t hint) {
  const size_t place = isAt(hint, heard.member) ? hint : placeOf(heard.member);
  vector<MemberListEntry>& list = memberNode->memberList;
  if (isAt(place, heard.member)) {
    MemberListEntry& entry = list[place];
    // Our own heartbeat is ours to count, whatever an echo of an earlier life says.
    const bool isSelf = &entry == &*memberNode->myPos;
    if (!isSelf && heard.count > entry.heartbeat) {
      entry.heartbeat = heard.count;
      entry.timestamp = now;
    }
    return place;
  }
  const map<Endpoint, long>::iterator left = departed.find(heard.member);
  if (left != departed.end()) {
    // Old gossip about somebody who was removed. Only a newer heartbeat proves it alive.
    if (heard.count <= left->second) return place;
    departed.erase(left);
  }
  addMember(place, heard);
  return place;
}

void MP1Node::addMember(size_t index, const Heartbeat& heard) {
  memberNode->memberList.insert(
      memberNode->memberList.begin() + static_cast<long>(index),
      MemberListEntry(heard.member.first, heard.member.second, heard.count, now));
  rememberOwnPlace();
  Address added = addressOf(heard.member);
  log->logNodeAdd(&memberNode->addr, &added);
}

void MP1Node::removeMember(size_t index) {
  const MemberListEntry entry = memberNode->memberList[index];
  departed[endpointOf(entry)] = entry.heartbeat;
  memberNode->memberList.erase(memberNode->memberList.begin() + static_cast<long>(index));
  rememberOwnPlace();
  Address removed = addressOf(endpointOf(entry));
  log->logNodeRemove(&memberNode->addr, &removed);
}

void MP1Node::rememberOwnPlace() {
  memberNode->myPos =
      memberNode->memberList.begin() + static_cast<long>(placeOf(endpointOf(memberNode->addr)));
  memberNode->nnb = static_cast<int>(memberNode->memberList.size()) - 1;
}

bool MP1Node::isSilentFor(int ticks, const MemberListEntry& entry) const {
  return now - entry.timestamp > ticks;
}

void MP1Node::removeSilentMembers() {
  const int tremove = plan().tremove;
  for (size_t i = memberNode->memberList.size(); i-- > 0;) {
    if (isSilentFor(tremove, memberNode->memberList[i])) removeMember(i);
  }
}

void MP1Node::initMemberListTable(Member* member) {
  const Endpoint self = endpointOf(member->addr);
  member->memberList.clear();
  Heartbeat own;
  own.member = self;
  own.count = member->heartbeat;
  addMember(0, own);
}

// ---- Messages sent.

GossipPlan MP1Node::plan() const {
  return GossipPlan::forGroup(static_cast<int>(memberNode->memberList.size()), entriesPerMessage());
}

int MP1Node::entriesPerMessage() const {
  // The course's size rule: message and en_msg together must be smaller than MAX_MSG_SIZE.
  const int room = par->MAX_MSG_SIZE - static_cast<int>(sizeof(en_msg)) - 1;
  return (room - static_cast<int>(kFrameBytes)) / static_cast<int>(kEntryBytes);
}

// A message with part number `part` of `parts` equal parts of the list, less the suspected.
// No parts: nobody but the sender.
string MP1Node::encode(MsgTypes type, int part, int parts) const {
  const vector<MemberListEntry>& list = memberNode->memberList;
  const GossipPlan current = plan();
  const size_t partSize =
      parts > 0 ? static_cast<size_t>(ceilDivide(static_cast<int>(list.size()), parts)) : 0;
  const size_t first = min(static_cast<size_t>(part) * partSize, list.size());
  const size_t last = min(first + partSize, list.size());

  string message(kFrameBytes + (last - first) * kEntryBytes, '\0');
  const Endpoint self = endpointOf(memberNode->addr);
  char* const start = &message[0];
  char* at = putMember(start + kHeadBytes, self.first, self.second, memberNode->heartbeat);
  unsigned entries = 0;
  for (size_t i = first; i < last; ++i) {
    if (isSilentFor(current.tfail, list[i])) continue;
    at = putMember(at, list[i].id, list[i].port, list[i].heartbeat);
    ++entries;
  }
  start[0] = static_cast<char>(kMagic);
  start[1] = static_cast<char>(type);
  put16(start + 2, entries);
  const size_t size = static_cast<size_t>(at - start);
  put32(at, checksumOf(start, size));
  message.resize(size + kChecksumBytes);
  return message;
}

bool MP1Node::decode(const char* data, int size, ReceivedMessage* message) {
  const size_t bytes = size < 0 ? 0 : static_cast<size_t>(size);
  if (bytes < kFrameBytes) return false;
  const unsigned char magic = static_cast<unsigned char>(data[0]);
  const unsigned char type = static_cast<unsigned char>(data[1]);
  const size_t entries = get16(data + 2);
  if (magic != kMagic || type >= DUMMYLASTMSGTYPE) return false;
  if (bytes != kFrameBytes + entries * kEntryBytes) return false;
  if (entries > 0 && (type == JOINREQ || type == LEAVE)) return false;
  const size_t checked = bytes - kChecksumBytes;
  if (get32(data + checked) != checksumOf(data, checked)) return false;

  message->type = static_cast<MsgTypes>(type);
  message->sender = decodeMember(data + kHeadBytes);
  message->entries = data + kHeadBytes + kEntryBytes;
  message->entryCount = entries;
  return true;
}

MP1Node::Heartbeat MP1Node::decodeMember(const char* data) {
  Heartbeat heartbeat;
  heartbeat.member.first = static_cast<int>(get32(data));
  heartbeat.member.second = static_cast<short>(get16(data + 4));
  heartbeat.count = static_cast<long>(get32(data + 6));
  return heartbeat;
}

void MP1Node::gossip() {
  const int groupSize = static_cast<int>(memberNode->memberList.size());
  const GossipPlan current = plan();
  const int ownIndex = static_cast<int>(memberNode->myPos - memberNode->memberList.begin());
  vector<string> parts(static_cast<size_t>(current.parts));
  for (int i = 0; i < current.fanOut; ++i) {
    // Counted from time 0, so that all members are in the same slot.
    const unsigned slot = static_cast<unsigned>(now) * static_cast<unsigned>(current.fanOut) +
                          static_cast<unsigned>(i);
    const int part = static_cast<int>(slot % static_cast<unsigned>(current.parts));
    string& message = parts[static_cast<size_t>(part)];
    if (message.empty()) message = encode(GOSSIP, part, current.parts);
    const int target = gossipTarget(ownIndex, groupSize, slot);
    send(endpointOf(memberNode->memberList[static_cast<size_t>(target)]), message);
  }
}

int MP1Node::gossipTarget(int ownIndex, int groupSize, unsigned slot) {
  const unsigned others = static_cast<unsigned>(groupSize) - 1;
  const unsigned offset = 1 + permuted(slot % others, others, slot / others);
  return static_cast<int>((static_cast<unsigned>(ownIndex) + offset) % (others + 1));
}

// Writes now and then to those who should be in the list and are not. To the introducer: a joiner
// to get in, a member so that an introducer that was restarted finds its group again. And to the
// removed, one after the other, so that a group that was cut apart grows together, with the
// introducer dead, too.
void MP1Node::seekTheMissing() {
  const int interval = memberNode->inGroup ? plan().tremove : kJoinRetryTicks;
  if (now - lastSought < interval) return;
  lastSought = now;
  const Endpoint introducer = endpointOf(getJoinAddress());
  const string request = encode(JOINREQ, 0, 0);
  if (!isAt(placeOf(introducer), introducer)) send(introducer, request);
  if (!memberNode->inGroup || departed.empty()) return;
  map<Endpoint, long>::const_iterator removed = departed.begin();
  std::advance(removed, now / interval % static_cast<int>(departed.size()));
  if (removed->first != introducer) send(removed->first, request);
}

void MP1Node::send(const Endpoint& to, const string& message) {
  Address address = addressOf(to);
  // The course's network wants a pointer to what it only reads.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(message.data()),
                  static_cast<int>(message.size()));
}

// ---- Addresses.

MP1Node::Endpoint MP1Node::endpointOf(const MemberListEntry& entry) {
  return Endpoint(entry.id, entry.port);
}

MP1Node::Endpoint MP1Node::endpointOf(const Address& address) {
  Endpoint endpoint;
  memcpy(&endpoint.first, &address.addr[0], sizeof endpoint.first);
  memcpy(&endpoint.second, &address.addr[4], sizeof endpoint.second);
  return endpoint;
}

Address MP1Node::addressOf(const Endpoint& endpoint) {
  Address address;
  memcpy(&address.addr[0], &endpoint.first, sizeof endpoint.first);
  memcpy(&address.addr[4], &endpoint.second, sizeof endpoint.second);
  return address;
}

int MP1Node::isNullAddress(Address* addr) {
  return memcmp(addr->addr, NULLADDR, sizeof NULLADDR) == 0 ? 1 : 0;
}

Address MP1Node::getJoinAddress() { return addressOf(Endpoint(1, 0)); }

void MP1Node::printAddress(Address* addr) {
  const unsigned char* bytes = reinterpret_cast<unsigned char*>(addr->addr);
  printf("%d.%d.%d.%d:%d \n", bytes[0], bytes[1], bytes[2], bytes[3], endpointOf(*addr).second);
}
