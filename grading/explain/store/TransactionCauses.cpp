#include "grading/explain/store/TransactionCauses.h"

#include <algorithm>
#include <set>

#include "CourseRules.h"
#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

// Each replica's line has its own transaction.
bool areApart(const Call& call) {
  std::set<int32_t> transactions;
  for (const Answer& answer : call.answers) {
    if (!transactions.insert(answer.transId).second) return false;
  }
  return call.answers.size() >= course::kQuorum;
}

}  // namespace

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
  return seenAt(
      provenBy(Cause{"the message to each replica has its own transID: " + ids +
                         " are those of the " + operationOf(story) + " of " +
                         printable(example->key) + " at " + std::to_string(example->tick) +
                         ". They are transactions of one reply each, and no quorum can be counted.",
                     clientCallOf(story) +
                         " and dispatchMessages: take one transID for the operation, and "
                         "send it to all three replicas."},
               "with one result of the coordinator",
               both(resultBe(story, story.expectsSuccess), repeatsBeGone(story))),
      lineSpot(Spot::Answer, example->answers[1], example->key));
}

namespace {

// Bytes that no key of a client has.
bool isGarbage(const std::string& key) {
  return key.empty() ||
         std::any_of(key.begin(), key.end(), [](unsigned char c) { return c < ' ' || c > '~'; });
}

}  // namespace

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
  const Spot spot =
      lineSpot(first->isResult ? Spot::Result : Spot::Answer, first->answer, first->key);
  if (first->key.empty()) {
    const std::string who = first->isResult ? "coordinator " : "peer ";
    return seenAt(
        provenBy(Cause{"a line has no key: " + who + numberOf(first->answer.peer) + " logs the " +
                           operationOf(story) + " of " + printable(story.call->key) + " at " +
                           std::to_string(first->answer.tick) + " with an empty one.",
                       "where that line is logged: a REPLY or READREPLY carries no key, so the "
                       "coordinator has to keep it with the transaction.",
                       "no-key"},
                 "with the key in these lines", edit),
        spot);
  }
  if (isGarbage(first->key)) {
    return seenAt(
        provenBy(Cause{"the key is garbage at the receiver: " + what + ".",
                       "what is sent as raw memory: a struct with a string, a vector or a "
                       "pointer in it holds addresses, not the text. Send "
                       "Message::toString(), or copy the characters.",
                       "garbage-key"},
                 "with the right key in these lines", edit),
        spot);
  }
  return seenAt(
      provenBy(Cause{"a line has another key: " + what + ".",
                     "how the key is put into the message and taken out again, and what is "
                     "given to the log."},
               "with the right key in these lines", edit),
      spot);
}

}  // namespace grading
