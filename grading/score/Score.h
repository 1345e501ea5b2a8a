#ifndef GRADING_SCORE_H_
#define GRADING_SCORE_H_

#include <string>
#include <vector>

#include "grading/score/Scenario.h"

namespace grading {

// The result of one test of a scenario.
struct TestScore {
  std::string name;   // Unique over all scenarios: `read3a`, `single.join`.
  std::string title;  // The name in the course's script: `TEST 3 PART 1`, `Join`.
  int points = 0;     // 0..maxPoints.
  int maxPoints = 0;
  std::string reason;  // One printable line; empty if and only if points == maxPoints.

  void awardAll();
  // REQUIRES: 0 <= partial < maxPoints.
  void award(int partial, std::string why);
};

// The result of one log: the tests of its scenario in the course's order.
struct ScenarioScore {
  Scenario scenario = Scenario::Create;
  std::vector<TestScore> tests;
  std::string note;  // One line about the log as a whole, for readers of a report, or empty.

  int points() const;
  int maxPoints() const;
};

// The scenario's tests, each with 0 points and `reason`.
ScenarioScore zeroScore(Scenario scenario, const std::string& reason);

int totalPoints(const std::vector<ScenarioScore>& scores);
int totalMaxPoints(const std::vector<ScenarioScore>& scores);

}  // namespace grading

#endif  // GRADING_SCORE_H_
