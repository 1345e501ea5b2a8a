#include "report/recording/TraceWriter.h"

#include <algorithm>
#include <cstdio>

#include "check/base/Placement.h"
#include "host/Check.h"
#include "sim/Digest.h"

namespace report {

namespace {

constexpr std::array<std::string_view, sim::kFaultKindCount> kFaultWords = {
    "drop",      "delay", "duplicate", "reorder", "corrupt", "partition",    "slow", "pause",
    "full-disk", "crash", "restart",   "join",    "leave",   "corrupt-disk", "heal", "message"};
static_assert(!kFaultWords.back().empty(), "each kind has a word");

// A line of a trace has at most 1 MiB, and four characters stand for an unprintable byte.
constexpr size_t kLongestText = size_t{1} << 16;
constexpr size_t kLongestTextOfLarge = 64;

int64_t shownNumber(int64_t number) { return std::clamp(number, -kMaxNumber, kMaxNumber); }

std::string numberText(const check::Metric& metric) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", metric.decimals, metric.value);
  return text.data();
}

Record peerRecord(sim::EventKind kind) {
  switch (kind) {
    case sim::EventKind::NodeStarted: return Record::Up;
    case sim::EventKind::NodeFailed: return Record::Down;
    case sim::EventKind::NodeRestarted: return Record::Again;
    case sim::EventKind::NodePaused: return Record::Pause;
    case sim::EventKind::NodeResumed: return Record::Resume;
    default: return Record::Left;
  }
}

}  // namespace

TraceWriter::TraceWriter(const TraceHeader& header, DescribeMessage describe,
                         host::TextOutput* output)
    : lines_(output),
      describe_(std::move(describe)),
      peers_(header.peers),
      design_(header.design),
      history_(header.design) {
  writeHeader(header);
}

void TraceWriter::writeHeader(const TraceHeader& header) {
  lines_.begin(kMagic).number(kVersion).finish();
  lines_.begin(Record::Conf).text(header.conf).finish();
  lines_.begin(Record::Seed).number(header.seed).finish();
  lines_.begin(Record::Replay).text(header.replay).finish();
  lines_.begin(Record::Peers).number(header.peers).finish();
  lines_.begin(Record::Replicas).number(header.design.replicas).number(header.design.quorum);
  lines_.finish();
  lines_.begin(Record::Places).number(check::placesOn(design_));
  lines_.number(design_.limits.hasFixedGroup ? 1 : 0).finish();
  lines_.begin(Record::Limits).number(stateEveryTicks()).number(hasHeartbeats() ? 1 : 0);
  lines_.finish();
  for (const Source& source : header.sources) {
    lines_.begin(Record::Source).word(source.name).text(source.text).finish();
  }
  for (sim::PeerId peer = 1; peer <= header.peers; ++peer) {
    lines_.begin(Record::Ring).number(peer);
    const std::optional<uint64_t> place = check::placeOn(design_, peer);
    place ? lines_.number(*place) : lines_.word(kNone);
    lines_.finish();
  }
}

sim::Tick TraceWriter::stateEveryTicks() const {
  return peers_ <= kMostPeersInFull ? 1 : (peers_ + kMostPeersInFull - 1) / kMostPeersInFull;
}

// ---- Where a record stands.

// A submission can set the clock: a trace's ticks never go back, nor beyond what a conf allows.
void TraceWriter::goTo(sim::Tick tick) {
  tick = std::clamp(tick, tick_, std::max(tick_, kMaxTick - 1));
  if (tick == tick_) return;
  writeSums();
  tick_ = tick;
  isTickWritten_ = false;
}

void TraceWriter::writeTick() {
  if (isTickWritten_) return;
  lines_.begin(Record::Tick).number(tick_).finish();
  isTickWritten_ = true;
}

