#include "grading/formats/JUnit.h"

#include <vector>

#include "grading/formats/Escaping.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xmlText(value) + "\"";
}

// Within an element line ends may stand as they are.
std::string elementText(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    text += xmlText(lines.substr(0, end));
    if (end == std::string_view::npos) break;
    text += '\n';
    lines.remove_prefix(end + 1);
  }
  return text;
}

std::string lossOf(const Grade& grade, const TestGrade& test) {
  const std::string points = std::to_string(test.points) + " of " + std::to_string(test.maxPoints);
  if (!grade.buildError.empty()) {
    return "<error" + attribute("message", "it does not build") + attribute("type", "build") + ">" +
           elementText(grade.buildError) + "</error>";
  }
  return "<failure" + attribute("message", points + " points: " + test.reason) +
         attribute("type", test.isFlaky() ? "flaky" : "points") + ">" +
         elementText(testReport(grade, test)) + "</failure>";
}

std::string testCase(const Grade& grade, const TestGrade& test) {
  const std::string start = "    <testcase" + attribute("classname", scenarioName(test.scenario)) +
                            attribute("name", test.name);
  if (test.points == test.maxPoints && test.note.empty()) return start + "/>\n";
  if (test.points == test.maxPoints) {
    return start + ">\n      <system-out>" + elementText(testReport(grade, test)) +
           "</system-out>\n    </testcase>\n";
  }
  return start + ">\n      " + lossOf(grade, test) + "\n    </testcase>\n";
}

// The attributes that count the tests.
std::string counts(const Grade& grade, const std::vector<const TestGrade*>& tests) {
  size_t lost = 0;
  for (const TestGrade* test : tests) lost += test->points != test->maxPoints;
  const bool built = grade.buildError.empty();
  return attribute("tests", std::to_string(tests.size())) +
         attribute("failures", std::to_string(built ? lost : 0)) +
         attribute("errors", std::to_string(built ? 0 : lost));
}

std::string suite(const Grade& grade, const std::vector<const TestGrade*>& tests) {
  std::string text = "  <testsuite" + attribute("name", headingOf(tests.front()->scenario)) +
                     counts(grade, tests) + attribute("skipped", "0") + ">\n";
  for (const TestGrade* test : tests) text += testCase(grade, *test);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string jUnit(const Grade& grade) {
  std::vector<const TestGrade*> all;
  std::vector<std::vector<const TestGrade*>> suites;
  for (const TestGrade& test : grade.tests) {
    if (all.empty() || all.back()->scenario != test.scenario) suites.emplace_back();
    suites.back().push_back(&test);
    all.push_back(&test);
  }
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", grade.submission) + counts(grade, all) + ">\n";
  for (const auto& tests : suites) text += suite(grade, tests);
  return text + "</testsuites>\n";
}

}  // namespace grading
