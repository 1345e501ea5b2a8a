#include "grading/formats/Gradescope.h"

#include "notation/JsonText.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

std::string testJson(const Grade& grade, const TestGrade& test, const std::string& number) {
  const bool full = test.points == test.maxPoints;
  return notation::JsonObject()
      .addInteger("score", test.points)
      .addInteger("max_score", test.maxPoints)
      .addText("status", full ? "passed" : "failed")
      .addText("name", headingOf(test.scenario) + ": " + test.title)
      .addText("number", number)
      .addText("output", testReport(grade, test))
      .addText("visibility", "visible")
      .text();
}

std::string findingJson(const Grade& grade, const Finding& finding, const std::string& number) {
  notation::JsonObject test;
  if (grade.isStrict && finding.maxPoints() > 0) {
    test.addInteger("score", finding.points())
        .addInteger("max_score", finding.maxPoints())
        .addText("status", finding.kind == Finding::Good ? "passed" : "failed");
  }
  return test.addText("name", std::string(kQualityHeading) + ": " + finding.title)
      .addText("number", number)
      .addText("output", findingReport(finding))
      .addText("visibility", "visible")
      .text();
}

// All notices, only for instructors. Students see the notices on their files in the overview.
std::string remarksJson(const Grade& grade) {
  return notation::JsonObject()
      .addText("name", "Notices for instructors")
      .addText("number", "0")
      .addText("output", grade.remarkLines())
      .addText("visibility", "hidden")
      .text();
}

// Numbers as in the sections of the report: 3.2 is the second test of the third scenario.
std::vector<std::string> testsJson(const Grade& grade) {
  std::vector<std::string> tests;
  if (!grade.remarks().empty()) tests.push_back(remarksJson(grade));
  const TestGrade* previous = nullptr;
  int section = 0;
  int number = 0;
  for (const TestGrade& test : grade.tests) {
    if (previous == nullptr || previous->scenario != test.scenario) {
      ++section;
      number = 0;
    }
    ++number;
    tests.push_back(testJson(grade, test, std::to_string(section) + "." + std::to_string(number)));
    previous = &test;
  }
  number = 0;
  for (const Finding& finding : grade.findings) {
    ++number;
    tests.push_back(
        findingJson(grade, finding, std::to_string(section + 1) + "." + std::to_string(number)));
  }
  return tests;
}

// The text above the tests, for students.
std::string overview(const Grade& grade) {
  if (!grade.buildError.empty()) return textReport(grade.seenByStudents());
  std::string text;
  for (const std::string& notice : grade.notices) text += notice + "\n";
  if (!grade.replayNote.empty()) text += grade.replayNote + "\n";
  if (grade.firstSeed == grade.lastSeed) return text;
  return text + "Each test has the points of its worst run with the seeds " +
         std::to_string(grade.firstSeed) + ".." + std::to_string(grade.lastSeed) +
         ". Mean: " + notation::decimalText(grade.mean(), 2) + " of " +
         std::to_string(grade.maxPoints()) + ".\n";
}

}  // namespace

std::string gradescope(const Grade& grade) {
  notation::JsonObject results;
  results.addInteger("score", grade.points());
  if (grade.seconds) results.addNumber("execution_time", *grade.seconds);
  results.addText("output", overview(grade))
      .addText("output_format", "text")
      .addText("visibility", "visible")
      .addText("stdout_visibility", "hidden")
      .add("tests", notation::jsonArray(testsJson(grade)));
  if (grade.messagesPerOperation && grade.hasFullMarks()) {
    results.add("leaderboard",
                notation::jsonArray({notation::JsonObject()
                                         .addText("name", "messages per operation")
                                         .addNumber("value", *grade.messagesPerOperation)
                                         .addText("order", "asc")
                                         .text()}));
  }
  return results.text() + "\n";
}

}  // namespace grading
