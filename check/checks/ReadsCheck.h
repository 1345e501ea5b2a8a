// Counts reads that went wrong in a way that needs no search to be seen. Consistency judges them.
#pragma once

#include "check/checks/Check.h"
#include "check/consistency/ReadCounts.h"

namespace check {

class ReadsCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override { counts_ = countReads(facts.operations); }
  std::vector<Metric> metrics() const override {
    return {{"reads_unwritten", double(counts_.unwritten)},
            {"reads_refused", double(counts_.refused)}};
  }

 private:
  ReadCounts counts_;
};

}  // namespace check
