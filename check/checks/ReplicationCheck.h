// The copies of all keys: in place, equal, and nowhere else, once when all must be in place again
// and once at the run's end.
#pragma once

#include "check/checks/Check.h"
#include "check/cluster/Replication.h"
#include "check/consistency/CopyValues.h"

namespace check {

void printReplication(const ReplicationResult& result, std::ostream& out);

class ReplicationCheck : public Check {
 public:
  void settle(const RunFacts& facts) override;
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override;
  void print(std::ostream& out) const override { printReplication(result_, out); }
  std::vector<Metric> metrics() const override;

 private:
  ReplicationResult settled_;
  ReplicationResult result_;  // At the run's end.
  CopyValues values_;
};

}  // namespace check
