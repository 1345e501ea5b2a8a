#include "grading/Explanation.h"

#include <optional>

#include "grading/Causes.h"
#include "grading/Story.h"
#include "grading/Timeline.h"
#include "grading/TimelineText.h"

namespace grading {

std::string explanationOf(const TestGrade& test, const Evidence& evidence) {
  if (test.points == test.maxPoints) return "";
  const std::optional<Story> story = storyOf(test, evidence);
  std::string text;
  if (story) text = operationTimeline(*story, evidence);
  if (isMembership(test.scenario)) text = membershipTimeline(test, evidence);
  const std::optional<Cause> cause = likelyCause({test, evidence, story ? &*story : nullptr});
  if (!cause) return text;
  return text + hanging("likely cause: ", cause->what) + hanging("     look at: ", cause->lookAt);
}

}  // namespace grading
