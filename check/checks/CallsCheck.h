// A run in which no call could succeed says nothing about the store.
#pragma once

#include <string>

#include "check/checks/Check.h"

namespace check {

class CallsCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override;

 private:
  std::string whyCallsProveNothing_;  // "" if they prove something, or none were to be made.
};

}  // namespace check
