#include "grading/explain/StartHere.h"

#include <algorithm>
#include <map>

#include "check/base/Wording.h"
#include "grading/explain/Explanation.h"
#include "grading/explain/timeline/TimelineText.h"

namespace grading {

namespace {

// A cause, and the tests that it costs points in.
struct Cost {
  const NamedCause* cause = nullptr;  // As in the first of them.
  std::vector<std::string> tests;
  int points = 0;
};

std::map<std::string, Cost> costsOf(const std::vector<Concluded>& tests) {
  std::map<std::string, Cost> costs;
  for (const Concluded& each : tests) {
    if (each.conclusion.causes.size() != 1 || !each.conclusion.causes.front().isShown) continue;
    const NamedCause& named = each.conclusion.causes.front();
    Cost& cost = costs[named.cause.name];
    if (cost.cause == nullptr) cost.cause = &named;
    cost.tests.push_back(each.test->name);
    cost.points += each.test->maxPoints - each.test->points;
  }
  return costs;
}

}  // namespace

std::vector<std::string> sharedCauses(const std::vector<Concluded>& tests) {
  const std::map<std::string, Cost> costs = costsOf(tests);
  std::vector<std::string> names;
  for (const auto& [name, cost] : costs) {
    if (cost.tests.size() > 1) names.push_back(name);
  }
  std::stable_sort(names.begin(), names.end(), [&](const auto& one, const auto& other) {
    return costs.at(one).points > costs.at(other).points;
  });
  return names;
}

std::string startHereText(const std::vector<Concluded>& tests) {
  const std::map<std::string, Cost> costs = costsOf(tests);
  std::string text;
  for (const std::string& name : sharedCauses(tests)) {
    const Cost& cost = costs.at(name);
    text += causeText(*cost.cause);
    text += hanging("      costs: ", std::to_string(cost.points) + " points, in " +
                                         check::listText(cost.tests) + ".");
  }
  return text;
}

}  // namespace grading
