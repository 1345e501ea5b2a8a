// The mistakes of key-value stores, by what they leave in a run.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "CourseRules.h"
#include "check/base/Wording.h"
#include "grading/explain/CauseParts.h"
#include "grading/explain/Causes.h"
#include "grading/explain/LogEdits.h"
#include "grading/explain/RingCauses.h"
#include "grading/explain/TimelineText.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

using lab::WhatIf;

// ---- Messages that never went.

std::optional<Cause> messagesRefused(const Case& lost) {
  const Story& story = *lost.story;
  for (const StoreMessage& message : lost.evidence.storeMessages()) {
    // Copies that were to be made before count as well.
    if (story.end && message.tick >= *story.end) break;
    if (message.fate != StoreMessage::Lost) continue;
    if (message.cause == sim::DropCause::TooLarge) {
      return provenBy(
          Cause{"a message is too large and never sent: peer " + numberOf(message.from) + " had " +
                    std::to_string(message.sizeBytes) + " bytes for peer " + numberOf(message.to) +
                    " at " + std::to_string(message.tick) + ", and " +
                    std::to_string(course::kLargestMessage) + " are allowed.",
                "what MP2Node sends in one piece (all keys at once, say): send a key a "
                "message. ENsend gives 0 if it has not sent.",
                "message-too-large"},
          {WhatIf::NoLimits});
    }
    if (message.cause == sim::DropCause::QueueFull) {
      return provenBy(
          Cause{"too many messages wait for peer " + numberOf(message.to) + ", and at " +
                    std::to_string(message.tick) + " those of peer " + numberOf(message.from) +
                    " are refused.",
                "how much MP2Node sends in each tick: copies of keys belong in the network "
                "when the ring changes, not all the time.",
                "too-many-messages"},
          {WhatIf::NoLimits});
    }
  }
  return std::nullopt;
}

std::optional<Cause> asksNobody(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.asked.empty() || !story.call->answers.empty()) return std::nullopt;
  const std::string who = "coordinator " + numberOf(story.coordinator());
  if (story.listed.size() < course::kReplicas) {
    return provenBy(
        Cause{who + " asks nobody: it knows " +
                  check::countText(story.listed.size(), "peer", "peers") +
                  ", and a key has three replicas.",
              "the membership first (./KVStoreGrader.sh --test=membership): memberList needs "
              "all peers, this one among them."},
        {WhatIf::CompleteLists});
  }
  return provenBy(
      Cause{who + " asks nobody: no message leaves it in the call.",
            clientCallOf(story) + " and findNodes: is the ring empty? updateRing is called "
                                  "only once `inited` and `inGroup` are true."},
      "with the lines of its three replicas and its own", asIfServed(story));
}

// Whether the coordinator may have done its part as a replica without a message, and logged
// nothing of it.
bool mayServeItself(const Story& story) {
  return contains(story.seen, story.coordinator()) && !contains(story.asked, story.coordinator());
}

// Whether any call of the run asks three peers: then one that asks two may serve itself.
bool asksThreeElsewhere(const Case& lost) {
  const auto& calls = lost.evidence.calls();
  return std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
    return askedBy(call, *lost.story).size() >= course::kReplicas;
  });
}

std::optional<Cause> asksTooFew(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfMissingQuorum(lost) || story.asked.empty() || story.seen.size() < course::kReplicas) {
    return std::nullopt;
  }
  const size_t asked =
      story.asked.size() + (mayServeItself(story) && asksThreeElsewhere(lost) ? 1 : 0);
  if (asked >= course::kReplicas) return std::nullopt;
  const Peers unasked = without(story.seen, story.asked);
  return provenBy(
      Cause{"coordinator " + numberOf(story.coordinator()) + " asks " +
                std::to_string(story.asked.size()) + " of three replicas: " + peersOf(story.asked) +
                "; by its own list they are " + peersOf(sorted(story.seen)) + ".",
            clientCallOf(story) + " and findNodes: the message goes to all three replicas, and "
                                  "two of them have to answer."},
      "with a line of " + peersOf(sorted(unasked)),
      answersBe(story, unasked, story.expectsSuccess));
}

