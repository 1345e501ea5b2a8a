// How fast and how often the store answered. It measures; nothing is demanded.
#pragma once

#include "check/checks/Check.h"
#include "check/cluster/Latency.h"

namespace check {

class LatencyCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override { latency_ = measureLatency(facts.operations); }
  void print(std::ostream& out) const override { latency_.print(out); }
  std::vector<Metric> metrics() const override {
    const LatencyRow& all = latency_.all;
    return {{"answered", double(all.answered)},
            {"latency_median", double(all.median)},
            {"latency_p99", double(all.p99)},
            {"latency_max", double(all.max)}};
  }

 private:
  Latency latency_;
};

}  // namespace check
