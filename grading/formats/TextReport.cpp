#include "grading/formats/TextReport.h"

#include <string_view>

#include "grading/formats/Escaping.h"

namespace grading {

namespace {

constexpr std::string_view kDots = "..................";
constexpr std::string_view kIndent = "    ";
constexpr size_t kColumns = 80;

// `text` in lines of at most `width` columns, broken at blanks. A longer word has a line of its
// own.
std::string wrapped(std::string_view text, size_t width) {
  std::string lines;
  size_t column = 0;
  while (!text.empty()) {
    const size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (column > 0 && column + 1 + word.size() > width) {
      lines += '\n';
      column = 0;
    }
    if (column > 0) lines += ' ';
    column += word.size() + (column > 0 ? 1 : 0);
    lines += word;
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  return lines + "\n";
}

// But for lines that are too wide for it, which stand at the margin.
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

// How the test did over the seeds; empty if there is one alone.
std::string spreadOf(const Grade& grade, const TestGrade& test) {
  if (!hasSeveralSeeds(grade)) return "";
  if (!test.isFlaky()) {
    return paragraph("the same with each of the seeds " + seedsOf(grade) + "; of seed " +
                     std::to_string(test.worstSeed) + ":");
  }
  return paragraph("flaky: seed " + std::to_string(test.worstSeed) + " gets " +
                   std::to_string(test.points) + ", seed " + std::to_string(test.bestSeed) +
                   " gets " + std::to_string(test.bestPoints) + "; the mean of the seeds " +
                   seedsOf(grade) + " is " + decimalText(test.mean, 2) + "; of seed " +
                   std::to_string(test.worstSeed) + ":");
}

std::string courseLine(const TestGrade& test) {
  const std::string points = std::to_string(test.points);
  const std::string maxPoints = std::to_string(test.maxPoints);
  if (isMembership(test.scenario)) {
    return "Checking " + test.title + std::string(kDots) + points + "/" + maxPoints + "\n";
  }
  return test.title + " SCORE" + std::string(kDots) + ": " + points + " / " + maxPoints + "\n";
}

// One of the two parts of the course, with its total. Empty if no test is of it.
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

std::string noticesOf(const Grade& grade) {
  std::string text;
  for (const std::string& notice : grade.notices) text += wrapped("note: " + notice, kColumns);
  return text.empty() ? "" : text + "\n";
}

// What the course's scripts do not say of the whole.
std::string closingOf(const Grade& grade) {
  std::string text;
  if (hasSeveralSeeds(grade)) {
    text +=
        wrapped("The worst run of each test counts, of the seeds " + seedsOf(grade) + ": " +
                    std::to_string(grade.points()) + " of " + std::to_string(grade.maxPoints()) +
                    ". The mean is " + decimalText(grade.mean(), 2) + ".",
                kColumns);
  }
  if (grade.messagesPerOperation) {
    text += "Messages per operation of the store: " + decimalText(*grade.messagesPerOperation, 1) +
            "\n";
  }
  return text.empty() ? "" : "\n" + text;
}

}  // namespace

std::string headingOf(Scenario scenario) {
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

std::string testReport(const Grade& grade, const TestGrade& test) {
  const std::string note = test.note.empty() ? "" : paragraph("note: " + test.note);
  if (test.points == test.maxPoints) return note;
  std::string text = spreadOf(grade, test) + note;
  if (!test.reason.empty()) text += paragraph(test.reason);
  if (!test.explanation.empty()) {
    text += test.explanation + (test.explanation.back() == '\n' ? "" : "\n");
  }
  if (!test.replay.empty()) text += "replay: " + test.replay + "\n";
  return text;
}

std::string textReport(const Grade& grade) {
  if (!grade.buildError.empty()) {
    return noticesOf(grade) + "It does not build:\n" + grade.buildError +
           (grade.buildError.back() == '\n' ? "" : "\n");
  }
  const std::string keyValue = partOf(grade, false);
  const std::string membership = partOf(grade, true);
  const std::string parts =
      keyValue + (keyValue.empty() || membership.empty() ? "" : "\n") + membership;
  return grade.isClassic ? parts : noticesOf(grade) + parts + closingOf(grade);
}

}  // namespace grading
