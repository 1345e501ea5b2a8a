#include "grading/formats/TextReport.h"

#include <array>
#include <string_view>

#include "notation/Escaping.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

constexpr std::string_view kDots = "..................";
constexpr std::string_view kIndent = "    ";
constexpr size_t kColumns = 80;
constexpr std::string_view kNoPoints =
    "No test of the course asks for this, and it has no points; with --strict it has.";

// Indents the text, except for lines that are too wide, which start at the margin.
std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    if (end - 1 + kIndent.size() <= kColumns) text.append(kIndent);
    text.append(lines.substr(0, end));
    lines.remove_prefix(end);
  }
  return text;
}

std::string paragraph(const std::string& text) { return wrapped(text, kColumns - kIndent.size()); }

bool hasSeveralSeeds(const Grade& grade) { return grade.firstSeed != grade.lastSeed; }

std::string seedsOf(const Grade& grade) {
  return std::to_string(grade.firstSeed) + ".." + std::to_string(grade.lastSeed);
}

// The results of the test over the seeds; empty if there is only one seed.
std::string spreadOf(const Grade& grade, const TestGrade& test) {
  const bool wasRun = !test.replay.empty();
  if (!hasSeveralSeeds(grade) || !wasRun) return "";
  if (!test.isFlaky()) {
    return paragraph("the same with each of the seeds " + seedsOf(grade) + "; of seed " +
                     std::to_string(test.worstSeed) + ":");
  }
  const std::string worst = std::to_string(test.worstSeed);
  const std::string best = test.bestSeed == test.worstSeed
                               ? "another run of it"
                               : "seed " + std::to_string(test.bestSeed);
  return paragraph("flaky: seed " + worst + " gets " + std::to_string(test.points) + ", " + best +
                   " gets " + std::to_string(test.bestPoints) + "; the mean of the seeds " +
                   seedsOf(grade) + " is " + notation::decimalText(test.mean, 2) + "; of seed " +
                   worst + ":");
}

std::string courseLine(const TestGrade& test) {
  const std::string points = std::to_string(test.points);
  const std::string maxPoints = std::to_string(test.maxPoints);
  if (isMembership(test.scenario)) {
    return "Checking " + test.title + std::string(kDots) + points + "/" + maxPoints + "\n";
  }
  return test.title + " SCORE" + std::string(kDots) + ": " + points + " / " + maxPoints + "\n";
}

std::string explanationOf(const TestGrade& test) {
  const bool isLineOpen = !test.explanation.empty() && test.explanation.back() != '\n';
  return test.explanation + (isLineOpen ? "\n" : "");
}

// One of the two parts of the course, with its total. Empty if it has no tests.
std::string partOf(const Grade& grade, bool membership) {
  std::string text;
  const TestGrade* previous = nullptr;
  int points = 0;
  int maxPoints = 0;
  for (const TestGrade& test : grade.tests) {
    if (isMembership(test.scenario) != membership) continue;
    if (previous == nullptr || previous->scenario != test.scenario) {
      const std::string heading = headingOf(test.scenario);
      text += (previous == nullptr ? "" : "\n") + heading + "\n" +
              std::string(heading.size(), '-') + "\n";
    }
    text += courseLine(test);
    if (!grade.isClassic) text += indented(testReport(grade, test));
    points += test.points;
    maxPoints += test.maxPoints;
    previous = &test;
  }
  if (previous == nullptr) return "";
  const std::string sum = std::to_string(points);
  return text + (membership ? "\nFinal grade " + sum + "\n"
                            : "\nTOTAL GRADE: " + sum + " / " + std::to_string(maxPoints) + "\n");
}

std::string findingLine(const Grade& grade, const Finding& finding) {
  const std::string start = finding.title + std::string(kDots) + ": ";
  if (!grade.isStrict || finding.maxPoints() == 0) return start + wordOf(finding.kind) + "\n";
  return start + std::to_string(finding.points()) + " / " + std::to_string(finding.maxPoints()) +
         "\n";
}

// The examinations beyond the course's tests. Empty if there were none.
std::string qualityOf(const Grade& grade) {
  if (grade.findings.empty()) return "";
  std::string text =
      std::string(kQualityHeading) + "\n" + std::string(kQualityHeading.size(), '-') + "\n";
  for (const Finding& finding : grade.findings) {
    text += findingLine(grade, finding) + indented(findingReport(finding));
  }
  if (!grade.isStrict) return text + "\n" + wrapped(kNoPoints, kColumns);
  return text + "\nQuality grade " + std::to_string(grade.qualityPoints()) + " / " +
         std::to_string(grade.qualityMaxPoints()) + "\n";
}

