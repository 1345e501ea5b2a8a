#include "Report.h"

#include <string_view>

namespace grading {

namespace {

constexpr std::string_view kDots = "..................";
constexpr std::string_view kIndent = "    ";

std::string_view headingOf(Scenario scenario) {
  switch (scenario) {
    case Scenario::Create: return "CREATE TEST";
    case Scenario::Delete: return "DELETE TEST";
    case Scenario::Read: return "READ TEST";
    case Scenario::Update: return "UPDATE TEST";
    case Scenario::SingleFailure: return "Single Failure Scenario";
    case Scenario::MultiFailure: return "Multi Failure Scenario";
    case Scenario::MsgDropSingleFailure: return "Message Drop Single Failure Scenario";
  }
  return "";
}

// A heading, then for each test the line that `printTest` prints and the reason below it.
template <typename PrintTest>
void printSections(const std::vector<ScenarioScore>& scores, std::ostream& out,
                   PrintTest printTest) {
  for (const ScenarioScore& score : scores) {
    const std::string_view heading = headingOf(score.scenario);
    out << heading << '\n' << std::string(heading.size(), '-') << '\n';
    if (!score.note.empty()) out << kIndent << "note: " << score.note << '\n';
    for (const TestScore& test : score.tests) {
      printTest(test);
      if (!test.reason.empty()) out << kIndent << test.reason << '\n';
    }
    out << '\n';
  }
}

}  // namespace

void printKeyValueReport(const std::vector<ScenarioScore>& scores, std::ostream& out) {
  printSections(scores, out, [&](const TestScore& test) {
    out << test.title << " SCORE" << kDots << ": " << test.points << " / " << test.maxPoints
        << '\n';
  });
  out << "TOTAL GRADE: " << totalPoints(scores) << " / " << totalMaxPoints(scores) << '\n';
}

void printMembershipReport(const std::vector<ScenarioScore>& scores, std::ostream& out) {
  printSections(scores, out, [&](const TestScore& test) {
    out << "Checking " << test.title << kDots << test.points << '/' << test.maxPoints << '\n';
  });
  out << "Final grade " << totalPoints(scores) << '\n';
}

void printFolderReport(const FolderScore& scores, std::ostream& out) {
  if (scores.keyValue.empty() && scores.membership.empty()) {
    out << "no log to score: expected files like " << logFileName(Scenario::Create) << '\n';
  }
  if (!scores.keyValue.empty()) printKeyValueReport(scores.keyValue, out);
  if (!scores.keyValue.empty() && !scores.membership.empty()) out << '\n';
  if (!scores.membership.empty()) printMembershipReport(scores.membership, out);
}

}  // namespace grading
