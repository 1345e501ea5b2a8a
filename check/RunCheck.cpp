#include "check/RunCheck.h"

#include <algorithm>

#include "check/Report.h"
#include "check/base/Wording.h"
#include "check/consistency/Consistency.h"
#include "check/consistency/KeyStates.h"

namespace check {

namespace {

// What a store may need after a delete until nothing is left of the key. In ticks.
constexpr sim::Tick kBurialTicks = 260;

// Operations that the searches for an order may look at.
constexpr uint64_t kSearchBudget = 20'000'000;

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

// Something may be left of the keys that were deleted after `since`.
void excuseDeletesAfter(sim::Tick since, const std::vector<Operation>& operations,
                        std::map<std::string, KeyState>* states) {
  for (const Operation& operation : operations) {
    if (operation.kind != sim::Operation::Delete || operation.finishedAt <= since) continue;
    const auto state = states->find(operation.key);
    if (state != states->end() && state->second == KeyState::Deleted) {
      state->second = KeyState::Uncertain;
    }
  }
}

// The reads after `since`, when the faults had long been over, that came to nothing though the key
// is there.
std::vector<std::string> failuresAfter(sim::Tick since, const std::vector<Operation>& operations,
                                       ProblemId* first) {
  const std::map<std::string, KeyState> states = keyStates(operations);
  std::vector<std::string> problems;
  for (const Operation& operation : operations) {
    if (operation.kind != sim::Operation::Read || operation.invokedAt < since) continue;
    if (operation.outcome != Outcome::Unknown) continue;
    const auto state = states.find(operation.key);
    if (state == states.end() || state->second != KeyState::Live) continue;
    addProblem({"failed read", operation.key},
               "client " + std::to_string(operation.client) + "'s read of " +
                   printable(operation.key) + " on peer " +
                   std::to_string(operation.coordinator.id) + " at tick " +
                   std::to_string(operation.invokedAt) +
                   " failed; the key is there, and the faults had long been over",
               &problems, first);
  }
  return problems;
}

bool anyOf(const std::vector<Operation>& operations, sim::Operation kind) {
  return std::any_of(operations.begin(), operations.end(),
                     [kind](const Operation& operation) { return operation.kind == kind; });
}

// Keys were created, and nothing was ever acknowledged.
bool isUnavailable(const std::vector<Operation>& operations) {
  return anyOf(operations, sim::Operation::Create) &&
         std::none_of(operations.begin(), operations.end(),
                      [](const Operation& operation) { return operation.outcome == Outcome::Ok; });
}

std::string storeStartText(const lab::CallSummary& calls) {
  if (!calls.storeWasLate()) return "no peer could serve them in time";
  if (calls.possibleFrom < 0) return "the store did not start before the run ended";
  return "the store started at tick " + std::to_string(calls.possibleFrom) +
         ", and the first call was due at tick " + std::to_string(calls.firstDue);
}

// Why the calls say nothing about the store; "" if they do, or there were to be none.
std::string whyCallsProveNothing(const lab::CallSummary& calls,
                                 const std::vector<Operation>& operations) {
  const auto notMade = static_cast<size_t>(calls.notMade);
  if (operations.empty()) {
    return notMade == 0 ? ""
                        : "none of the schedule's " + countText(notMade, "call", "calls") +
                              " was made: " + storeStartText(calls);
  }
  if (anyOf(operations, sim::Operation::Create)) return "";
  if (notMade == 0) return "no call could succeed: none of them creates a key";
  return "no call could succeed: no key was created, as " + countText(notMade, "call", "calls") +
         (notMade == 1 ? " was" : " were") + " not made: " + storeStartText(calls);
}

}  // namespace

void RunCheck::follow(sim::EventStream* events, const Design& design) {
  design_ = design;
  history_ = History(design);
  events->add(&history_);
  events->add(&membership_);
  events->add(&exposure_);
}

void RunCheck::settle(sim::Tick now, const Stores& stores) {
  settledAt_ = now;
  const std::vector<Operation> operations = history_.operations();
  std::map<std::string, KeyState> states = demandedStates(operations, evidence_.demanded);
  // Tombstones may stay until the end: no read makes them go.
  excuseDeletesAfter(-1, operations, &states);
  const ReplicationResult settled =
      checkReplication(stores, states, deletionTexts(operations), design_);
  evidence_.replication = settled.problems;
  evidence_.firstOfReplication = settled.first;
}

void RunCheck::conclude(sim::Tick end, const Stores& stores) {
  const std::vector<Operation> operations = history_.operations();
  evidence_.consistency = checkConsistency(operations, kSearchBudget, stores, design_);
  std::map<std::string, KeyState> states = demandedStates(operations, evidence_.demanded);
  excuseDeletesAfter(end - kBurialTicks, operations, &states);
  replication_ = checkReplication(stores, states, deletionTexts(operations), design_);
  copyValues_ = compareValues(stores, operations, design_);
  readCounts_ = countReads(operations);
  // What was out of place before the clients' last reads need not be said again.
  if (evidence_.replication.empty()) {
    evidence_.replication = replication_.problems;
    evidence_.firstOfReplication = replication_.first;
  }
  membershipResult_ = membership_.result(end);
  evidence_.membership = membershipResult_.problems;
  evidence_.firstOfMembership = membershipResult_.first;
  // The course's findNodes knows no replicas in a group of fewer peers than replicas.
  if (settledAt_ >= 0 && stores.size() >= design_.replicas) {
    evidence_.availability = failuresAfter(settledAt_, operations, &evidence_.firstOfAvailability);
  }
  if (isUnavailable(operations)) {
    addProblem({"no success", ""}, "no call at all succeeded", &evidence_.availability,
               &evidence_.firstOfAvailability);
  }
  evidence_.whyCallsProveNothing = whyCallsProveNothing(calls_, operations);
  evidence_.unanswered = static_cast<int>(history_.unansweredCalls().size());
  evidence_.surplus = history_.surplusLines();
  // Without calls, as in the course's tests of the membership, exposure has nothing to be of.
  evidence_.hadFaults = (exposure_.hasFaults() || faultsPlanned_ > 0) && !operations.empty();
  evidence_.operationsTouched = exposure_.operationsTouched();
  latency_ = measureLatency(operations);
  verdict_ = judge(evidence_);
}

void RunCheck::print(std::ostream& out) const {
  const Report report = {verdict_, evidence_, exposure_, replication_, membershipResult_, latency_};
  report.print(out);
}

}  // namespace check
