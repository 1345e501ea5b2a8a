// The consistency that clients saw, up to the level that is demanded.
#pragma once

#include "check/checks/Check.h"

namespace check {

// The verdict's name is that of the level.
Verdict judgeConsistency(const ConsistencyResult& result, Level demanded);
void printConsistency(const ConsistencyResult& result, Level demanded, std::ostream& out);

class ConsistencyCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override { return judgeConsistency(result_, demanded_); }
  void print(std::ostream& out) const override { printConsistency(result_, demanded_, out); }
  std::vector<Metric> metrics() const override;
  std::map<std::string, std::vector<int>> orders() const override { return result_.orders; }

 private:
  ConsistencyResult result_;
  Level demanded_ = Level::Linearizable;
};

}  // namespace check
