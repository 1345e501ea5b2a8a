#ifndef GRADING_COURSERULE_H_
#define GRADING_COURSERULE_H_

#include <string>
#include <string_view>

#include "grading/score/Scenario.h"

namespace grading {

// Where the course's script errs about a log: returns the points of a fair reading (FairReading.h)
// if they differ from the course's, and the reason. Also mentions a test that has points though the
// run ended early. A paragraph without line ends; empty if there is nothing to report. `test` is
// the index in ScenarioScore::tests of the whole scenario. A pure function; any bytes are a log.
// REQUIRES: test < the scenario's number of tests.
std::string courseRuleDifference(Scenario scenario, std::string_view log, size_t test);

}  // namespace grading

#endif  // GRADING_COURSERULE_H_