TraceLines& TraceWriter::begin(Record record) {
  writeTick();
  if (turnPeer_ != 0 && !isTurnWritten_) {
    const Index name = nameIndex(turnCall_);
    lines_.begin(Record::Turn).number(turnPeer_).number(name).finish();
    isTurnWritten_ = true;
  }
  if (statePeer_ != 0) {
    lines_.begin(Record::At).number(std::exchange(statePeer_, 0)).finish();
  }
  return lines_.begin(record);
}

void TraceWriter::beginTurn(sim::Tick tick, sim::PeerId peer, const char* call) {
  CHECK(turnPeer_ == 0);
  goTo(tick);
  turnPeer_ = peer;
  turnCall_ = call;
  isTurnWritten_ = false;
}

void TraceWriter::endTurn() {
  CHECK(turnPeer_ != 0);
  turnPeer_ = 0;
  if (isTurnWritten_) lines_.begin(Record::Done).finish();
}

void TraceWriter::beginState(sim::Tick tick, sim::PeerId peer) {
  CHECK(turnPeer_ == 0);
  goTo(tick);
  statePeer_ = peer;
}

void TraceWriter::endState() { statePeer_ = 0; }

// ---- Definitions. They stand before the record that uses them.

Index TraceWriter::textIndex(const sim::Event& event) {
  std::string text = messageText(describe_(event.node.id, event.network, event.bytes), event.bytes);
  const auto [entry, isNew] =
      texts_.try_emplace(std::move(text), static_cast<Index>(texts_.size()));
  if (isNew) lines_.begin(Record::Text).text(entry->first).finish();
  return entry->second;
}

Index TraceWriter::keyIndex(const std::string& key) {
  const auto [entry, isNew] = keys_.try_emplace(key, static_cast<Index>(keys_.size()));
  if (isNew)
    lines_.begin(Record::Key).number(check::placeOn(design_, key)).text(shownText(key)).finish();
  return entry->second;
}

Index TraceWriter::nameIndex(const char* call) {
  const auto [entry, isNew] = names_.try_emplace(call, static_cast<Index>(names_.size()));
  if (isNew) lines_.begin(Record::Name).text(call).finish();
  return entry->second;
}

std::string_view TraceWriter::shownText(std::string_view text) {
  const size_t longest = isLarge() ? kLongestTextOfLarge : kLongestText;
  if (text.size() <= longest) return text;
  ++cutTexts_;
  return text.substr(0, longest);
}

// ---- Events.

void TraceWriter::onEvent(const sim::Event& event) {
  goTo(event.tick);
  if (sim::isNetworkEvent(event.kind)) return onMessage(event);
  history_.onEvent(event);
  switch (event.kind) {
    case sim::EventKind::NodeStarted:
    case sim::EventKind::NodeFailed:
    case sim::EventKind::NodeRestarted:
    case sim::EventKind::NodePaused:
    case sim::EventKind::NodeResumed:
    case sim::EventKind::NodeLeft: return onPeer(event);
    case sim::EventKind::MemberAdded: return onMemberLine(Record::Added, event);
    case sim::EventKind::MemberRemoved: return onMemberLine(Record::Removed, event);
    case sim::EventKind::OperationInvoked: return onCall(event);
    case sim::EventKind::ReplicaAnswered:
      return onResult(Record::Answer, event, operationOfAnswer(event));
    case sim::EventKind::OperationFinished:
      return onResult(Record::Finish, event, operationOfResult(event));
    case sim::EventKind::Note: return onNote(event);
    case sim::EventKind::FaultBegan: return onFault(Record::FaultBegan, event);
    case sim::EventKind::FaultEnded: return onFault(Record::FaultEnded, event);
    default: return;
  }
}

void TraceWriter::onPeer(const sim::Event& event) {
  const Record record = peerRecord(event.kind);
  begin(record).number(event.node.id);
  if (record == Record::Again) lines_.number(event.success ? 1 : 0);
  lines_.finish();
  if (record == Record::Down || record == Record::Left) discardMessagesTo(event.node.id);
}

