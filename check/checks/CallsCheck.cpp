#include "check/checks/CallsCheck.h"

#include "check/base/Wording.h"

namespace check {

namespace {

std::string storeStartText(const lab::CallSummary& calls) {
  if (!calls.storeWasLate()) return "no peer could serve them in time";
  if (calls.possibleFrom < 0) return "the store did not start before the run ended";
  return "the store started at tick " + std::to_string(calls.possibleFrom) +
         ", and the first call was due at tick " + std::to_string(calls.firstDue);
}

std::string whyCallsProveNothing(const lab::CallSummary& calls,
                                 const std::vector<Operation>& operations) {
  const auto notMade = static_cast<size_t>(calls.notMade);
  if (operations.empty()) {
    return notMade == 0 ? ""
                        : "none of the schedule's " + countText(notMade, "call", "calls") +
                              " was made: " + storeStartText(calls);
  }
  if (hasCreate(operations)) return "";
  if (notMade == 0) return "no call could succeed: none of them creates a key";
  return "no call could succeed: no key was created, as " + countText(notMade, "call", "calls") +
         (notMade == 1 ? " was" : " were") + " not made: " + storeStartText(calls);
}

}  // namespace

void CallsCheck::conclude(const RunFacts& facts) {
  whyCallsProveNothing_ = whyCallsProveNothing(facts.calls, facts.operations);
}

Verdict CallsCheck::verdict() const {
  if (whyCallsProveNothing_.empty()) return {};
  return {Verdict::Inconclusive, "", {}, {whyCallsProveNothing_}};
}

}  // namespace check
