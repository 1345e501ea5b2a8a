#include "grading/explain/evidence/Evidence.h"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>
#include <tuple>

namespace grading {

namespace {

// More than any run needs whose story can be told: against floods.
constexpr size_t kMostAnswers = 1000;      // Of one call.
constexpr size_t kMostChanges = 100000;    // Of one peer's list.
constexpr size_t kMostMessages = 2000000;  // Of the store.
constexpr size_t kLongestValue = 1000;     // Of an answer.
constexpr size_t kMostSharing = 2;         // Operations of one transaction: two are too many.
constexpr size_t kMostNamed = 10;          // Replicas of a key.
constexpr size_t kMostListed = 1000;       // Of one list.
constexpr size_t kMostStrays = 1000;
constexpr size_t kMostHoldings = 1000;  // Of one key.
constexpr PeerId kLargestPeer = 1000;

bool isPeer(PeerId peer) { return peer >= 1 && peer <= kLargestPeer; }

Peers idsIn(std::string_view text, size_t most) {
  Peers peers;
  std::istringstream ids{std::string(text)};
  for (PeerId id = 0; peers.size() < most && ids >> id;) peers.push_back(id);
  return peers;
}

Answer answerOf(const sim::Event& event) {
  Answer answer;
  answer.tick = event.tick;
  answer.peer = event.node.id;
  answer.success = event.success;
  answer.transId = event.transId;
  answer.value = event.value.substr(0, kLongestValue);
  return answer;
}

}  // namespace

void Evidence::onEvent(const sim::Event& event) {
  using sim::EventKind;
  lastTick = std::max(lastTick, event.tick);
  const PeerId peer = event.node.id;
  if (!isPeer(peer)) return;
  // What a probe sees when a call is made is no event of the run.
  const bool isProbed = event.kind == EventKind::ListSeen || event.kind == EventKind::TableHolds;
  if (isCalling_ && !isProbed &&
      (event.tick != calls_.back().tick || peer != calls_.back().coordinator)) {
    isCalling_ = false;
  }
  switch (event.kind) {
    case EventKind::NodeStarted:
      if (startedAt_.emplace(peer, event.tick).second) {
        peers_.insert(std::upper_bound(peers_.begin(), peers_.end(), peer), peer);
      }
      break;
    case EventKind::NodeFailed:
      if (failedAt_.emplace(peer, event.tick).second) failed_.push_back(peer);
      isCalling_ = false;
      break;
    case EventKind::MemberAdded:
    case EventKind::MemberRemoved: {
      std::vector<ListChange>& changes = changes_[peer];
      if (changes.size() < kMostChanges) {
        changes.push_back({event.tick, event.other.id, event.kind == EventKind::MemberAdded});
      }
      break;
    }
    case EventKind::OperationInvoked: {
      Call call;
      call.tick = event.tick;
      call.coordinator = peer;
      call.operation = event.operation;
      call.key = event.key;
      call.value = event.value;
      callsByName_[{call.operation, call.key}].push_back(calls_.size());
      calls_.push_back(std::move(call));
      callTicks_.insert(event.tick);
      isCalling_ = true;
      break;
    }
    case EventKind::ReplicaAnswered:
    case EventKind::OperationFinished: addAnswer(event); break;
    case EventKind::Sent:
    case EventKind::Delivered:
    case EventKind::Dropped: addMessage(event); break;
    case EventKind::GroupEntered: enteredAt_.emplace(peer, event.tick); break;
    case EventKind::MemberListed: addListing(event); break;
    case EventKind::ReplicasNamed: addNamed(event); break;
    case EventKind::ListSeen:
      listsSeen_[{peer, event.tick}] = idsIn(event.text, kMostListed);
      break;
    case EventKind::TableHolds: addHolding(event); break;
    default: break;
  }
}

void Evidence::addMessage(const sim::Event& event) {
  if (event.network == sim::NetworkId::Membership) return addContact(event);
  StoreMessage message;
  message.tick = event.tick;
  message.from = event.node.id;
  message.to = event.other.id;
  message.sizeBytes = event.sizeBytes;
  message.cause = event.cause;
  if (event.kind == sim::EventKind::Delivered) {
    message.fate = StoreMessage::Delivered;
    std::swap(message.from, message.to);
  } else if (event.kind == sim::EventKind::Dropped) {
    message.fate = StoreMessage::Lost;
  }
  if (storeMessages_.size() >= kMostMessages) return;
  storeMessages_.push_back(message);
  const bool isRequest = isCalling_ && message.fate != StoreMessage::Delivered;
  if (isRequest && calls_.back().requests.size() < kMostAnswers) {
    calls_.back().requests.push_back(message);
  }
}

void Evidence::addContact(const sim::Event& event) {
  if (!isPeer(event.other.id)) return;
  if (event.kind == sim::EventKind::Delivered) {
    Contact& contact = contacts_[{event.other.id, event.node.id}];
    contact.deliveredAt.push_back(event.tick);
    contact.deliveredBytes.push_back(event.sizeBytes);
    return;
  }
  Contact& contact = contacts_[{event.node.id, event.other.id}];
  if (event.kind == sim::EventKind::Sent) {
    ++contact.sent;
  } else if (event.cause == sim::DropCause::TooLarge) {
    ++contact.tooLarge;
    contact.largest = std::max(contact.largest, event.sizeBytes);
  } else if (event.cause == sim::DropCause::QueueFull) {
    ++contact.queueFull;
  } else if (event.cause == sim::DropCause::Chance) {
    ++contact.byChance;
  }
}

// A list may have several entries of a peer: the first counts.
void Evidence::addListing(const sim::Event& event) {
  if (!isPeer(event.other.id)) return;
  std::vector<Listing>& listings = listings_[{event.node.id, event.other.id}];
  if (!listings.empty() && listings.back().tick == event.tick) {
    listings.back().isTwice = true;
    return;
  }
  listings.push_back({event.tick, event.heartbeat, event.timestamp});
}

void Evidence::addNamed(const sim::Event& event) {
  NamedReplicas named;
  named.tick = event.tick;
  named.by = event.node.id;
  named.key = event.key;
  named.replicas = idsIn(event.text, kMostNamed + 1);
  namedReplicas_.push_back(std::move(named));
}

void Evidence::addHolding(const sim::Event& event) {
  seesTables_ = true;
  std::vector<Holding>& holdings = holdings_[std::string(event.key)];
  if (holdings.size() >= kMostHoldings) return;
  holdings.push_back(
      {event.tick, event.node.id, std::string(event.value.substr(0, kLongestValue))});
}

void Evidence::addStray(const sim::Event& event) {
  if (strays_.size() >= kMostStrays) return;
  Stray stray;
  stray.answer = answerOf(event);
  stray.isResult = event.kind == sim::EventKind::OperationFinished;
  stray.operation = event.operation;
  stray.key = event.key.substr(0, kLongestValue);
  strays_.push_back(std::move(stray));
}

void Evidence::addAnswer(const sim::Event& event) {
  Call* call = callOf(event);
  if (call == nullptr) return addStray(event);
  const bool isResult = event.kind == sim::EventKind::OperationFinished;
  std::vector<Answer>& answers = isResult ? call->results : call->answers;
  if (answers.size() >= kMostAnswers) return;
  answers.push_back(answerOf(event));
}

Call* Evidence::callOf(const sim::Event& event) {
  const auto named = callsByName_.find({event.operation, std::string(event.key)});
  if (named == callsByName_.end()) return nullptr;
  std::set<CallName>& sharing = namesByTransaction_[event.transId];
  if (sharing.size() < kMostSharing) sharing.insert(named->first);
  if (event.kind == sim::EventKind::ReplicaAnswered) return callAnswered(event, named->second);
  Call* newest = &calls_[named->second.back()];
  const auto isOfCall = [&](const Answer& answer) { return answer.transId == event.transId; };
  Call* open = nullptr;
  for (auto index = named->second.rbegin(); index != named->second.rend(); ++index) {
    Call& call = calls_[*index];
    if (call.coordinator != event.node.id) continue;
    if (std::any_of(call.answers.begin(), call.answers.end(), isOfCall)) return &call;
    if (call.results.empty()) open = &call;
  }
  return open == nullptr ? newest : open;
}

Call* Evidence::callAnswered(const sim::Event& event, const std::vector<size_t>& named) {
  Call* newest = &calls_[named.back()];
  if (namesByTransaction_[event.transId].size() > 1) return newest;
  const auto isOfCall = [&](const Answer& answer) { return answer.transId == event.transId; };
  const auto isOfPeer = [&](const Answer& answer) {
    return isOfCall(answer) && answer.peer == event.node.id;
  };
  const auto isToPeer = [&](const StoreMessage& request) { return request.to == event.node.id; };
  for (auto index = named.rbegin(); index != named.rend(); ++index) {
    Call& call = calls_[*index];
    const auto& [answers, results] = std::tie(call.answers, call.results);
    if (std::none_of(answers.begin(), answers.end(), isOfCall) &&
        std::none_of(results.begin(), results.end(), isOfCall)) {
      continue;
    }
    const bool isAsked = std::any_of(call.requests.begin(), call.requests.end(), isToPeer);
    const bool isNew = std::none_of(answers.begin(), answers.end(), isOfPeer);
    return isAsked && isNew ? &call : newest;
  }
  return newest;
}

bool Evidence::isAfterCall(Tick tick) const {
  constexpr Tick kAnswerTicks = 3;
  const auto call = callTicks_.lower_bound(tick - kAnswerTicks);
  return call != callTicks_.end() && *call <= tick;
}

Tick Evidence::startedAt(PeerId peer) const {
  const auto found = startedAt_.find(peer);
  return found == startedAt_.end() ? 0 : found->second;
}

std::optional<Tick> Evidence::failedAt(PeerId peer) const {
  const auto found = failedAt_.find(peer);
  if (found == failedAt_.end()) return std::nullopt;
  return found->second;
}

bool Evidence::isAlive(PeerId peer, Tick tick) const {
  const auto started = startedAt_.find(peer);
  if (started == startedAt_.end() || started->second > tick) return false;
  const auto failed = failedAt_.find(peer);
  return failed == failedAt_.end() || failed->second > tick;
}

Peers Evidence::aliveAt(Tick tick) const {
  Peers alive;
  for (const PeerId peer : peers_) {
    if (isAlive(peer, tick)) alive.push_back(peer);
  }
  return alive;
}

const std::vector<ListChange>& Evidence::changesOf(PeerId peer) const {
  static const std::vector<ListChange> kNone;
  const auto found = changes_.find(peer);
  return found == changes_.end() ? kNone : found->second;
}

Peers Evidence::listOf(PeerId peer, Tick tick) const {
  std::set<PeerId> list = {peer};
  if (const auto seen = listSeen(peer, tick)) {
    list.insert(seen->begin(), seen->end());
    return {list.begin(), list.end()};
  }
  for (const ListChange& change : changesOf(peer)) {
    if (change.tick > tick) break;
    if (change.joined) {
      list.insert(change.of);
    } else {
      list.erase(change.of);
    }
  }
  list.insert(peer);
  return {list.begin(), list.end()};
}

bool Evidence::hasRemovedItself(PeerId peer, Tick tick) const {
  bool isGone = false;
  for (const ListChange& change : changesOf(peer)) {
    if (change.tick > tick) break;
    if (change.of == peer) isGone = !change.joined;
  }
  return isGone;
}

std::optional<Peers> Evidence::listSeen(PeerId peer, Tick tick) const {
  const auto found = listsSeen_.find({peer, tick});
  if (found == listsSeen_.end()) return std::nullopt;
  return found->second;
}

std::vector<Holding> Evidence::holdings(const std::string& key, Tick tick) const {
  std::vector<Holding> then;
  const auto found = holdings_.find(key);
  if (found == holdings_.end()) return then;
  std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(then),
               [tick](const Holding& holding) { return holding.tick == tick; });
  return then;
}

bool Evidence::holds(PeerId peer, const std::string& key, Tick tick) const {
  const std::vector<Holding> then = holdings(key, tick);
  return std::any_of(then.begin(), then.end(),
                     [peer](const Holding& holding) { return holding.peer == peer; });
}

std::optional<Tick> Evidence::removedAt(PeerId peer, PeerId other, Tick after) const {
  const std::vector<ListChange>& changes = changesOf(peer);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->of == other && !change->joined && change->tick >= after) return change->tick;
  }
  return std::nullopt;
}

std::optional<Tick> Evidence::enteredAt(PeerId peer) const {
  const auto found = enteredAt_.find(peer);
  if (found == enteredAt_.end()) return std::nullopt;
  return found->second;
}

const std::vector<Listing>& Evidence::listings(PeerId by, PeerId of) const {
  static const std::vector<Listing> kNone;
  const auto found = listings_.find({by, of});
  return found == listings_.end() ? kNone : found->second;
}

const Contact& Evidence::contact(PeerId from, PeerId to) const {
  static const Contact kNone;
  const auto found = contacts_.find({from, to});
  return found == contacts_.end() ? kNone : found->second;
}

}  // namespace grading
