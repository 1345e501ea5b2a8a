// The complete grade as JSON. A pure function.
//
// Members of the object: submission, seeds (an object with first and last; null if existing logs
// were scored), classic, points, max_points, mean, messages_per_operation (a number or null),
// notices (strings), start_here (the cause that lost points in several tests, or ""), build_error
// (a string or null), and tests, an array of objects: name, scenario, title, points, max_points,
// mean, flaky, best_points, best_seed, worst_seed, reason, note, explanation, replay. The last four
// are empty with full marks, except for a note if a run did not end properly, and the explanation
// of a log that has more points than a fair reading gives it. Further members: strict, and
// findings, an array of objects: name, title, kind ("good", "weak", "unknown" or "not_shown"),
// points and max_points (null if the grade is not strict, or the finding is unknown), text, replay.
#pragma once

#include <string>

#include "grading/score/Grade.h"

namespace grading {

std::string json(const Grade& grade);

// Its members of these names.
std::string noticesJson(const Grade& grade);
std::string findingsJson(const Grade& grade);

}  // namespace grading
