// Calls that failed although nothing kept them from succeeding.
#pragma once

#include <string>

#include "check/checks/Check.h"

namespace check {

class AvailabilityCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override { return violated(problems_, first_); }

 private:
  void add(const ProblemId& id, const std::string& sentence) {
    addProblem(id, sentence, &problems_, &first_);
  }
  void addFailedReads(const RunFacts& facts);

  std::vector<std::string> problems_;
  ProblemId first_;
};

}  // namespace check
