#include "grading/explain/store/RingCauses.h"

#include <algorithm>
#include <map>
#include <utility>

#include "CourseRules.h"
#include "check/base/Placement.h"
#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/explain/timeline/TimelineText.h"
#include "grading/score/Wording.h"

namespace grading {

namespace {

using lab::WhatIf;

bool hasFailedReplicas(const Case& lost) { return !lost.evidence.failed().empty(); }

// ---- A peer that is missing from its own ring.

// The coordinator of the call chose replicas as if it were none of the peers, and would be one.
bool isBlind(const Case& lost, const Call& call) {
  const PeerId self = call.coordinator;
  const Peers list = lost.evidence.listOf(self, call.tick);
  const Peers asked = askedBy(call, *lost.story);
  return asked.size() >= course::kReplicas &&
         asked == check::rightPeers(without(list, {self}), call.key) &&
         asked != check::rightPeers(list, call.key);
}

// The first such call of this test, of the key's create, or of any.
const Call* blindCall(const Case& lost) {
  for (const Call* call : {lost.story->call, lost.story->previous, lost.story->created}) {
    if (call != nullptr && isBlind(lost, *call)) return call;
  }
  for (const Call& call : lost.evidence.calls()) {
    if (isBlind(lost, call)) return &call;
  }
  return nullptr;
}

// What the key's own replicas would log.
Edit asIfRightOnesWereAsked(const Story& story) {
  const Edit others = linesBeGone(story, [](const LogLine&) { return true; });
  return both(others, asIfServed(story));
}

std::string insteadText(const Story& story) {
  return "with the lines of " + peersOf(sorted(story.serving)) + " instead";
}

// What findNodes gave to the schedule, which then let peers fail that it named.
struct Naming {
  const NamedReplicas* named = nullptr;
  Peers right;
  bool isBlind = false;
};

std::optional<Naming> wrongNaming(const Case& lost) {
  for (const NamedReplicas& named : lost.evidence.namedReplicas()) {
    if (named.tick > lost.story->begin() || named.key != lost.story->call->key) continue;
    const Peers alive = lost.evidence.aliveAt(named.tick - 1);
    const Peers right = check::replicasInOrder(alive, named.key);
    if (named.replicas == right || !without(named.replicas, alive).empty()) continue;
    const Peers blind = check::replicasInOrder(without(alive, {named.by}), named.key);
    return Naming{&named, right, named.replicas == blind};
  }
  return std::nullopt;
}

const char kOwnRingPlace[] =
    "getMembershipList and updateRing: the ring needs the peer itself as well as the others; many "
    "lists hold only the others.";

// ---- Failures that are noticed too late.

struct LateRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick failure = 0;
  Tick needed = 0;                // When the next call was made.
  std::optional<Tick> removedAt;  // When that was first done; nothing: never.
};

// Too late for copies also if it goes just before `tick`.
bool stillLists(const Evidence& evidence, PeerId by, PeerId of, Tick tick) {
  const bool isLogged = evidence.removedAt(by, of, 0).has_value();
  const std::optional<Peers> seen = evidence.listSeen(by, tick);
  if (seen && !isLogged) return contains(*seen, of);
  return contains(evidence.listOf(by, tick - kCopyTicks), of);
}

// Those whose view decides: who is asked, and who makes copies.
Peers deciding(const Case& lost) {
  Peers peers = {lost.story->coordinator()};
  for (const PeerId peer : replicasAtCreate(lost)) {
    if (contains(lost.story->alive, peer) && !contains(peers, peer)) peers.push_back(peer);
  }
  return peers;
}

std::optional<Tick> firstRemoval(const Evidence& evidence, PeerId by, PeerId of, Tick after) {
  for (const ListChange& change : evidence.changesOf(by)) {
    if (change.of == of && !change.joined && change.tick >= after) return change.tick;
  }
  return std::nullopt;
}

// A peer that decides, and still lists a failed one when the next test is called, up to this one.
std::optional<LateRemoval> lateRemoval(const Case& lost) {
  const Evidence& evidence = lost.evidence;
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    const auto next = std::find_if(evidence.calls().begin(), evidence.calls().end(),
                                   [failure](const Call& call) { return call.tick > failure; });
    if (next == evidence.calls().end() || next->tick > lost.story->begin()) continue;
    // Too close together for anybody.
    if (next->tick - failure < 2 * kCopyTicks) continue;
    for (const PeerId by : deciding(lost)) {
      if (!stillLists(evidence, by, of, next->tick)) continue;
      return LateRemoval{by, of, failure, next->tick, firstRemoval(evidence, by, of, failure)};
    }
  }
  return std::nullopt;
}

