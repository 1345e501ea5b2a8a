#include "report/reading/BodyRecords.h"

#include <climits>

#include "host/Check.h"
#include "host/LineReader.h"

namespace report {

namespace {

constexpr int kMaxTable = 65535;
constexpr int kMaxMessageBytes = 1 << 30;

bool isChange(Record record) { return record >= Record::InGroup && record <= Record::CopiesGone; }

// The kinds of which dbg.log has a line, which may name another address.
bool isLogged(Record record) {
  return record == Record::Added || record == Record::Removed || record == Record::Answer ||
         record == Record::Finish || record == Record::Note;
}

sim::Operation readKind(Fields* fields) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {sim::operationName(sim::Operation::Create), sim::operationName(sim::Operation::Read),
       sim::operationName(sim::Operation::Update), sim::operationName(sim::Operation::Delete)});
  static_assert(kWords.size() == sim::kOperationCount);
  return static_cast<sim::Operation>(fields->choice("the operation", kWords));
}

uint64_t keyOf(const MessageName& name) {
  return 2 * name.number + static_cast<uint64_t>(name.network);
}

}  // namespace

void BodyRecords::read(Record record, Fields* fields) {
  CHECK(has(record));
  if (isDefinition(record)) return define(record, fields);
  if (loggedAs_ && !isLogged(record)) {
    return fields->fail("`" + std::string(recordWord(record)) +
                        "` follows `as`: added, removed, ans, fin or note is allowed");
  }
  if (tick_ < 0 && record != Record::Tick) {
    return fields->fail("`" + std::string(recordWord(record)) +
                        "` comes before the first tick: `t` is expected");
  }
  if (isChange(record)) return readChange(record, fields);
  at_ = 0;
  switch (record) {
    case Record::Tick: return readTick(fields);
    case Record::Turn: return readTurn(fields);
    case Record::Done: return readDone(fields);
    case Record::As: loggedAs_ = fields->address("the address"); return;
    case Record::At: return readAt(fields);
    case Record::Sum: return readSum(fields);
    default: return readEvent(record, fields);
  }
}

std::string BodyRecords::unfinished() const {
  if (loggedAs_) return "added, removed, ans, fin or note is expected";
  return turn_ == kNoIndex ? "" : "`done` of the last turn is expected";
}

void BodyRecords::define(Record record, Fields* fields) {
  if (record == Record::Key) {
    Key key;
    key.place = fields->number("the place", 0, trace_->ringPlaces - 1);
    key.text = fields->text("the key");
    trace_->keys.push_back(std::move(key));
  } else if (record == Record::Text) {
    trace_->texts.push_back(fields->text("the text"));
  } else {
    trace_->names.push_back(fields->text("the name"));
  }
}

void BodyRecords::readTick(Fields* fields) {
  if (turn_ != kNoIndex) return fields->fail("a tick begins inside of a turn: `done` is expected");
  tick_ = fields->integer("the tick", tick_ + 1, kMaxTick);
}

void BodyRecords::readTurn(Fields* fields) {
  if (turn_ != kNoIndex) return fields->fail("a turn begins inside of a turn: `done` is expected");
  Turn turn;
  turn.peer = readPeer(fields);
  turn.name = fields->index("the name", trace_->names.size());
  turn.tick = tick_;
  turn.firstEvent = turn.endEvent = nextEvent();
  turn.firstChange = turn.endChange = static_cast<Index>(trace_->changes.size());
  turn_ = static_cast<Index>(trace_->turns.size());
  trace_->turns.push_back(turn);
}

void BodyRecords::readDone(Fields* fields) {
  if (turn_ == kNoIndex) return fields->fail("`done` ends no turn: `turn` is expected before");
  Turn& turn = trace_->turns[turn_];
  turn.endEvent = nextEvent();
  turn.endChange = static_cast<Index>(trace_->changes.size());
  turn_ = kNoIndex;
}

void BodyRecords::readEvent(Record record, Fields* fields) {
  switch (record) {
    case Record::Sent:
    case Record::Refused: return readSend(record, fields);
    case Record::Added:
    case Record::Removed: return readMember(record, fields);
    case Record::Call: return readCall(fields);
    case Record::Answer:
    case Record::Finish: return readLine(record, fields);
    case Record::Note: return readNote(fields);
    case Record::FaultBegan:
    case Record::FaultEnded: return readFault(record, fields);
    default: break;
  }
  if (record <= Record::Discarded) return readOfMessage(record, fields);
  readOfPeer(record, fields);
}

