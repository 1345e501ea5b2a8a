// Whether the copies always were such that each possible read returns what it must, if the store
// tells what its peers would answer (sim/CopyStanding.h).
#pragma once

#include "check/checks/Check.h"
#include "check/cluster/Quorums.h"

namespace check {

class QuorumsCheck : public Check {
 public:
  void look(const CopyViews& copies) override { quorums_.look(copies); }
  void conclude(const RunFacts& facts) override {
    isDemanded_ = facts.demanded == Level::Linearizable;
  }
  Verdict verdict() const override {
    return isDemanded_ ? violated(quorums_.problems(), quorums_.first()) : Verdict{};
  }

 private:
  Quorums quorums_;
  bool isDemanded_ = false;
};

}  // namespace check