// ---- Copies.

// When peers last failed before the call; 0 = never.
Tick lastFailureBefore(const Case& lost) {
  Tick since = 0;
  for (const PeerId peer : lost.evidence.failed()) {
    const Tick failed = *lost.evidence.failedAt(peer);
    if (failed < lost.story->begin()) since = std::max(since, failed);
  }
  return since;
}

// How many messages came to `peer` between the last failure and the call.
size_t copiesFor(const Case& lost, PeerId peer, Tick since) {
  size_t copies = 0;
  for (const StoreMessage& message : lost.evidence.storeMessages()) {
    if (message.fate != StoreMessage::Delivered || message.to != peer) continue;
    const bool isBetween = message.tick > since && message.tick < lost.story->begin();
    if (isBetween && !lost.evidence.isAfterCall(message.tick)) ++copies;
  }
  return copies;
}

// Whether a peer was sent a copy between these ticks: a store's message that belongs to no call.
bool areCopiesSent(const Evidence& evidence, Tick after, Tick before) {
  return std::any_of(evidence.storeMessages().begin(), evidence.storeMessages().end(),
                     [&](const StoreMessage& message) {
                       return message.fate == StoreMessage::Delivered && message.tick > after &&
                              message.tick < before && !evidence.isAfterCall(message.tick);
                     });
}

// Whether copies were made after an earlier failure of one peer, while at `since` two failed.
bool copiedAfterOneFailure(const Case& lost, Tick since) {
  const Evidence& evidence = lost.evidence;
  const auto failuresAt = [&](Tick tick) {
    return std::count_if(evidence.failed().begin(), evidence.failed().end(),
                         [&](PeerId peer) { return evidence.failedAt(peer) == tick; });
  };
  if (failuresAt(since) < 2) return false;
  const auto earlier =
      std::find_if(evidence.failed().begin(), evidence.failed().end(), [&](PeerId peer) {
        return *evidence.failedAt(peer) < since && failuresAt(*evidence.failedAt(peer)) == 1;
      });
  if (earlier == evidence.failed().end()) return false;
  return areCopiesSent(evidence, *evidence.failedAt(*earlier), since);
}

// The peers that fail at the tick, if they stand last on the ring until then; else none.
Peers failedAtTheEnd(const Evidence& evidence, Tick tick) {
  const Peers gone = without(evidence.aliveAt(tick - 1), evidence.aliveAt(tick));
  const Peers ring = check::ringOrder(evidence.aliveAt(tick - 1));
  if (gone.empty() || gone.size() >= ring.size()) return {};
  const Peers last(ring.end() - static_cast<std::ptrdiff_t>(gone.size()), ring.end());
  return sorted(last) == sorted(gone) ? sorted(gone) : Peers();
}

// Whether a failure elsewhere on the ring, before `begin`, led to no copy either.
bool isEveryRemovalIgnored(const Evidence& evidence, Tick begin) {
  return std::any_of(evidence.failed().begin(), evidence.failed().end(), [&](PeerId peer) {
    const Tick tick = *evidence.failedAt(peer);
    return tick < begin && failedAtTheEnd(evidence, tick).empty() &&
           !areCopiesSent(evidence, tick, begin);
  });
}

// Whether replicas that had the key from the start say nothing either: then it is not for want of
// copies.
bool areOldOnesSilent(const Story& story, const Peers& before) {
  return std::any_of(story.right.begin(), story.right.end(), [&](PeerId peer) {
    return contains(before, peer) && contains(story.asked, peer) && !hasAnswered(story, peer);
  });
}

bool succeeds(const Story& story, PeerId peer) {
  const auto& answers = story.call->answers;
  return std::any_of(answers.begin(), answers.end(), [peer](const Answer& answer) {
    return answer.peer == peer && answer.success;
  });
}

