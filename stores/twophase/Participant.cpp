#include "stores/twophase/Participant.h"

#include <utility>

#include "stores/twophase/Results.h"
#include "stores/twophase/Timing.h"

namespace twophase {

namespace {

// A journal that has grown by this much, and by more than its snapshot had, is replaced.
constexpr size_t kRecordsBeforeSnapshot = 200;

}  // namespace

Participant::Participant(const Settings& settings, Journal* journal, HashTable* table,
                         std::function<void(const Served&)> served)
    : settings_(settings),
      journal_(journal),
      table_(table),
      served_(std::move(served)),
      cache_(settings.cacheSets, settings.cacheEntries) {}

// ---- Recovery.

bool Participant::recover(const std::vector<std::string>& records) {
  for (size_t i = 0; i < records.size(); ++i) {
    Message record;
    if (decode(records[i], &record) != Reading::Ok || !replay(record)) {
      problem_ = "journal is damaged: record " + std::to_string(i + 1) + " makes no sense";
      return false;
    }
  }
  return true;
}

bool Participant::replay(const Message& record) {
  switch (record.type) {
    case Type::Start:
      incarnation_ = record.incarnation;
      raiseFloor(record.floor);
      return true;
    case Type::Entry: table_->hashTable[record.key] = record.value; return true;
    case Type::Applied: applied_.insert(record.transaction); return true;
    case Type::Put:
    case Type::Delete:
      raiseFloor(record.floor);
      prepared_[record.transaction] = {record};
      return true;
    case Type::Commit: {
      const auto prepared = prepared_.find(record.transaction);
      if (prepared == prepared_.end()) return false;
      apply(prepared->second.update);
      prepared_.erase(prepared);
      return true;
    }
    case Type::Abort: prepared_.erase(record.transaction); return true;
    default: return false;
  }
}

Message Participant::startRecord() const {
  Message record;
  record.type = Type::Start;
  record.incarnation = incarnation_;
  record.floor = floor_;
  return record;
}

bool Participant::begin() {
  Message record = startRecord();
  ++record.incarnation;
  if (!journal_->append(encode(record))) return false;
  journal_->sync();
  incarnation_ = record.incarnation;
  return true;
}

// ---- Messages.

void Participant::onMessage(const Message& message, int now, Outbox* out) {
  switch (message.type) {
    case Type::Put:
    case Type::Delete: onPrepare(message, now, out); break;
    case Type::Commit: onCommit(message, out); break;
    case Type::Abort: onAbort(message); break;
    case Type::Get: onGet(message, out); break;
    case Type::Response:
      if (message.server == settings_.server) hasRegistered_ = true;
      break;
    default: break;
  }
}

// A prepare that comes late or again, after the decision, must not be in doubt for ever.
void Participant::onPrepare(const Message& update, int now, Outbox* out) {
  raiseFloor(update.floor);
  if (update.transaction < floor_ || applied_.count(update.transaction) > 0) return;
  if (const auto refused = refused_.find(update.transaction); refused != refused_.end()) {
    if (!refused->second.empty()) refuse(update, refused->second, out);
    return;
  }
  if (prepared_.count(update.transaction) > 0) {
    send(answerTo(update, Type::Ready, incarnation_), out);
    return;
  }
  vote(update, now, out);
}

void Participant::vote(const Message& update, int now, Outbox* out) {
  const bool needsKey = update.operation != sim::Operation::Create;
  if (needsKey && table_->count(update.key) == 0) {
    tell(update, false, update.value);
    refuse(update, kNoKey, out);
    return;
  }
  Message record = update;
  record.sender = 0;
  if (!journal_->append(encode(record))) {
    refuse(update, kNoRoom, out);
    return;
  }
  journal_->sync();
  prepared_[update.transaction] = {update, now + kInquireTicks};
  send(answerTo(update, Type::Ready, incarnation_), out);
}

void Participant::refuse(const Message& update, const std::string& why, Outbox* out) {
  refused_[update.transaction] = why;
  Message answer = answerTo(update, Type::Abort, incarnation_);
  answer.text = why;
  send(answer, out);
}

void Participant::onCommit(const Message& decision, Outbox* out) {
  const auto prepared = prepared_.find(decision.transaction);
  if (prepared != prepared_.end()) {
    if (!journal_->append(encode(decision))) return;  // The coordinator repeats it.
    journal_->sync();
    const Message update = prepared->second.update;
    prepared_.erase(prepared);
    apply(update);
    tell(update, true, update.value);
  } else if (decision.transaction >= floor_ && applied_.count(decision.transaction) == 0) {
    return;  // Nothing is known of it.
  }
  send(answerTo(decision, Type::Ack, incarnation_), out);
}

// Need not be synced: without the record, the server asks again.
void Participant::onAbort(const Message& decision) {
  if (decision.transaction >= floor_ && applied_.count(decision.transaction) == 0) {
    refused_.insert({decision.transaction, ""});
  }
  if (prepared_.erase(decision.transaction) == 0) return;
  Message record = decision;
  record.text.clear();
  [[maybe_unused]] const bool isRecorded = journal_->append(encode(record));
}

void Participant::onGet(const Message& get, Outbox* out) {
  Message answer = answerTo(get, Type::Response, incarnation_);
  answer.key = get.key;
  answer.text = kSuccess;
  if (const auto cached = cache_.get(get.key)) {
    answer.value = *cached;
  } else if (table_->count(get.key) > 0) {
    answer.value = table_->read(get.key);
    cache_.put(get.key, answer.value);
  } else {
    answer.text = kNoKey;
  }
  tell(get, answer.text == kSuccess, answer.value);
  send(answer, out);
}

// ---- Ticks.

void Participant::onTick(int now, Outbox* out) {
  if (!hasRegistered_ && now >= nextRegistration_) {
    nextRegistration_ = now + kRegisterRetryTicks;
    Message registration;
    registration.type = Type::Register;
    registration.incarnation = incarnation_;
    registration.server = settings_.server;
    send(registration, out);
  }
  for (auto& [transaction, prepared] : prepared_) {
    if (now < prepared.nextInquiry) continue;
    prepared.nextInquiry = now + kInquireTicks;
    send(answerTo(prepared.update, Type::Inquire, incarnation_), out);
  }
  if (journal_->recordsAppended() > kRecordsBeforeSnapshot + journal_->snapshotRecords()) compact();
}

void Participant::compact() {
  std::vector<std::string> snapshot = {encode(startRecord())};
  Message record;
  record.type = Type::Entry;
  for (const auto& [key, value] : table_->hashTable) {
    record.key = key;
    record.value = value;
    snapshot.push_back(encode(record));
  }
  record = {};
  record.type = Type::Applied;
  for (const TransactionId transaction : applied_) {
    record.transaction = transaction;
    snapshot.push_back(encode(record));
  }
  for (const auto& prepared : prepared_) snapshot.push_back(encode(prepared.second.update));
  // On a full disk the journal stays as it is.
  [[maybe_unused]] const bool isReplaced = journal_->replace(snapshot);
}

// ---- The parts.

void Participant::send(const Message& message, Outbox* out) const {
  out->push_back({settings_.coordinator, message});
}

void Participant::raiseFloor(TransactionId floor) {
  if (floor <= floor_) return;
  floor_ = floor;
  applied_.erase(applied_.begin(), applied_.lower_bound(floor));
  refused_.erase(refused_.begin(), refused_.lower_bound(floor));
}

void Participant::apply(const Message& update) {
  if (update.transaction >= floor_) applied_.insert(update.transaction);
  if (update.type == Type::Delete) {
    table_->hashTable.erase(update.key);
    cache_.erase(update.key);
    return;
  }
  table_->hashTable[update.key] = update.value;
  cache_.put(update.key, update.value);
}

void Participant::tell(const Message& update, bool success, const std::string& value) const {
  if (served_) served_({update.operation, success, update.request, update.key, value});
}

}  // namespace twophase
