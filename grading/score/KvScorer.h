#ifndef GRADING_KVSCORER_H_
#define GRADING_KVSCORER_H_

#include <string_view>

#include "grading/score/Score.h"

namespace grading {

// Scores the log of a key-value run by the rules of the course's KVStoreGrader: success and fail
// lines are counted, per key or per window of ticks, and compared with what three replicas and
// one coordinator log. The quirks of those rules are kept and named where they are in the code.
// REQUIRES: !isMembership(scenario). Failure: none; any bytes get a score.
ScenarioScore scoreKeyValue(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_KVSCORER_H_
