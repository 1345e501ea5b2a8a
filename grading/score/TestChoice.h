// A choice of tests, as --test names it.
#pragma once

#include <string>
#include <vector>

#include "grading/score/Score.h"

namespace grading {

struct TestChoice {
  std::string name;
  std::vector<Scenario> scenarios;
  std::vector<std::string> tests;  // By TestScore::name. Empty: all tests of the scenarios.
  bool examinesQuality = false;    // Quality.h

  bool has(Scenario scenario) const;
};

// "all" is the first.
const std::vector<TestChoice>& testChoices();

// Removes the other tests from `score`.
ScenarioScore chosenOf(ScenarioScore score, const TestChoice& choice);

}  // namespace grading