// As a replica it would have to answer as well.
std::optional<Cause> ownPartMissing(const Case& lost) {
  const Story& story = *lost.story;
  const PeerId self = story.coordinator();
  const bool isLeftOut =
      mayServeItself(story) && !hasAnswered(story, self) && asksThreeElsewhere(lost);
  if (!isLeftOut || isOfMissingQuorum(lost) || story.asked.empty()) return std::nullopt;
  return provenBy(
      Cause{"the coordinator leaves its own part out: coordinator " + numberOf(self) +
                " is a replica of " + printable(story.call->key) +
                " itself, and neither sends itself a message nor logs a line as a server.",
            clientCallOf(story) +
                " and findNodes: the message goes to all three replicas, to the coordinator "
                "itself as well; or it has to do, log and count its part without one."},
      "with its own line as a server",
      both(answersBe(story, {self}, story.expectsSuccess), resultBe(story, story.expectsSuccess)));
}

// ---- Lines that come too late, for this test or for the one before.

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

std::optional<Cause> lateLines(const Case& lost) {
  const Story& story = *lost.story;
  const std::string lookAt =
      "checkMessages: it has to handle the whole queue in each tick, and a quorum should be looked "
      "for as soon as an answer comes in, not every so many ticks.";
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
      return provenBy(
          Cause{"a line of the test before comes too late, and is counted here: " +
                    std::string(isResult ? "coordinator " : "replica ") + numberOf(answer.peer) +
                    " logs at " + std::to_string(answer.tick) + " what it was asked at " +
                    std::to_string(story.previous->tick) + ".",
                lookAt},
          "without the lines that are of the call at " + std::to_string(asked),
          linesOfOthersGone(story));
    }
  }
  return std::nullopt;
}

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

// The coordinator gives up while messages wait to be handled.
std::optional<Cause> handledLate(const Case& lost) {
  const Story& story = *lost.story;
  const std::optional<Answer> fail = firstFail(story);
  if (!story.expectsSuccess || !fail) return std::nullopt;
  const std::optional<LateService> late = lateService(lost);
  if (!late) return std::nullopt;
  const bool isOther = late->call != story.call;
  return provenBy(
      Cause{"the queue is handled late: peer " + numberOf(late->answer.peer) + " logs " +
                (isOther ? "the " + std::string(sim::operationName(late->call->operation)) +
                               " of " + printable(late->call->key)
                         : "the " + operationOf(story)) +
                " at " + std::to_string(late->answer.tick) + ", " +
                ticksText(late->answer.tick - late->call->tick) + " after the call; coordinator " +
                numberOf(story.coordinator()) + " has given up at " + std::to_string(fail->tick) +
                ".",
            "checkMessages: it has to handle the whole queue in each tick (a while, not an "
            "if), or messages and replies wait there."},
      "with the lines of a queue that is handled in time", asIfServed(story));
}

// ---- The coordinator.

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

bool hasRemoteAnswers(const Story& story) {
  return std::any_of(story.call->answers.begin(), story.call->answers.end(),
                     [&](const Answer& answer) { return answer.peer != story.coordinator(); });
}

// Whether the coordinator has logged more `server` lines than a replica would.
bool logsAsServer(const Story& story) {
  const auto own =
      std::count_if(story.call->answers.begin(), story.call->answers.end(),
                    [&](const Answer& answer) { return answer.peer == story.coordinator(); });
  return own > (contains(story.asked, story.coordinator()) ? 1 : 0);
}

constexpr const char* kItsResult = "with the coordinator's result";

