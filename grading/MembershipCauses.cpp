// The mistakes of membership protocols, by what they leave in a run.
#include <algorithm>
#include <set>

#include "check/Wording.h"
#include "grading/Causes.h"
#include "grading/Story.h"
#include "grading/TimelineText.h"

namespace grading {

namespace {

constexpr PeerId kIntroducer = 1;

bool isOfJoins(const Case& lost) { return lost.test.title == "Join"; }
bool isOfRemovals(const Case& lost) { return lost.test.title == "Completeness"; }
bool isOfAccuracy(const Case& lost) { return lost.test.title == "Accuracy"; }

std::string numberOf(PeerId peer) { return std::to_string(peer); }

bool hasLogged(const Evidence& evidence, PeerId by, PeerId of, bool joined) {
  const auto& changes = evidence.changesOf(by);
  return std::any_of(changes.begin(), changes.end(), [&](const ListChange& change) {
    return change.of == of && change.joined == joined;
  });
}

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

std::optional<Cause> messagesRefused(const Case& lost) {
  for (const PeerId peer : lost.evidence.peers()) {
    const Contact sent = sentBy(lost.evidence, peer);
    if (sent.tooLarge > 0) {
      return Cause{"messages are too large and never sent: " + std::to_string(sent.tooLarge) +
                       " of peer " + numberOf(peer) + ", with up to " +
                       std::to_string(sent.largest) + " bytes; " + std::to_string(kLargestMessage) +
                       " are allowed.",
                   "what MP1Node sends of its member list: the list must not grow without end (an "
                   "entry for each peer), and has to fit into a message, in parts if need be."};
    }
    if (sent.queueFull > 0) {
      return Cause{"too many messages are sent: " + std::to_string(sent.queueFull) + " of peer " +
                       numberOf(peer) + " are refused, because as many wait as are allowed.",
                   "how many messages MP1Node sends in a tick, and that recvLoop takes them all."};
    }
  }
  return std::nullopt;
}

// ---- Joins.

std::optional<Cause> nobodyAsksToJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(peer, kIntroducer).sent > 0) continue;
    return Cause{"peer " + numberOf(peer) + " never asks to join: it sends the introducer, peer " +
                     numberOf(kIntroducer) + ", nothing.",
                 "introduceSelfToGroup: a JOINREQ goes to the join address."};
  }
  return std::nullopt;
}

std::optional<Cause> introducerIsSilent(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(kIntroducer, peer).sent > 0) continue;
    return Cause{"the introducer never answers peer " + numberOf(peer) + ": peer " +
                     numberOf(kIntroducer) + " sends it nothing.",
                 "recvCallBack: a JOINREQ adds its sender to the list and is answered with a "
                 "JOINREP to the address in the message."};
  }
  return std::nullopt;
}

std::optional<Cause> strangersJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    for (const ListChange& change : lost.evidence.changesOf(peer)) {
      const Peers& all = lost.evidence.peers();
      if (!change.joined || std::binary_search(all.begin(), all.end(), change.of)) continue;
      return Cause{"peer " + numberOf(peer) + " logs that a peer with the id " +
                       numberOf(change.of) + " joined, which does not exist.",
                   "how addresses are put into messages and taken out: the id is the first four "
                   "bytes, the port the next two."};
    }
  }
  return std::nullopt;
}

std::optional<Cause> joinsNotLogged(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  const Evidence& evidence = lost.evidence;
  for (const PeerId by : evidence.peers()) {
    for (const PeerId of : evidence.peers()) {
      if (by == of || hasLogged(evidence, by, of, true)) continue;
      const std::string pair =
          "peer " + numberOf(by) + " never logs that peer " + numberOf(of) + " joined";
      const bool introduced = !evidence.contact(kIntroducer, by).deliveredAt.empty();
      if (!evidence.contact(of, by).deliveredAt.empty()) {
        return Cause{pair + ", though messages came from it.",
                     "recvCallBack: whoever is new in the list is logged with logNodeAdd, also "
                     "the sender of the message itself."};
      }
      if (introduced || by == kIntroducer) {
        return Cause{pair + ": it gets nothing from that peer, and no list with it, it seems.",
                     "what a JOINREP holds (the list as far as it is known), and how those who "
                     "are there learn of those who come later."};
      }
      return Cause{pair + ": nothing of the introducer comes to it.", "recvLoop and recvCallBack."};
    }
  }
  return std::nullopt;
}

// ---- Removals.

struct MissingRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick failure = 0;
};

std::vector<MissingRemoval> missingRemovals(const Evidence& evidence) {
  std::vector<MissingRemoval> missing;
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    for (const PeerId by : evidence.aliveAt(evidence.lastTick)) {
      if (!evidence.removedAt(by, of, failure)) missing.push_back({by, of, failure});
    }
  }
  return missing;
}

bool anybodyRemoves(const Evidence& evidence) {
  const auto removes = [](const ListChange& change) { return !change.joined; };
  return std::any_of(evidence.peers().begin(), evidence.peers().end(), [&](PeerId peer) {
    const auto& changes = evidence.changesOf(peer);
    return std::any_of(changes.begin(), changes.end(), removes);
  });
}

