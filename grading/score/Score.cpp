#include "grading/score/Score.h"

#include <span>
#include <utility>

#include "host/Check.h"

namespace grading {

namespace {

struct TestKind {
  const char* name;
  const char* title;
  int maxPoints;
};

constexpr TestKind kCreateTests[] = {{"create1", "TEST 1", 3}};
constexpr TestKind kDeleteTests[] = {{"delete1", "TEST 1", 3}, {"delete2", "TEST 2", 4}};
constexpr TestKind kReadTests[] = {{"read1", "TEST 1", 3},         {"read2", "TEST 2", 9},
                                   {"read3a", "TEST 3 PART 1", 9}, {"read3b", "TEST 3 PART 2", 10},
                                   {"read4", "TEST 4", 6},         {"read5", "TEST 5", 3}};
constexpr TestKind kUpdateTests[] = {
    {"update1", "TEST 1", 3},          {"update2", "TEST 2", 9}, {"update3a", "TEST 3 PART 1", 9},
    {"update3b", "TEST 3 PART 2", 10}, {"update4", "TEST 4", 6}, {"update5", "TEST 5", 3}};
constexpr TestKind kSingleTests[] = {{"single.join", "Join", 10},
                                     {"single.completeness", "Completeness", 10},
                                     {"single.accuracy", "Accuracy", 10}};
constexpr TestKind kMultiTests[] = {{"multi.join", "Join", 10},
                                    {"multi.completeness", "Completeness", 10},
                                    {"multi.accuracy", "Accuracy", 10}};
constexpr TestKind kDropTests[] = {{"drop.join", "Join", 15},
                                   {"drop.completeness", "Completeness", 15}};

std::span<const TestKind> testsOf(Scenario scenario) {
  switch (scenario) {
    case Scenario::Create: return kCreateTests;
    case Scenario::Delete: return kDeleteTests;
    case Scenario::Read: return kReadTests;
    case Scenario::Update: return kUpdateTests;
    case Scenario::SingleFailure: return kSingleTests;
    case Scenario::MultiFailure: return kMultiTests;
    case Scenario::MsgDropSingleFailure: return kDropTests;
  }
  return {};
}

}  // namespace

void TestScore::awardAll() {
  points = maxPoints;
  reason.clear();
}

void TestScore::award(int partial, std::string why) {
  CHECK(0 <= partial && partial < maxPoints);
  points = partial;
  reason = std::move(why);
}

int ScenarioScore::points() const {
  int sum = 0;
  for (const TestScore& test : tests) sum += test.points;
  return sum;
}

int ScenarioScore::maxPoints() const {
  int sum = 0;
  for (const TestScore& test : tests) sum += test.maxPoints;
  return sum;
}

ScenarioScore zeroScore(Scenario scenario, const std::string& reason) {
  ScenarioScore score;
  score.scenario = scenario;
  for (const TestKind& kind : testsOf(scenario)) {
    score.tests.push_back({kind.name, kind.title, 0, kind.maxPoints, reason});
  }
  return score;
}

int totalPoints(const std::vector<ScenarioScore>& scores) {
  int sum = 0;
  for (const ScenarioScore& score : scores) sum += score.points();
  return sum;
}

int totalMaxPoints(const std::vector<ScenarioScore>& scores) {
  int sum = 0;
  for (const ScenarioScore& score : scores) sum += score.maxPoints();
  return sum;
}

}  // namespace grading
