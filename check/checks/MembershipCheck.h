// The member lists at the run's end, and how fast and how rightly they got there.
#pragma once

#include "check/checks/Check.h"

namespace check {

void printMembership(const MembershipResult& result, std::ostream& out);

class MembershipCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override { result_ = facts.membership; }
  Verdict verdict() const override { return violated(result_.problems, result_.first); }
  void print(std::ostream& out) const override { printMembership(result_, out); }
  std::vector<Metric> metrics() const override;

 private:
  MembershipResult result_;
};

}  // namespace check
