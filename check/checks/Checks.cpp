#include "check/checks/Checks.h"

#include "check/checks/AvailabilityCheck.h"
#include "check/checks/CallsCheck.h"
#include "check/checks/ConsistencyCheck.h"
#include "check/checks/CountersCheck.h"
#include "check/checks/ExecutionsCheck.h"
#include "check/checks/ExposureCheck.h"
#include "check/checks/LatencyCheck.h"
#include "check/checks/LinesCheck.h"
#include "check/checks/MembershipCheck.h"
#include "check/checks/ReadsCheck.h"
#include "check/checks/ReplicationCheck.h"

namespace check {

namespace {

template <typename One>
std::unique_ptr<Check> makeCheck() {
  return std::make_unique<One>();
}

}  // namespace

const std::vector<CheckRow>& checkTable() {
  static const std::vector<CheckRow> rows = {
      {"consistency", makeCheck<ConsistencyCheck>},
      {"reads", makeCheck<ReadsCheck>},
      {"counters", makeCheck<CountersCheck>},
      {"one line for each call", makeCheck<LinesCheck>},
      {"one execution of each call", makeCheck<ExecutionsCheck>},
      {"calls", makeCheck<CallsCheck>},
      {"exposure", makeCheck<ExposureCheck>},
      {"replicas", makeCheck<ReplicationCheck>},
      {"membership", makeCheck<MembershipCheck>},
      {"available", makeCheck<AvailabilityCheck>},
      {"latency", makeCheck<LatencyCheck>},
  };
  return rows;
}

}  // namespace check
