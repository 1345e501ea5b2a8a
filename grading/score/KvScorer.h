#ifndef GRADING_KVSCORER_H_
#define GRADING_KVSCORER_H_

#include <string_view>

#include "grading/score/Score.h"

namespace grading {

// Scores the log of a key-value run by the rules of the course's KVStoreGrader. It counts success
// and fail lines, per key or per window of ticks, and compares the numbers with those of three
// replicas and one coordinator. It keeps the quirks of those rules; comments in the code name them.
// REQUIRES: !isMembership(scenario). Failure: none; any bytes get a score.
ScenarioScore scoreKeyValue(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_KVSCORER_H_
