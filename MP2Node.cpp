// build: optimise (the Makefile compiles a node without this line at the course's flags)
//
// A message, all numbers little-endian, a text as its length (4 bytes) and its bytes:
//
//   bytes  field
//   1      magic, 0xA2
//   1      type: REQUEST, ANSWER, TRANSFER, CONFIRM
//   6      the sender: id (4), port (2)
//   4      id: the transaction's, or the transfer's
//   1      the operation (REQUEST) as in common.h; 0 elsewhere
//   1      1 for a successful ANSWER; 0 elsewhere
//   2      n, the number of records: 1 in REQUEST and ANSWER, the batch's size in TRANSFER
//   n x    key (text), version: tick (4), transaction (4), writer (4), value (text)
//   4      checksum of all that stands before
//
// A message of any other form is counted and dropped. docs/wire.md has an example.
#include "MP2Node.h"

namespace {

const unsigned char kMagic = 0xA2;
const size_t kHeadBytes = 16;
const size_t kChecksumBytes = 4;
const size_t kRecordBytes = 4 + 12 + 4;  // Of a record with empty key and value.
const size_t kMaxBatch = 0xffff;

// Only a spacing between the numbers that a peer's lives begin at.
const int kTransfersPerTick = 1000;

// Of a debt: no transfer of the key to that peer is on its way.
const int kUnsent = -1;

const size_t kReplicas = 3;

// An operation that has no quorum after this many ticks has failed. Longer than three round trips
// with delays of two ticks each way, and, in groups of nine or more, no longer than it takes to
// notice a failed peer.
const int kOperationTicks = 20;

// A write that succeeded is sent for so long to the replica that has not answered. Replicas
// remember their answers for longer.
const int kWritePushTicks = 100;
const int kAnswerMemoryTicks = 2 * kWritePushTicks;

// For so long after a change of the ring, others may still see the ring as it was before: the last
// heartbeat of a failed peer reaches some members later than others.
const int kViewSkewTicks = 40;

// Requests and transfers are sent again after this: a round trip takes two ticks, six with delays
// of two ticks each way.
const int kRetryTicks = 4;

// FNV-1a.
unsigned long checksumOf(const char* data, size_t size) {
  unsigned long hash = 0x811c9dc5UL;
  for (size_t i = 0; i < size; ++i) {
    hash = (hash ^ static_cast<unsigned char>(data[i])) * 0x01000193UL & 0xffffffffUL;
  }
  return hash;
}

void putNumber(string* bytes, unsigned long number, int size) {
  for (int i = 0; i < size; ++i) bytes->push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

void putText(string* bytes, const string& text) {
  putNumber(bytes, static_cast<unsigned long>(text.size()), 4);
  *bytes += text;
}

void putVersion(string* bytes, const MP2Node::Version& version) {
  putNumber(bytes, static_cast<unsigned>(version.tick), 4);
  putNumber(bytes, static_cast<unsigned>(version.transID), 4);
  putNumber(bytes, static_cast<unsigned>(version.writer), 4);
}

// Takes fields off the front of a block. After the first that is not all there, ok() is false, and
// fields come out as 0 and "".
class Reader {
 public:
  Reader(const char* data, size_t size) : at_(data), left_(size), ok_(true) {}

  bool ok() const { return ok_; }
  size_t left() const { return left_; }

  unsigned long number(int size) {
    const char* bytes = take(static_cast<size_t>(size));
    unsigned long number = 0;
    for (int i = size; bytes != NULL && i-- > 0;) {
      number = number << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return number;
  }

  string text() {
    const size_t size = number(4);
    const char* bytes = take(size);
    return bytes == NULL ? string() : string(bytes, size);
  }

  MP2Node::Version version() {
    MP2Node::Version version;
    version.tick = static_cast<int>(number(4));
    version.transID = static_cast<int>(number(4));
    version.writer = static_cast<int>(number(4));
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

MP2Node::Record noRecord() {
  MP2Node::Record record;
  record.version.tick = record.version.transID = record.version.writer = 0;
  return record;
}

}  // namespace

// ---- Versions and records.

bool MP2Node::Version::operator<(const Version& other) const {
  if (tick != other.tick) return tick < other.tick;
  if (transID != other.transID) return transID < other.transID;
  return writer < other.writer;
}

bool MP2Node::Version::operator==(const Version& other) const {
  return tick == other.tick && transID == other.transID && writer == other.writer;
}

string MP2Node::Record::toString() const {
  string text;
  putVersion(&text, version);
  return text + value;
}

MP2Node::Record MP2Node::Record::fromString(const string& text) {
  Reader reader(text.data(), text.size());
  Record record;
  record.version = reader.version();
  record.value = text.substr(text.size() - reader.left());
  return record;
}

// ---- The wire.

MP2Node::WireMessage::WireMessage(WireType type, const Endpoint& sender, int id)
    : type(type), sender(sender), id(id), operation(CREATE), success(false) {}

string MP2Node::WireMessage::encode() const {
  string bytes;
  putNumber(&bytes, kMagic, 1);
  putNumber(&bytes, type, 1);
  putNumber(&bytes, static_cast<unsigned>(sender.first), 4);
  putNumber(&bytes, static_cast<unsigned short>(sender.second), 2);
  putNumber(&bytes, static_cast<unsigned>(id), 4);
  putNumber(&bytes, operation, 1);
  putNumber(&bytes, success ? 1 : 0, 1);
  putNumber(&bytes, static_cast<unsigned long>(records.size()), 2);
  for (size_t i = 0; i < records.size(); ++i) {
    putText(&bytes, records[i].first);
    putVersion(&bytes, records[i].second.version);
    putText(&bytes, records[i].second.value);
  }
  putNumber(&bytes, checksumOf(bytes.data(), bytes.size()), static_cast<int>(kChecksumBytes));
  return bytes;
}

bool MP2Node::WireMessage::decode(const char* data, int size, WireMessage* message) {
  const size_t bytes = size < 0 ? 0 : static_cast<size_t>(size);
  if (bytes < kHeadBytes + kChecksumBytes) return false;
  const size_t checked = bytes - kChecksumBytes;
  Reader checksum(data + checked, kChecksumBytes);
  if (checksum.number(4) != checksumOf(data, checked)) return false;

  Reader reader(data, checked);
  if (reader.number(1) != kMagic) return false;
  const unsigned long type = reader.number(1);
  message->sender.first = static_cast<int>(reader.number(4));
  message->sender.second = static_cast<short>(reader.number(2));
  message->id = static_cast<int>(reader.number(4));
  const unsigned long operation = reader.number(1);
  message->success = reader.number(1) != 0;
  if (type > CONFIRM || operation > DELETE) return false;
  message->type = static_cast<WireType>(type);
  message->operation = static_cast<MessageType>(operation);
  for (unsigned long left = reader.number(2); left > 0 && reader.ok(); --left) {
    const string key = reader.text();
    Record record;
    record.version = reader.version();
    record.value = reader.text();
    message->records.push_back(std::make_pair(key, record));
  }
  const bool needsRecord = type == REQUEST || type == ANSWER;
  if (needsRecord && message->records.size() != 1) return false;
  if (type == CONFIRM && !message->records.empty()) return false;
  return reader.ok() && reader.left() == 0;
}

// ---- Entry points.

MP2Node::MP2Node(Member* memberNode, Params* par, EmulNet* emulNet, Log* log,
                 Address* addressOfMember)
    : memberNode(memberNode),
      par(par),
      emulNet(emulNet),
      log(log),
      ht(new HashTable),
      self(endpointOf(*addressOfMember)),
      ringChangedAt(-kViewSkewTicks - 1),
      // Not the numbers of an earlier life: a late confirmation must not fit.
      nextTransfer(par->getcurrtime() * kTransfersPerTick),
      damagedMessages(0) {
  memberNode->addr = *addressOfMember;
}

MP2Node::~MP2Node() { delete ht; }

bool MP2Node::recvLoop() {
  if (memberNode->bFailed) return false;
  return emulNet->ENrecv(&memberNode->addr, enqueueWrapper, NULL, 1, &memberNode->mp2q) == 0;
}

int MP2Node::enqueueWrapper(void* env, char* buff, int size) {
  return Queue::enqueue(static_cast<queue<q_elt>*>(env), buff, size);
}

void MP2Node::checkMessages() {
  while (!memberNode->mp2q.empty()) {
    const q_elt message = memberNode->mp2q.front();
    memberNode->mp2q.pop();
    handleMessage(static_cast<char*>(message.elt), message.size);
    free(message.elt);
  }
  serveTransactions();
  serveTransfers();
  forgetTheOld();
}

void MP2Node::handleMessage(const char* data, int size) {
  WireMessage message(REQUEST, self, 0);
  if (!WireMessage::decode(data, size, &message)) {
    ++damagedMessages;
    return;
  }
  switch (message.type) {
    case REQUEST: handleRequest(message); break;
    case ANSWER: handleAnswer(message); break;
    case TRANSFER: handleTransfer(message); break;
    case CONFIRM: handleConfirm(message); break;
  }
}

// ---- The ring.

void MP2Node::updateRing() {
  if (!ring.empty() && membersAreKnown()) return;
  knownMembers.clear();
  for (size_t i = 0; i < memberNode->memberList.size(); ++i) {
    knownMembers.push_back(endpointOf(memberNode->memberList[i]));
  }
  const vector<Node> oldRing = ring;
  ring = getMembershipList();
  if (!oldRing.empty()) ringChangedAt = par->getcurrtime();
  ringPeers.clear();
  for (size_t i = 0; i < ring.size(); ++i) ringPeers.insert(endpointOf(ring[i].nodeAddress));
  stabilizationProtocol(oldRing);
}

bool MP2Node::membersAreKnown() const {
  const vector<MemberListEntry>& list = memberNode->memberList;
  if (list.size() != knownMembers.size()) return false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (endpointOf(list[i]) != knownMembers[i]) return false;
  }
  return true;
}

// The members as ring nodes, in the ring's order, each once. This peer is always one of them:
// not every membership protocol lists its own peer.
vector<Node> MP2Node::getMembershipList() {
  Endpoints members(knownMembers.begin(), knownMembers.end());
  members.insert(self);
  vector<Node> nodes;
  nodes.reserve(members.size());
  for (Endpoints::const_iterator member = members.begin(); member != members.end(); ++member) {
    nodes.push_back(Node(addressOf(*member)));
  }
  sort(nodes.begin(), nodes.end(), comesBefore);
  return nodes;
}

// Equal hashes are told apart by address, so that all peers order the ring alike.
bool MP2Node::comesBefore(const Node& left, const Node& right) {
  if (left.nodeHashCode != right.nodeHashCode) return left.nodeHashCode < right.nodeHashCode;
  return endpointOf(left.nodeAddress) < endpointOf(right.nodeAddress);
}

size_t MP2Node::hashFunction(string key) {
  std::hash<string> hashFunc;
  return hashFunc(key) % RING_SIZE;
}

vector<Node> MP2Node::findNodes(string key) { return replicasOn(ring, key); }

vector<Node> MP2Node::replicasOn(const vector<Node>& nodes, const string& key) {
  const size_t position = hashFunction(key);
  size_t first = 0;
  size_t last = nodes.size();
  while (first < last) {
    const size_t middle = first + (last - first) / 2;
    if (nodes[middle].nodeHashCode < position) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  vector<Node> replicas;
  for (size_t i = 0; i < min(kReplicas, nodes.size()); ++i) {
    replicas.push_back(nodes[(first + i) % nodes.size()]);
  }
  return replicas;
}

MP2Node::Endpoints MP2Node::replicaEndpoints(const vector<Node>& nodes, const string& key) {
  const vector<Node> replicas = replicasOn(nodes, key);
  Endpoints endpoints;
  for (size_t i = 0; i < replicas.size(); ++i) {
    endpoints.insert(endpointOf(replicas[i].nodeAddress));
  }
  return endpoints;
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
  const Version version = {now, transID, self.first};
  transaction.record.version = version;
  transaction.record.value = value;
  transaction.startedAt = now;
  transaction.lastSentAt = now;
  transaction.reported = false;
  const Endpoints replicas = replicaEndpoints(ring, key);
  for (Endpoints::const_iterator replica = replicas.begin(); replica != replicas.end(); ++replica) {
    transaction.replicas.push_back(std::make_pair(*replica, WAITING));
  }
  if (replicas.empty() || !fitsIntoMessage(key, value)) {
    report(transID, &transaction, false);
    return;
  }
  sendRequests(transID, transaction);
  transactions[transID] = transaction;
}

void MP2Node::sendRequests(int transID, const Transaction& transaction) {
  WireMessage request(REQUEST, self, transID);
  request.operation = transaction.operation;
  // What a read has found so far is the coordinator's own business.
  const Record record = transaction.operation == READ ? noRecord() : transaction.record;
  request.records.push_back(std::make_pair(transaction.key, record));
  const string message = request.encode();
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    if (transaction.replicas[i].second == WAITING) send(transaction.replicas[i].first, message);
  }
}

void MP2Node::handleAnswer(const WireMessage& message) {
  const map<int, Transaction>::iterator found = transactions.find(message.id);
  if (found == transactions.end()) return;  // Over: a late answer.
  Transaction& transaction = found->second;
  const std::pair<string, Record>& record = message.records[0];
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    std::pair<Endpoint, AnswerState>& replica = transaction.replicas[i];
    // A repeated answer must not count twice.
    if (replica.first != message.sender || replica.second != WAITING) continue;
    replica.second = message.success ? SUCCEEDED : FAILED;
    const bool isFirst = transaction.count(SUCCEEDED) == 1;
    if (transaction.operation == READ && message.success &&
        (isFirst || transaction.record.version < record.second.version)) {
      transaction.record = record.second;
    }
  }
  decide(found->first, &transaction);
  if (transaction.count(WAITING) == 0) transactions.erase(found);
}

int MP2Node::Transaction::count(AnswerState state) const {
  int count = 0;
  for (size_t i = 0; i < replicas.size(); ++i) count += replicas[i].second == state ? 1 : 0;
  return count;
}

void MP2Node::decide(int transID, Transaction* transaction) {
  const int possible = transaction->count(SUCCEEDED) + transaction->count(WAITING);
  if (transaction->count(SUCCEEDED) >= transaction->quorum()) {
    report(transID, transaction, true);
  } else if (possible < transaction->quorum()) {
    report(transID, transaction, false);
  }
}

void MP2Node::report(int transID, Transaction* transaction, bool success) {
  if (transaction->reported) return;
  transaction->reported = true;
  logResult(true, transaction->operation, transID, success, transaction->key,
            transaction->record.value);
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
    if (isOver(transaction, age)) {
      transactions.erase(current);
    } else if (now - transaction.lastSentAt >= kRetryTicks) {
      transaction.lastSentAt = now;
      sendRequests(current->first, transaction);
    }
  }
}

// A write that has succeeded is pushed on to the replicas that have not answered: with two copies
// one more failure would put it at risk.
bool MP2Node::isOver(const Transaction& transaction, int age) const {
  if (!transaction.reported) return false;
  const bool isPushed =
      transaction.operation != READ && transaction.count(SUCCEEDED) >= transaction.quorum();
  if (age >= (isPushed ? kWritePushTicks : kOperationTicks)) return true;
  for (size_t i = 0; i < transaction.replicas.size(); ++i) {
    if (transaction.replicas[i].second == WAITING && isOnRing(transaction.replicas[i].first)) {
      return false;
    }
  }
  return true;
}

// ---- The replica's side.

void MP2Node::handleRequest(const WireMessage& request) {
  const std::pair<Endpoint, int> name(request.sender, request.id);
  const map<std::pair<Endpoint, int>, string>::const_iterator given = answers.find(name);
  if (given != answers.end()) {
    // A repetition, sent because our answer was lost or is late: done and logged before.
    send(request.sender, given->second);
    return;
  }
  WireMessage answer(ANSWER, self, request.id);
  Record record = request.records[0].second;
  answer.success = serve(request, &record);
  logResult(false, request.operation, request.id, answer.success, request.records[0].first,
            record.value);
  if (request.operation != READ) record = noRecord();
  answer.records.push_back(std::make_pair(string(), record));
  const string message = answer.encode();
  answers[name] = message;
  answerAges.push_back(std::make_pair(par->getcurrtime(), name));
  send(request.sender, message);
}

// Does what the request asks for. A read puts what it finds into *record.
bool MP2Node::serve(const WireMessage& request, Record* record) {
  const string& key = request.records[0].first;
  const Record& written = request.records[0].second;
  switch (request.operation) {
    case CREATE: return createKeyValue(key, written.value, written.version);
    case READ: return readKey(key, record);
    case UPDATE: return updateKeyValue(key, written.value, written.version);
    case DELETE: return deletekey(key, written.version);
    default: return false;
  }
}

bool MP2Node::createKeyValue(string key, string value, Version version) {
  Record record;
  // Here already; or a late repetition of a create that a delete has overtaken.
  if (find(key, &record) || wasDeletedAfter(key, version)) return true;
  record.version = version;
  record.value = value;
  store(key, record);
  return true;
}

bool MP2Node::readKey(string key, Record* record) { return find(key, record); }

bool MP2Node::updateKeyValue(string key, string value, Version version) {
  Record record;
  if (!find(key, &record)) return false;
  // An update that was overtaken by a later one has taken effect before it.
  if (version < record.version) return true;
  record.version = version;
  record.value = value;
  store(key, record);
  return true;
}

bool MP2Node::deletekey(string key, Version version) {
  // Also if the key is not here: a transfer of it may be on its way.
  noteDeletion(key, version);
  Record record;
  if (!find(key, &record)) return false;
  // A delete that was overtaken by a later write.
  if (version < record.version) return true;
  ht->deleteKey(key);
  owed.erase(key);
  return true;
}

bool MP2Node::find(const string& key, Record* record) {
  const string text = ht->read(key);
  if (text.empty()) return false;  // A stored record is never empty.
  *record = Record::fromString(text);
  return true;
}

void MP2Node::store(const string& key, const Record& record) {
  const string text = record.toString();
  if (!ht->update(key, text)) ht->create(key, text);
  // Written by somebody with another view of the ring: the copy has to move to where it belongs.
  const Endpoints replicas = replicaEndpoints(ring, key);
  const bool isElsewhere = replicas.count(self) == 0;
  // Shortly after a change of the ring, the writer may not know yet who the replicas are.
  const bool mayBeMissed = par->getcurrtime() - ringChangedAt <= kViewSkewTicks;
  if (isElsewhere || mayBeMissed) owe(key, replicas);
}

void MP2Node::noteDeletion(const string& key, const Version& version) {
  const std::pair<map<string, Version>::iterator, bool> noted =
      deletions.insert(std::make_pair(key, version));
  if (!noted.second && noted.first->second < version) noted.first->second = version;
  deletionAges.push_back(std::make_pair(par->getcurrtime(), key));
}

bool MP2Node::wasDeletedAfter(const string& key, const Version& version) const {
  const map<string, Version>::const_iterator deletion = deletions.find(key);
  return deletion != deletions.end() && version < deletion->second;
}

void MP2Node::forgetTheOld() {
  const int now = par->getcurrtime();
  while (!deletionAges.empty() && now - deletionAges.front().first > kAnswerMemoryTicks) {
    const map<string, Version>::iterator deletion = deletions.find(deletionAges.front().second);
    // Deleted again since: that deletion has a note of its own.
    const bool isTheLast =
        deletion != deletions.end() && now - deletion->second.tick > kAnswerMemoryTicks;
    if (isTheLast) deletions.erase(deletion);
    deletionAges.pop_front();
  }
  while (!answerAges.empty() && now - answerAges.front().first > kAnswerMemoryTicks) {
    answers.erase(answerAges.front().second);
    answerAges.pop_front();
  }
}

// ---- Stabilization.

void MP2Node::stabilizationProtocol(const vector<Node>& oldRing) {
  for (map<string, string>::const_iterator entry = ht->hashTable.begin();
       entry != ht->hashTable.end(); ++entry) {
    const string& key = entry->first;
    const Endpoints oldReplicas = replicaEndpoints(oldRing, key);
    const Endpoints replicas = replicaEndpoints(ring, key);
    if (replicas == oldReplicas) continue;
    forgetDebtors(key, replicas);
    if (replicas.count(self) == 0) {
      // Before this copy is given up, every replica has to confirm that it has one.
      owe(key, replicas);
      continue;
    }
    Endpoints newcomers;
    for (Endpoints::const_iterator i = replicas.begin(); i != replicas.end(); ++i) {
      if (oldReplicas.count(*i) == 0) newcomers.insert(*i);
    }
    owe(key, newcomers);
  }
  forgetTransfersToTheGone();
}

// From now on `key` has to be confirmed by each of `targets`, this peer aside.
void MP2Node::owe(const string& key, const Endpoints& targets) {
  for (Endpoints::const_iterator target = targets.begin(); target != targets.end(); ++target) {
    if (*target != self) owed[key].insert(std::make_pair(*target, kUnsent));
  }
}

// Whoever is no longer a replica of `key` need not confirm it any more.
void MP2Node::forgetDebtors(const string& key, const Endpoints& replicas) {
  const map<string, map<Endpoint, int> >::iterator debts = owed.find(key);
  if (debts == owed.end()) return;
  map<Endpoint, int>::iterator next = debts->second.begin();
  while (next != debts->second.end()) {
    const map<Endpoint, int>::iterator current = next++;
    if (replicas.count(current->first) == 0) debts->second.erase(current);
  }
  if (debts->second.empty()) owed.erase(debts);
}

void MP2Node::forgetTransfersToTheGone() {
  map<int, Transfer>::iterator next = transfers.begin();
  while (next != transfers.end()) {
    const map<int, Transfer>::iterator current = next++;
    if (!isOnRing(current->second.target)) transfers.erase(current);
  }
}

void MP2Node::serveTransfers() {
  const int now = par->getcurrtime();
  for (map<int, Transfer>::iterator i = transfers.begin(); i != transfers.end(); ++i) {
    Transfer& transfer = i->second;
    if (now - transfer.sentAt < kRetryTicks) continue;
    transfer.sentAt = now;
    send(transfer.target, transfer.message);
  }

  map<Endpoint, vector<string> > keysFor;
  for (map<string, map<Endpoint, int> >::iterator debts = owed.begin(); debts != owed.end();
       ++debts) {
    map<Endpoint, int>::iterator debt = debts->second.begin();
    for (; debt != debts->second.end(); ++debt) {
      if (debt->second != kUnsent) continue;
      keysFor[debt->first].push_back(debts->first);
    }
  }
  map<Endpoint, vector<string> >::const_iterator batch = keysFor.begin();
  for (; batch != keysFor.end(); ++batch) sendKeys(batch->first, batch->second);
}

// Sends `keys` to `target` in as many transfers as they take.
void MP2Node::sendKeys(const Endpoint& target, const vector<string>& keys) {
  WireMessage message(TRANSFER, self, nextTransfer);
  size_t size = kHeadBytes + kChecksumBytes;
  for (size_t i = 0; i < keys.size(); ++i) {
    Record record;
    if (!find(keys[i], &record)) continue;
    const size_t recordSize = kRecordBytes + keys[i].size() + record.value.size();
    if (size + recordSize > messageRoom() || message.records.size() == kMaxBatch) {
      sendTransfer(target, message);
      message = WireMessage(TRANSFER, self, nextTransfer);
      size = kHeadBytes + kChecksumBytes;
    }
    size += recordSize;
    message.records.push_back(std::make_pair(keys[i], record));
  }
  if (!message.records.empty()) sendTransfer(target, message);
}

void MP2Node::sendTransfer(const Endpoint& target, const WireMessage& message) {
  Transfer transfer;
  transfer.target = target;
  transfer.sentAt = par->getcurrtime();
  transfer.message = message.encode();
  for (size_t i = 0; i < message.records.size(); ++i) {
    transfer.content.push_back(
        std::make_pair(message.records[i].first, message.records[i].second.version));
    owed[message.records[i].first][target] = nextTransfer;
  }
  transfers[nextTransfer++] = transfer;
  send(target, transfer.message);
}

void MP2Node::handleTransfer(const WireMessage& message) {
  for (size_t i = 0; i < message.records.size(); ++i) {
    const string& key = message.records[i].first;
    const Record& received = message.records[i].second;
    if (wasDeletedAfter(key, received.version)) continue;
    Record present;
    if (!find(key, &present) || present.version < received.version) store(key, received);
  }
  // Confirmed even if nothing was new: the sender asks whether the copies are here.
  send(message.sender, WireMessage(CONFIRM, self, message.id).encode());
}

void MP2Node::handleConfirm(const WireMessage& message) {
  const map<int, Transfer>::iterator found = transfers.find(message.id);
  // A repeated confirmation, or of an earlier life of this peer.
  if (found == transfers.end() || found->second.target != message.sender) return;
  const Transfer transfer = found->second;
  transfers.erase(found);
  for (size_t i = 0; i < transfer.content.size(); ++i) {
    settle(message.id, transfer.target, transfer.content[i].first, transfer.content[i].second);
  }
}

// `target` has confirmed transfer `id`, and in it `version` of `key`.
void MP2Node::settle(int id, const Endpoint& target, const string& key, const Version& version) {
  const map<string, map<Endpoint, int> >::iterator debts = owed.find(key);
  if (debts == owed.end()) return;
  // Another transfer counts by now: the target may have given the copy up in between.
  const map<Endpoint, int>::const_iterator debt = debts->second.find(target);
  if (debt == debts->second.end() || debt->second != id) return;
  Record record;
  const bool present = find(key, &record);
  if (present && !(record.version == version)) {
    debts->second[target] = kUnsent;  // Written since: it has to be sent once more.
    return;
  }
  debts->second.erase(target);
  if (!debts->second.empty()) return;
  owed.erase(debts);
  // All replicas have it now. A copy beyond theirs would be one too many.
  if (replicaEndpoints(ring, key).count(self) == 0) ht->deleteKey(key);
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

// Whether a request with this key and value can be sent, and later a transfer of it.
bool MP2Node::fitsIntoMessage(const string& key, const string& value) const {
  const size_t room = messageRoom() - kHeadBytes - kChecksumBytes - kRecordBytes;
  return key.size() <= room && value.size() <= room - key.size();
}

// The course's size rule: message and en_msg together must be smaller than MAX_MSG_SIZE.
size_t MP2Node::messageRoom() const {
  return static_cast<size_t>(par->MAX_MSG_SIZE) - sizeof(en_msg) - 1;
}

void MP2Node::send(const Endpoint& to, const string& message) {
  Address address = addressOf(to);
  // The course's network wants a pointer to what it only reads. Its other form, for strings, is not
  // made for bytes that may be zero.
  emulNet->ENsend(&memberNode->addr, &address, const_cast<char*>(message.data()),
                  static_cast<int>(message.size()));
}

// MP1Node has these as well: each of the two nodes may be combined with a stranger's other half,
// and so can share nothing beyond the course's API.

MP2Node::Endpoint MP2Node::endpointOf(const MemberListEntry& entry) {
  return Endpoint(entry.id, entry.port);
}

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
