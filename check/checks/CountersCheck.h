// A read of a counter lies between the increments that were acknowledged and all that were called
// (check/checks/Counters.h). It counts from the level on at which a read must be that recent.
// A run without counters has no metrics of them.
#pragma once

#include <string>
#include <vector>

#include "check/checks/Check.h"

namespace check {

class CountersCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override { return violated(problems_, first_); }
  std::vector<Metric> metrics() const override;

 private:
  int reads_ = 0;
  int wrong_ = 0;
  std::vector<std::string> problems_;
  ProblemId first_;
};

}  // namespace check