// The key's replicas that it got by failures alone, and that do not have it.
struct Uncopied {
  Tick since = 0;  // The last failure before the call.
  Peers peers;
  Peers unsent;  // Of these, those to whom nothing was sent since then.

  std::string who() const {
    return peersOf(sorted(peers)) +
           (peers.size() == 1 ? " is a replica of the key now" : " are replicas of the key now");
  }
  const char* them() const { return peers.size() == 1 ? "it" : "them"; }
};

std::optional<Uncopied> uncopied(const Case& lost) {
  const Story& story = *lost.story;
  if (!story.expectsSuccess || !hasFailedReplicas(lost) || story.created == nullptr) {
    return std::nullopt;
  }
  const Peers before = replicasAtCreate(lost);
  if (story.countResults(true) > 0 || areOldOnesSilent(story, before)) return std::nullopt;
  Uncopied found;
  found.since = lastFailureBefore(lost);
  for (const PeerId peer : story.right) {
    if (contains(before, peer) || succeeds(story, peer) || !contains(story.asked, peer)) continue;
    if (lost.evidence.holds(peer, story.call->key, story.begin())) continue;
    found.peers.push_back(peer);
    if (copiesFor(lost, peer, found.since) == 0) found.unsent.push_back(peer);
  }
  if (found.peers.empty() || found.since == 0) return std::nullopt;
  return found;
}

// No message brings them a copy. If the test has its points with another seed, it is not that there
// is no stabilization at all.
Cause nobodySends(const Case& lost, const Uncopied& found) {
  const std::string what = found.who() + ", and nobody sends " + found.them() + " a copy";
  if (lost.test.bestPoints < lost.test.maxPoints) {
    return Cause{"no stabilization: " + what + ".",
                 "updateRing: when the ring has changed it calls stabilizationProtocol, "
                 "which sends each key to those of its three replicas that may lack it."};
  }
  return Cause{"no stabilization in this run: " + what + "; with seed " +
                   std::to_string(lost.test.bestSeed) + " the test has its points.",
               "when updateRing calls stabilizationProtocol: after each change of the ring, also "
               "if another comes soon after it; and whether all copies are messages (ENsend): what "
               "peers share, static members and globals, may be written after they have looked.",
               "not-always-copied"};
}

}  // namespace

std::optional<Cause> ownPeerMissing(const Case& lost) {
  const PeerId self = lost.story->coordinator();
  const auto seen = lost.evidence.listSeen(self, lost.story->begin());
  const bool isListed = seen && contains(*seen, self);
  if (lost.evidence.hasRemovedItself(self, lost.story->begin()) && !isListed) {
    return seenAt(
        provenBy(
            Cause{"peer " + numberOf(self) + " has removed itself from its list.",
                  "the loop of MP1Node that removes silent peers: its own entry has to be left "
                  "out of it, or be brought up to date in each tick."},
            {WhatIf::OwnEntry, WhatIf::CompleteLists}),
        spotAt(Spot::Removed, -1, self, self));
  }
  const Call* call = blindCall(lost);
  if (call == nullptr) return std::nullopt;
  Cause cause = provenBy(
      Cause{"peer " + numberOf(call->coordinator) + " is missing from its own ring: at " +
                std::to_string(call->tick) + " it asks " + peersOf(askedBy(*call, *lost.story)) +
                " for " + printable(call->key) + ", as if it were not one of the replicas.",
            kOwnRingPlace},
      {WhatIf::OwnEntry, WhatIf::OutsideClients, WhatIf::RightFailures});
  cause.spot = spotAt(Spot::Call, call->tick, call->coordinator);
  cause.spot->key = call->key;
  if (call != lost.story->call) return cause;
  return provenBy(std::move(cause), insteadText(*lost.story), asIfRightOnesWereAsked(*lost.story));
}

