#include "grading/explain/membership/RemovalCauses.h"

#include <algorithm>
#include <set>
#include <utility>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/explain/membership/MembershipParts.h"
#include "grading/explain/membership/RemovalFacts.h"
#include "grading/explain/timeline/TimelineText.h"

namespace grading {

namespace {

bool anybodyRemoves(const Evidence& evidence) {
  const auto removes = [](const ListChange& change) { return !change.joined; };
  return std::any_of(evidence.peers().begin(), evidence.peers().end(), [&](PeerId peer) {
    const auto& changes = evidence.changesOf(peer);
    return std::any_of(changes.begin(), changes.end(), removes);
  });
}

}  // namespace

std::optional<Cause> nobodyRemoves(const Case& lost) {
  if (isOfJoins(lost) || lost.evidence.failed().empty() || anybodyRemoves(lost.evidence)) {
    return std::nullopt;
  }
  // Nobody can remove whom nobody knows.
  const std::vector<MissingRemoval> missing = missingRemovals(lost.evidence);
  if (std::none_of(missing.begin(), missing.end(), [&](const MissingRemoval& each) {
        return hasLogged(lost.evidence, each.by, each.of, true);
      })) {
    return std::nullopt;
  }
  return provenBy(
      Cause{"nobody is ever removed: no peer logs a removal in the whole run.",
            "nodeLoopOps: whose heartbeat has not grown for TREMOVE ticks is erased from "
            "memberList, and logged with logNodeRemove."},
      kTheseRemovals, removalsBeLogged(lost.evidence));
}

std::optional<Cause> deadPeersComeBack(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const auto back = returnOfTheDeadIn(lost.evidence);
  if (!back) return std::nullopt;
  return seenAt(
      provenBy(Cause{"a failed peer comes back: peer " + numberOf(back->by) + " removes peer " +
                         numberOf(back->of) + " at " + std::to_string(back->removed) +
                         " and adds it again at " + std::to_string(back->again) + ".",
                     "where MP1Node takes over the lists of others: an entry that is older than "
                     "TFAIL must not be passed on, nor put a removed peer back."},
               "with the first removal alone", firstRemovalsAlone()),
      spotAt(Spot::Joined, back->again, back->by, back->of));
}

std::optional<Cause> removalsMissing(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const Evidence& evidence = lost.evidence;
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  if (missing.empty()) return std::nullopt;
  const MissingRemoval& first = missing.front();
  const std::string of = "peer " + numberOf(first.of);
  const std::string by = "peer " + numberOf(first.by);
  if (!hasLogged(evidence, first.by, first.of, true)) {
    return provenBy(
        Cause{by + " never removes " + of + ", because it never knew that it had joined.",
              "the joins first: see the Join test.", "never-joined"},
        kTheseRemovals, removalsBeLogged(evidence));
  }
  std::set<PeerId> who;
  for (const MissingRemoval& each : missing) who.insert(each.by);
  return provenBy(
      Cause{"some failed peers stay in the lists: " + peersOf({who.begin(), who.end()}) +
                (who.size() == 1 ? " has" : " have") + " not removed all of them by tick " +
                std::to_string(evidence.lastTick) + ".",
            "nodeLoopOps: each entry of the list is looked at in each tick (erasing one must "
            "not skip the next), and only news of a heartbeat makes an entry younger, not "
            "hearsay of an old one."},
      kTheseRemovals, removalsBeLogged(evidence));
}

namespace {

// The first peer to remove itself, and those others who had removed it by then.
struct SelfRemoval {
  PeerId peer = 0;
  Tick tick = 0;
  Peers others;
};

std::optional<SelfRemoval> selfRemovalIn(const Evidence& evidence) {
  std::optional<SelfRemoval> first;
  for (const PeerId peer : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(peer)) {
      const bool isRemoval = !change.joined && change.of == peer;
      if (isRemoval && (!first || change.tick < first->tick)) first = {peer, change.tick, {}};
    }
  }
  if (!first) return std::nullopt;
  for (const PeerId other : evidence.peers()) {
    const auto& changes = evidence.changesOf(other);
    const bool hasRemoved =
        std::any_of(changes.begin(), changes.end(), [&](const ListChange& change) {
          return !change.joined && change.of == first->peer && change.tick <= first->tick;
        });
    if (hasRemoved && other != first->peer) first->others.push_back(other);
  }
  return first;
}

}  // namespace

