#include "grading/explain/timeline/Timeline.h"

#include "grading/explain/timeline/TimelineParts.h"
#include "grading/score/Wording.h"

namespace grading {

std::string operationTimeline(const Story& story, const Evidence& evidence) {
  TimelineText lines;
  for (const OperationPart& part : operationParts()) part.tell(story, evidence, &lines);
  return "timeline of the " + std::string(sim::operationName(story.call->operation)) + " of " +
         printable(story.call->key) + ":\n" + lines.text();
}

std::string membershipTimeline(const TestGrade& test, const Evidence& evidence) {
  if (evidence.peers().empty()) return "";
  const MembershipParts& told = membershipPartsFor(test.aspect);
  TimelineText lines;
  for (const MembershipPart& part : told.parts) part.tell(evidence, &lines);
  const std::string text = lines.text();
  return text.empty() ? "" : "timeline of the " + std::string(told.what) + ":\n" + text;
}

}  // namespace grading
