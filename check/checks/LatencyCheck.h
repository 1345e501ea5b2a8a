// How fast and how often the store answered. It measures; nothing is demanded.
#pragma once

#include "check/checks/Check.h"
#include "check/cluster/Latency.h"

namespace check {

class LatencyCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override { latency_ = measureLatency(facts.operations); }
  void print(std::ostream& out) const override { latency_.print(out); }

 private:
  Latency latency_;
};

}  // namespace check
