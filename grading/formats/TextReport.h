// A grade as text: the lines that the course's scripts print, so that programs that read those can
// read these, and, indented below each test that lost points, the reason.
//
// Lines have at most 80 columns, except for parts that must not be broken: commands, long words and
// the compiler's output. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "grading/score/Grade.h"

namespace grading {

// A section for each scenario (`CREATE TEST`) with a line for each test, and a total for each of
// the two parts; then, in a section of its own, the findings beyond the tests. A classic grade has
// only the course's lines. The grade of a submission that does not build has only the compiler's
// output. REQUIRES: no string of the grade has line ends,
// except for buildError, explanations and the texts of findings.
std::string textReport(const Grade& grade);

// About one test, without indentation: the results over the seeds, the lost points with the reason,
// and the command that replays it. With full marks: the end of a run that did not end properly, and
// the explanation, if there is one.
std::string testReport(const Grade& grade, const TestGrade& test);

// About one finding, without indentation: its text and, if it is not good, the command that shows
// it.
std::string findingReport(const Finding& finding);

// "good", "to mend", "not known", "not shown".
const char* wordOf(Finding::Kind kind);

// The heading of the section of the findings.
inline constexpr std::string_view kQualityHeading = "QUALITY BEYOND POINTS";

// The name of a scenario in the course's scripts: "CREATE TEST", "Single Failure Scenario".
std::string headingOf(Scenario scenario);

}  // namespace grading