std::optional<Cause> wrongPeersFail(const Case& lost) {
  const std::optional<Naming> naming = wrongNaming(lost);
  if (!naming) return std::nullopt;
  const std::string by = "peer " + numberOf(naming->named->by);
  const std::string what = "findNodes of " + by + " gives " + peersOf(naming->named->replicas) +
                           " at " + std::to_string(naming->named->tick) +
                           "; the key's replicas are " + peersOf(naming->right) +
                           ". The test lets peers fail that findNodes names.";
  if (naming->isBlind) {
    return seenAt(provenBy(Cause{by + " is missing from its own ring: " + what, kOwnRingPlace,
                                 "own-peer-missing"},
                           {WhatIf::OwnEntry, WhatIf::RightFailures}),
                  spotAt(Spot::Moment, naming->named->tick, naming->named->by));
  }
  return seenAt(
      provenBy(Cause{"findNodes names the wrong peers: " + what,
                     "findNodes and updateRing: the ring is sorted by hash code; the primary is "
                     "the first peer whose hash code is not below the key's."},
               {WhatIf::RightFailures, WhatIf::CompleteLists}),
      spotAt(Spot::Moment, naming->named->tick, naming->named->by));
}

std::optional<Cause> slowDetection(const Case& lost) {
  const std::optional<LateRemoval> late = lateRemoval(lost);
  if (!late) return std::nullopt;
  const std::string of = "peer " + numberOf(late->of);
  const std::string by = "peer " + numberOf(late->by) +
                         (late->by == lost.story->coordinator() ? ", the coordinator,"
                                                                : ", which has a copy of the key,");
  const std::string lookAt =
      "MP1Node: TREMOVE, and how each peer learns of the heartbeats of all others. About 20 ticks "
      "are usual, and they should be the same each time.";
  if (late->removedAt && *late->removedAt < late->needed - kCopyTicks) {
    return seenAt(
        provenBy(Cause{"a failed peer comes back: " + by + " removes " + of + " at " +
                           std::to_string(*late->removedAt) + ", and lists it again at " +
                           std::to_string(late->needed) + ".",
                       "where MP1Node takes over the lists of others: an entry that is older than "
                       "TFAIL must not be passed on, nor put a removed peer back.",
                       "dead-come-back"},
                 {WhatIf::CompleteLists}),
        spotAt(Spot::Moment, late->needed, late->by, late->of));
  }
  if (!late->removedAt) {
    return seenAt(
        provenBy(Cause{"a failed peer stays in the lists: " + by + " never removes " + of +
                           ", which failed at " + std::to_string(late->failure) + ".",
                       lookAt, "failed-peer-stays"},
                 {WhatIf::CompleteLists}),
        spotAt(Spot::Failure, late->failure, late->of));
  }
  return seenAt(provenBy(Cause{"failures are noticed too late: " + of + " failed at " +
                                   std::to_string(late->failure) + ", and " + by + " removes it " +
                                   ticksText(*late->removedAt - late->failure) +
                                   " later; the next test comes after " +
                                   ticksText(late->needed - late->failure) + ".",
                               lookAt},
                         {WhatIf::EarlyFailures, WhatIf::CompleteLists}),
                spotAt(Spot::Removed, *late->removedAt, late->by, late->of));
}

std::optional<Cause> livePeerNotListed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.seen == story.right) return std::nullopt;
  for (const PeerId peer : story.alive) {
    if (contains(story.listed, peer)) continue;
    const std::optional<Tick> removed = lost.evidence.removedAt(story.coordinator(), peer, 0);
    const std::string who = "coordinator " + numberOf(story.coordinator());
    if (removed && *removed <= story.begin()) {
      return seenAt(provenBy(Cause{who + " has removed peer " + numberOf(peer) + " at " +
                                       std::to_string(*removed) + ", which is alive.",
                                   "MP1Node: the membership tests say more of it "
                                   "(./KVStoreGrader.sh --test=membership)."},
                             {WhatIf::CompleteLists}),
                    spotAt(Spot::Removed, *removed, story.coordinator(), peer));
    }
    return provenBy(Cause{who + " does not know peer " + numberOf(peer) + ", which is alive.",
                          "MP1Node: each peer has to learn of all others; see the join tests."},
                    {WhatIf::CompleteLists});
  }
  return std::nullopt;
}

