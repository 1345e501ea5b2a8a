#include "grading/explain/store/CoordinatorCauses.h"

#include <algorithm>
#include <set>
#include <utility>

#include "CourseRules.h"
#include "check/base/Wording.h"
#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

// Whether one of those that answered sent the coordinator anything then or soon afterwards.
bool hasReplies(const Case& lost) {
  constexpr Tick kSoon = 2;
  constexpr size_t kMostTicks = 10;  // Answers come in one or two; against floods.
  std::set<Tick> answered;
  for (const Answer& answer : lost.story->call->answers) {
    if (answered.size() < kMostTicks) answered.insert(answer.tick);
  }
  for (const Tick tick : answered) {
    for (Tick sent = tick; sent <= tick + kSoon; ++sent) {
      for (const StoreMessage& reply : lost.story->replies(lost.evidence, tick, sent)) {
        const bool isOwn = reply.from == lost.story->coordinator();
        if (!isOwn && reply.fate == StoreMessage::Sent) return true;
      }
    }
  }
  return false;
}

// The first line of another peer than the coordinator; null if there is none.
const Answer* remoteAnswer(const Story& story) {
  for (const Answer& answer : story.call->answers) {
    if (answer.peer != story.coordinator()) return &answer;
  }
  return nullptr;
}

// Whether the coordinator has logged more `server` lines than a replica would.
bool logsAsServer(const Story& story) {
  const auto own =
      std::count_if(story.call->answers.begin(), story.call->answers.end(),
                    [&](const Answer& answer) { return answer.peer == story.coordinator(); });
  return own > (contains(story.asked, story.coordinator()) ? 1 : 0);
}

constexpr const char* kItsResult = "with the coordinator's result";

}  // namespace

std::optional<Cause> noReplies(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfMissingQuorum(lost) || story.countResults(true) > 0) return std::nullopt;
  const Answer* const unsent = remoteAnswer(story);
  if (unsent == nullptr || logsAsServer(story) || hasReplies(lost)) return std::nullopt;
  Cause cause =
      provenBy(Cause{"the replicas send the coordinator no reply, so coordinator " +
                         numberOf(story.coordinator()) + " cannot know.",
                     "checkMessages, where READ, CREATE, UPDATE and DELETE are handled: a REPLY or "
                     "READREPLY goes back to the message's fromAddr."},
               kItsResult, resultBe(story, story.expectsSuccess));
  return seenAt(std::move(cause), lineSpot(Spot::Answer, *unsent, story.call->key));
}

std::optional<Cause> noResult(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.call->results.empty() || story.call->answers.empty()) return std::nullopt;
  if (logsAsServer(story)) return std::nullopt;
  const auto proven = [&](Cause cause) {
    return provenBy(std::move(cause), kItsResult, resultBe(story, story.expectsSuccess));
  };
  const std::string who = "coordinator " + numberOf(story.coordinator());
  if (isOfMissingQuorum(lost)) {
    return proven(
        Cause{"no time-out for a missing quorum: " + who +
                  " waits for replies of peers that have failed, and logs nothing.",
              "where operations are kept until they have their quorum: those that are older "
              "than about 10 ticks have failed, and that is to be logged once. No message "
              "will come to remind of it, so look in each tick.",
              "no-time-out"});
  }
  const size_t successes = story.countAnswers(true);
  const size_t failures = story.countAnswers(false);
  if (std::max(successes, failures) < course::kQuorum) {
    return proven(
        Cause{"no time-out for a missing quorum: " + who + " has " +
                  check::countText(successes, "success", "successes") + " and " +
                  check::countText(failures, "fail", "fails") + " and waits for ever.",
              "where operations are kept until they have their quorum: those that are older "
              "than about 10 ticks have failed.",
              "no-time-out"});
  }
  if (successes < course::kQuorum) {
    return proven(Cause{"the coordinator logs nothing: " + who + " has a fail from " +
                            std::to_string(failures) + " replicas, enough to know that it failed.",
                        "where MP2Node counts replies: two that say fail decide as well."});
  }
  return proven(
      Cause{"the coordinator logs nothing: " + who + " has a success from " +
                std::to_string(successes) + " replicas, and a quorum is two.",
            "where MP2Node counts replies: at the second success the coordinator logs it, "
            "with isCoordinator true; it must not wait for all three."});
}

namespace {

constexpr const char* kRightValues = "with the right value in these lines";

}  // namespace

std::optional<Cause> wrongValue(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess || story.call->operation == sim::Operation::Delete) {
    return std::nullopt;
  }
  const auto isWrong = [&](const Answer& answer) {
    return answer.success && story.isWithin(answer.tick) && !story.hasRightValue(answer.value);
  };
  const auto& results = story.call->results;
  const auto& answers = story.call->answers;
  const auto replica = std::find_if(answers.begin(), answers.end(), isWrong);
  if (replica != answers.end()) {
    return provenBy(
        Cause{"replica " + numberOf(replica->peer) + " has " +
                  (replica->value.empty() ? std::string("no value")
                                          : "another value, " + printable(replica->value) + ",") +
                  " for " + printable(story.call->key) + ".",
              "the server's part of MP2Node, and copies that are made later: an update must "
              "not be overwritten by an older value, and what is stored with the value (time, "
              "replica type) has no place in the line."},
        kRightValues, valuesBeRight(story));
  }
  const auto result = std::find_if(results.begin(), results.end(), isWrong);
  if (result == results.end()) return std::nullopt;
  return provenBy(
      Cause{result->value.empty()
                ? "the coordinator logs an empty value, though the replicas have it."
                : "the coordinator logs an old or a wrong value, " + printable(result->value) +
                      ", though the replicas have the right one.",
            "where MP2Node logs the coordinator's success: the value has to come from the "
            "READREPLY (or, of an update, from the call), and be kept until then."},
      kRightValues, valuesBeRight(story));
}

