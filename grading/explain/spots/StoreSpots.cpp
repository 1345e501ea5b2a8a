#include <algorithm>
#include <set>
#include <utility>

#include "CourseRules.h"
#include "grading/explain/causes/Cause.h"
#include "grading/explain/spots/Spots.h"

namespace grading {

namespace {

using Found = std::optional<Spot>;

Spot lineSpot(Spot::Kind kind, const Answer& answer, const Story& story, std::string what) {
  Spot spot = lineSpot(kind, answer, story.call->key);
  spot.what = std::move(what);
  return spot;
}

Spot callSpot(const Story& story, std::string what) {
  Spot spot = spotAt(Spot::Call, story.begin(), story.coordinator());
  spot.key = story.call->key;
  spot.what = std::move(what);
  return spot;
}

Spot requestSpot(const Story& story, PeerId to, std::string what) {
  Spot spot = spotAt(Spot::Request, story.begin(), story.coordinator(), to);
  spot.what = std::move(what);
  return spot;
}

// What `to` gets of `from` in the course of the call.
Spot receiptSpot(const Story& story, Tick tick, PeerId from, PeerId to, std::string what) {
  Spot spot = spotAt(Spot::Receipt, tick, to, from);
  spot.key = story.call->key;
  spot.what = std::move(what);
  return spot;
}

std::string nameOf(PeerId peer) { return "peer " + std::to_string(peer); }

// A dead peer that the coordinator does not list and asks all the same; or whom its list does not
// name a replica.
Found wronglyAsked(const Story& story) {
  if (story.asked.size() < course::kReplicas) return std::nullopt;
  for (const PeerId peer : story.asked) {
    if (contains(story.seen, peer) || peer == story.coordinator()) continue;
    return requestSpot(story, peer,
                       nameOf(story.coordinator()) + " asks " + nameOf(peer) +
                           (contains(story.listed, peer) ? ", which is no replica by its list"
                                                         : ", which is not in its list"));
  }
  return std::nullopt;
}

// The coordinator asks fewer peers than there are replicas.
Found askedTooFew(const Story& story) {
  const bool mayServeItself = contains(story.seen, story.coordinator());
  const size_t needed = course::kReplicas - (mayServeItself ? 1 : 0);
  if (story.asked.size() >= needed && !story.asked.empty()) return std::nullopt;
  return callSpot(story, nameOf(story.coordinator()) + " asks " +
                             std::to_string(story.asked.size()) + " of three replicas");
}

// A replica that says what it should not. With two of three replicas gone, the third succeeds.
Found wrongAnswer(const Story& story, const TestGrade& test) {
  const bool succeeds = test.aspect == TestAspect::TwoReplicasFailed || story.expectsSuccess;
  for (const Answer& answer : story.answersWithin()) {
    const bool isRight =
        answer.success == succeeds && (!answer.success || story.hasRightValue(answer.value));
    if (isRight) continue;
    return lineSpot(Spot::Answer, answer, story,
                    "replica " + std::to_string(answer.peer) + " logs a " +
                        (answer.success ? "success" : "fail") +
                        (answer.success == succeeds ? " with a wrong value" : ""));
  }
  return std::nullopt;
}

// The replica's second line of one transaction, or a line of a fourth replica.
Found extraAnswer(const Story& story) {
  std::set<std::pair<PeerId, int32_t>> seen;
  for (const Answer& answer : story.answersWithin()) {
    const bool isNew = seen.insert({answer.peer, answer.transId}).second;
    if (isNew && seen.size() <= course::kReplicas) continue;
    return lineSpot(Spot::Answer, answer, story,
                    "replica " + std::to_string(answer.peer) +
                        (isNew ? " logs a line, and three have" : " logs the operation again"));
  }
  return std::nullopt;
}

Found wrongResult(const Story& story) {
  const std::vector<Answer> results = story.resultsWithin();
  for (const Answer& result : results) {
    if (story.isWanted(result)) continue;
    return lineSpot(Spot::Result, result, story,
                    "the coordinator logs a " + std::string(result.success ? "success" : "fail") +
                        (result.success == story.expectsSuccess ? " with a wrong value" : ""));
  }
  if (results.size() < 2) return std::nullopt;
  return lineSpot(Spot::Result, results[1], story, "the coordinator logs a second result");
}

// A line that came after the next test had begun.
Found lateLine(const Story& story) {
  for (const auto* lines : {&story.call->answers, &story.call->results}) {
    for (const Answer& answer : *lines) {
      if (story.isWithin(answer.tick) || !story.isWanted(answer)) continue;
      const bool isResult = lines == &story.call->results;
      return lineSpot(isResult ? Spot::Result : Spot::Answer, answer, story,
                      "this line comes when the next test has begun");
    }
  }
  return std::nullopt;
}

// A replica that is asked, lives, and says nothing, be it late.
Found silentReplica(const Story& story) {
  const std::vector<Answer>& answers = story.call->answers;
  for (const PeerId peer : story.asked) {
    const bool has = std::any_of(answers.begin(), answers.end(),
                                 [peer](const Answer& answer) { return answer.peer == peer; });
    if (has || !contains(story.alive, peer)) continue;
    return receiptSpot(story, story.begin(), story.coordinator(), peer,
                       nameOf(peer) + " is asked, and logs nothing");
  }
  return std::nullopt;
}

// The coordinator never says how it ended. The line after which it could have, if there is one.
Spot missingResult(const Story& story) {
  const std::vector<Answer> answers = story.answersWithin();
  const std::string what = nameOf(story.coordinator()) + " logs no result of this call";
  if (answers.size() >= course::kQuorum) {
    const Answer& second = answers[course::kQuorum - 1];
    return receiptSpot(story, second.tick, second.peer, story.coordinator(),
                       what + ", though two answer");
  }
  return callSpot(story, what);
}

}  // namespace

Spot storeSpot(const Story& story, const TestGrade& test) {
  for (const Found& found :
       {wronglyAsked(story), askedTooFew(story), wrongAnswer(story, test), extraAnswer(story),
        silentReplica(story), wrongResult(story), lateLine(story)}) {
    if (found) return *found;
  }
  return missingResult(story);
}

}  // namespace grading
