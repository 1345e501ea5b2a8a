// A run with faults none of which touched a call says nothing about the store under faults.
#pragma once

#include "check/checks/Check.h"
#include "check/cluster/Exposure.h"

namespace check {

Verdict judgeExposure(bool hadFaults, int operationsTouched);

class ExposureCheck : public Check {
 public:
  void follow(sim::EventStream* events) override { events->add(&exposure_); }
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override {
    return judgeExposure(hadFaults_, exposure_.operationsTouched());
  }
  void print(std::ostream& out) const override { exposure_.print(out); }
  std::vector<Metric> metrics() const override { return exposure_.metrics(); }

 private:
  Exposure exposure_;
  bool hadFaults_ = false;
};

}  // namespace check
