#ifndef GRADING_REPORT_H_
#define GRADING_REPORT_H_

#include <ostream>
#include <vector>

#include "Score.h"
#include "Scorer.h"

// Prints scores in the lines that the course's scripts print, so that whatever reads those reads
// these. After the line of each test that lost points comes one indented line with the reason.
// Ownership: nothing is kept. Failure: that of the stream.
namespace grading {

// A section for each score (`CREATE TEST`), in it `TEST 1 SCORE..................: 3 / 3` for each
// test, and at the end `TOTAL GRADE: 90 / 90`.
// REQUIRES: all are scores of key-value scenarios.
void printKeyValueReport(const std::vector<ScenarioScore>& scores, std::ostream& out);

// A section for each score (`Single Failure Scenario`), in it
// `Checking Join..................10/10` for each test, and at the end `Final grade 90`.
// REQUIRES: all are scores of membership scenarios.
void printMembershipReport(const std::vector<ScenarioScore>& scores, std::ostream& out);

// Those of the two reports that the folder has logs for; one line if for neither.
void printFolderReport(const FolderScore& scores, std::ostream& out);

}  // namespace grading

#endif  // GRADING_REPORT_H_