std::optional<Cause> noReplies(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfMissingQuorum(lost) || story.countResults(true) > 0) return std::nullopt;
  if (!hasRemoteAnswers(story) || logsAsServer(story) || hasReplies(lost)) return std::nullopt;
  return provenBy(
      Cause{"the replicas send the coordinator no reply, so coordinator " +
                numberOf(story.coordinator()) + " cannot know.",
            "checkMessages, where READ, CREATE, UPDATE and DELETE are handled: a REPLY or "
            "READREPLY goes back to the message's fromAddr."},
      kItsResult, resultBe(story, story.expectsSuccess));
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

constexpr const char* kRightValues = "with the right value in these lines";

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

bool isServersFail(const LogLine& line) {
  return line.kind == sim::EventKind::ReplicaAnswered && !line.success;
}

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

// ---- The replicas.

std::optional<Cause> recreatesLogged(const Case& lost) {
  const Story& story = *lost.story;
  if (story.call->operation != sim::Operation::Create) return std::nullopt;
  constexpr Tick kServedWithin = 10;
  const auto again = std::find_if(
      story.call->answers.begin(), story.call->answers.end(),
      [&](const Answer& answer) { return answer.tick > story.begin() + kServedWithin; });
  if (story.call->answers.size() <= course::kReplicas || again == story.call->answers.end()) {
    return std::nullopt;
  }
  return provenBy(
      Cause{"copies that are made later are logged as creates: peer " + numberOf(again->peer) +
                " logs a create at " + std::to_string(again->tick) + ", " +
                ticksText(again->tick - story.begin()) + " after the call.",
            "how MP2Node tells copies of the stabilization from a client's create: a "
            "transaction id of its own, say; nothing is logged for them."},
      "without such lines",
      linesBeGone(story, [until = story.begin() + kServedWithin](const LogLine& line) {
        return line.tick > until;
      }));
}

// Of the same peer, role and kind.
Edit repeatsBeGone(const Story& story) {
  return [story](std::vector<LogLine>* lines) {
    std::set<std::tuple<sim::EventKind, PeerId, bool>> seen;
    linesBeGone(story, [&seen](const LogLine& line) {
      return !seen.insert({line.kind, line.node.id, line.success}).second;
    })(lines);
  };
}

std::optional<Cause> loggedTwice(const Case& lost) {
  const Story& story = *lost.story;
  std::set<std::pair<PeerId, int32_t>> seen;
  for (const Answer& answer : story.answersWithin()) {
    if (seen.insert({answer.peer, answer.transId}).second) continue;
    return provenBy(
        Cause{"replica " + numberOf(answer.peer) + " logs the operation more than once.",
              "the server's part of MP2Node: one line for each message; is the same message "
              "sent, or taken from the queue, twice?"},
        "with each line once", repeatsBeGone(story));
  }
  if (story.resultsWithin().size() > 1) {
    return provenBy(Cause{"the coordinator logs more than one result for one operation.",
                          "where operations end: one that is decided has to go from the list of "
                          "those that are open.",
                          "result-logged-twice"},
                    "with one result", resultBe(story, story.expectsSuccess));
  }
  return std::nullopt;
}

// ---- Lines of another transaction or key.

// Each replica's line has its own transaction.
bool areApart(const Call& call) {
  std::set<int32_t> transactions;
  for (const Answer& answer : call.answers) {
    if (!transactions.insert(answer.transId).second) return false;
  }
  return call.answers.size() >= course::kQuorum;
}

std::optional<Cause> transactionPerReplica(const Case& lost) {
  const Story& story = *lost.story;
  const Call* example = nullptr;
  for (const Call& call : lost.evidence.calls()) {
    if (call.operation != story.call->operation || call.answers.size() < course::kQuorum) continue;
    if (!areApart(call)) return std::nullopt;
    if (example == nullptr || &call == story.call) example = &call;
  }
  if (example == nullptr) return std::nullopt;
  std::string ids;
  for (const Answer& answer : example->answers) {
    ids += (ids.empty() ? "" : ", ") + std::to_string(answer.transId);
  }
  return provenBy(
      Cause{"the message to each replica has its own transID: " + ids + " are those of the " +
                operationOf(story) + " of " + printable(example->key) + " at " +
                std::to_string(example->tick) +
                ". They are transactions of one reply each, and no quorum can be counted.",
            clientCallOf(story) + " and dispatchMessages: take one transID for the operation, and "
                                  "send it to all three replicas."},
      "with one result of the coordinator",
      both(resultBe(story, story.expectsSuccess), repeatsBeGone(story)));
}

