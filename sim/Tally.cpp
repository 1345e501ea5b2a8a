#include "sim/Tally.h"

#include <algorithm>
#include <utility>

namespace sim {

void Tally::onEvent(const Event& event) {
  OperationCounts& counts = operations[static_cast<size_t>(event.operation)];
  if (event.isLoggedAsAnother) countLoggedAsAnother(event);
  switch (event.kind) {
    case EventKind::NodeStarted: ++peersStarted; break;
    case EventKind::NodeFailed:
      ++peersFailed;
      excuse(event.node);
      break;
    case EventKind::NodeLeft: excuse(event.node); break;
    case EventKind::Sent:
      ++messagesSent;
      if (event.network != NetworkId::Store) break;
      ++storeMessagesSent;
      if (event.other != event.node) ++storeMessagesToOthers;
      storeBytesSent += event.sizeBytes;
      break;
    case EventKind::Delivered: ++messagesDelivered; break;
    case EventKind::Dropped: countDropped(event.cause); break;
    case EventKind::Delayed: ++messagesDelayed; break;
    case EventKind::Duplicated: ++messagesDuplicated; break;
    case EventKind::Corrupted: ++messagesCorrupted; break;
    case EventKind::MemberAdded:
      ++membersAdded;
      if (event.other != event.node) ++othersAdded;
      break;
    case EventKind::MemberRemoved: ++membersRemoved; break;
    case EventKind::OperationInvoked:
      ++counts.invoked;
      ++open_[{event.node, event.operation, std::string(event.key)}].owed;
      break;
    case EventKind::OperationFinished:
      ++(event.success ? counts.succeeded : counts.failed);
      noteAnswer({event.node, event.operation, std::string(event.key)});
      break;
    default: break;
  }
}

void Tally::countDropped(DropCause cause) {
  switch (cause) {
    case DropCause::Chance:
    case DropCause::Fault:
    case DropCause::Partition: ++messagesLost; break;
    case DropCause::TooLarge:
    case DropCause::QueueFull: ++messagesRefused; break;
    case DropCause::ReceiverDown: break;
  }
}

void Tally::countLoggedAsAnother(const Event& event) {
  if (event.kind == EventKind::Note || event.kind == EventKind::Statistic) return;
  if (linesLoggedAsAnother++ > 0) return;
  firstLoggedAsAnotherAt = event.tick;
  loggedAsAnotherBy = event.node.id;
  loggedAsAnotherName = event.loggedAs.id;
}

void Tally::noteAnswer(const CallName& call) {
  Balance& balance = open_[call];
  --(balance.owed <= 0 && balance.excused > 0 ? balance.excused : balance.owed);
}

void Tally::excuse(const Endpoint& coordinator) {
  for (auto& [call, balance] : open_) {
    if (std::get<Endpoint>(call) != coordinator || balance.owed <= 0) continue;
    balance.excused += std::exchange(balance.owed, 0);
  }
}

int Tally::unansweredOperations() const {
  int sum = 0;
  for (const auto& entry : open_) sum += std::max(0, entry.second.owed);
  return sum;
}

bool Tally::hasOpenCall(const Endpoint& coordinator) const {
  return std::any_of(open_.begin(), open_.end(), [&](const auto& entry) {
    return std::get<Endpoint>(entry.first) == coordinator && entry.second.owed > 0;
  });
}

int Tally::surplusAnswers() const {
  int sum = 0;
  for (const auto& entry : open_) sum += std::max(0, -entry.second.owed);
  return sum;
}

}  // namespace sim
