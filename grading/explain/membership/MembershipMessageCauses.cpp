#include "grading/explain/membership/MembershipMessageCauses.h"

#include <algorithm>

#include "CourseRules.h"
#include "grading/explain/causes/CauseParts.h"

namespace grading {

namespace {

// What a peer sent to all others, and what came to it from all others.
Contact sentBy(const Evidence& evidence, PeerId from) {
  Contact sum;
  for (const PeerId to : evidence.peers()) {
    const Contact& contact = evidence.contact(from, to);
    sum.sent += contact.sent;
    sum.tooLarge += contact.tooLarge;
    sum.queueFull += contact.queueFull;
    sum.byChance += contact.byChance;
    sum.largest = std::max(sum.largest, contact.largest);
    sum.deliveredAt.insert(sum.deliveredAt.end(), contact.deliveredAt.begin(),
                           contact.deliveredAt.end());
  }
  return sum;
}

}  // namespace

std::optional<Cause> membershipMessagesRefused(const Case& lost) {
  for (const PeerId peer : lost.evidence.peers()) {
    const Contact sent = sentBy(lost.evidence, peer);
    if (sent.tooLarge > 0) {
      return seenAt(
          provenBy(
              Cause{"messages are too large and never sent: " + std::to_string(sent.tooLarge) +
                        " of peer " + numberOf(peer) + ", with up to " +
                        std::to_string(sent.largest) + " bytes; " +
                        std::to_string(course::kLargestMessage) + " are allowed.",
                    "what MP1Node sends of its member list: the list must not grow without end (an "
                    "entry for each peer), and has to fit into a message, in parts if need be.",
                    "message-too-large"},
              {lab::WhatIf::NoLimits}),
          spotAt(Spot::Refusal, -1, peer));
    }
    if (sent.queueFull > 0) {
      return seenAt(
          provenBy(
              Cause{"too many messages are sent: " + std::to_string(sent.queueFull) + " of peer " +
                        numberOf(peer) + " are refused, because as many wait as are allowed.",
                    "how many messages MP1Node sends in a tick, and that recvLoop takes them all.",
                    "too-many-messages"},
              {lab::WhatIf::NoLimits}),
          spotAt(Spot::Refusal, -1, peer));
    }
  }
  return std::nullopt;
}

}  // namespace grading