// Bytes that no key of a client has.
bool isGarbage(const std::string& key) {
  return key.empty() ||
         std::any_of(key.begin(), key.end(), [](unsigned char c) { return c < ' ' || c > '~'; });
}

// A replica that was asked says what it did, of a key that nobody has called.
std::optional<Cause> loggedUnderOtherKey(const Case& lost) {
  constexpr Tick kSoon = 4;
  constexpr Tick kTimeOut = 20;  // A coordinator may have waited.
  const Story& story = *lost.story;
  Peers servers;
  bool hasResult = false;
  const Stray* first = nullptr;
  for (const Stray& stray : lost.evidence.strays()) {
    const Answer& answer = stray.answer;
    const Tick last = story.begin() + (stray.isResult ? kTimeOut : kSoon);
    const bool isInTime = answer.tick >= story.begin() && answer.tick <= last;
    if (!isInTime || stray.operation != story.call->operation) continue;
    const bool isResult = stray.isResult && answer.peer == story.coordinator();
    const bool isServer = !stray.isResult && contains(story.asked, answer.peer);
    if (!isResult && (!isServer || hasAnswered(story, answer.peer))) continue;
    if (first == nullptr) first = &stray;
    hasResult = hasResult || isResult;
    if (isServer && !contains(servers, answer.peer)) servers.push_back(answer.peer);
  }
  if (first == nullptr) return std::nullopt;
  const std::string what = "peer " + numberOf(first->answer.peer) + " logs the " +
                           operationOf(story) + " of " + printable(story.call->key) + " at " +
                           std::to_string(first->answer.tick) + " under the key `" +
                           printable(first->key) + "`";
  const Edit servedRight = answersBe(story, servers, story.expectsSuccess);
  const Edit edit =
      hasResult ? both(servedRight, resultBe(story, story.expectsSuccess)) : servedRight;
  if (first->key.empty()) {
    const std::string who = first->isResult ? "coordinator " : "peer ";
    return provenBy(
        Cause{"a line has no key: " + who + numberOf(first->answer.peer) + " logs the " +
                  operationOf(story) + " of " + printable(story.call->key) + " at " +
                  std::to_string(first->answer.tick) + " with an empty one.",
              "where that line is logged: a REPLY or READREPLY carries no key, so the "
              "coordinator has to keep it with the transaction.",
              "no-key"},
        "with the key in these lines", edit);
  }
  if (isGarbage(first->key)) {
    return provenBy(Cause{"the key is garbage at the receiver: " + what + ".",
                          "what is sent as raw memory: a struct with a string, a vector or a "
                          "pointer in it holds addresses, not the text. Send "
                          "Message::toString(), or copy the characters.",
                          "garbage-key"},
                    "with the right key in these lines", edit);
  }
  return provenBy(Cause{"a line has another key: " + what + ".",
                        "how the key is put into the message and taken out again, and what is "
                        "given to the log."},
                  "with the right key in these lines", edit);
}

// Its table has the key, and it says fail.
std::optional<Cause> hasItAndFails(const Case& lost) {
  const Story& story = *lost.story;
  if (isOfInvalidKey(lost)) return std::nullopt;
  const std::vector<Holding> held = lost.evidence.holdings(story.call->key, story.begin());
  const Holding* first = nullptr;
  Peers failing;
  for (const Answer& answer : story.answersWithin()) {
    if (answer.success || contains(failing, answer.peer)) continue;
    const auto own = std::find_if(held.begin(), held.end(), [&](const Holding& holding) {
      return holding.peer == answer.peer;
    });
    if (own == held.end()) continue;
    if (first == nullptr) first = &*own;
    failing.push_back(answer.peer);
  }
  if (first == nullptr) return std::nullopt;
  return provenBy(
      Cause{"replica " + numberOf(first->peer) + " has the key and logs a fail: its table holds " +
                (first->value.empty() ? std::string("an empty text") : printable(first->value)) +
                " for " + printable(story.call->key) + " at " + std::to_string(story.begin()) + ".",
            "the server's part of MP2Node, where " + operationOf(story) +
                " messages are handled: how it looks the key up, and what it takes for a success. "
                "HashTable takes an empty text for none."},
      "with a success in such lines",
      both(answersBe(story, failing, true), resultBe(story, story.expectsSuccess)));
}

