#include "check/checks/ExecutionsCheck.h"

#include "check/base/Wording.h"

namespace check {

void ExecutionsCheck::onEvent(const sim::Event& event) {
  if (event.kind != sim::EventKind::Executed) return;
  Call& call = calls_[{event.other, event.transId}];
  call.key = std::string(event.key);
  call.executions.emplace(event.text);
}

void ExecutionsCheck::conclude(const RunFacts& facts) {
  isDemanded_ = facts.demanded >= Level::NoResurrection;
  for (const auto& [name, call] : calls_) {
    executions_ += static_cast<int>(call.executions.size());
    if (call.executions.size() < 2) continue;
    ++executedTwice_;
    addProblem({"executed twice", call.key},
               "transaction " + std::to_string(name.second) + " of peer " +
                   std::to_string(name.first.id) + " on key " + printable(call.key) +
                   " was executed " +
                   countText(static_cast<int>(call.executions.size()), "time", "times"),
               &problems_, &first_);
  }
}

std::vector<Metric> ExecutionsCheck::metrics() const {
  if (executions_ == 0) return {};
  return {{"executions", double(executions_)}, {"executed_twice", double(executedTwice_)}};
}

}  // namespace check
