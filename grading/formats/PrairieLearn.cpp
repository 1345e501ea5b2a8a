#include "grading/formats/PrairieLearn.h"

#include <vector>

#include "notation/JsonText.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

// PrairieLearn accepts files of at most 1 MB.
constexpr size_t kMostOutput = 200'000;
constexpr size_t kMostOfATest = 10'000;

std::string cutTo(size_t most, const std::string& text) {
  if (text.size() <= most) return text;
  return text.substr(0, text.rfind('\n', most)) + "\n... and more: see the grader's report\n";
}

std::string testJson(const Grade& grade, const TestGrade& test) {
  const bool full = test.points == test.maxPoints;
  return notation::JsonObject()
      .addText("name", headingOf(test.scenario) + ": " + test.title)
      .addInteger("points", test.points)
      .addInteger("max_points", test.maxPoints)
      .addText("message", full ? "" : test.reason)
      .addText("output", cutTo(kMostOfATest, testReport(grade, test)))
      .text();
}

// Without --strict, a finding has no points, and PrairieLearn shows no points.
std::string findingJson(const Grade& grade, const Finding& finding) {
  notation::JsonObject test;
  test.addText("name", std::string(kQualityHeading) + ": " + finding.title);
  if (grade.isStrict && finding.maxPoints() > 0) {
    test.addInteger("points", finding.points()).addInteger("max_points", finding.maxPoints());
  }
  return test.addText("message", wordOf(finding.kind))
      .addText("output", cutTo(kMostOfATest, findingReport(finding)))
      .text();
}

std::string messageOf(const Grade& grade) {
  return std::to_string(grade.points()) + " of " + std::to_string(grade.maxPoints()) + " points";
}

}  // namespace

std::string prairieLearn(const Grade& grade) {
  // Students see this page.
  const std::string report = cutTo(kMostOutput, textReport(grade.seenByStudents()));
  if (!grade.buildError.empty()) {
    return notation::JsonObject()
               .addFlag("gradable", false)
               .addNumber("score", 0)
               .add("format_errors", notation::jsonArray({notation::jsonString(report)}))
               .addText("message", "It does not build.")
               .addText("output", report)
               .add("tests", notation::jsonArray({}))
               .text() +
           "\n";
  }
  std::vector<std::string> tests;
  for (const TestGrade& test : grade.tests) tests.push_back(testJson(grade, test));
  for (const Finding& finding : grade.findings) tests.push_back(findingJson(grade, finding));
  return notation::JsonObject()
             .addFlag("gradable", true)
             .addNumber("score", grade.fraction(), 4)
             .addText("message", messageOf(grade))
             .addText("output", report)
             .add("tests", notation::jsonArray(tests))
             .text() +
         "\n";
}

}  // namespace grading
