// The grade of logs that are there, wherever they come from: text-only scoring, by the course's
// rule. Unless the grade is classic, its explanations say where the course's script is mistaken
// (CourseRule.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Grade.h"
#include "grading/score/TestChoice.h"

namespace grading {

// Adds the chosen tests of the logs in `folder`, named as logFileName() has it, to *grade. A log
// that is missing earns nothing if others of its part are there. Returns what is wrong, or "".
std::string gradeLogFolder(const std::string& folder, const TestChoice& choice, Grade* grade);

// The same of single logs, in any order, at most one of each scenario. What is not among them is
// not graded. A log whose scenario is seen from its text is noted.
std::string gradeLogFiles(const std::vector<std::string>& paths, const TestChoice& choice,
                          Grade* grade);

// The scenario whose name the file's name begins with: `read.dbg.log`, `read-2.txt`; not `readme`.
std::optional<Scenario> scenarioOfFileName(const std::string& path);

// The scenario that a log with these lines is of. One failed peer is singlefailure, since nothing
// in a log tells whether messages were dropped. Nothing if no operation and no failure is there.
std::optional<Scenario> scenarioOfText(std::string_view log);

}  // namespace grading