// Those that failed stood last on the ring: what is left of it compares equal, place by place. A
// store that noticed it sends copies, and one that never does has another mistake.
std::optional<Cause> ringEndUnnoticed(const Case& lost) {
  const Evidence& evidence = lost.evidence;
  for (const PeerId failed : evidence.failed()) {
    const Tick tick = *evidence.failedAt(failed);
    const Tick begin = lost.story->begin();
    if (tick >= begin) continue;
    const Peers gone = failedAtTheEnd(evidence, tick);
    if (gone.empty() || areCopiesSent(evidence, tick, begin)) continue;
    if (isEveryRemovalIgnored(evidence, begin)) continue;
    const bool isOne = gone.size() == 1;
    return provenBy(
        Cause{"a removal at the ring's end is not noticed: " + peersOf(gone) +
                  (isOne ? ", which fails at " : ", which fail at ") + std::to_string(tick) +
                  (isOne ? ", stands" : ", stand") + " last on the ring.",
              "updateRing, where it looks whether the ring has changed: a comparison along the "
              "new list alone misses what the old one has beyond it. Compare the sizes, too."},
        {WhatIf::NoticedChanges});
  }
  return std::nullopt;
}

// The list is right, and the ring is not made from it.
std::optional<Cause> oldRing(const Case& lost) {
  const Story& story = *lost.story;
  const Edit edit = asIfRightOnesWereAsked(story);
  const std::string edited = insteadText(story);
  for (const PeerId peer : story.asked) {
    const std::optional<Tick> failed = lost.evidence.failedAt(peer);
    if (!failed || *failed >= story.begin() || contains(story.listed, peer)) continue;
    return provenBy(
        Cause{"the ring is older than the list: coordinator " + numberOf(story.coordinator()) +
                  " asks peer " + numberOf(peer) + ", which it has removed from its list.",
              "updateRing: the ring has to be made anew from memberList in each call, "
              "and `ring` replaced by it."},
        edited, edit);
  }
  if (story.asked.size() < course::kReplicas || story.asked == sorted(story.seen))
    return std::nullopt;
  if (isBlind(lost, *story.call)) return std::nullopt;
  return provenBy(
      Cause{"the wrong peers are asked: coordinator " + numberOf(story.coordinator()) + " asks " +
                peersOf(story.asked) + "; by its own list the replicas are " +
                peersOf(sorted(story.seen)) + ".",
            "findNodes and updateRing: the ring is sorted by hash code; the primary is the "
            "first peer whose hash code is not below the key's, then come the next two, past "
            "the end to the first.",
            "wrong-peers-asked"},
      edited, edit);
}

// Those that have the key since its create, and run.
Peers holders(const Case& lost) {
  const Peers alive = lost.evidence.aliveAt(lost.story->begin());
  return without(replicasAtCreate(lost), without(lost.evidence.peers(), alive));
}

// Whether the peer removes several in one tick between the last failure and the call, and sends
// none of `others` anything.
bool removesAtOnceInSilence(const Case& lost, PeerId peer, const Peers& others, Tick since) {
  const Evidence& evidence = lost.evidence;
  const auto isBetween = [&](Tick tick) { return tick > since && tick < lost.story->begin(); };
  std::map<Tick, int> removals;
  for (const ListChange& change : evidence.changesOf(peer)) {
    if (!change.joined && isBetween(change.tick)) ++removals[change.tick];
  }
  const bool isAtOnce = std::any_of(removals.begin(), removals.end(),
                                    [](const auto& removal) { return removal.second > 1; });
  const auto& messages = evidence.storeMessages();
  return isAtOnce && std::none_of(messages.begin(), messages.end(), [&](const StoreMessage& one) {
           return one.from == peer && isBetween(one.tick) && contains(others, one.to);
         });
}

