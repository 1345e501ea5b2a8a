#include "grading/explain/causes/LastResorts.h"

#include <algorithm>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/timeline/TimelineText.h"

namespace grading {

namespace {

bool hasRefusals(const Case& lost) {
  const auto& messages = lost.evidence.storeMessages();
  return std::any_of(messages.begin(), messages.end(), [](const StoreMessage& message) {
    return message.fate == StoreMessage::Lost && (message.cause == sim::DropCause::TooLarge ||
                                                  message.cause == sim::DropCause::QueueFull);
  });
}

// Whose list has others than those that lived long enough to be known, when the call is made.
std::optional<PeerId> wrongList(const Case& lost) {
  const Tick tick = lost.story->begin();
  const Peers alive = lost.evidence.aliveAt(tick - 1);
  for (const PeerId peer : lost.story->alive) {
    if (lost.evidence.listOf(peer, tick) != alive) return peer;
  }
  return std::nullopt;
}

// Replicas of the key that do not hold it when it is called, if tables can be seen.
Peers emptyReplicas(const Case& lost) {
  const Story& story = *lost.story;
  Peers empty;
  if (!lost.evidence.seesTables() || story.created == nullptr) return empty;
  for (const PeerId peer : story.right) {
    if (!lost.evidence.holds(peer, story.call->key, story.begin())) empty.push_back(peer);
  }
  return empty;
}

std::optional<Cause> refused(const Case& lost) {
  if (!hasRefusals(lost)) return std::nullopt;
  return provenBy({"messages are refused, and they are missed.",
                   "what MP2Node sends: how large, and how many in a tick.", "refused-missed"},
                  {lab::WhatIf::NoLimits});
}

std::optional<Cause> listsWrong(const Case& lost) {
  const std::optional<PeerId> who = wrongList(lost);
  if (!who) return std::nullopt;
  return provenBy(
      {"member lists are wrong: that of peer " + std::to_string(*who) + " at " +
           std::to_string(lost.story->begin()) + " has not just the peers that are alive.",
       "MP1Node: who is in memberList, and when those go that have failed.", "lists-wrong"},
      {lab::WhatIf::CompleteLists});
}

std::optional<Cause> copiesMissing(const Case& lost) {
  const Peers empty = emptyReplicas(lost);
  if (empty.empty()) return std::nullopt;
  return provenBy(
      {"copies of the key are missing: " + peersOf(sorted(empty)) +
           (empty.size() == 1 ? ", a replica of it, has" : ", replicas of it, have") + " none at " +
           std::to_string(lost.story->begin()) + ".",
       "who gets the key when it is created, and stabilizationProtocol.", "copies-missing"},
      {lab::WhatIf::Copies});
}

// Only what is seen to be so is worth a run: points may also come by luck.
std::vector<Cause> lastResortsOfStore(const Case& lost) {
  std::vector<Cause> causes;
  for (const auto recognise : {refused, listsWrong, copiesMissing}) {
    if (auto cause = recognise(lost)) causes.push_back(*std::move(cause));
  }
  return causes;
}

std::vector<Cause> lastResortsOfMembership() {
  using lab::WhatIf;
  return {
      provenBy({"messages are refused, and they are missed.",
                "what MP1Node sends: how large, and how many in a tick.", "refused-missed"},
               {WhatIf::NoLimits}),
      provenBy({"timestamps are renewed though the heartbeat has not grown.",
                "where MP1Node takes over the lists of others: only a heartbeat that is larger "
                "than the known one makes an entry young.",
                "stamps-by-hearsay"},
               {WhatIf::HonestStamps}),
      provenBy({"entries of live peers get too old.",
                "how fast heartbeats spread, and the time-outs that are compared with their age.",
                "stamps-too-old"},
               {WhatIf::FreshStamps})};
}

}  // namespace

std::vector<Cause> lastResorts(const Case& lost) {
  if (lost.evidence.ending != Ending::Whole) return {};
  if (isMembership(lost.test.scenario)) return lastResortsOfMembership();
  if (lost.story == nullptr) return {};
  return lastResortsOfStore(lost);
}

}  // namespace grading
