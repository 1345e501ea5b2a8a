#ifndef GRADING_MEMBERSHIPSCORER_H_
#define GRADING_MEMBERSHIPSCORER_H_

#include <string_view>

#include "grading/score/Score.h"

namespace grading {

// Scores the log of a membership run by the rules of the course's Grader: distinct `joined` and
// `removed` lines are counted, of ten peers of which one fails, or five. What the peers' lists
// hold is not looked at; only what they logged.
// REQUIRES: isMembership(scenario). Failure: none; any bytes get a score.
ScenarioScore scoreMembership(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_MEMBERSHIPSCORER_H_
