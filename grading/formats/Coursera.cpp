#include "grading/formats/Coursera.h"

#include "grading/formats/JsonText.h"
#include "grading/formats/TextReport.h"

namespace grading {

namespace {

// Nothing was to be earned: nothing was.
double fractionOf(const Grade& grade) {
  if (grade.maxPoints() == 0) return 0;
  return static_cast<double>(grade.points()) / static_cast<double>(grade.maxPoints());
}

// The text report; one of a classic grade has the course's lines alone.
std::string feedbackOf(const Grade& grade) {
  std::string text;
  if (grade.isClassic && grade.buildError.empty()) {
    for (const std::string& remark : grade.remarks()) text += "note: " + remark + "\n";
  }
  return text + textReport(grade);
}

}  // namespace

std::string coursera(const Grade& grade) {
  return JsonObject()
             .addNumber("fractionalScore", fractionOf(grade), 4)
             .addText("feedback", feedbackOf(grade))
             .text() +
         "\n";
}

}  // namespace grading
