#include "grading/score/TestChoice.h"

#include <algorithm>

namespace grading {

bool TestChoice::has(Scenario scenario) const {
  return std::find(scenarios.begin(), scenarios.end(), scenario) != scenarios.end();
}

const std::vector<TestChoice>& testChoices() {
  static const std::vector<TestChoice> choices = {
      {"all",
       {Scenario::Create, Scenario::Delete, Scenario::Read, Scenario::Update,
        Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure},
       {},
       true},
      {"crud",
       {Scenario::Create, Scenario::Delete, Scenario::Read, Scenario::Update},
       {"create1", "delete1", "delete2", "read1", "read5", "update1", "update5"}},
      {"fault-tolerance",
       {Scenario::Read, Scenario::Update},
       {"read2", "read3a", "update2", "update3a"}},
      {"stabilization",
       {Scenario::Read, Scenario::Update},
       {"read3b", "read4", "update3b", "update4"}},
      {"membership",
       {Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure},
       {}},
      {"quality", {}, {}, true},
      {"course",
       {Scenario::Create, Scenario::Delete, Scenario::Read, Scenario::Update,
        Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure},
       {}},
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
