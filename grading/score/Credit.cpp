#include "grading/score/Credit.h"

#include <algorithm>

namespace grading {

namespace {

bool isLacking(const Grade& grade, Scenario scenario) {
  return grade.lacking.count(partOf(scenario)) > 0;
}

void withhold(const std::string& why, Finding* finding) {
  finding->kind = Finding::NotShown;
  if (!finding->text.empty()) finding->text += "\n";
  finding->text += why;
}

// The reason why good findings get no credit, or "".
std::string whyIdle(const Grade& grade) {
  for (const Part part : {Part::Membership, Part::Store}) {
    if (grade.active.count(part) > 0 || grade.lacking.count(part) > 0) continue;
    return std::string("There is no credit for that as long as ") + className(part) +
           (part == Part::Membership
                ? " joins nobody: in no run did a peer list another."
                : " stores nothing on other peers: in no run did a client call succeed "
                  "and the store send another peer a message.");
  }
  return "";
}

}  // namespace

TestChoice withoutLacking(const TestChoice& choice, const Grade& grade) {
  TestChoice rest = choice;
  std::erase_if(rest.scenarios, [&](Scenario scenario) { return isLacking(grade, scenario); });
  return rest;
}

void addLackingTests(const TestChoice& choice, Grade* grade) {
  for (const Scenario scenario : choice.scenarios) {
    if (!isLacking(*grade, scenario)) continue;
    const std::string reason = grade->lacking.at(partOf(scenario)) +
                               ": a part that is not handed in has no points (--fill-in gives "
                               "those of ours)";
    RunGrade run;
    run.score = chosenOf(zeroScore(scenario, reason), choice);
    for (const TestGrade& test : gradeTests({run})) grade->tests.push_back(test);
  }
  std::stable_sort(
      grade->tests.begin(), grade->tests.end(),
      [](const TestGrade& left, const TestGrade& right) { return left.scenario < right.scenario; });
}

void withholdCredit(Grade* grade) {
  const std::string idle = whyIdle(*grade);
  for (Finding& finding : grade->findings) {
    const auto lacking = finding.part ? grade->lacking.find(*finding.part) : grade->lacking.end();
    if (lacking != grade->lacking.end()) {
      finding.text.clear();
      finding.replay.clear();
      withhold(lacking->second + ": what was seen is ours, and shows nothing of the submission.",
               &finding);
    } else if (finding.kind == Finding::Good && !idle.empty()) {
      withhold(idle, &finding);
    }
  }
}

}  // namespace grading
