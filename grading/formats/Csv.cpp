#include "grading/formats/Csv.h"

#include "notation/Escaping.h"
#include "host/Words.h"

namespace grading {

namespace {

std::string rowOf(const std::vector<std::string>& fields) {
  std::string row;
  for (size_t i = 0; i < fields.size(); ++i)
    row += (i == 0 ? "" : ",") + notation::csvField(fields[i]);
  return row + "\n";
}

int partPoints(const Grade& grade, bool membership) {
  int sum = 0;
  for (const TestGrade& test : grade.tests) {
    if (isMembership(test.scenario) == membership) sum += test.points;
  }
  return sum;
}

// `text` of each test for which `is` holds: "read2 0/9; update2 0/9".
template <typename Is, typename Text>
std::string listOf(const Grade& grade, Is is, Text text) {
  std::string list;
  for (const TestGrade& test : grade.tests) {
    if (is(test)) list += (list.empty() ? "" : "; ") + text(test);
  }
  return list;
}

// "45/60": the points of the findings, if they have any.
std::string qualityText(const Grade& grade) {
  if (grade.qualityMaxPoints() == 0) return "";
  return std::to_string(grade.qualityPoints()) + "/" + std::to_string(grade.qualityMaxPoints());
}

std::string weakFindings(const Grade& grade) {
  std::string list;
  for (const Finding& finding : grade.findings) {
    if (finding.kind == Finding::Weak) list += (list.empty() ? "" : "; ") + finding.name;
  }
  return list;
}

// The compiler's first error: most of the others follow from it.
std::string firstErrorOf(const std::string& buildError) {
  const size_t error = buildError.find("error");
  if (error == std::string::npos) return buildError.substr(0, buildError.find('\n'));
  const size_t before = buildError.rfind('\n', error);
  const size_t start = before == std::string::npos ? 0 : before + 1;
  return buildError.substr(start, buildError.find('\n', error) - start);
}

// The end of the first run that did not end properly.
std::string firstNoteOf(const Grade& grade) {
  for (const TestGrade& test : grade.tests) {
    if (!test.note.empty()) return std::string(scenarioName(test.scenario)) + ": " + test.note;
  }
  return "";
}

}  // namespace

std::string csvHeader() {
  return rowOf({"submission", "points", "max_points", "mean", "key_value", "membership", "lost",
                "flaky", "messages_per_operation", "quality", "to_mend", "error", "notices"});
}

std::string csvRow(const Grade& grade) {
  const auto& messages = grade.messagesPerOperation;
  // A submission that does not build has lost all tests: its error is enough.
  const auto isLost = [&](const TestGrade& test) {
    return grade.buildError.empty() && test.points != test.maxPoints;
  };
  const auto pointsText = [](const TestGrade& test) {
    return test.name + " " + std::to_string(test.points) + "/" + std::to_string(test.maxPoints);
  };
  const auto nameOf = [](const TestGrade& test) { return test.name; };
  return rowOf({grade.submission, std::to_string(grade.points()), std::to_string(grade.maxPoints()),
                notation::decimalText(grade.mean(), 2), std::to_string(partPoints(grade, false)),
                std::to_string(partPoints(grade, true)), listOf(grade, isLost, pointsText),
                listOf(
                    grade, [](const TestGrade& test) { return test.isFlaky(); }, nameOf),
                messages ? notation::decimalText(*messages, 2) : "", qualityText(grade),
                weakFindings(grade),
                grade.buildError.empty() ? firstNoteOf(grade) : firstErrorOf(grade.buildError),
                host::joined(grade.remarks(), " ")});
}

std::optional<std::vector<std::string>> takeCsvRow(std::string_view* text) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < text->size(); ++i) {
    const char character = (*text)[i];
    if (quoted && character == '"' && i + 1 < text->size() && (*text)[i + 1] == '"') {
      fields.back() += '"';
      ++i;
    } else if (character == '"') {
      quoted = !quoted;
    } else if (!quoted && character == ',') {
      fields.emplace_back();
    } else if (!quoted && character == '\n') {
      if (!fields.back().empty() && fields.back().back() == '\r') fields.back().pop_back();
      text->remove_prefix(i + 1);
      return fields;
    } else {
      fields.back() += character;
    }
  }
  return std::nullopt;
}

}  // namespace grading