void TraceWriter::onNote(const sim::Event& event) {
  if (isLarge()) {
    ++notesLeft_;
    return;
  }
  writeLoggedAs(event);
  begin(Record::Note).number(event.node.id).text(shownText(event.text)).finish();
}

void TraceWriter::writeLoggedAs(const sim::Event& event) {
  if (event.isLoggedAsAnother) begin(Record::As).address(event.loggedAs).finish();
}

void TraceWriter::onMemberLine(Record record, const sim::Event& event) {
  writeLoggedAs(event);
  begin(record).number(event.node.id).address(event.other).finish();
}

void TraceWriter::onCall(const sim::Event& event) {
  const int operation = history_.count();
  const std::string key(event.key);
  open_[{event.operation, key}].push_back(operation);
  const Index index = keyIndex(key);
  begin(Record::Call).number(operation).number(event.node.id).number(event.client);
  lines_.word(sim::operationName(event.operation))
      .number(index)
      .text(shownText(event.value))
      .finish();
}

void TraceWriter::onResult(Record record, const sim::Event& event, int operation) {
  const Index key = keyIndex(std::string(event.key));
  writeLoggedAs(event);
  begin(record).number(event.node.id).word(sim::operationName(event.operation));
  lines_.number(event.success ? 1 : 0).number(event.transId).number(key);
  lines_.text(shownText(event.value)).number(operation).finish();
}

// A replica's line names neither coordinator nor call. It belongs to the call whose coordinator has
// named the same transaction; before that is known, to the only one that is open.
int TraceWriter::operationOfAnswer(const sim::Event& event) const {
  const CallKind kind = {event.operation, std::string(event.key)};
  const auto known = transactions_.find({event.transId, kind});
  if (known != transactions_.end()) return known->second;
  const auto open = open_.find(kind);
  return open != open_.end() && open->second.size() == 1 ? open->second.front() : 0;
}

int TraceWriter::operationOfResult(const sim::Event& event) {
  const int operation = history_.lastFinished();
  if (operation == 0) return 0;
  const CallKind kind = {event.operation, std::string(event.key)};
  transactions_[{event.transId, kind}] = operation;
  std::erase(open_[kind], operation);
  return operation;
}

void TraceWriter::onFault(Record record, const sim::Event& event) {
  begin(record).word(kFaultWords[static_cast<size_t>(event.fault)]).text(event.text);
  for (const sim::PeerId peer : event.cutPeers) lines_.number(peer);
  lines_.finish();
}

// ---- Messages.

bool TraceWriter::isCounted(sim::NetworkId network) const {
  const bool isMembership = network == sim::NetworkId::Membership;
  return (isMembership && peers_ > kMostPeersInFull) || isLarge();
}

void TraceWriter::onMessage(const sim::Event& event) {
  const MessageName name = {event.network, event.message};
  const bool isFirst = event.kind == sim::EventKind::Sent ||
                       (event.kind == sim::EventKind::Dropped && isRefusal(event.cause));
  // A message that was recorded when it was sent is recorded to its end.
  if (isCounted(event.network) && (isFirst || inFlight_.count(name) == 0)) {
    return countMessage(event);
  }
  switch (event.kind) {
    case sim::EventKind::Sent: return writeSent(event);
    case sim::EventKind::Dropped: return writeDropped(event);
    case sim::EventKind::Delivered:
      inFlight_.erase(name);
      return begin(Record::Delivered).message(event.network, event.message).finish();
    case sim::EventKind::Delayed:
      return begin(Record::Delayed).message(event.network, event.message).finish();
    case sim::EventKind::Duplicated:
      return begin(Record::Duplicated).message(event.network, event.message).finish();
    default: {
      const Index text = textIndex(event);
      return begin(Record::Corrupted).message(event.network, event.message).number(text).finish();
    }
  }
}

