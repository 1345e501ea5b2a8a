#include "stores/twophase/Coordinator.h"

#include <algorithm>
#include <utility>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"

namespace twophase {

namespace {

// A journal that has grown by this much, and by more than its snapshot had, is replaced.
constexpr size_t kRecordsBeforeSnapshot = 200;

}  // namespace

Coordinator::Coordinator(const Settings& settings, Journal* journal)
    : largestMessageBytes_(settings.largestMessageBytes),
      journal_(journal),
      cache_(settings.cacheSets, settings.cacheEntries),
      servers_(settings.servers),
      gets_(&cache_, &servers_, &locks_, &numbers_) {}

// ---- Recovery.

bool Coordinator::recover(const std::vector<std::string>& records) {
  for (size_t i = 0; i < records.size(); ++i) {
    Message record;
    if (decode(records[i], &record) != Reading::Ok || !replay(record)) {
      problem_ = "journal is damaged: record " + std::to_string(i + 1) + " makes no sense";
      return false;
    }
  }
  for (auto& [transaction, update] : deciding_) {
    const std::vector<sim::PeerId> servers = servers_.of(update.decision.key);
    update.waitsFor = {servers.begin(), servers.end()};
    locks_[cache_.setOf(update.decision.key)] = transaction;
  }
  return true;
}

bool Coordinator::replay(const Message& record) {
  switch (record.type) {
    case Type::Start: numbers_.incarnation = record.incarnation; return true;
    case Type::Register:
      if (!servers_.mayRegister(record.server)) return false;
      servers_.add(record.server, record.request.peer);
      return true;
    case Type::Commit: deciding_[record.transaction].decision = record; return true;
    case Type::End: {
      const auto ended = deciding_.find(record.transaction);
      if (ended == deciding_.end()) return false;
      const Message& decision = ended->second.decision;
      results_[decision.request] = {kSuccess, decision.deadline};
      deciding_.erase(ended);
      return true;
    }
    case Type::Abort: results_[record.request] = {record.text, record.deadline}; return true;
    default: return false;
  }
}

bool Coordinator::begin() {
  Message record;
  record.type = Type::Start;
  record.incarnation = numbers_.incarnation + 1;
  if (!journal_->append(encode(record))) return false;
  journal_->sync();
  numbers_.incarnation = record.incarnation;
  return true;
}

// ---- Messages.

void Coordinator::onMessage(const Message& message, int now, Outbox* out) {
  switch (message.type) {
    case Type::Register: onRegister(message, out); break;
    case Type::Get:
    case Type::Put:
    case Type::Delete: onCall(message, now, out); break;
    case Type::Response:
      if (servers_.isComplete()) gets_.onAnswer(message, out);
      break;
    case Type::Ready:
    case Type::Abort: onVote(message, now, out); break;
    case Type::Ack: onAck(message, now, out); break;
    case Type::Inquire: onInquiry(message, out); break;
    default: break;
  }
}

void Coordinator::onRegister(const Message& message, Outbox* out) {
  const sim::PeerId from = message.sender;
  Message answer = answerTo(message, Type::Response, numbers_.incarnation);
  if (!servers_.mayRegister(message.server)) {
    answer.text = kNoConnection;
    out->push_back({from, answer});
    return;
  }
  const auto known = servers_.byId().find(message.server);
  if (known == servers_.byId().end() || known->second != from) {
    Message record = message;
    record.request.peer = from;
    record.sender = 0;
    if (!journal_->append(encode(record))) return;  // It registers again.
    journal_->sync();
    servers_.add(message.server, from);
  }
  answer.server = message.server;
  answer.text = "Successfully registered " + std::to_string(message.server) + "@" +
                std::to_string(from) + ":0";
  out->push_back({from, answer});
}

// Late copies of a call are told from the others by its last tick.
void Coordinator::onCall(const Message& call, int now, Outbox* out) {
  if (call.transaction != 0 || now > call.deadline) return;
  const std::string problem = problemOf(call, largestMessageBytes_);
  if (!problem.empty()) return respond(call.request, problem, out);
  if (call.type == Type::Get) {
    if (servers_.isComplete()) gets_.onCall(call, now, out);
    return;
  }
  const auto result = results_.find(call.request);
  if (result != results_.end()) {
    if (!result->second.text.empty()) respond(call.request, result->second.text, out);
    return;
  }
  if (isInProgress(call.request)) return;
  waiting_.push_back(call);
  startUpdate(now, out);
}

bool Coordinator::isInProgress(const RequestId& request) const {
  const auto isOfRequest = [&](const Message& message) { return message.request == request; };
  return std::any_of(waiting_.begin(), waiting_.end(), isOfRequest) ||
         (voting_ && isOfRequest(voting_->prepare)) ||
         std::any_of(deciding_.begin(), deciding_.end(),
                     [&](const auto& update) { return isOfRequest(update.second.decision); });
}

// Of another transaction, or after the decision: late or repeated.
void Coordinator::onVote(const Message& vote, int now, Outbox* out) {
  if (!voting_ || vote.transaction != voting_->prepare.transaction) return;
  const std::vector<sim::PeerId>& servers = voting_->servers;
  if (std::find(servers.begin(), servers.end(), vote.sender) == servers.end()) return;
  if (vote.type == Type::Abort) {
    abort(vote.text, out);
  } else {
    voting_->ready.insert(vote.sender);
    if (voting_->ready.size() == servers.size()) commit(now, out);
  }
  startUpdate(now, out);
}

void Coordinator::onAck(const Message& ack, int now, Outbox* out) {
  const auto update = deciding_.find(ack.transaction);
  if (update == deciding_.end()) return;
  update->second.waitsFor.erase(ack.sender);
  if (!update->second.waitsFor.empty()) return;
  finish(ack.transaction, now, out);
}

// What has no decision in the journal, and is not being voted for, was aborted.
void Coordinator::onInquiry(const Message& inquiry, Outbox* out) {
  if (voting_ && voting_->prepare.transaction == inquiry.transaction) return;
  const bool isCommitted = deciding_.count(inquiry.transaction) > 0;
  out->push_back({inquiry.sender, answerTo(inquiry, isCommitted ? Type::Commit : Type::Abort,
                                           numbers_.incarnation)});
}

// ---- Updates.

void Coordinator::startUpdate(int now, Outbox* out) {
  if (voting_ || !servers_.isComplete()) return;
  const auto next = std::find_if(waiting_.begin(), waiting_.end(), [&](const Message& call) {
    return locks_.count(cache_.setOf(call.key)) == 0;
  });
  if (next == waiting_.end()) return;
  Voting update;
  update.prepare = *next;
  waiting_.erase(next);
  update.servers = servers_.of(update.prepare.key);
  update.prepare.transaction = numbers_.next();
  update.prepare.sender = 0;
  update.prepare.incarnation = numbers_.incarnation;
  update.endsAt = std::min(now + kVoteTicks, update.prepare.deadline);
  voting_ = std::move(update);
  const size_t set = cache_.setOf(voting_->prepare.key);
  locks_[set] = voting_->prepare.transaction;
  gets_.interrupt(set);
  voting_->prepare.floor = floor();
  sendPrepares(now, out);
}

void Coordinator::sendPrepares(int now, Outbox* out) {
  voting_->nextTry = now + kPrepareRetryTicks;
  for (const sim::PeerId server : voting_->servers) {
    if (voting_->ready.count(server) == 0) out->push_back({server, voting_->prepare});
  }
}

Message Coordinator::decisionOf(const Voting& update, Type type) const {
  Message decision = answerTo(update.prepare, type, numbers_.incarnation);
  decision.key = update.prepare.key;
  decision.deadline = update.prepare.deadline;
  return decision;
}

void Coordinator::commit(int now, Outbox* out) {
  Deciding update;
  update.decision = decisionOf(*voting_, Type::Commit);
  if (!journal_->append(encode(update.decision))) return abort(kNoRoom, out);
  journal_->sync();
  if (voting_->prepare.type == Type::Put) update.value = voting_->prepare.value;
  update.waitsFor = {voting_->servers.begin(), voting_->servers.end()};
  voting_.reset();
  Deciding& placed = deciding_[update.decision.transaction] = std::move(update);
  sendCommits(&placed, now, out);
}

// The caller is told when the result is in the journal: a copy of his call must not begin again.
void Coordinator::abort(const std::string& why, Outbox* out) {
  Message decision = decisionOf(*voting_, Type::Abort);
  for (const sim::PeerId server : voting_->servers) out->push_back({server, decision});
  decision.text = why;
  const bool isRecorded = journal_->append(encode(decision));
  if (isRecorded) journal_->sync();
  results_[decision.request] = {isRecorded ? why : "", decision.deadline};
  locks_.erase(cache_.setOf(decision.key));
  voting_.reset();
  if (isRecorded) respond(decision.request, why, out);
}

void Coordinator::sendCommits(Deciding* update, int now, Outbox* out) {
  update->nextTry = now + kCommitRetryTicks;
  for (const sim::PeerId server : update->waitsFor) out->push_back({server, update->decision});
}

void Coordinator::finish(TransactionId transaction, int now, Outbox* out) {
  const auto ended = deciding_.find(transaction);
  const Message decision = ended->second.decision;
  if (ended->second.value) {
    cache_.put(decision.key, *ended->second.value);
  } else {
    cache_.erase(decision.key);
  }
  Message record = answerTo(decision, Type::End, numbers_.incarnation);
  record.request = {};
  // Without the record, the servers are asked to commit again after a crash.
  [[maybe_unused]] const bool isRecorded = journal_->append(encode(record));
  deciding_.erase(ended);
  locks_.erase(cache_.setOf(decision.key));
  results_[decision.request] = {kSuccess, decision.deadline};
  respond(decision.request, kSuccess, out);
  startUpdate(now, out);
}

// ---- Ticks.

void Coordinator::onTick(int now, Outbox* out) {
  std::erase_if(waiting_, [now](const Message& call) { return now >= call.deadline; });
  std::erase_if(results_, [now](const auto& result) { return now > result.second.deadline; });
  if (voting_ && now >= voting_->endsAt) abort(kTimeout, out);
  startUpdate(now, out);
  if (voting_ && now >= voting_->nextTry) sendPrepares(now, out);
  for (auto& [transaction, update] : deciding_) {
    if (now >= update.nextTry) sendCommits(&update, now, out);
  }
  gets_.onTick(now, out);
  if (journal_->recordsAppended() > kRecordsBeforeSnapshot + journal_->snapshotRecords()) compact();
}

void Coordinator::compact() {
  Message record;
  record.type = Type::Start;
  record.incarnation = numbers_.incarnation;
  std::vector<std::string> snapshot = {encode(record)};
  record = {};
  record.type = Type::Register;
  for (const auto& [id, peer] : servers_.byId()) {
    record.server = id;
    record.request.peer = peer;
    snapshot.push_back(encode(record));
  }
  for (const auto& update : deciding_) snapshot.push_back(encode(update.second.decision));
  record = {};
  record.type = Type::Abort;
  for (const auto& [request, result] : results_) {
    record.request = request;
    record.text = result.text;
    record.deadline = result.deadline;
    snapshot.push_back(encode(record));
  }
  // On a full disk the journal stays as it is.
  [[maybe_unused]] const bool isReplaced = journal_->replace(snapshot);
}

// ---- The parts.

void Coordinator::respond(const RequestId& request, const std::string& text, Outbox* out) const {
  Message response;
  response.type = Type::Response;
  response.request = request;
  response.incarnation = numbers_.incarnation;
  response.text = text;
  out->push_back({request.peer, response});
}

TransactionId Coordinator::floor() const {
  TransactionId lowest = voting_ ? voting_->prepare.transaction : numbers_.coming();
  if (!deciding_.empty()) lowest = std::min(lowest, deciding_.begin()->first);
  return lowest;
}

}  // namespace twophase