std::optional<Cause> nobodyRemoves(const Case& lost) {
  if (isOfJoins(lost) || lost.evidence.failed().empty() || anybodyRemoves(lost.evidence)) {
    return std::nullopt;
  }
  return Cause{"nobody is ever removed: no peer logs a removal in the whole run.",
               "nodeLoopOps: whose heartbeat has not grown for TREMOVE ticks is erased from "
               "memberList, and logged with logNodeRemove."};
}

std::optional<Cause> deadPeersComeBack(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const auto back = returnOfTheDeadIn(lost.evidence);
  if (!back) return std::nullopt;
  return Cause{"a failed peer comes back: peer " + numberOf(back->by) + " removes peer " +
                   numberOf(back->of) + " at " + std::to_string(back->removed) +
                   " and adds it again at " + std::to_string(back->again) + ".",
               "where MP1Node takes over the lists of others: an entry that is older than "
               "TFAIL must not be passed on, nor put a removed peer back."};
}

std::optional<Cause> removalsMissing(const Case& lost) {
  if (!isOfRemovals(lost)) return std::nullopt;
  const Evidence& evidence = lost.evidence;
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  if (missing.empty()) return std::nullopt;
  const MissingRemoval& first = missing.front();
  const std::string of = "peer " + numberOf(first.of);
  const std::string by = "peer " + numberOf(first.by);
  if (!hasLogged(evidence, first.by, first.of, true)) {
    return Cause{by + " never removes " + of + ", because it never knew that it had joined.",
                 "the joins first: see the Join test."};
  }
  if (hasLogged(evidence, first.by, first.of, false)) {
    return Cause{by + " removed " + of + " before it failed, and not after.",
                 "MP1Node's time-out, TREMOVE: see the Accuracy test."};
  }
  std::set<PeerId> who;
  for (const MissingRemoval& each : missing) who.insert(each.by);
  return Cause{"some failed peers stay in the lists: " + peersOf({who.begin(), who.end()}) +
                   (who.size() == 1 ? " has" : " have") + " not removed all of them by tick " +
                   std::to_string(evidence.lastTick) + ".",
               "nodeLoopOps: each entry of the list is looked at in each tick (erasing one must "
               "not skip the next), and only news of a heartbeat makes an entry younger, not "
               "hearsay of an old one."};
}

std::optional<Cause> liveAreRemoved(const Case& lost) {
  if (!isOfAccuracy(lost)) return std::nullopt;
  constexpr Tick kLately = 5;
  const Evidence& evidence = lost.evidence;
  const auto removal = falseRemovalIn(evidence);
  if (!removal) return std::nullopt;
  const std::string what = "peer " + numberOf(removal->by) + " removes peer " +
                           numberOf(removal->of) + " at " + std::to_string(removal->tick);
  if (removal->by == removal->of) {
    return Cause{"a peer removes itself: " + what + ".",
                 "nodeLoopOps: a peer's own entry gets no messages; leave it out of the "
                 "check, or bring it up to date in each tick."};
  }
  const std::vector<Tick>& heard = evidence.contact(removal->of, removal->by).deliveredAt;
  const auto after = std::upper_bound(heard.begin(), heard.end(), removal->tick);
  const Tick last = after == heard.begin() ? -1 : *std::prev(after);
  if (last >= removal->tick - kLately) {
    return Cause{"a live peer is removed although it was heard: " + what +
                     ", and had a message from it at " + std::to_string(last) + ".",
                 "recvCallBack: a heartbeat that has grown brings the entry's heartbeat and "
                 "timestamp up to date, and each peer increases its own in each tick."};
  }
  return Cause{"a live peer is removed, because nothing was heard of it: " + what + ", and " +
                   (last < 0 ? "never had a message from it."
                             : "the last message from it came at " + std::to_string(last) + "."),
               "how far heartbeats spread within TREMOVE ticks: to all peers directly, or "
               "with the lists of others; a heartbeat that others pass on counts as news."};
}

}  // namespace

std::optional<FalseRemoval> falseRemovalIn(const Evidence& evidence) {
  for (const PeerId by : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(by)) {
      if (change.joined || !evidence.isAlive(change.of, change.tick)) continue;
      return FalseRemoval{by, change.of, change.tick};
    }
  }
  return std::nullopt;
}

std::optional<ReturnOfTheDead> returnOfTheDeadIn(const Evidence& evidence) {
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    for (const PeerId by : evidence.aliveAt(evidence.lastTick)) {
      const auto& changes = evidence.changesOf(by);
      const auto removed = std::find_if(changes.begin(), changes.end(), [&](const auto& change) {
        return change.of == of && !change.joined && change.tick > failure;
      });
      const auto again = std::find_if(removed, changes.end(), [&](const auto& change) {
        return change.of == of && change.joined;
      });
      if (again != changes.end()) return ReturnOfTheDead{by, of, removed->tick, again->tick};
    }
  }
  return std::nullopt;
}

const std::vector<Recogniser>& membershipCauses() {
  static const std::vector<Recogniser> kCauses = {
      {"messages-refused", messagesRefused},     {"never-asks-to-join", nobodyAsksToJoin},
      {"introducer-silent", introducerIsSilent}, {"strangers-join", strangersJoin},
      {"joins-not-logged", joinsNotLogged},      {"dead-come-back", deadPeersComeBack},
      {"nobody-removes", nobodyRemoves},         {"live-removed", liveAreRemoved},
      {"removals-missing", removalsMissing}};
  return kCauses;
}

}  // namespace grading