void TraceWriter::countMessage(const sim::Event& event) {
  const auto network = static_cast<size_t>(event.network);
  Counts& counts = counts_[network];
  switch (event.kind) {
    case sim::EventKind::Sent:
      ++counts.sent;
      counts.bytes += static_cast<uint64_t>(event.sizeBytes);
      ++left_[network];
      break;
    case sim::EventKind::Delivered: ++counts.delivered; break;
    case sim::EventKind::Dropped: ++counts.lost; break;
    default: break;
  }
}

void TraceWriter::writeSums() {
  for (size_t network = 0; network < counts_.size(); ++network) {
    const Counts counts = std::exchange(counts_[network], Counts());
    if (counts.sent + counts.delivered + counts.lost == 0) continue;
    writeTick();
    lines_.begin(Record::Sum).word({&kNetworkLetters[network], 1}).number(counts.sent);
    lines_.number(counts.delivered).number(counts.lost).number(counts.bytes).finish();
  }
}

void TraceWriter::writeSent(const sim::Event& event) {
  const Index text = textIndex(event);
  inFlight_[{event.network, event.message}] = event.other.id;
  begin(Record::Sent).message(event.network, event.message).address(event.node);
  lines_.address(event.other).number(event.sizeBytes).number(text).finish();
}

void TraceWriter::writeDropped(const sim::Event& event) {
  if (!isRefusal(event.cause)) {
    inFlight_.erase({event.network, event.message});
    begin(Record::Lost).message(event.network, event.message);
    return lines_.word(sim::kDropCauseNames[static_cast<size_t>(event.cause)]).finish();
  }
  std::optional<Index> text;
  if (!event.bytes.empty()) text = textIndex(event);
  begin(Record::Refused).message(event.network, event.message).address(event.node);
  lines_.address(event.other).number(event.sizeBytes);
  if (text) {
    lines_.number(*text);
  } else {
    lines_.word(kNone);
  }
  lines_.word(sim::kDropCauseNames[static_cast<size_t>(event.cause)]).finish();
}

// Nothing: to all receivers.
void TraceWriter::discardMessagesTo(const std::optional<sim::PeerId>& receiver) {
  std::vector<MessageName> discarded;
  for (const auto& [name, to] : inFlight_) {
    if (!receiver || to == *receiver) discarded.push_back(name);
  }
  std::sort(discarded.begin(), discarded.end());
  for (const MessageName& name : discarded) {
    inFlight_.erase(name);
    begin(Record::Discarded).message(name.first, name.second).finish();
  }
}

// ---- State.

void TraceWriter::inGroup(bool isInGroup) {
  begin(Record::InGroup).number(isInGroup ? 1 : 0).finish();
}

void TraceWriter::heartbeat(int64_t beats) {
  begin(Record::Beat).number(shownNumber(beats)).finish();
}

void TraceWriter::entryAdded(const sim::Endpoint& member, int64_t heartbeat, int64_t timestamp) {
  begin(Record::EntryAdded).address(member).number(shownNumber(heartbeat));
  lines_.number(shownNumber(timestamp)).finish();
}

void TraceWriter::entryChanged(const sim::Endpoint& member, int64_t heartbeat, int64_t timestamp) {
  begin(Record::EntryChanged).address(member).number(shownNumber(heartbeat));
  lines_.number(shownNumber(timestamp)).finish();
}

void TraceWriter::entryRemoved(const sim::Endpoint& member) {
  begin(Record::EntryRemoved).address(member).finish();
}

void TraceWriter::copyHeld(size_t table, const std::string& key, const std::string& value) {
  const Index index = keyIndex(key);
  begin(Record::CopyHeld).number(table).number(index).text(shownText(value)).finish();
}

void TraceWriter::copyGone(size_t table, const std::string& key) {
  const Index index = keyIndex(key);
  begin(Record::CopyGone).number(table).number(index).finish();
}

void TraceWriter::copiesGone() { begin(Record::CopiesGone).finish(); }

// ---- The end.