// Whether the coordinator got what the replica has to say, though that has logged nothing.
bool repliesUnlogged(const Case& lost, PeerId peer) {
  constexpr Tick kSoon = 3;
  const Story& story = *lost.story;
  if (story.countResults(true) > 0 && story.countAnswers(true) < course::kQuorum) return true;
  if (peer == story.coordinator()) return false;
  const auto& messages = lost.evidence.storeMessages();
  // What is sent in the very tick of the call is a request, of another call.
  return std::any_of(messages.begin(), messages.end(), [&](const StoreMessage& message) {
    return message.from == peer && message.to == story.coordinator() &&
           message.fate == StoreMessage::Sent && message.tick > story.begin() &&
           message.tick <= story.begin() + kSoon;
  });
}

std::optional<Cause> silentReplica(const Case& lost) {
  const Story& story = *lost.story;
  for (const PeerId peer : story.right) {
    if (!contains(story.asked, peer) || hasAnswered(story, peer)) continue;
    if (repliesUnlogged(lost, peer)) {
      return provenBy(
          Cause{"replica " + numberOf(peer) + " replies and does not log: no `server` line of " +
                    "it, though coordinator " + numberOf(story.coordinator()) + " has its reply.",
                "the server's part of MP2Node: where " + operationOf(story) +
                    " messages are handled: a success or fail is logged, with isCoordinator false, "
                    "and then the reply is sent.",
                "replies-unlogged"},
          "with its line", answersBe(story, {peer}, true));
    }
    return provenBy(
        Cause{"replica " + numberOf(peer) + " is asked, is alive, and logs nothing.",
              "recvLoop and checkMessages of MP2Node: each message in the queue is handled "
              "in the tick it comes, and what is served is logged."},
        "with its line", answersBe(story, {peer}, true));
  }
  return std::nullopt;
}

}  // namespace

const std::vector<Recogniser>& storeCauses() {
  static const std::vector<Recogniser> kCauses = {
      {"messages-refused", messagesRefused},
      {"asks-nobody", asksNobody},
      {"transaction-per-replica", transactionPerReplica},
      {"other-key", loggedUnderOtherKey},
      {"own-peer-missing", ownPeerMissing},
      {"wrong-peers-fail", wrongPeersFail},
      {"ring-end-unnoticed", ringEndUnnoticed},
      {"slow-detection", slowDetection},
      {"invalid-succeeds", invalidSucceeds},
      {"late-lines", lateLines},
      {"handled-late", handledLate},
      {"asks-too-few", asksTooFew},
      {"own-part-missing", ownPartMissing},
      {"no-replies", noReplies},
      {"no-result", noResult},
      {"wrong-value", wrongValue},
      {"recreates-logged", recreatesLogged},
      {"live-peer-not-listed", livePeerNotListed},
      {"old-ring", oldRing},
      {"all-copies-failed", allCopiesFailed},
      {"has-it-and-fails", hasItAndFails},
      {"fail-logged-twice", failLoggedTwice},
      {"success-without-quorum", successWithoutQuorum},
      {"fail-despite-quorum", failDespiteQuorum},
      {"one-change-at-a-time", oneChangeAtATime},
      {"no-copies", noCopies},
      {"create-missed", createMissed},
      {"logged-twice", loggedTwice},
      {"silent-replica", silentReplica}};
  return kCauses;
}

}  // namespace grading
