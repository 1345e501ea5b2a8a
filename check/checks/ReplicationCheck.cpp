#include "check/checks/ReplicationCheck.h"

#include "check/base/Wording.h"
#include "check/consistency/KeyStates.h"

namespace check {

namespace {

// What a store may need after a delete until nothing is left of the key. In ticks.
constexpr sim::Tick kBurialTicks = 260;

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

ReplicationResult resultOf(const RunFacts& facts, sim::Tick deletesExcusedAfter) {
  std::map<std::string, KeyState> states = demandedStates(facts.operations, facts.demanded);
  excuseDeletesAfter(deletesExcusedAfter, facts.operations, &states);
  return checkReplication(facts.stores, states, deletionTexts(facts.operations), facts.design);
}

}  // namespace

void printReplication(const ReplicationResult& result, std::ostream& out) {
  out << "replicas: " << numbered(result.keys, "key", "keys") << ", "
      << numbered(result.copies, "copy", "copies") << "; keys with "
      << "missing copies " << result.incomplete << ", misplaced " << result.misplaced
      << ", different " << result.different << ", leaked " << result.leaked << '\n';
}

void ReplicationCheck::settle(const RunFacts& facts) {
  // Tombstones may stay until the end: no read makes them go.
  settled_ = resultOf(facts, -1);
}

void ReplicationCheck::conclude(const RunFacts& facts) {
  result_ = resultOf(facts, facts.now - kBurialTicks);
  values_ = compareValues(facts.stores, facts.operations, facts.design);
}

// What was out of place before the clients' last reads need not be said again.
Verdict ReplicationCheck::verdict() const {
  const ReplicationResult& told = settled_.problems.empty() ? result_ : settled_;
  return violated(told.problems, told.first);
}

std::vector<Metric> ReplicationCheck::metrics() const {
  return {{"keys", double(result_.keys)},
          {"copies", double(result_.copies)},
          {"keys_lost", double(result_.lost)},
          {"keys_short", double(result_.incomplete)},
          {"keys_surplus", double(result_.misplaced)},
          {"keys_different", double(result_.different)},
          {"keys_leaked", double(result_.leaked)},
          {"keys_wrong", double(values_.wrong)},
          {"keys_unequal", double(values_.unequal)}};
}

}  // namespace check
