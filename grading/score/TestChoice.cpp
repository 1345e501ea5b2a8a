#include "grading/score/TestChoice.h"

#include <algorithm>
#include <array>

namespace grading {

namespace {

template <size_t count>
std::vector<Scenario> listOf(const std::array<Scenario, count>& scenarios) {
  return {scenarios.begin(), scenarios.end()};
}

}  // namespace

bool TestChoice::has(Scenario scenario) const {
  return std::find(scenarios.begin(), scenarios.end(), scenario) != scenarios.end();
}

const std::vector<TestChoice>& testChoices() {
  static const std::vector<TestChoice> choices = {
      {"all", listOf(kScenarios), {}, true},
      {"crud",
       listOf(kKeyValueScenarios),
       {"create1", "delete1", "delete2", "read1", "read5", "update1", "update5"}},
      {"fault-tolerance",
       {Scenario::Read, Scenario::Update},
       {"read2", "read3a", "update2", "update3a"}},
      {"stabilization",
       {Scenario::Read, Scenario::Update},
       {"read3b", "read4", "update3b", "update4"}},
      {"membership", listOf(kMembershipScenarios), {}},
      {"quality", {}, {}, true},
      {"course", listOf(kScenarios), {}},
  };
  return choices;
}

ScenarioScore chosenOf(ScenarioScore score, const TestChoice& choice) {
  if (choice.tests.empty()) return score;
  std::erase_if(score.tests, [&](const TestScore& test) {
    return std::find(choice.tests.begin(), choice.tests.end(), test.name) == choice.tests.end();
  });
  return score;
}

}  // namespace grading
