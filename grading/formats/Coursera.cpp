#include "grading/formats/Coursera.h"

#include "notation/JsonText.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

// The text report; that of a classic grade has only the course's lines.
std::string feedbackOf(const Grade& grade) {
  const bool hasCourseLinesAlone = grade.isClassic && grade.buildError.empty();
  return (hasCourseLinesAlone ? grade.remarkLines("note: ") : "") + textReport(grade);
}

}  // namespace

std::string coursera(const Grade& grade) {
  return notation::JsonObject()
             .addNumber("fractionalScore", grade.fraction(), 4)
             .addText("feedback", feedbackOf(grade))
             .text() +
         "\n";
}

}  // namespace grading
