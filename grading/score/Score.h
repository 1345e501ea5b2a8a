#ifndef GRADING_SCORE_H_
#define GRADING_SCORE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "grading/score/Scenario.h"

namespace grading {

// What a test looks at.
enum class TestAspect : uint8_t {
  // Of the store. The numbers are those of the read and update tests.
  EveryKey,           // Each key is created, or deleted, by all its replicas.
  InvalidKey,         // What was never created is refused: the delete test's second, and 5.
  NoFailure,          // 1
  OneReplicaFailed,   // 2
  TwoReplicasFailed,  // 3, part 1: there is no quorum.
  Stabilized,         // 3, part 2: the copies are made.
  OutsiderFailed,     // 4
  // Of the membership.
  Join,
  Completeness,
  Accuracy,
};

// What one test of a scenario earned.
struct TestScore {
  std::string name;   // Unique over all scenarios: `read3a`, `single.join`.
  std::string title;  // The name in the course's script: `TEST 3 PART 1`, `Join`.
  int points = 0;     // 0..maxPoints.
  int maxPoints = 0;
  std::string reason;  // One printable line; empty if and only if points == maxPoints.
  TestAspect aspect = TestAspect::EveryKey;

  void awardAll();
  // REQUIRES: 0 <= partial < maxPoints.
  void award(int partial, std::string why);
};

// The result of one log: the tests of its scenario in the course's order.
struct ScenarioScore {
  Scenario scenario = Scenario::Create;
  std::vector<TestScore> tests;
  std::string note;  // One line on the log as a whole for the reader of a report, or empty.
  int endedAt = -1;  // The tick at which the run ended early, as it said itself; -1 = it did not.
  // The run ended early, because a test needs more replicas of a key than findNodes gave.
  bool lacksReplicas = false;

  int points() const;
  int maxPoints() const;
};

// The scenario's tests, each with 0 points and `reason`.
ScenarioScore zeroScore(Scenario scenario, const std::string& reason);

int totalPoints(const std::vector<ScenarioScore>& scores);
int totalMaxPoints(const std::vector<ScenarioScore>& scores);

}  // namespace grading

#endif  // GRADING_SCORE_H_
