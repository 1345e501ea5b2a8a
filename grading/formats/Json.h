// A grade as JSON, with all that there is to say about it. A pure function.
//
// Members of the object: submission, seeds (an object with first and last; null: logs that were
// there were scored), classic, points, max_points, mean, messages_per_operation (a number or null),
// notices (strings), start_here (what causes points lost in several tests, or ""), build_error (a
// string or null), and tests, an array of objects: name, scenario, title, points, max_points, mean,
// flaky, best_points, best_seed, worst_seed, reason, note, explanation, replay (the last four are
// empty with full marks, but for a note if a run did not end as it should, and the explanation of a
// log that has more points than a fair reading gives it). Further members: strict, and findings, an
// array of objects: name, title, kind ("good", "weak", "unknown" or "not_shown"), points and
// max_points (null if the findings have no points: it is not strict, or unknown), text, replay.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string json(const Grade& grade);

}  // namespace grading