Event BodyRecords::newEvent(Record record) const {
  Event event;
  event.kind = record;
  event.tick = tick_;
  event.turn = turn_;
  return event;
}

void BodyRecords::add(const Event& event, const Fields& fields) {
  if (!fields.ok()) return;
  if (loggedAs_) trace_->loggedAs[nextEvent()] = *loggedAs_;
  loggedAs_.reset();
  trace_->events.push_back(event);
}

int BodyRecords::readPeer(Fields* fields) { return fields->integer("the peer", 1, trace_->peers); }

sim::PeerId BodyRecords::peerOf(const sim::Endpoint& address) const {
  return address.port == 0 && address.id >= 1 && address.id <= trace_->peers ? address.id : 0;
}

void BodyRecords::readSend(Record record, Fields* fields) {
  Message message;
  const MessageName name = readMessageName(fields);
  message.network = name.network;
  message.number = name.number;
  message.from = fields->address("the sender");
  message.to = fields->address("the receiver");
  message.sizeBytes = fields->integer("the size", 0, kMaxMessageBytes);
  message.text = fields->indexOrNone("the text", trace_->texts.size());
  message.sentEvent = message.endEvent = nextEvent();
  Event event = newEvent(record);
  event.peer = peerOf(message.from);
  event.message = static_cast<Index>(trace_->messages.size());
  if (record == Record::Refused) {
    event.cause = static_cast<sim::DropCause>(fields->choice("the cause", sim::kDropCauseNames));
    if (!isRefusal(event.cause)) {
      fields->fail("no sender is told of this cause: chance, too-large or queue-full is allowed");
    }
    message.fate = Fate::Refused;
    message.cause = event.cause;
  }
  if (!fields->ok()) return;
  if (!messages_.emplace(keyOf(name), event.message).second) {
    return fields->fail(nameOf(message) + " was sent before: a new number is expected");
  }
  trace_->messages.push_back(message);
  add(event, *fields);
}

void BodyRecords::readOfMessage(Record record, Fields* fields) {
  const MessageName name = readMessageName(fields);
  const auto found = messages_.find(keyOf(name));
  if (fields->ok() && found == messages_.end()) {
    fields->fail("message " + std::to_string(name.number) +
                 " was not sent: one that was sent above is allowed");
  }
  Event event = newEvent(record);
  if (record == Record::Lost) {
    event.cause = static_cast<sim::DropCause>(fields->choice("the cause", sim::kDropCauseNames));
    if (isRefusal(event.cause)) {
      fields->fail("senders are told of this cause: receiver-down, fault or partition is allowed");
    }
  } else if (record == Record::Corrupted) {
    event.detail = fields->index("the text", trace_->texts.size());
  }
  if (!fields->ok()) return;
  event.message = found->second;
  Message& message = trace_->messages[event.message];
  const bool isAtReceiver = record == Record::Delivered || record == Record::Discarded;
  event.peer = peerOf(isAtReceiver ? message.to : message.from);
  noteMessage(event, &message);
  add(event, *fields);
}

// Notes an event that is about to be added.
void BodyRecords::noteMessage(const Event& event, Message* message) {
  message->endEvent = nextEvent();
  switch (event.kind) {
    case Record::Delayed: message->delayed = true; break;
    case Record::Duplicated: message->duplicated = true; break;
    case Record::Corrupted:
      message->corrupted = true;
      message->corruptedText = event.detail;
      break;
    case Record::Delivered:
      message->fate = Fate::Delivered;
      message->lastDelivery = nextEvent();
      if (message->firstDelivery == kNoIndex) message->firstDelivery = nextEvent();
      break;
    case Record::Lost:
      if (message->fate == Fate::Delivered) break;
      message->fate = Fate::Lost;
      message->cause = event.cause;
      break;
    default: break;
  }
}

void BodyRecords::readOfPeer(Record record, Fields* fields) {
  Event event = newEvent(record);
  event.peer = readPeer(fields);
  if (record == Record::Again) event.flag = fields->flag("whether it has its memory");
  add(event, *fields);
}

void BodyRecords::readMember(Record record, Fields* fields) {
  Event event = newEvent(record);
  event.peer = readPeer(fields);
  event.other = fields->address("the member");
  add(event, *fields);
}

