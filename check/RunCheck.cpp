#include "check/RunCheck.h"

#include "check/Consistency.h"
#include "check/KeyStates.h"
#include "check/Report.h"

namespace check {

void RunCheck::follow(sim::EventStream* events) {
  events->add(&history_);
  events->add(&membership_);
  events->add(&exposure_);
}

void RunCheck::settle(const Stores& stores) {
  evidence_.replication = checkReplication(stores, keyStates(history_.operations())).problems;
}

void RunCheck::conclude(sim::Tick end, const Stores& stores) {
  const std::vector<Operation> operations = history_.operations();
  evidence_.consistency = checkConsistency(operations);
  replication_ = checkReplication(stores, keyStates(operations));
  // What was out of place before the clients' last reads need not be said again.
  if (evidence_.replication.empty()) evidence_.replication = replication_.problems;
  membershipResult_ = membership_.result(end);
  evidence_.membership = membershipResult_.problems;
  evidence_.unanswered = static_cast<int>(history_.unansweredCalls().size());
  evidence_.surplus = history_.surplusLines();
  // Without calls, as in the course's tests of the membership, exposure has nothing to be of.
  evidence_.hadFaults = exposure_.hasFaults() && !operations.empty();
  evidence_.operationsTouched = exposure_.operationsTouched();
  latency_ = measureLatency(operations);
  verdict_ = judge(evidence_);
}

void RunCheck::print(std::ostream& out) const {
  const Report report = {verdict_, evidence_, exposure_, replication_, membershipResult_, latency_};
  report.print(out);
}

}  // namespace check