// The line that names the graded files.
std::string nodesOf(const Grade& grade) {
  return grade.nodes.empty() ? "" : "nodes: " + grade.nodes + "\n\n";
}

std::string noticesOf(const Grade& grade) {
  std::string text;
  for (const std::string& remark : grade.remarks()) text += wrapped("note: " + remark, kColumns);
  return text.empty() ? "" : text + "\n";
}

constexpr std::string_view kStartHere = "START HERE";

std::string startHereOf(const Grade& grade) {
  if (grade.startHere.empty()) return "";
  return std::string(kStartHere) + "\n" + std::string(kStartHere.size(), '-') + "\n" +
         indented(grade.startHere) + "\n";
}

// The summary that the course's scripts do not have.
std::string closingOf(const Grade& grade) {
  std::string text;
  if (hasSeveralSeeds(grade)) {
    text +=
        wrapped("The worst run of each test counts, of the seeds " + seedsOf(grade) + ": " +
                    std::to_string(grade.points()) + " of " + std::to_string(grade.maxPoints()) +
                    ". The mean is " + notation::decimalText(grade.mean(), 2) + ".",
                kColumns);
  }
  if (grade.messagesPerOperation) {
    text += "Messages per operation of the store: " +
            notation::decimalText(*grade.messagesPerOperation, 1) + "\n";
  }
  if (!grade.replayNote.empty()) text += wrapped(grade.replayNote, kColumns);
  return text.empty() ? "" : "\n" + text;
}

}  // namespace

const char* wordOf(Finding::Kind kind) {
  constexpr std::array kWords = {"good", "to mend", "not known", "not shown"};
  static_assert(kWords.size() == Finding::kKindCount);
  return kWords[kind];
}

std::string headingOf(Scenario scenario) {
  constexpr std::array kHeadings = {"CREATE TEST",
                                    "DELETE TEST",
                                    "READ TEST",
                                    "UPDATE TEST",
                                    "Single Failure Scenario",
                                    "Multi Failure Scenario",
                                    "Message Drop Single Failure Scenario"};
  static_assert(kHeadings.size() == kScenarioCount);
  return kHeadings[static_cast<size_t>(scenario)];
}

// The option of ./Application that stops a debugger where the first of the spots is; "" if that is
// known to no peer's call.
std::string stopOption(const std::vector<Spot>& spots) {
  if (spots.empty()) return "";
  const Spot& spot = spots.front();
  // Of a copy, the tick is that of the call which shows that it is wrong.
  if (spot.tick < 0 || spot.peer < 1 || spot.kind == Spot::Copy) return "";
  return "--stop-at " + std::to_string(spot.tick) + ":" + std::to_string(spot.peer);
}

std::string testReport(const Grade& grade, const TestGrade& test) {
  const std::string note = test.note.empty() ? "" : paragraph("note: " + test.note);
  if (test.points == test.maxPoints) return note + explanationOf(test);
  std::string text = spreadOf(grade, test) + note;
  if (!test.reason.empty()) text += paragraph(test.reason);
  text += explanationOf(test);
  if (test.replay.empty()) return text;
  text += "replay: " + test.replay + "\n";
  const std::string stop = stopOption(test.spots);
  return stop.empty() ? text : text + "debugger: the same with " + stop + "\n";
}

std::string findingReport(const Finding& finding) {
  std::string text;
  std::string_view rest = finding.text;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    text += paragraph(std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (finding.kind != Finding::Good && !finding.replay.empty()) {
    text += "replay: " + finding.replay + "\n";
  }
  return text;
}

std::string textReport(const Grade& grade) {
  if (!grade.buildError.empty()) {
    return nodesOf(grade) + noticesOf(grade) + "It does not build:\n" + grade.buildError +
           (grade.buildError.back() == '\n' ? "" : "\n");
  }
  const std::string keyValue = partOf(grade, false);
  const std::string membership = partOf(grade, true);
  const std::string quality = grade.isClassic ? "" : qualityOf(grade);
  std::string parts;
  for (const std::string& part : {keyValue, membership, quality}) {
    parts += (parts.empty() || part.empty() ? "" : "\n") + part;
  }
  if (grade.isClassic) return parts;
  return nodesOf(grade) + noticesOf(grade) + startHereOf(grade) + parts + closingOf(grade);
}

}  // namespace grading
