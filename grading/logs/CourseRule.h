#ifndef GRADING_COURSERULE_H_
#define GRADING_COURSERULE_H_

#include <string>
#include <string_view>

#include "grading/score/Scenario.h"

namespace grading {

// Where the course's script is mistaken about a log: the points that a fair reading gives
// (FairReading.h) if they are others than the course's, and what makes the difference. Also said
// of a test that has points though the run ended early. A paragraph without line ends; empty if
// there is nothing to say. `test` is the index in ScenarioScore::tests of the whole scenario.
// A pure function; any bytes are a log. REQUIRES: test < the scenario's number of tests.
std::string courseRuleDifference(Scenario scenario, std::string_view log, size_t test);

}  // namespace grading

#endif  // GRADING_COURSERULE_H_
