#include "check/checks/LinesCheck.h"

#include "check/base/Wording.h"

namespace check {

Verdict judgeLines(int unanswered, int surplus) {
  std::vector<std::string> problems;
  if (unanswered > 0) {
    problems.push_back(countText(unanswered, "call", "calls") + " got no line of the coordinator");
  }
  if (surplus > 0) {
    problems.push_back(countText(surplus, "line", "lines") +
                       " of coordinators beyond one for each call");
  }
  return violated(problems, {unanswered > 0 ? "no line" : "surplus line", ""});
}

void LinesCheck::conclude(const RunFacts& facts) {
  unanswered_ = static_cast<int>(facts.history.unansweredCalls().size());
  surplus_ = facts.history.surplusLines();
}

}  // namespace check
