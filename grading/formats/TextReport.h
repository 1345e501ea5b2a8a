// A grade as text: the lines that the course's scripts print, so that whatever reads those reads
// these, and below each test that lost points, indented, why.
//
// Lines have at most 80 columns, but for what must stay in one piece: commands, long words and what
// the compiler said. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "grading/score/Grade.h"

namespace grading {

// A section for each scenario (`CREATE TEST`), in it a line for each test, and for each of the two
// parts its total; then, in a section of its own, what was found beyond the tests. A classic grade
// has the course's lines alone. One that does not build has what the compiler said, and nothing
// else. REQUIRES: all strings of the grade are text without line ends, but for buildError,
// explanations and what findings say.
std::string textReport(const Grade& grade);

// Of one test, without indentation: how it did over the seeds, what was lost and why, and the
// command that shows it again. With full marks, how a run ended if not as it should, and the
// explanation, if there is one.
std::string testReport(const Grade& grade, const TestGrade& test);

// Of one finding, without indentation: what it says and, if that is not good, the command that
// shows it.
std::string findingReport(const Finding& finding);

// "good", "to mend", "not known", "not shown".
const char* wordOf(Finding::Kind kind);

// What the section of the findings is called.
inline constexpr std::string_view kQualityHeading = "QUALITY BEYOND POINTS";

// "CREATE TEST", "Single Failure Scenario": what the course's scripts call a scenario.
std::string headingOf(Scenario scenario);

}  // namespace grading
