#include "grading/formats/JUnit.h"

#include <vector>

#include "notation/Escaping.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + notation::xmlText(value) + "\"";
}

// Within an element, line ends need no escaping.
std::string elementText(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    text += notation::xmlText(lines.substr(0, end));
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

std::string withText(const std::string& tag, const std::string& attributes,
                     const std::string& text) {
  return "<" + tag + attributes + ">" + elementText(text) + "</" + tag + ">";
}

bool isFailure(const Grade& grade, const Finding& finding) {
  return grade.isStrict && finding.points() < finding.maxPoints();
}

bool isSkipped(const Grade& grade, const Finding& finding) {
  const bool saysNothing = finding.kind == Finding::Unknown || finding.kind == Finding::NotShown;
  return saysNothing && !isFailure(grade, finding);
}

std::string findingCase(const Grade& grade, const Finding& finding) {
  const std::string report = findingReport(finding);
  std::string outcome = withText("system-out", "", report);
  if (isFailure(grade, finding)) {
    outcome = withText("failure",
                       attribute("message", finding.title) + attribute("type", "quality"), report);
  } else if (isSkipped(grade, finding)) {
    outcome = "<skipped" + attribute("message", finding.text) + "/>";
  }
  return "    <testcase" + attribute("classname", "quality") + attribute("name", finding.name) +
         ">\n      " + outcome + "\n    </testcase>\n";
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

// The counts in the attributes of a suite, and of the whole report.
struct Counts {
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  size_t skipped = 0;

  void add(const Grade& grade, const TestGrade& test) {
    ++tests;
    if (test.points == test.maxPoints) return;
    ++(grade.buildError.empty() ? failures : errors);
  }
  void add(const Grade& grade, const Finding& finding) {
    ++tests;
    failures += isFailure(grade, finding);
    skipped += isSkipped(grade, finding);
  }

  std::string attributes() const {
    return attribute("tests", std::to_string(tests)) +
           attribute("failures", std::to_string(failures)) +
           attribute("errors", std::to_string(errors));
  }
};

std::string suiteOf(const std::string& name, const Counts& counts, const std::string& contents) {
  return "  <testsuite" + attribute("name", name) + counts.attributes() +
         attribute("skipped", std::to_string(counts.skipped)) + ">\n" + contents +
         "  </testsuite>\n";
}

// A suite with one case that never fails, because the report itself has no place for text.
std::string noticesSuite(const Grade& grade) {
  if (grade.remarks().empty()) return "";
  Counts counts;
  counts.tests = 1;
  return suiteOf("NOTICES", counts,
                 "    <testcase" + attribute("classname", "notices") +
                     attribute("name", "notices") + ">\n      " +
                     withText("system-out", "", grade.remarkLines()) + "\n    </testcase>\n");
}

std::string suite(const Grade& grade, const std::vector<const TestGrade*>& tests) {
  Counts counts;
  std::string cases;
  for (const TestGrade* test : tests) {
    counts.add(grade, *test);
    cases += testCase(grade, *test);
  }
  return suiteOf(headingOf(tests.front()->scenario), counts, cases);
}

std::string qualitySuite(const Grade& grade) {
  if (grade.findings.empty()) return "";
  Counts counts;
  std::string cases;
  for (const Finding& finding : grade.findings) {
    counts.add(grade, finding);
    cases += findingCase(grade, finding);
  }
  return suiteOf(std::string(kQualityHeading), counts, cases);
}

}  // namespace

std::string jUnit(const Grade& grade) {
  Counts all;
  std::vector<std::vector<const TestGrade*>> suites;
  const TestGrade* previous = nullptr;
  for (const TestGrade& test : grade.tests) {
    if (previous == nullptr || previous->scenario != test.scenario) suites.emplace_back();
    suites.back().push_back(&test);
    all.add(grade, test);
    previous = &test;
  }
  for (const Finding& finding : grade.findings) all.add(grade, finding);
  all.tests += !grade.remarks().empty();
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
                     attribute("name", grade.submission) + all.attributes() + ">\n";
  for (const auto& tests : suites) text += suite(grade, tests);
  return text + qualitySuite(grade) + noticesSuite(grade) + "</testsuites>\n";
}

}  // namespace grading
