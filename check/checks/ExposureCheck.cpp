#include "check/checks/ExposureCheck.h"

namespace check {

Verdict judgeExposure(bool hadFaults, int operationsTouched) {
  if (!hadFaults || operationsTouched > 0) return {};
  return {Verdict::Inconclusive, "", {}, {"no operation was touched by a fault"}};
}

void ExposureCheck::conclude(const RunFacts& facts) {
  // Without calls, as in the course's tests of the membership, exposure has nothing to be of.
  hadFaults_ = (exposure_.hasFaults() || facts.faultsPlanned > 0) && !facts.operations.empty();
}

}  // namespace check