namespace {

// The replicas that logged a success early enough for the coordinator to know of it at `tick`: a
// reply is there one tick after it was sent.
size_t successesBefore(const Story& story, Tick tick) {
  std::set<PeerId> known;
  for (const Answer& answer : story.answersWithin()) {
    const Tick there = answer.tick + (answer.peer == story.coordinator() ? 0 : 1);
    if (answer.success && there <= tick) known.insert(answer.peer);
  }
  return known.size();
}

constexpr const char* kItsSuccess = "with a success as the coordinator's result";

// The coordinator's fail, be it logged as a server's.
std::optional<Answer> coordinatorsFail(const Story& story) {
  if (const std::optional<Answer> fail = firstFail(story)) return fail;
  if (!logsAsServer(story)) return std::nullopt;
  for (const Answer& answer : story.answersWithin()) {
    if (!answer.success && answer.peer == story.coordinator()) return answer;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Cause> failDespiteQuorum(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess) return std::nullopt;
  const std::optional<Answer> fail = coordinatorsFail(story);
  if (!fail) return std::nullopt;
  const size_t successes = successesBefore(story, fail->tick);
  if (successes < course::kQuorum && story.countAnswers(true) >= course::kQuorum) {
    return provenBy(
        Cause{"the coordinator gives up too soon: it logs a fail " +
                  ticksText(fail->tick - story.begin()) +
                  " after the call, before it can have the replies of two replicas.",
              "the time-out in MP2Node: about 10 ticks are usual; and checkMessages, which has "
              "to handle the whole queue in each tick.",
              "gives-up-too-soon"},
        kItsSuccess, resultBe(story, true));
  }
  if (successes < course::kQuorum) return std::nullopt;
  return provenBy(
      Cause{"the coordinator says fail, though " + std::to_string(successes) +
                " replicas have succeeded; a quorum is two of three.",
            "where MP2Node counts replies: two successes decide, and one fail, or one replica "
            "that says nothing, must not."},
      kItsSuccess, resultBe(story, true));
}

std::optional<Cause> successWithoutQuorum(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfMissingQuorum(lost) || story.countResults(true) == 0) return std::nullopt;
  if (story.countAnswers(true) >= course::kQuorum) return std::nullopt;
  return provenBy(
      Cause{"the coordinator says success without a quorum: " +
                check::countText(story.countAnswers(true), "replica has", "replicas have") +
                " answered, and two are needed.",
            "where MP2Node counts replies: a success is due at the second one, not at the "
            "first."},
      "with a fail as its result", resultBe(story, false));
}

namespace {

bool isServersFail(const LogLine& line) {
  return line.kind == sim::EventKind::ReplicaAnswered && !line.success;
}

}  // namespace

std::optional<Cause> failLoggedTwice(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfMissingQuorum(lost)) return std::nullopt;
  if (story.countResults(false) > 1) {
    return provenBy(
        Cause{"the coordinator logs the fail " + std::to_string(story.countResults(false)) +
                  " times; once for an operation is right.",
              "where operations end: one that is decided, by its replies or by its time-out, "
              "has to go from the list of those that are open."},
        "with one of these lines", resultBe(story, false));
  }
  if (logsAsServer(story)) {
    return provenBy(
        Cause{"the coordinator logs a fail as server, too, for replicas that say nothing.",
              "the time-out in MP2Node: it logs one line, the coordinator's.",
              "fail-logged-as-server"},
        "with its own line alone", linesBeGone(story, isServersFail));
  }
  if (story.countAnswers(false) > 0 && story.countResults(false) == 1) {
    const std::vector<Answer> answers = story.answersWithin();
    const auto failing = std::find_if(answers.begin(), answers.end(),
                                      [](const Answer& answer) { return !answer.success; });
    return provenBy(
        Cause{"a surviving replica logs a fail as well: peer " + numberOf(failing->peer) +
                  " should have the key, and log a success.",
              "the server's part of MP2Node: does the replica hold the key (copies after the "
              "first failure), and does it log a success when it finds it?",
              "survivor-fails"},
        "without such lines", linesBeGone(story, isServersFail));
  }
  return std::nullopt;
}

std::optional<Cause> invalidSucceeds(const Case& lost) {
  const Story& story = *lost.story;
  if (!isOfInvalidKey(lost)) return std::nullopt;
  if (story.countResults(true) + story.countAnswers(true) == 0) return std::nullopt;
  const bool isReplicas = story.countAnswers(true) > 0;
  const bool isRead = story.call->operation == sim::Operation::Read;
  const std::string lookAt =
      isReplicas
          ? "what HashTable gives for a key that is not there: read() gives \"\", update() and "
            "deleteKey() give false."
      : isRead
          ? "where MP2Node counts replies: an empty value in a READREPLY is a fail, and counts "
            "as one."
          : "where MP2Node counts replies: a REPLY counts as what its `success` says, and only "
            "for the operation whose transID it has; is that number anybody else's, too?";
  return provenBy(
      Cause{std::string("a key that does not exist is a success: ") +
                (isReplicas ? "a replica" : "the coordinator") + " logs one for invalidKey.",
            lookAt},
      "with a fail in place of each success", [key = story.call->key](std::vector<LogLine>* lines) {
        for (LogLine& line : *lines) line.success = line.success && line.key != key;
      });
}

}  // namespace grading
