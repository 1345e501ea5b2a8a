#include "grading/explain/store/ReplicaCauses.h"

#include <algorithm>
#include <set>
#include <utility>

#include "CourseRules.h"
#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/score/Wording.h"

namespace grading {

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
  const Cause cause = provenBy(
      Cause{"replica " + numberOf(first->peer) + " has the key and logs a fail: its table holds " +
                (first->value.empty() ? std::string("an empty text") : printable(first->value)) +
                " for " + printable(story.call->key) + " at " + std::to_string(story.begin()) + ".",
            "the server's part of MP2Node, where " + operationOf(story) +
                " messages are handled: how it looks the key up, and what it takes for a success. "
                "HashTable takes an empty text for none."},
      "with a success in such lines",
      both(answersBe(story, failing, true), resultBe(story, story.expectsSuccess)));
  if (!first->value.empty()) return cause;
  // It went wrong when the empty text came.
  Spot stored = spotAt(Spot::Copy, story.begin(), first->peer);
  stored.key = story.call->key;
  return seenAt(cause, stored);
}

namespace {

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

}  // namespace

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

}  // namespace grading
