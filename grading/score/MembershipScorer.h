#ifndef GRADING_MEMBERSHIPSCORER_H_
#define GRADING_MEMBERSHIPSCORER_H_

#include <string_view>

#include "grading/score/Score.h"

namespace grading {

// Scores the log of a membership run by the rules of the course's Grader. It counts distinct
// `joined` and `removed` lines of ten peers, of which one fails, or five. It uses the log lines,
// not the content of the peers' lists.
// REQUIRES: isMembership(scenario). Failure: none; any bytes get a score.
ScenarioScore scoreMembership(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_MEMBERSHIPSCORER_H_
