#include "grading/explain/store/RequestCauses.h"

#include <algorithm>

#include "CourseRules.h"
#include "check/base/Wording.h"
#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/explain/timeline/TimelineText.h"
#include "grading/score/Wording.h"

namespace grading {

using lab::WhatIf;

std::optional<Cause> storeMessagesRefused(const Case& lost) {
  const Story& story = *lost.story;
  for (const StoreMessage& message : lost.evidence.storeMessages()) {
    // Copies that were to be made before count as well.
    if (story.end && message.tick >= *story.end) break;
    if (message.fate != StoreMessage::Lost) continue;
    if (message.cause == sim::DropCause::TooLarge) {
      return seenAt(
          provenBy(Cause{"a message is too large and never sent: peer " + numberOf(message.from) +
                             " had " + std::to_string(message.sizeBytes) + " bytes for peer " +
                             numberOf(message.to) + " at " + std::to_string(message.tick) +
                             ", and " + std::to_string(course::kLargestMessage) + " are allowed.",
                         "what MP2Node sends in one piece (all keys at once, say): send a key a "
                         "message. ENsend gives 0 if it has not sent.",
                         "message-too-large"},
                   {WhatIf::NoLimits}),
          spotAt(Spot::Refusal, message.tick, message.from, message.to));
    }
    if (message.cause == sim::DropCause::QueueFull) {
      return seenAt(
          provenBy(
              Cause{"too many messages wait for peer " + numberOf(message.to) + ", and at " +
                        std::to_string(message.tick) + " those of peer " + numberOf(message.from) +
                        " are refused.",
                    "how much MP2Node sends in each tick: copies of keys belong in the network "
                    "when the ring changes, not all the time.",
                    "too-many-messages"},
              {WhatIf::NoLimits}),
          spotAt(Spot::Refusal, message.tick, message.from, message.to));
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

namespace {

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

}  // namespace

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
  const Cause cause = provenBy(
      Cause{"the coordinator leaves its own part out: coordinator " + numberOf(self) +
                " is a replica of " + printable(story.call->key) +
                " itself, and neither sends itself a message nor logs a line as a server.",
            clientCallOf(story) +
                " and findNodes: the message goes to all three replicas, to the coordinator "
                "itself as well; or it has to do, log and count its part without one."},
      "with its own line as a server",
      both(answersBe(story, {self}, story.expectsSuccess), resultBe(story, story.expectsSuccess)));
  return seenAt(cause, spotAt(Spot::Call, story.begin(), self));
}

}  // namespace grading