// Peers that notice the failures one after the other may make some of the copies: then the key's
// holders are those that do not.
std::optional<Cause> oneChangeAtATime(const Case& lost) {
  const std::optional<Uncopied> found = uncopied(lost);
  if (!found || !copiedAfterOneFailure(lost, found->since)) return std::nullopt;
  const Peers having = holders(lost);
  const bool isSilent =
      !having.empty() && std::all_of(having.begin(), having.end(), [&](PeerId peer) {
        return removesAtOnceInSilence(lost, peer, found->peers, found->since);
      });
  if (found->unsent.empty() && !isSilent) return std::nullopt;
  const bool isOne = having.size() == 1;
  const std::string silence =
      found->unsent.empty()
          ? peersOf(sorted(having)) +
                (isOne ? ", which has it, removes" : ", which have it, remove") +
                " both in one tick and " + (isOne ? "sends" : "send") + " nothing."
          : "nobody sends " + peersOf(sorted(found->unsent)) + " a copy.";
  return provenBy(
      Cause{"one membership change at a time: after one failure copies were made, but after "
            "the two at once at " +
                std::to_string(found->since) + " " + found->who() + ", and " + silence,
            "updateRing and stabilizationProtocol: after any change, of several peers too, "
            "each key has to be on all three replicas that findNodes gives now."},
      {WhatIf::SpreadFailures});
}

// What became of those of the new replicas that got messages of the store, and lack the key.
std::string sentInVain(const Case& lost, const Uncopied& found) {
  const Peers sent = without(found.peers, found.unsent);
  const bool isOne = sent.size() == 1;
  std::string text = peersOf(sorted(sent)) + " got messages since then, but ";
  if (!lost.evidence.seesTables()) return text + (isOne ? "logs" : "log") + " no success";
  return text + (isOne ? "has" : "have") + " no copy at " + std::to_string(lost.story->begin());
}

std::optional<Cause> noCopies(const Case& lost) {
  const std::optional<Uncopied> found = uncopied(lost);
  if (!found) return std::nullopt;
  // Tables that lack the key prove it, too: some stores take no copy that they have not asked for.
  const auto proven = [&](Cause cause) {
    cause = provenBy(std::move(cause), {WhatIf::Copies});
    if (!lost.evidence.seesTables()) return cause;
    return provenBy(std::move(cause), "with a success of those whose tables lack it",
                    both(answersBe(*lost.story, found->peers, true), resultBe(*lost.story, true)));
  };
  if (found->unsent.size() == found->peers.size()) {
    return proven(nobodySends(lost, *found));
  }
  std::string what = "no stabilization of this key: " + found->who() + "; ";
  if (!found->unsent.empty()) {
    what += "nobody sends " + peersOf(sorted(found->unsent)) + " anything, and ";
  }
  return proven(
      Cause{what + sentInVain(lost, *found) + ".",
            "stabilizationProtocol: which keys it sends to whom; and whether the receiver "
            "keeps them.",
            "key-not-copied"});
}

std::optional<Cause> allCopiesFailed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.created == nullptr || story.created->key == course::kInvalidKey) return std::nullopt;
  if (story.countAnswers(true) > 0 || !hasFailedReplicas(lost)) return std::nullopt;
  const Peers before = replicasAtCreate(lost);
  const auto isAlive = [&](PeerId peer) { return contains(story.alive, peer); };
  if (std::any_of(before.begin(), before.end(), isAlive)) return std::nullopt;
  if (!lost.evidence.holdings(story.call->key, story.begin()).empty()) return std::nullopt;
  return provenBy(
      Cause{"all peers that ever had the key have failed, and no copy was made in time.",
            "stabilizationProtocol, and how soon a failure is noticed: the copies have to be "
            "there before the next replicas fail, 50 ticks later."},
      {WhatIf::Copies, WhatIf::EarlyFailures});
}

// A replica that holds nothing, because the create never reached it.
std::optional<Cause> createMissed(const Case& lost) {
  const Story& story = *lost.story;
  if (story.created == nullptr || !story.expectsSuccess) return std::nullopt;
  for (const Answer& answer : story.answersWithin()) {
    const auto& made = story.created->answers;
    const bool has = std::any_of(made.begin(), made.end(), [&](const Answer& create) {
      return create.peer == answer.peer && create.success;
    });
    if (answer.success || has || !contains(story.right, answer.peer)) continue;
    if (!contains(replicasAtCreate(lost), answer.peer)) continue;
    if (lost.evidence.holds(answer.peer, story.call->key, story.begin())) continue;
    return provenBy(Cause{"peer " + numberOf(answer.peer) +
                              " is a replica of the key and never logged its create.",
                          "who is asked at the create (the create's lines in the log show it), and "
                          "whether the server keeps the key."},
                    {WhatIf::Copies});
  }
  return std::nullopt;
}

}  // namespace grading
