#include "stores/chain/ChainNode.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "CourseRules.h"
#include "Endpoints.h"
#include "Node.h"
#include "common.h"
#include "stores/ReceivedMessages.h"

namespace chain {

namespace {

constexpr int kOperationTicks = 20;
constexpr int kRetryTicks = 2;
// After the head has answered overload.
constexpr int kOverloadTicks = 5;
// A call that is still retransmitted is not too old, if the network takes no longer than the rest.
static_assert(kOperationTicks < RequestCache::kOldestTicks);
constexpr int kStallTicks = 8;
constexpr int kForgetTicks = 150;
// A tombstone of the new chain outlives what is handed over so late.
constexpr int kHandoverTicks = 100;
static_assert(kForgetTicks < kTombstoneTicks && kHandoverTicks < kForgetTicks);
// Longer than any call is retransmitted.
constexpr int kLoggedTicks = 100;
// For a message with a record besides the key, the value and the calls that the record remembers.
constexpr size_t kHeadBytes = 160;

bool contains(const Peers& peers, const Peer& peer) {
  return std::find(peers.begin(), peers.end(), peer) != peers.end();
}

}  // namespace

ChainNode::ChainNode(Member* member, Params* params, EmulNet* net, Log* log, const Address& address)
    : member_(member),
      params_(params),
      net_(net),
      log_(log),
      self_(endpointOf(address)),
      records_({static_cast<size_t>(params->STORAGE_BYTES),
                static_cast<size_t>(params->READ_CACHE_KEYS)}),
      barrier_(self_),
      incarnation_(params->getcurrtime()) {}

// ---- The peer's turns.

void ChainNode::recvLoop() {
  if (member_->bFailed) return;
  noteTick();
  receiveInto(&member_->mp2q, member_, net_);
}

void ChainNode::checkMessages() {
  noteTick();
  handleAll(&member_->mp2q, [this](std::string_view bytes) {
    ChainMessage message;
    if (ChainMessage::decode(bytes, &message)) handle(message);
  });
  serveBarrier();
  serveCalls();
  retransmit();
  handOver();
  forget();
}

void ChainNode::handle(const ChainMessage& message) {
  int& known = incarnations_[message.sender];
  // Race: a message of before the sender lost its memory.
  if (message.incarnation < known) return;
  known = message.incarnation;
  switch (message.kind) {
    case MessageKind::Request: return handleRequest(message);
    case MessageKind::Answer: return handleAnswer(message);
    case MessageKind::Update: return handleUpdate(message);
    case MessageKind::Commit: return handleCommit(message);
    case MessageKind::Sync: return handleSync(message);
    case MessageKind::SyncAck: return handleSyncAck(message);
    case MessageKind::Overload: return handleOverload(message);
    case MessageKind::OutOfSpace: return handleOutOfSpace(message);
    case MessageKind::Handover: return handleHandover(message);
    case MessageKind::HandedOver: return handleHandedOver(message);
  }
}

// ---- The coordinator's side.

void ChainNode::clientCreate(const std::string& key, const std::string& value) {
  begin(sim::Operation::Create, key, value);
}

void ChainNode::clientRead(const std::string& key) { begin(sim::Operation::Read, key, ""); }

void ChainNode::clientUpdate(const std::string& key, const std::string& value) {
  begin(sim::Operation::Update, key, value);
}

void ChainNode::clientDelete(const std::string& key) { begin(sim::Operation::Delete, key, ""); }

void ChainNode::begin(sim::Operation operation, const std::string& key, const std::string& value) {
  noteTick();
  Call call;
  call.request = makeMessage(MessageKind::Request);
  call.request.operation = operation;
  call.request.coordinator = self_;
  call.request.transId = ++g_transID;
  call.request.calledAt = params_->getcurrtime();
  call.request.key = key;
  call.request.value = value;
  // An update carries the key and the value twice.
  const size_t bytes = kHeadBytes + 2 * (key.size() + value.size()) + RequestCache::kMaxBytes;
  if (bytes > room()) return finish(call.request, false, "");
  sendRequest(&call);
  calls_[call.request.transId] = call;
}

void ChainNode::sendRequest(Call* call) {
  call->sentAt = params_->getcurrtime();
  const Peers chain = ring_.chainOf(call->request.key);
  if (chain.empty()) return;
  const bool isRead = call->request.operation == sim::Operation::Read;
  call->request.incarnation = incarnation_;
  send(isRead ? chain.back() : chain.front(), call->request);
}

void ChainNode::serveCalls() {
  const int now = params_->getcurrtime();
  for (auto next = calls_.begin(); next != calls_.end();) {
    Call& call = next->second;
    if (now - call.request.calledAt >= kOperationTicks) {
      finish(call.request, false, "");
      next = calls_.erase(next);
      continue;
    }
    if (now - call.sentAt >= kRetryTicks) sendRequest(&call);
    ++next;
  }
}

void ChainNode::handleAnswer(const ChainMessage& answer) {
  const auto found = calls_.find(answer.transId);
  if (found == calls_.end()) return;  // A repeated answer.
  const ChainMessage request = found->second.request;
  calls_.erase(found);
  if (request.operation == sim::Operation::Read) decidedRead_ = request.transId;
  finish(request, answer.succeeded, answer.value);
  decidedRead_ = -1;
}

void ChainNode::handleOverload(const ChainMessage& refusal) {
  const auto found = calls_.find(refusal.transId);
  if (found == calls_.end()) return;  // It has been answered since.
  found->second.sentAt = params_->getcurrtime() + kOverloadTicks - kRetryTicks;
}

void ChainNode::handleOutOfSpace(const ChainMessage& refusal) {
  const auto found = calls_.find(refusal.transId);
  if (found == calls_.end()) return;
  const ChainMessage request = found->second.request;
  calls_.erase(found);
  finish(request, false, "");
}

void ChainNode::finish(const ChainMessage& request, bool succeeded, const std::string& value) {
  const bool isRead = request.operation == sim::Operation::Read;
  logLine(true, request, succeeded, isRead ? value : request.value);
}

// ---- The chain's side.

void ChainNode::handleRequest(const ChainMessage& request) {
  if (!barrier_.isReady()) return;  // The coordinator tries again.
  const Peers chain = ring_.chainOf(request.key);
  if (request.operation == sim::Operation::Read) {
    if (chain.back() == self_) answerRead(request);
  } else if (chain.front() == self_) {
    execute(request);
  }
}

void ChainNode::answerRead(const ChainMessage& request) {
  const Records::Reading reading = records_.read(request.key);
  if (records_.hasCache()) log_->logCacheRead(&member_->addr, request.key, reading.isHit);
  logReplica(request, reading.isPresent, reading.value);
  ChainMessage answer = makeMessageOf(request, MessageKind::Answer);
  answer.value = reading.value;
  answer.succeeded = reading.isPresent;
  send(request.coordinator, answer);
}

void ChainNode::execute(const ChainMessage& request) {
  const int now = params_->getcurrtime();
  Record record = records_.find(request.key);
  const Executed* const earlier = record.calls.find(request.coordinator.id, request.transId);
  if (earlier != nullptr) {
    // While the update is in sent_, it is on its way down. Else the answer was lost.
    if (sent_.count({request.key, earlier->version}) == 0) {
      startDown(request, record, earlier->succeeded);
    }
    return;
  }
  if (RequestCache::isTooOld(request.calledAt, now)) return;
  record.calls.expire(now);
  const bool succeeded = decide(request, &record);
  record.version = record.version.tick < now
                       ? Version{now, 0, self_.id}
                       : Version{record.version.tick, record.version.count + 1, self_.id};
  if (!record.calls.add({request.coordinator.id, request.transId, record.version, succeeded})) {
    return send(request.coordinator, makeMessageOf(request, MessageKind::Overload));
  }
  const bool isPut = succeeded && record.isPresent;
  if (isPut && !records_.hasRoomFor(request.key, record)) {
    return send(request.coordinator, makeMessageOf(request, MessageKind::OutOfSpace));
  }
  records_.adopt(request.key, record);
  startDown(request, record, succeeded);
}

// What the call does to the record. Returns whether it succeeds.
bool ChainNode::decide(const ChainMessage& request, Record* record) const {
  if (request.operation != sim::Operation::Create && !record->isPresent) return false;
  record->isPresent = request.operation != sim::Operation::Delete;
  record->value = record->isPresent ? request.value : "";
  return true;
}

void ChainNode::startDown(const ChainMessage& request, const Record& record, bool succeeded) {
  ChainMessage update = makeMessageOf(request, MessageKind::Update);
  update.value = request.value;
  update.succeeded = succeeded;
  const Executed* const call = record.calls.find(request.coordinator.id, request.transId);
  update.version = call != nullptr ? call->version : record.version;
  update.records.emplace_back(request.key, record);
  sent_[{update.key, update.version}] = {update, params_->getcurrtime()};
  sendDown(std::move(update));
}

// From the head, in its present view.
void ChainNode::sendDown(ChainMessage update) {
  const Peers chain = ring_.chainOf(update.key);
  update.view = fingerprintOf(chain);
  passOn(update, chain, 0);
}

void ChainNode::handleUpdate(const ChainMessage& update) {
  const Peers chain = ring_.chainOf(update.key);
  const auto found = std::find(chain.begin(), chain.end(), self_);
  const auto place = static_cast<size_t>(found - chain.begin());
  if (!barrier_.isReady() || place == chain.size() || !isCurrent(update, chain, place)) return;
  records_.adopt(update.key, update.records.front().second);
  if (isInHistory(update)) passOn(update, chain, place);
}

// Whether this peer's record includes the update's: it is not of a branch that a newer head has cut
// off.
bool ChainNode::isInHistory(const ChainMessage& update) const {
  const Record record = records_.find(update.key);
  if (update.transId == 0) return update.version <= record.version;
  const Executed* const call = record.calls.find(update.coordinator.id, update.transId);
  return call != nullptr && call->version == update.version;
}

// Whether it comes down this peer's chain from members that still remember it.
bool ChainNode::isCurrent(const ChainMessage& update, const Peers& chain, size_t place) const {
  if (update.view != fingerprintOf(chain) || update.path.size() != place) return false;
  for (size_t i = 0; i < place; ++i) {
    const auto known = incarnations_.find(chain[i]);
    if (known != incarnations_.end() && update.path[i] < known->second) return false;
  }
  return true;
}

// This member of the chain has stored the update.
void ChainNode::passOn(const ChainMessage& update, const Peers& chain, size_t place) {
  const bool isOfCall = update.transId != 0;
  if (isOfCall) logReplica(update, update.succeeded, update.value);
  if (place + 1 < chain.size()) {
    ChainMessage next = update;
    next.sender = self_;
    next.incarnation = incarnation_;
    next.path.push_back(incarnation_);
    return send(chain[place + 1], next);
  }
  ChainMessage done = makeMessageOf(update, MessageKind::Commit);
  done.succeeded = update.succeeded;
  done.version = update.version;
  send(chain.front(), done);
  if (!isOfCall) return;
  log_->logExecution(&member_->addr, addressOf(update.coordinator), update.transId, update.key,
                     textOf(update.version));
  done.kind = MessageKind::Answer;
  send(update.coordinator, done);
}

void ChainNode::handleCommit(const ChainMessage& commit) {
  sent_.erase({commit.key, commit.version});
}

// Whether an update of the key waits for the tail's confirmation.
bool ChainNode::isInSent(const std::string& key) const {
  const auto next = sent_.lower_bound({key, Version()});
  return next != sent_.end() && next->first.first == key;
}

void ChainNode::retransmit() {
  if (!barrier_.isReady()) return;
  const int now = params_->getcurrtime();
  // An update that the record has forgotten: a later one, which is in sent_ as well, includes it.
  std::erase_if(sent_, [this](const auto& each) { return !isInHistory(each.second.update); });
  for (auto& [name, sent] : sent_) {
    if (now - sent.sentAt < kRetryTicks) continue;
    sent.sentAt = now;
    // The present record includes the update. An older one could arrive when the members have
    // collected the tombstone that followed it, and bring the key back.
    sent.update.records.front().second = records_.find(sent.update.key);
    sendDown(sent.update);
  }
}

// ---- Views.

void ChainNode::updateRing() {
  noteTick();
  if (isListKnown()) return;
  const Peers now = members();
  if (now == known_) return;
  known_ = now;
  ring_ = Ring(now);
  enterBarrier(hasForgotten_);
}

// A peer that was away may come back with others that were: its neighbours may have nothing either.
void ChainNode::enterBarrier(bool mustBegin) {
  barrier_.enter(ring_.neighbourhoodOf(self_), mustBegin, params_->getcurrtime(),
                 hasForgotten_ ? known_ : Peers());
}

// Whether the list has the peers of known_, in their order: mostly it does, and is not copied then.
bool ChainNode::isListKnown() const {
  auto known = known_.begin();
  for (const MemberListEntry& entry : member_->memberList) {
    const Peer peer = {entry.id, entry.port};
    if (known != known_.end() && *known == self_ && peer != self_) ++known;
    if (known == known_.end() || *known != peer) return false;
    ++known;
  }
  if (known != known_.end() && *known == self_) ++known;
  return known == known_.end() && !known_.empty();
}

// Not every membership protocol lists its own peer.
Peers ChainNode::members() const {
  Peers peers = {self_};
  for (const MemberListEntry& entry : member_->memberList) peers.push_back({entry.id, entry.port});
  std::sort(peers.begin(), peers.end());
  peers.erase(std::unique(peers.begin(), peers.end()), peers.end());
  return peers;
}

void ChainNode::noteTick() {
  const int now = params_->getcurrtime();
  const int stalled = lastTick_ < 0 ? 0 : now - lastTick_;
  lastTick_ = now;
  if (stalled <= kStallTicks) return;
  if (stalled > kForgetTicks) {
    records_.clear();
    sent_.clear();
    incarnation_ = now;
    hasForgotten_ = true;
  }
  enterBarrier(true);
}

void ChainNode::serveBarrier() {
  const int now = params_->getcurrtime();
  if (barrier_.advance(now)) takeOffice();
  ChainMessage sync = makeMessage(MessageKind::Sync);
  sync.view = barrier_.view();
  sync.round = barrier_.round();
  sync.stage = barrier_.stage();
  for (const auto& [peer, lastKey] : barrier_.due(now)) {
    sync.key = lastKey;
    send(peer, sync);
  }
}

// The peer has become ready in its view.
void ChainNode::takeOffice() {
  // Updates of the view before: the records have them, if they are not lost to a newer branch.
  sent_.clear();
  leaving_.clear();
  hasForgotten_ = false;
  readySince_ = params_->getcurrtime();
  std::vector<std::string> foreign;
  for (const auto& [key, record] : records_.all()) {
    const Peers chain = ring_.chainOf(key);
    if (!contains(chain, self_)) foreign.push_back(key);
    if (chain.front() != self_) continue;
    ChainMessage repair;
    repair.key = key;
    startDown(repair, record, true);
  }
  for (const std::string& key : foreign) leaveChain(key);
}

// ---- Records of chains that this peer has left.

void ChainNode::leaveChain(const std::string& key) {
  if (isPulledByAll(ring_.chainOf(key))) {
    records_.erase(key);
  } else {
    leaving_[key] = params_->getcurrtime() - kRetryTicks;
  }
}

// Whether all of the chain's members have this peer among their neighbours. It is so after a change
// of one or two peers. After a larger one, no member may have pulled the records from here.
bool ChainNode::isPulledByAll(const Peers& chain) const {
  return std::all_of(chain.begin(), chain.end(), [this](const Peer& member) {
    return contains(ring_.neighbourhoodOf(member), self_);
  });
}

void ChainNode::handOver() {
  if (!barrier_.isReady() || leaving_.empty()) return;
  const int now = params_->getcurrtime();
  if (now - readySince_ > kHandoverTicks) {
    for (const auto& [key, triedAt] : leaving_) records_.erase(key);
    leaving_.clear();
  }
  for (auto& [key, triedAt] : leaving_) {
    if (now - triedAt < kRetryTicks) continue;
    triedAt = now;
    ChainMessage handover = makeMessage(MessageKind::Handover);
    handover.key = key;
    handover.records.emplace_back(key, records_.find(key));
    send(ring_.chainOf(key).front(), handover);
  }
}

void ChainNode::handleHandover(const ChainMessage& handover) {
  if (!barrier_.isReady() || ring_.chainOf(handover.key).front() != self_) return;
  const Record& record = handover.records.front().second;
  if (records_.adopt(handover.key, record)) {
    ChainMessage repair;
    repair.key = handover.key;
    return startDown(repair, record, true);
  }
  if (isInSent(handover.key)) return;  // The other members may lack it.
  ChainMessage answer = makeMessage(MessageKind::HandedOver);
  answer.key = handover.key;
  answer.version = record.version;
  send(handover.sender, answer);
}

void ChainNode::handleHandedOver(const ChainMessage& answer) {
  // Race: this peer may be in the chain again, or has got a newer record in between.
  if (!barrier_.isReady() || leaving_.count(answer.key) == 0) return;
  if (answer.version < records_.find(answer.key).version) return;
  leaving_.erase(answer.key);
  records_.erase(answer.key);
}

void ChainNode::handleSync(const ChainMessage& sync) {
  const Peers around = ring_.neighbourhoodOf(sync.sender);
  // Race: one of the two has not noticed a change. Or this peer has not ended its own pull.
  if (around.empty() || fingerprintOf(around) != sync.view) return;
  if (sync.stage == Stage::Confirm && barrier_.stage() == Stage::Pull) return;
  ChainMessage ack = makeMessage(MessageKind::SyncAck);
  ack.round = sync.round;
  ack.stage = sync.stage;
  ack.isComplete = true;
  if (sync.stage == Stage::Pull) addRecords(sync, &ack);
  send(sync.sender, ack);
}

// The sender's records that come after the key that it has got to.
void ChainNode::addRecords(const ChainMessage& sync, ChainMessage* ack) const {
  size_t bytes = kHeadBytes;
  const auto& all = records_.all();
  for (auto next = all.upper_bound(sync.key); next != all.end(); ++next) {
    if (!contains(ring_.chainOf(next->first), sync.sender)) continue;
    // The acknowledgement names the last key once more.
    bytes += encodedSize(next->first, next->second);
    if (bytes + next->first.size() > room()) {
      ack->isComplete = false;
      return;
    }
    ack->records.emplace_back(*next);
    ack->key = next->first;
  }
}

void ChainNode::handleSyncAck(const ChainMessage& ack) {
  if (ack.round != barrier_.round()) return;
  // Race: an answer to a retransmitted request. What it has may not have passed the middle yet.
  if (barrier_.stage() == Stage::Pull) {
    for (const auto& [key, record] : ack.records) records_.adopt(key, record);
  }
  barrier_.acknowledge(ack.sender, ack.stage, ack.key, ack.isComplete, params_->getcurrtime());
}

// ---- Helpers.

std::vector<Node> ChainNode::findNodes(const std::string& key) {
  std::vector<Node> nodes;
  for (const Peer& peer : ring_.chainOf(key)) nodes.emplace_back(addressOf(peer));
  return nodes;
}

ChainMessage ChainNode::makeMessage(MessageKind kind) const {
  ChainMessage message;
  message.kind = kind;
  message.sender = self_;
  message.incarnation = incarnation_;
  return message;
}

// About the same call of a client.
ChainMessage ChainNode::makeMessageOf(const ChainMessage& call, MessageKind kind) const {
  ChainMessage message = makeMessage(kind);
  message.operation = call.operation;
  message.coordinator = call.coordinator;
  message.transId = call.transId;
  message.key = call.key;
  return message;
}

void ChainNode::send(const Peer& to, const ChainMessage& message) {
  std::string bytes = message.encode();
  Address address = addressOf(to);
  net_->ENsend(&member_->addr, &address, bytes.data(), static_cast<int>(bytes.size()));
}

// Bytes of the largest message.
size_t ChainNode::room() const {
  return static_cast<size_t>(course::largestMessage(params_->MAX_MSG_SIZE));
}

// Once for each call, however often it comes down the chain.
void ChainNode::logReplica(const ChainMessage& message, bool succeeded, const std::string& value) {
  const std::pair<Peer, int> name(message.coordinator, message.transId);
  if (!logged_.emplace(name, params_->getcurrtime()).second) return;
  logLine(false, message, succeeded, value);
}

void ChainNode::logLine(bool isCoordinator, const ChainMessage& call, bool succeeded,
                        const std::string& value) {
  Address* const address = &member_->addr;
  const int id = call.transId;
  switch (call.operation) {
    case sim::Operation::Create:
      succeeded ? log_->logCreateSuccess(address, isCoordinator, id, call.key, value)
                : log_->logCreateFail(address, isCoordinator, id, call.key, value);
      break;
    case sim::Operation::Read:
      succeeded ? log_->logReadSuccess(address, isCoordinator, id, call.key, value)
                : log_->logReadFail(address, isCoordinator, id, call.key);
      break;
    case sim::Operation::Update:
      succeeded ? log_->logUpdateSuccess(address, isCoordinator, id, call.key, value)
                : log_->logUpdateFail(address, isCoordinator, id, call.key, value);
      break;
    case sim::Operation::Delete:
      succeeded ? log_->logDeleteSuccess(address, isCoordinator, id, call.key)
                : log_->logDeleteFail(address, isCoordinator, id, call.key);
      break;
  }
}

void ChainNode::forget() {
  const int now = params_->getcurrtime();
  // Until the tail has the tombstone, the value there must not outlive it.
  records_.collectTombstones(now, [this](const std::string& key) { return isInSent(key); });
  std::erase_if(logged_, [now](const auto& each) { return now - each.second > kLoggedTicks; });
}

}  // namespace chain
