#include "check/consistency/History.h"

#include <algorithm>

namespace check {

bool hasCreate(const std::vector<Operation>& operations) {
  return std::any_of(operations.begin(), operations.end(), [](const Operation& operation) {
    return operation.kind == sim::Operation::Create;
  });
}

void History::onEvent(const sim::Event& event) {
  ++position_;
  switch (event.kind) {
    case sim::EventKind::NodeStarted: startedPeers_.insert(event.node); break;
    case sim::EventKind::NodeFailed:
    case sim::EventKind::NodeLeft: interrupt(event.node); break;
    case sim::EventKind::NodeRestarted:
      interrupt(event.node);
      // With its memory, it may still answer.
      if (!event.success) open_.forgetOn(event.node);
      break;
    case sim::EventKind::OperationInvoked: call(event); break;
    case sim::EventKind::ReplicaAnswered:
      if (event.operation == sim::Operation::Read && !event.success) {
        missing_[{event.transId, std::string(event.key)}].push_back({event.node, position_});
      }
      break;
    case sim::EventKind::OperationFinished: finish(event); break;
    default: break;
  }
}

std::vector<Operation> History::operations() const { return operations_; }

std::vector<Operation> History::unansweredCalls() const {
  std::vector<Operation> calls;
  for (size_t i = 0; i < operations_.size(); ++i) {
    if (operations_[i].finishedAt < 0 && !interrupted_[i]) calls.push_back(operations_[i]);
  }
  return calls;
}

void History::call(const sim::Event& event) {
  Operation operation;
  operation.id = static_cast<int>(operations_.size()) + 1;
  operation.client = event.client;
  operation.coordinator = event.node;
  operation.kind = event.operation;
  operation.key = event.key;
  operation.value = event.value;
  operation.invoked = position_;
  operation.invokedAt = event.tick;
  open_.open(sim::callNameOf(event), operations_.size());
  operations_.push_back(std::move(operation));
  interrupted_.push_back(false);
}

void History::finish(const sim::Event& event) {
  const std::optional<size_t> index = closeCall(event);
  lastFinished_ = index ? operations_[*index].id : 0;
  if (!index) {
    ++surplusLines_;
    return;
  }
  Operation& operation = operations_[*index];
  operation.finishedAt = event.tick;
  const bool isRead = operation.kind == sim::Operation::Read;
  if (event.success) {
    operation.outcome = Outcome::Ok;
    if (isRead) operation.value = event.value;
  } else if (isRead && keyIsAbsent(event, operation.invoked)) {
    operation.outcome = Outcome::Absent;
  } else {
    return;
  }
  operation.finished = position_;
}

void History::interrupt(const sim::Endpoint& coordinator) {
  open_.forEachOn(coordinator, [this](size_t index) { interrupted_[index] = true; });
}

std::optional<size_t> History::closeCall(const sim::Event& line) {
  const bool hasValue =
      line.operation == sim::Operation::Create || line.operation == sim::Operation::Update;
  return open_.close(sim::callNameOf(line), [&](size_t index) {
    return !hasValue || operations_[index].value == line.value;
  });
}

bool History::keyIsAbsent(const sim::Event& line, uint64_t invoked) const {
  if (isDecided_ && isDecided_(line.node, line.transId)) return true;
  const auto reports = missing_.find({line.transId, std::string(line.key)});
  if (reports == missing_.end()) return false;
  std::set<sim::Endpoint> replicas;
  for (const MissingReport& report : reports->second) {
    if (report.position > invoked) replicas.insert(report.replica);
  }
  return replicas.size() >= std::clamp<size_t>(startedPeers_.size(), 1, quorum_);
}

}  // namespace check
