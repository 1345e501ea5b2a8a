#include "grading/formats/Json.h"

#include <array>

#include "notation/JsonText.h"

namespace grading {

namespace {

std::string testJson(const TestGrade& test) {
  return notation::JsonObject()
      .addText("name", test.name)
      .addText("scenario", scenarioName(test.scenario))
      .addText("title", test.title)
      .addInteger("points", test.points)
      .addInteger("max_points", test.maxPoints)
      .addNumber("mean", test.mean)
      .addFlag("flaky", test.isFlaky())
      .addInteger("best_points", test.bestPoints)
      .addInteger("best_seed", test.bestSeed)
      .addInteger("worst_seed", test.worstSeed)
      .addText("reason", test.reason)
      .addText("note", test.note)
      .addText("explanation", test.explanation)
      .addText("replay", test.replay)
      .text();
}

const char* nameOf(Finding::Kind kind) {
  constexpr std::array kNames = {"good", "weak", "unknown", "not_shown"};
  static_assert(kNames.size() == Finding::kKindCount);
  return kNames[kind];
}

std::string findingJson(const Grade& grade, const Finding& finding) {
  const bool counts = grade.isStrict && finding.maxPoints() > 0;
  return notation::JsonObject()
      .addText("name", finding.name)
      .addText("title", finding.title)
      .addText("kind", nameOf(finding.kind))
      .add("points", counts ? std::to_string(finding.points()) : "null")
      .add("max_points", counts ? std::to_string(finding.maxPoints()) : "null")
      .addText("text", finding.text)
      .addText("replay", finding.replay)
      .text();
}

std::string seedsJson(const Grade& grade) {
  if (grade.isOfLogs) return "null";
  return notation::JsonObject()
      .addInteger("first", grade.firstSeed)
      .addInteger("last", grade.lastSeed)
      .text();
}

}  // namespace

std::string noticesJson(const Grade& grade) {
  std::vector<std::string> notices;
  for (const std::string& notice : grade.remarks()) notices.push_back(notation::jsonString(notice));
  return notation::jsonArray(notices);
}

std::string findingsJson(const Grade& grade) {
  std::vector<std::string> findings;
  for (const Finding& finding : grade.findings) findings.push_back(findingJson(grade, finding));
  return notation::jsonArray(findings);
}

std::string json(const Grade& grade) {
  std::vector<std::string> tests;
  for (const TestGrade& test : grade.tests) tests.push_back(testJson(test));
  const auto& messages = grade.messagesPerOperation;
  return notation::JsonObject()
             .addText("submission", grade.submission)
             .add("seeds", seedsJson(grade))
             .addFlag("classic", grade.isClassic)
             .addInteger("points", grade.points())
             .addInteger("max_points", grade.maxPoints())
             .addNumber("mean", grade.mean())
             .add("messages_per_operation", messages ? notation::decimalText(*messages, 2) : "null")
             .add("notices", noticesJson(grade))
             .addText("start_here", grade.startHere)
             .add("build_error",
                  grade.buildError.empty() ? "null" : notation::jsonString(grade.buildError))
             .add("tests", notation::jsonArray(tests))
             .addFlag("strict", grade.isStrict)
             .add("findings", findingsJson(grade))
             .text() +
         "\n";
}

}  // namespace grading
