// The grade of existing logs, from any program: scored by their text, by the course's rule. Unless
// the grade is classic, its explanations say where the course's script is mistaken (CourseRule.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"

namespace grading {

// Adds the chosen tests of the logs in `folder`, with the names of logFileName(), to *grade. A
// missing log earns nothing if other logs of its part exist. Returns the error, or "".
std::string gradeLogFolder(const std::string& folder, const TestChoice& choice, Grade* grade);

// The same for single logs, in any order, at most one of each scenario. Scenarios without a log are
// not graded. A note names each log whose scenario was recognized by its text.
std::string gradeLogFiles(const std::vector<std::string>& paths, const TestChoice& choice,
                          Grade* grade);

// The scenario whose name the file's name begins with: `read.dbg.log`, `read-2.txt`; not `readme`.
std::optional<Scenario> scenarioOfFileName(const std::string& path);

// Returns the scenario of a log with these lines. One failed peer means singlefailure, because a
// log does not show whether messages were dropped. Returns nothing if the log has no operation and
// no failure.
std::optional<Scenario> scenarioOfText(std::string_view log);

}  // namespace grading