void BodyRecords::readCall(Fields* fields) {
  Event event = newEvent(Record::Call);
  const int number = static_cast<int>(trace_->operations.size()) + 1;
  event.operation = fields->integer("the operation's number", number, number);
  event.peer = readPeer(fields);
  event.detail = static_cast<Index>(trace_->lines.size());
  Line line;
  line.client = fields->integer("the client", 0, INT_MAX);
  line.kind = readKind(fields);
  line.key = fields->index("the key", trace_->keys.size());
  line.value = fields->text("the value");
  if (!fields->ok()) return;
  Operation operation;
  operation.coordinator = event.peer;
  operation.client = line.client;
  operation.kind = line.kind;
  operation.key = line.key;
  operation.value = line.value;
  operation.callEvent = nextEvent();
  operation.invokedAt = tick_;
  trace_->operations.push_back(std::move(operation));
  trace_->lines.push_back(std::move(line));
  add(event, *fields);
}

void BodyRecords::readLine(Record record, Fields* fields) {
  Event event = newEvent(record);
  event.peer = readPeer(fields);
  event.detail = static_cast<Index>(trace_->lines.size());
  Line line;
  line.kind = readKind(fields);
  event.flag = fields->flag("whether it succeeded");
  line.transaction = fields->integer("the transaction", INT_MIN, INT_MAX);
  line.key = fields->index("the key", trace_->keys.size());
  line.value = fields->text("the value");
  event.operation =
      fields->integer("the operation's number", 0, static_cast<int>(trace_->operations.size()));
  if (!fields->ok()) return;
  if (event.operation > 0) {
    Operation& operation = trace_->operations[static_cast<size_t>(event.operation) - 1];
    if (record == Record::Answer) {
      operation.answers.push_back(nextEvent());
    } else if (operation.finishEvent == kNoIndex) {
      operation.finishEvent = nextEvent();
    }
  }
  trace_->lines.push_back(std::move(line));
  add(event, *fields);
}

void BodyRecords::readNote(Fields* fields) {
  Event event = newEvent(Record::Note);
  event.peer = readPeer(fields);
  event.detail = static_cast<Index>(trace_->notes.size());
  trace_->notes.push_back(fields->text("the note"));
  add(event, *fields);
}

void BodyRecords::readFault(Record record, Fields* fields) {
  Event event = newEvent(record);
  event.detail = static_cast<Index>(trace_->faults.size());
  Fault fault;
  fault.kind = fields->word("the kind of the fault");
  fault.text = fields->text("the fault");
  while (fields->ok() && !fields->atEnd()) fault.peers.push_back(readPeer(fields));
  trace_->faults.push_back(std::move(fault));
  add(event, *fields);
}

void BodyRecords::readAt(Fields* fields) {
  if (turn_ != kNoIndex) return fields->fail("`at` stands in a turn: it is allowed outside of one");
  at_ = readPeer(fields);
}

void BodyRecords::readChange(Record record, Fields* fields) {
  Change change;
  change.kind = record;
  change.peer = turn_ == kNoIndex ? at_ : trace_->turns[turn_].peer;
  if (change.peer == 0) {
    return fields->fail("`" + std::string(recordWord(record)) +
                        "` is no peer's: `at` or `turn` is expected before");
  }
  change.tick = tick_;
  change.turn = turn_;
  change.event = nextEvent();
  switch (record) {
    case Record::InGroup: change.number = fields->number("whether it is in the group", 0, 1); break;
    case Record::Beat:
      change.number = fields->number("the heartbeat", -kMaxNumber, kMaxNumber);
      break;
    case Record::EntryAdded:
    case Record::EntryChanged:
      change.member = fields->address("the member");
      change.number = fields->number("the heartbeat", -kMaxNumber, kMaxNumber);
      change.timestamp = fields->number("the timestamp", -kMaxNumber, kMaxNumber);
      break;
    case Record::EntryRemoved: change.member = fields->address("the member"); break;
    case Record::CopyHeld:
    case Record::CopyGone:
      change.table = static_cast<Index>(fields->integer("the table", 0, kMaxTable));
      change.key = fields->index("the key", trace_->keys.size());
      if (record == Record::CopyGone) break;
      change.value = static_cast<Index>(trace_->values.size());
      trace_->values.push_back(fields->text("the text"));
      break;
    default: break;
  }
  trace_->changes.push_back(change);
}

void BodyRecords::readSum(Fields* fields) {
  Sum sum;
  sum.tick = tick_;
  sum.network = readNetwork(fields);
  sum.sent = static_cast<uint64_t>(fields->number("the number sent", 0, kMaxNumber));
  sum.delivered = static_cast<uint64_t>(fields->number("the number delivered", 0, kMaxNumber));
  sum.lost = static_cast<uint64_t>(fields->number("the number lost", 0, kMaxNumber));
  sum.bytes = static_cast<uint64_t>(fields->number("the number of bytes", 0, kMaxNumber));
  trace_->sums.push_back(sum);
}

}  // namespace report
