#include "stores/twophase/TwoPhaseNode.h"

#include <utility>

#include "CourseRules.h"
#include "Endpoints.h"
#include "check/base/ServerIds.h"
#include "stores/ReceivedMessages.h"
#include "stores/twophase/Results.h"

namespace twophase {

using check::kCoordinator;

TwoPhaseNode::TwoPhaseNode(Member* member, Params* params, EmulNet* net, Log* log, Address* address,
                           sim::Disk* disk)
    : member_(member),
      params_(params),
      net_(net),
      log_(log),
      address_(address),
      self_(endpointOf(*address).id),
      journal_(disk, "peer " + std::to_string(self_)),
      caller_({self_, kCoordinator, largestMessageBytes()},
              [this](const Finished& finished) { logFinished(finished); }) {}

size_t TwoPhaseNode::largestMessageBytes() const {
  return static_cast<size_t>(course::largestMessage(params_->MAX_MSG_SIZE));
}

// ---- Starting.

bool TwoPhaseNode::isStarted() {
  if (isStopped_ || isStarted_) return isStarted_;
  if (!coordinator_ && !participant_ && !recover()) return false;
  isStarted_ = coordinator_ ? coordinator_->begin() : participant_->begin();
  if (isStarted_) {
    caller_.begin(coordinator_ ? coordinator_->incarnation() : participant_->incarnation());
  }
  return isStarted_;
}

bool TwoPhaseNode::recover() {
  std::vector<std::string> records;
  if (!journal_.recover(&records)) {
    if (!journal_.lacksRoom()) stop(journal_.problem());
    return false;
  }
  if (self_ == kCoordinator) {
    Coordinator::Settings settings;
    settings.servers = static_cast<size_t>(params_->EN_GPSZ - 1);
    settings.cacheSets = static_cast<size_t>(params_->COORDINATOR_CACHE_SETS);
    settings.cacheEntries = static_cast<size_t>(params_->COORDINATOR_CACHE_ENTRIES);
    settings.largestMessageBytes = largestMessageBytes();
    coordinator_.emplace(settings, &journal_);
    if (coordinator_->recover(records)) return true;
    stop(coordinator_->problem());
    return false;
  }
  Participant::Settings settings;
  settings.coordinator = kCoordinator;
  settings.server = check::serverId(self_);
  settings.cacheSets = static_cast<size_t>(params_->SERVER_CACHE_SETS);
  settings.cacheEntries = static_cast<size_t>(params_->SERVER_CACHE_ENTRIES);
  table_.emplace();
  participant_.emplace(settings, &journal_, &*table_,
                       [this](const Served& served) { logServed(served); });
  if (participant_->recover(records)) return true;
  stop(participant_->problem());
  return false;
}

void TwoPhaseNode::stop(const std::string& why) {
  isStopped_ = true;
  log_->LOG(address_, "%s: this peer does not serve", why.c_str());
}

// ---- Messages.

void TwoPhaseNode::recvLoop() {
  if (member_->bFailed) return;
  receiveInto(&member_->mp2q, member_, net_);
}

void TwoPhaseNode::checkMessages() {
  const bool serves = isStarted();
  Outbox out;
  handleAll(&member_->mp2q, [&](std::string_view bytes) {
    if (serves) receive(bytes, &out);
  });
  if (!serves) return;
  if (coordinator_) coordinator_->onTick(now(), &out);
  if (participant_) participant_->onTick(now(), &out);
  caller_.onTick(now(), &out);
  flush(std::move(out));
}

// A frame that is not whole was damaged on its way, and is as good as lost.
void TwoPhaseNode::receive(std::string_view bytes, Outbox* out) {
  Message message;
  const Reading reading = decode(bytes, &message);
  if (reading == Reading::Ok) return dispatch(message, out);
  if (reading == Reading::BadFrame || message.request.peer != message.sender) return;
  Message answer = answerTo(message, Type::Response, 0);
  answer.transaction = 0;
  answer.text = reading == Reading::BadJson ? kNoJson : kNoFormat;
  out->push_back({message.sender, answer});
}

void TwoPhaseNode::dispatch(const Message& message, Outbox* out) {
  const bool isForCaller =
      message.type == Type::Response && message.transaction == 0 && message.server == 0;
  if (isForCaller) {
    caller_.onResponse(message);
  } else if (coordinator_) {
    coordinator_->onMessage(message, now(), out);
  } else {
    participant_->onMessage(message, now(), out);
  }
}

// A peer's messages to itself do not travel.
void TwoPhaseNode::flush(Outbox out) {
  for (size_t i = 0; i < out.size(); ++i) {
    Outgoing next = out[i];
    next.message.sender = self_;
    if (next.to == self_) {
      dispatch(next.message, &out);
      continue;
    }
    Address to = addressOf({next.to, 0});
    net_->ENsend(address_, &to, encode(next.message));
  }
}

// ---- Calls.

void TwoPhaseNode::clientCreate(const std::string& key, const std::string& value) {
  call(sim::Operation::Create, key, value);
}

void TwoPhaseNode::clientRead(const std::string& key) { call(sim::Operation::Read, key, ""); }

void TwoPhaseNode::clientUpdate(const std::string& key, const std::string& value) {
  call(sim::Operation::Update, key, value);
}

void TwoPhaseNode::clientDelete(const std::string& key) { call(sim::Operation::Delete, key, ""); }

void TwoPhaseNode::call(sim::Operation operation, const std::string& key,
                        const std::string& value) {
  if (!isStarted()) return caller_.refuse(operation, key, value);
  Outbox out;
  caller_.call(operation, key, value, now(), &out);
  flush(std::move(out));
}

std::vector<Node> TwoPhaseNode::findNodes(const std::string& key) {
  Servers all(static_cast<size_t>(params_->EN_GPSZ));
  for (sim::PeerId peer = kCoordinator + 1; peer <= params_->EN_GPSZ; ++peer) {
    all.add(check::serverId(peer), peer);
  }
  std::vector<Node> nodes;
  for (const sim::PeerId peer : all.of(key)) nodes.emplace_back(addressOf({peer, 0}));
  return nodes;
}

// ---- The course's lines.

void TwoPhaseNode::logFinished(const Finished& finished) {
  const Message& call = finished.call;
  const int transId = call.request.transId();
  if (finished.isDecided) decidedRead_ = transId;
  logLine(true, finished.success, call.operation, transId, call.key,
          call.operation == sim::Operation::Read ? finished.value : call.value);
  decidedRead_.reset();
}

void TwoPhaseNode::logServed(const Served& served) {
  logLine(false, served.success, served.operation, served.request.transId(), served.key,
          served.value);
}

void TwoPhaseNode::logLine(bool isCoordinator, bool success, sim::Operation operation, int transId,
                           const std::string& key, const std::string& value) {
  switch (operation) {
    case sim::Operation::Create:
      if (success) return log_->logCreateSuccess(address_, isCoordinator, transId, key, value);
      return log_->logCreateFail(address_, isCoordinator, transId, key, value);
    case sim::Operation::Read:
      if (success) return log_->logReadSuccess(address_, isCoordinator, transId, key, value);
      return log_->logReadFail(address_, isCoordinator, transId, key);
    case sim::Operation::Update:
      if (success) return log_->logUpdateSuccess(address_, isCoordinator, transId, key, value);
      return log_->logUpdateFail(address_, isCoordinator, transId, key, value);
    case sim::Operation::Delete:
      if (success) return log_->logDeleteSuccess(address_, isCoordinator, transId, key);
      return log_->logDeleteFail(address_, isCoordinator, transId, key);
  }
}

std::string TwoPhaseNode::describe(const char* data, int size) {
  return twophase::describe({data, static_cast<size_t>(size)});
}

StoreHalf makeTwoPhaseStore(Member* member, Params* params, EmulNet* net, Log* log,
                            Address* address, sim::Disk* disk) {
  auto* const node = new TwoPhaseNode(member, params, net, log, address, disk);
  return {node, sim::MemoryBlock(node, sizeof *node), &TwoPhaseNode::describe};
}

}  // namespace twophase
