#include "sim/Tally.h"

#include <algorithm>

namespace sim {

void Tally::onEvent(const Event& event) {
  OperationCounts& counts = operations[static_cast<size_t>(event.operation)];
  switch (event.kind) {
    case EventKind::NodeStarted: ++peersStarted; break;
    case EventKind::NodeFailed: ++peersFailed; break;
    case EventKind::Sent: ++messagesSent; break;
    case EventKind::Delivered: ++messagesDelivered; break;
    case EventKind::Dropped: countDropped(event.cause); break;
    case EventKind::Delayed: ++messagesDelayed; break;
    case EventKind::Duplicated: ++messagesDuplicated; break;
    case EventKind::Corrupted: ++messagesCorrupted; break;
    case EventKind::MemberAdded: ++membersAdded; break;
    case EventKind::MemberRemoved: ++membersRemoved; break;
    case EventKind::OperationInvoked:
      ++counts.invoked;
      ++open_[{event.node, event.operation, std::string(event.key)}];
      break;
    case EventKind::OperationFinished:
      ++(event.success ? counts.succeeded : counts.failed);
      --open_[{event.node, event.operation, std::string(event.key)}];
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

int Tally::unansweredOperations() const {
  int sum = 0;
  for (const auto& entry : open_) sum += std::max(0, entry.second);
  return sum;
}

bool Tally::hasOpenCall(const Endpoint& coordinator) const {
  return std::any_of(open_.begin(), open_.end(), [&](const auto& entry) {
    return std::get<Endpoint>(entry.first) == coordinator && entry.second > 0;
  });
}

int Tally::surplusAnswers() const {
  int sum = 0;
  for (const auto& entry : open_) sum += std::max(0, -entry.second);
  return sum;
}

}  // namespace sim
