#include "grading/explain/causes/CauseParts.h"

#include <algorithm>
#include <set>

#include "CourseRules.h"
#include "check/base/Placement.h"
#include "check/base/Wording.h"

namespace grading {

std::string numberOf(PeerId peer) { return std::to_string(peer); }

std::string ticksText(Tick ticks) { return check::numbered(ticks, "tick", "ticks"); }

std::string operationOf(const Story& story) { return sim::operationName(story.call->operation); }

std::string clientCallOf(const Story& story) {
  return "client" + check::capitalised(operationOf(story));
}

bool isOfMissingQuorum(const Case& lost) {
  return !lost.story->expectsSuccess && lost.story->call->key != course::kInvalidKey;
}

bool isOfInvalidKey(const Case& lost) { return lost.story->call->key == course::kInvalidKey; }

bool hasAnswered(const Story& story, PeerId peer) {
  const auto& answers = story.call->answers;
  return std::any_of(answers.begin(), answers.end(),
                     [peer](const Answer& answer) { return answer.peer == peer; });
}

Peers askedBy(const Call& call, const Story& story) {
  if (&call == story.call) return story.asked;
  std::set<PeerId> asked;
  for (const StoreMessage& request : call.requests) asked.insert(request.to);
  for (const Answer& answer : call.answers) {
    if (answer.peer == call.coordinator) asked.insert(answer.peer);
  }
  return {asked.begin(), asked.end()};
}

Peers replicasAtCreate(const Case& lost) {
  const Story& story = *lost.story;
  if (story.created == nullptr) return {};
  return check::replicasInOrder(lost.evidence.aliveAt(story.created->tick), story.call->key);
}

std::optional<Answer> firstFail(const Story& story) {
  for (const Answer& result : story.resultsWithin()) {
    if (!result.success) return result;
  }
  return std::nullopt;
}

}  // namespace grading
