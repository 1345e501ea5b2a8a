#include "sim/Tally.h"

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
    case EventKind::CacheRead:
      ++cacheReads;
      if (event.success) ++cacheHits;
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
      open_.open(callNameOf(event), OpenCall());
      break;
    case EventKind::OperationFinished:
      ++(event.success ? counts.succeeded : counts.failed);
      noteAnswer(event);
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

// An excused call may stay open for ever: the answer is first of one that is owed it.
void Tally::noteAnswer(const Event& event) {
  const auto isOwed = [](const OpenCall& call) { return !call.isExcused; };
  if (!open_.close(callNameOf(event), isOwed)) ++surplusAnswers_;
}

void Tally::excuse(const Endpoint& coordinator) {
  open_.forEachOn(coordinator, [](OpenCall& call) { call.isExcused = true; });
}

int Tally::unansweredOperations() const {
  int count = 0;
  open_.forEach([&](const CallName&, const OpenCall& call) {
    if (!call.isExcused) ++count;
  });
  return count;
}

bool Tally::hasOpenCall(const Endpoint& coordinator) const {
  bool has = false;
  open_.forEach([&](const CallName& name, const OpenCall& call) {
    has = has || (name.coordinator == coordinator && !call.isExcused);
  });
  return has;
}

}  // namespace sim
