#include "grading/explain/Explanation.h"

#include <algorithm>
#include <optional>

#include "check/base/Wording.h"
#include "grading/explain/evidence/Story.h"
#include "grading/explain/timeline/Timeline.h"
#include "grading/explain/timeline/TimelineText.h"
#include "host/Words.h"

namespace grading {

namespace {

constexpr char kShown[] = "shown cause: ";
constexpr char kSuspected[] = "suspected: ";
constexpr char kProof[] = "   shown by: ";
constexpr char kLookAt[] = "    look at: ";

// What would tell two suspicions apart: the run that one of them needs.
std::string distinctionOf(const Conclusion& conclusion) {
  for (const NamedCause& named : conclusion.causes) {
    if (named.cause.experiments.empty()) continue;
    return "What would tell them apart: a run " + named.cause.experiments.front().condition +
           " has the points if the cause is " +
           named.cause.what.substr(0, named.cause.what.find_first_of(":.")) + ".";
  }
  return "What would tell them apart: mend one, and see whether the points come.";
}

std::string inVainText(const std::vector<std::string>& conditions) {
  if (conditions.empty()) return "";
  const std::string tried = host::joined(conditions, ", not ", ", and not ");
  return hanging("known is: ",
                 "no single cause is found. The test does not have its points " + tried + ".");
}

}  // namespace

std::string timelineOf(const TestGrade& test, const Evidence& evidence) {
  if (isMembership(test.scenario)) return membershipTimeline(test, evidence);
  const std::optional<Story> story = storyOf(test, evidence);
  return story ? operationTimeline(*story, evidence) : "";
}

std::string causeText(const NamedCause& named) {
  std::string text = hanging(named.isShown ? kShown : kSuspected, named.cause.what);
  if (!named.proof.empty()) text += hanging(kProof, check::capitalised(named.proof) + ".");
  return text + hanging(kLookAt, named.cause.lookAt);
}

std::string causesText(const Conclusion& conclusion, AtTop atTop) {
  if (conclusion.causes.empty()) return inVainText(conclusion.inVain);
  std::string text;
  for (const NamedCause& named : conclusion.causes) {
    text += atTop == AtTop::This
                ? hanging(kShown, named.cause.what + " More of it stands at the top.")
                : causeText(named);
  }
  if (atTop == AtTop::Others) {
    text += hanging("", "Mend what stands at the top first: this may follow from it.");
  }
  if (conclusion.causes.size() < 2) return text;
  return text + hanging("", conclusion.causes.front().isShown
                                ? "There are two causes, and both have to be mended."
                                : distinctionOf(conclusion));
}

std::string memoryDoubtText(const Conclusion& conclusion) {
  const auto isFact = [](const NamedCause& named) { return named.cause.isFact; };
  if (conclusion.causes.empty() || !conclusion.causes.front().isShown ||
      std::any_of(conclusion.causes.begin(), conclusion.causes.end(), isFact)) {
    return "";
  }
  return hanging("",
                 "This test depends on memory that nobody has set (see `the same seed gives the "
                 "same run`), so an experiment may succeed by chance: mend that first.");
}

std::string unrepeatableText() {
  return hanging("",
                 "The run came out otherwise when it was made again, so nothing is said of the "
                 "cause: first of all, it has to be the same each time.");
}

}  // namespace grading
