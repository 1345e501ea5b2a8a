// A grade as text: the lines that the course's scripts print, so that whatever reads those reads
// these, and below each test that lost points, indented, why.
//
// Lines have at most 80 columns, but for what must stay in one piece: commands, long words and what
// the compiler said. Pure functions. REQUIRES: all strings of the grade are text without line ends,
// but for buildError and explanations.
#pragma once

#include <string>

#include "grading/Grade.h"

namespace grading {

// A section for each scenario (`CREATE TEST`), in it a line for each test, and for each of the two
// parts its total. A classic grade has the course's lines alone. One that does not build has what
// the compiler said, and nothing else.
std::string textReport(const Grade& grade);

// Of one test, without indentation: how it did over the seeds, what was lost and why, and the
// command that shows it again. With full marks, how a run ended if not as it should; else nothing.
std::string testReport(const Grade& grade, const TestGrade& test);

// "CREATE TEST", "Single Failure Scenario": what the course's scripts call a scenario.
std::string headingOf(Scenario scenario);

}  // namespace grading