std::optional<Cause> removesItself(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const std::optional<SelfRemoval> removal = selfRemovalIn(lost.evidence);
  if (!removal) return std::nullopt;
  const auto proven = [&](Cause cause) {
    cause = provenBy(std::move(cause), "without the removals of live peers",
                     both(falseRemovalsBeGone(lost.evidence), removalsBeLogged(lost.evidence)));
    return seenAt(std::move(cause),
                  spotAt(Spot::Removed, removal->tick, removal->peer, removal->peer));
  };
  const std::string peer = "peer " + numberOf(removal->peer);
  const std::string tick = std::to_string(removal->tick);
  // Then it may have heard it of others.
  if (2 * removal->others.size() >= lost.evidence.aliveAt(removal->tick).size()) {
    return proven(Cause{"a live peer is removed by the group, and by itself: " + peer +
                            " removes itself at " + tick + ", as " + peersOf(removal->others) +
                            (removal->others.size() == 1 ? " has" : " have") + " by then.",
                        "what makes a peer count as failed: a message or a reply that is lost is "
                        "not enough to tell all others so; who is told that it has failed itself "
                        "can object; and its own entry is left out of the check.",
                        "removed-by-all"});
  }
  return proven(Cause{"a peer removes itself: " + peer + " does so at " + tick + ".",
                      "nodeLoopOps: a peer's own entry gets no messages; leave it out of the "
                      "check, or bring it up to date in each tick."});
}

namespace {

// A dead peer's entry that is made young again.
struct Renewal {
  PeerId by = 0;
  PeerId of = 0;
  Tick tick = 0;
  bool hasGrown = false;  // The heartbeat, too.
  Tick last = 0;          // When that was last seen to happen to the entry.
};

std::optional<Renewal> renewalIn(const Evidence& evidence) {
  constexpr Tick kLastNews = 12;  // What a peer sent before its failure may be passed on so long.
  for (const PeerId of : evidence.failed()) {
    const Tick failure = *evidence.failedAt(of);
    for (const PeerId by : evidence.aliveAt(evidence.lastTick)) {
      const std::vector<Listing>& listings = evidence.listings(by, of);
      std::optional<Renewal> found;
      for (size_t i = 1; i < listings.size(); ++i) {
        const Listing& now = listings[i];
        const Listing& before = listings[i - 1];
        const bool isYounger = now.tick == before.tick + 1 && now.timestamp > before.timestamp;
        if (now.tick <= failure + kLastNews || !isYounger) continue;
        if (!found) found = Renewal{by, of, now.tick, now.heartbeat > before.heartbeat};
        found->last = now.tick;
      }
      if (found) return found;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Cause> renewedByHearsay(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const std::optional<Renewal> renewal = renewalIn(lost.evidence);
  if (!renewal) return std::nullopt;
  const std::string what = "peer " + numberOf(renewal->by) + " makes the entry of peer " +
                           numberOf(renewal->of) + ", which has failed at " +
                           std::to_string(*lost.evidence.failedAt(renewal->of)) +
                           ", young again at " + std::to_string(renewal->tick);
  const Spot spot = spotAt(Spot::Moment, renewal->tick, renewal->by, renewal->of);
  if (renewal->hasGrown) {
    return seenAt(
        provenBy(Cause{"a dead peer's heartbeat grows: " + what + ", with a larger heartbeat.",
                       "where heartbeats are counted: each peer increases its own alone.",
                       "foreign-heartbeat"},
                 kTheseRemovals, removalsBeLogged(lost.evidence)),
        spot);
  }
  Cause cause = provenBy(
      Cause{"timestamps are renewed by hearsay: " + what + ", though its heartbeat has not grown.",
            "where MP1Node takes over the lists of others: only a heartbeat that is larger "
            "than the known one makes an entry young; a message that merely lists it is no "
            "news of it."},
      {lab::WhatIf::HonestStamps});
  cause.spot = spot;
  // Where it goes on for so long, it is what keeps the entry.
  constexpr Tick kForGood = 40;
  if (renewal->last < *lost.evidence.failedAt(renewal->of) + kForGood) return cause;
  return provenBy(std::move(cause), kTheseRemovals, removalsBeLogged(lost.evidence));
}

}  // namespace grading
