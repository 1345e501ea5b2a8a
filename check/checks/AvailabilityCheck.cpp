#include "check/checks/AvailabilityCheck.h"

#include <algorithm>

#include "check/base/Wording.h"
#include "check/consistency/KeyStates.h"

namespace check {

namespace {

// Keys were created, and nothing was ever acknowledged.
bool isUnavailable(const std::vector<Operation>& operations) {
  return hasCreate(operations) &&
         std::none_of(operations.begin(), operations.end(),
                      [](const Operation& operation) { return operation.outcome == Outcome::Ok; });
}

}  // namespace

// The reads since all must be in place again, when the faults had long been over, that came to
// nothing though the key is there.
void AvailabilityCheck::addFailedReads(const RunFacts& facts) {
  const std::map<std::string, KeyState> states = keyStates(facts.operations);
  for (const Operation& operation : facts.operations) {
    if (operation.kind != sim::Operation::Read || operation.invokedAt < facts.settledAt) continue;
    if (operation.outcome != Outcome::Unknown) continue;
    const auto state = states.find(operation.key);
    if (state == states.end() || state->second != KeyState::Live) continue;
    add({"failed read", operation.key},
        "client " + std::to_string(operation.client) + "'s read of " + printable(operation.key) +
            " on peer " + std::to_string(operation.coordinator.id) + " at tick " +
            std::to_string(operation.invokedAt) +
            " failed; the key is there, and the faults had long been over");
  }
}

void AvailabilityCheck::conclude(const RunFacts& facts) {
  // The course's findNodes knows no replicas in a group of fewer peers than replicas.
  if (facts.settledAt >= 0 && facts.stores.size() >= facts.design.replicas) addFailedReads(facts);
  if (isUnavailable(facts.operations)) add({"no success", ""}, "no call at all succeeded");
}

}  // namespace check
