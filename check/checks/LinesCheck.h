// Each call gets one line of its coordinator, if that lives to write it.
#pragma once

#include "check/checks/Check.h"

namespace check {

// `unanswered` calls have no line; `surplus` lines are beyond one for each call.
Verdict judgeLines(int unanswered, int surplus);

class LinesCheck : public Check {
 public:
  void conclude(const RunFacts& facts) override;
  Verdict verdict() const override { return judgeLines(unanswered_, surplus_); }

 private:
  int unanswered_ = 0;
  int surplus_ = 0;
};

}  // namespace check
