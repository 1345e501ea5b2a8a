// Points of the course's tests under other circumstances.
#include <algorithm>
#include <cctype>

#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"

namespace grading {

namespace {

bool lostPoints(const TrialResult& result) {
  return result.score.points() < result.score.maxPoints();
}

const TestScore& firstLost(const TrialResult& result) {
  return *std::find_if(result.score.tests.begin(), result.score.tests.end(),
                       [](const TestScore& test) { return test.points < test.maxPoints; });
}

// "test 3 part 2 of the read test with seed 2: expected …"
std::string lossText(const TrialResult& result) {
  const TestScore& test = firstLost(result);
  std::string title = test.title;
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return title + " of the " + std::string(scenarioName(*result.trial.scenario)) + " test " +
         ofSeed(result) + ": " + test.reason;
}

bool lostStabilization(const TrialResult& result) {
  return std::any_of(
      result.score.tests.begin(), result.score.tests.end(), [](const TestScore& test) {
        const bool isLate =
            test.aspect == TestAspect::Stabilized || test.aspect == TestAspect::OutsiderFailed;
        return isLate && test.points < test.maxPoints;
      });
}

}  // namespace

void judgePrimary(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, lostPoints);
  if (bad.count == 0) {
    if (judgeValues(results, finding)) return;
    say(Finding::Good,
        "The key is read and updated as it should be also when its primary fails at 175, and the "
        "primary and secondary of that time at 225.",
        results.front(), finding);
    return;
  }
  std::string text =
      inSoMany(bad.count, results) +
      " points of the read and update tests are lost when its primary fails at 175, "
      "and the primary and secondary of that time at 225. The course lets the "
      "tertiary and the secondary fail, so that the primary is always there. First, " +
      lossText(*bad.first) + ".";
  if (lostStabilization(*bad.first)) {
    text +=
        " If copies are made by a key's primary alone, nobody makes them when it is gone: each "
        "replica has to look whether the key's other two still have it.";
  }
  say(Finding::Weak, text, *bad.first, finding);
}

void judgeSize(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, lostPoints);
  if (bad.count == 0) {
    say(Finding::Good, "The read test has all its points.", results.front(), finding);
    return;
  }
  say(Finding::Weak,
      "The read test loses points in a larger group than the course's ten: " +
          lossText(*bad.first) +
          ". Often a message with the whole member list has become too long (3,983 bytes are "
          "sent at most), or news need longer to get around.",
      *bad.first, finding);
}

}  // namespace grading
