#include "grading/logs/CourseRule.h"

#include "grading/logs/FairReading.h"
#include "grading/logs/LogEntries.h"
#include "grading/score/LogReader.h"
#include "grading/score/Scorer.h"
#include "grading/score/Wording.h"
#include "host/Check.h"

namespace grading {

namespace {

std::string describeEarlyEnd(std::string_view log) {
  return "the run ended early" + describeEnd(readMembershipLog(log).extent) +
         ", and the course's script gives points for what was logged until then";
}

}  // namespace

std::string courseRuleDifference(Scenario scenario, std::string_view log, size_t test) {
  CHECK(test < zeroScore(scenario, "").tests.size());
  const TestScore course = score(scenario, log).tests[test];
  const FairTest fair = isMembership(scenario) ? readMembershipFairly(scenario, log)[test]
                                               : readKeyValueFairly(scenario, log)[test];
  std::string text;
  if (fair.points != course.points) {
    text = "a fair reading gives " + std::to_string(fair.points) + " of " +
           std::to_string(course.maxPoints) + " here";
    const char* separator = ": ";
    for (const std::string& cause : fair.causes) {
      text += separator + cause;
      separator = "; ";
    }
  }
  if (course.points > 0 && isOfEarlyEnd(log)) {
    text += (text.empty() ? "" : "; ") + describeEarlyEnd(log);
  }
  return text;
}

}  // namespace grading
