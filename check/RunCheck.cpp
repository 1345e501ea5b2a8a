#include "check/RunCheck.h"

#include "check/Consistency.h"
#include "check/KeyStates.h"
#include "check/Report.h"

namespace check {

namespace {

// What must be in the store, and what must not, if consistency is demanded up to `demanded`: where
// writes may be lost, or deleted keys come back, the copies must still agree and be in place.
std::map<std::string, KeyState> demandedStates(const std::vector<Operation>& operations,
                                               Level demanded) {
  std::map<std::string, KeyState> states = keyStates(operations);
  for (auto& [key, state] : states) {
    if (state == KeyState::Live && demanded < Level::Durable) state = KeyState::Uncertain;
    if (state == KeyState::Deleted && demanded < Level::NoResurrection) {
      state = KeyState::Uncertain;
    }
  }
  return states;
}

}  // namespace

void RunCheck::follow(sim::EventStream* events) {
  events->add(&history_);
  events->add(&membership_);
  events->add(&exposure_);
}

void RunCheck::settle(const Stores& stores) {
  std::map<std::string, KeyState> states =
      demandedStates(history_.operations(), evidence_.demanded);
  // Tombstones may stay until the end: no read makes them go.
  for (auto& entry : states) {
    if (entry.second == KeyState::Deleted) entry.second = KeyState::Uncertain;
  }
  evidence_.replication = checkReplication(stores, states).problems;
}

void RunCheck::conclude(sim::Tick end, const Stores& stores) {
  const std::vector<Operation> operations = history_.operations();
  evidence_.consistency = checkConsistency(operations);
  replication_ = checkReplication(stores, demandedStates(operations, evidence_.demanded));
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