void TraceWriter::end(const TraceEnd& end) {
  CHECK(turnPeer_ == 0);
  writeSums();
  discardMessagesTo(std::nullopt);
  writeOperations();
  for (const auto& [key, operations] : end.orders) {
    lines_.begin(Record::Order).number(keys_.at(key));
    for (const int operation : operations) lines_.number(operation);
    lines_.finish();
  }
  lines_.begin(Record::Verdict).word(kVerdictWords[static_cast<size_t>(end.verdict)]);
  lines_.text(end.check).finish();
  lines_.begin(Record::Level).text(end.levelHeld).text(end.levelDemanded).finish();
  writeProblems(end);
  if (!end.against.empty()) {
    lines_.begin(Record::Against);
    for (const int operation : end.against) lines_.number(operation);
    lines_.finish();
  }
  for (const check::Metric& metric : end.metrics) {
    lines_.begin(Record::Metric).text(metric.name).word(numberText(metric)).finish();
  }
  writeOmissions();
  for (const Mark& mark : end.marks) {
    lines_.begin(Record::Mark).number(mark.tick).word(mark.kind).text(mark.sentence).finish();
  }
  lines_.begin(Record::Digest).word(sim::digestText(end.digest)).finish();
  // A node may log something in its last call, after the last tick.
  lines_.begin(Record::Ticks).number(std::max(end.ticks, tick_ + 1)).finish();
  lines_.end();
}

void TraceWriter::writeOperations() {
  for (const check::Operation& operation : history_.operations()) {
    Outcome outcome = Outcome::Unknown;
    if (operation.outcome == check::Outcome::Ok) outcome = Outcome::Ok;
    if (operation.outcome == check::Outcome::Absent) outcome = Outcome::Absent;
    if (operation.outcome == check::Outcome::Unknown && operation.finishedAt >= 0) {
      outcome = Outcome::Failed;
    }
    const bool isRead = operation.kind == sim::Operation::Read;
    lines_.begin(Record::Operation).number(operation.id).number(operation.invokedAt);
    lines_.number(operation.finishedAt).word(kOutcomeWords[static_cast<size_t>(outcome)]);
    lines_.text(shownText(isRead ? operation.value : "")).finish();
  }
}

// All keys are defined by now, or the trace does not know of them.
void TraceWriter::writeProblems(const TraceEnd& end) {
  for (const FoundProblem& problem : end.problems) {
    lines_.begin(Record::Problem).text(problem.kind).text(problem.check);
    const auto key = keys_.find(problem.key);
    if (problem.key.empty() || key == keys_.end()) {
      lines_.word(kNone);
    } else {
      lines_.number(key->second);
    }
    lines_.text(problem.sentence).finish();
  }
}

void TraceWriter::writeOmissions() {
  writeMessagesLeft();
  const std::string sinceLarge =
      " once a trace is larger than " + std::to_string(kMostBytes >> 20) + " MB";
  const auto write = [&](uint64_t count, const std::string& why) {
    if (count > 0) lines_.begin(Record::Omitted).word("texts").number(count).text(why).finish();
  };
  write(cutTexts_, "texts are cut after " + std::to_string(kLongestText) + " bytes, and after " +
                       std::to_string(kLongestTextOfLarge) + sinceLarge);
  write(notesLeft_, "lines of dbg.log are left out" + sinceLarge);
}

void TraceWriter::writeMessagesLeft() {
  uint64_t messages = 0;
  for (const uint64_t left : left_) messages += left;
  if (messages == 0) return;
  const std::string why = peers_ > kMostPeersInFull
                              ? "the membership's messages are counted by tick in groups of more "
                                "than " +
                                    std::to_string(kMostPeersInFull) + " peers"
                              : "messages are counted by tick once a trace is larger than " +
                                    std::to_string(kMostBytes >> 20) + " MB";
  lines_.begin(Record::Omitted).word("messages").number(messages).text(why).finish();
}

}  // namespace report
