// What is known of a run only at its end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "check/base/Metric.h"
#include "report/Trace.h"

namespace report {

struct FoundProblem {
  std::string kind;  // check::ProblemId's; "" = not known.
  std::string check;
  std::string key;  // "" = it concerns none.
  std::string sentence;
};

struct TraceEnd {
  VerdictKind verdict = VerdictKind::Unchecked;
  std::string check;  // That decided it.
  std::string levelHeld;
  std::string levelDemanded;
  std::vector<FoundProblem> problems;
  std::map<std::string, std::vector<int>> orders;  // check::Check::orders().
  std::vector<int> against;                        // Operations that contradict each other.
  std::vector<check::Metric> metrics;
  std::vector<Mark> marks;
  uint64_t digest = 0;
  int ticks = 0;
};

}  // namespace report
