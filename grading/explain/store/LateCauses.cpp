#include "grading/explain/store/LateCauses.h"

#include <algorithm>
#include <set>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

// Those that came when the next test had begun.
Edit linesInTime(const Story& story) {
  return [story](std::vector<LogLine>* lines) {
    std::vector<int32_t> transactions;
    for (const auto* answers : {&story.call->answers, &story.call->results}) {
      for (const Answer& answer : *answers) transactions.push_back(answer.transId);
    }
    for (LogLine& line : *lines) {
      const bool isOfCall = line.key == story.call->key &&
                            line.operation == story.call->operation &&
                            std::count(transactions.begin(), transactions.end(), line.transId) > 0;
      if (isOfCall && line.tick >= *story.end) line.tick = story.begin() + 1;
    }
  };
}

// In the time of this call, those of the one before.
Edit linesOfOthersGone(const Story& story) {
  std::set<int32_t> transactions;
  for (const auto* answers : {&story.previous->answers, &story.previous->results}) {
    for (const Answer& answer : *answers) transactions.insert(answer.transId);
  }
  return linesBeGone(
      story, [transactions](const LogLine& line) { return transactions.count(line.transId) > 0; });
}

}  // namespace

std::optional<Cause> lateLines(const Case& lost) {
  const Story& story = *lost.story;
  const std::string lookAt =
      "checkMessages: it has to handle the whole queue in each tick, and a quorum should be looked "
      "for as soon as an answer comes in, not only once in several ticks.";
  const auto isLate = [&](const Answer& answer) {
    return story.end && answer.tick >= *story.end && story.isWanted(answer);
  };
  for (const auto* answers : {&story.call->answers, &story.call->results}) {
    const auto late = std::find_if(answers->begin(), answers->end(), isLate);
    if (late == answers->end()) continue;
    const bool isResult = answers == &story.call->results;
    if (isResult && isOfMissingQuorum(lost)) {
      return provenBy(
          Cause{
              "the time-out is too long: coordinator " + numberOf(story.coordinator()) +
                  " gives up after " + ticksText(late->tick - story.begin()) +
                  ", and the next test begins after " + ticksText(*story.end - story.begin()) + ".",
              "where MP2Node gives up on an operation: about 10 ticks are usual.", "long-time-out"},
          "with the fail in time", resultBe(story, false));
    }
    return provenBy(
        Cause{"the right line comes too late: peer " + numberOf(late->peer) + " logs it at " +
                  std::to_string(late->tick) + ", " + ticksText(late->tick - story.begin()) +
                  " after the call, when the next test has begun.",
              lookAt},
        "with such lines in time", linesInTime(story));
  }
  if (story.previous == nullptr) return std::nullopt;
  for (const auto* answers : {&story.previous->answers, &story.previous->results}) {
    for (const Answer& answer : *answers) {
      if (!story.isWithin(answer.tick) || !story.isWanted(answer)) continue;
      const bool isResult = answers == &story.previous->results;
      const Tick asked = story.previous->tick;
      return seenAt(
          provenBy(Cause{"a line of the test before comes too late, and is counted here: " +
                             std::string(isResult ? "coordinator " : "replica ") +
                             numberOf(answer.peer) + " logs at " + std::to_string(answer.tick) +
                             " what it was asked at " + std::to_string(story.previous->tick) + ".",
                         lookAt},
                   "without the lines that are of the call at " + std::to_string(asked),
                   linesOfOthersGone(story)),
          lineSpot(isResult ? Spot::Result : Spot::Answer, answer, story.call->key));
    }
  }
  return std::nullopt;
}

namespace {

// A client's call, and a replica that was asked and did its part long afterwards.
struct LateService {
  const Call* call = nullptr;
  Answer answer;
};

// Of the story's call, or else by its coordinator for another one of that tick: its replies then
// wait in the same queue.
std::optional<LateService> lateService(const Case& lost) {
  constexpr Tick kInTime = 3;
  const Story& story = *lost.story;
  std::optional<LateService> found;
  for (const Call& call : lost.evidence.calls()) {
    if (call.tick != story.begin()) continue;
    std::set<PeerId> served;
    for (const Answer& answer : call.answers) {
      const bool isFirst = served.insert(answer.peer).second;
      if (!isFirst || !contains(askedBy(call, story), answer.peer)) continue;
      if (answer.tick <= call.tick + kInTime) continue;
      if (&call == story.call) return LateService{&call, answer};
      if (!found && answer.peer == story.coordinator()) found = LateService{&call, answer};
    }
  }
  return found;
}

}  // namespace

// The coordinator gives up while messages wait to be handled.
std::optional<Cause> handledLate(const Case& lost) {
  const Story& story = *lost.story;
  const std::optional<Answer> fail = firstFail(story);
  if (!story.expectsSuccess || !fail) return std::nullopt;
  const std::optional<LateService> late = lateService(lost);
  if (!late) return std::nullopt;
  const bool isOther = late->call != story.call;
  return seenAt(
      provenBy(
          Cause{"the queue is handled late: peer " + numberOf(late->answer.peer) + " logs " +
                    (isOther ? "the " + std::string(sim::operationName(late->call->operation)) +
                                   " of " + printable(late->call->key)
                             : "the " + operationOf(story)) +
                    " at " + std::to_string(late->answer.tick) + ", " +
                    ticksText(late->answer.tick - late->call->tick) +
                    " after the call; coordinator " + numberOf(story.coordinator()) +
                    " has given up at " + std::to_string(fail->tick) + ".",
                "checkMessages: it has to handle the whole queue in each tick (a while, not an "
                "if), or messages and replies wait there."},
          "with the lines of a queue that is handled in time", asIfServed(story)),
      lineSpot(Spot::Answer, late->answer, late->call->key));
}

}  // namespace grading
