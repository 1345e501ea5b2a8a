#include "grading/explain/membership/FalseRemovalCauses.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "grading/explain/causes/CauseParts.h"
#include "grading/explain/causes/LogEdits.h"
#include "grading/explain/membership/MembershipParts.h"
#include "grading/explain/membership/RemovalFacts.h"

namespace grading {

namespace {

// The entry as it was last seen before it went; null if it was not seen then.
const Listing* lastSeen(const Evidence& evidence, const FalseRemoval& removal) {
  constexpr Tick kSeenLately = 2;  // Lists are not looked at to the end of the run.
  const std::vector<Listing>& listings = evidence.listings(removal.by, removal.of);
  const auto after =
      std::lower_bound(listings.begin(), listings.end(), removal.tick,
                       [](const Listing& listing, Tick tick) { return listing.tick < tick; });
  if (after == listings.begin() || std::prev(after)->tick < removal.tick - kSeenLately) {
    return nullptr;
  }
  return &*std::prev(after);
}

// When it first had two entries. REQUIRES: it had.
Tick firstTwice(const Evidence& evidence, const FalseRemoval& removal) {
  const std::vector<Listing>& listings = evidence.listings(removal.by, removal.of);
  return std::find_if(listings.begin(), listings.end(),
                      [](const Listing& listing) { return listing.isTwice; })
      ->tick;
}

// The tick at which the removed peer was added, if that was shortly before the removal.
std::optional<Tick> addedJustBefore(const Evidence& evidence, const FalseRemoval& removal) {
  constexpr Tick kJust = 1;
  std::optional<Tick> added;
  for (const ListChange& change : evidence.changesOf(removal.by)) {
    if (change.tick > removal.tick) break;
    if (change.of != removal.of) continue;
    if (!change.joined && change.tick == removal.tick) break;
    if (change.joined) added = change.tick;
  }
  if (!added || *added < removal.tick - kJust) return std::nullopt;
  return added;
}

// A failed peer that was removed, the one that took the fewest ticks.
struct Detection {
  PeerId of = 0;
  Tick failed = 0;
  Tick removed = 0;

  Tick ticks() const { return removed - failed; }
};

std::optional<Detection> fastestDetection(const Evidence& evidence) {
  std::optional<Detection> fastest;
  for (const PeerId of : evidence.failed()) {
    const Tick failed = *evidence.failedAt(of);
    for (const PeerId by : evidence.peers()) {
      for (const ListChange& change : evidence.changesOf(by)) {
        if (change.joined || change.of != of || change.tick < failed) continue;
        const Detection detection{of, failed, change.tick};
        if (!fastest || detection.ticks() < fastest->ticks()) fastest = detection;
      }
    }
  }
  return fastest;
}

constexpr Tick kShort = 10;  // Heartbeats may take so long to all, passed on from list to list.

// That the removed entry was not old; "" if it was, or was not seen.
std::string youngEntryText(const Evidence& evidence, const FalseRemoval& removal) {
  const Listing* const seen = lastSeen(evidence, removal);
  if (seen == nullptr) return "";
  const Tick age = removal.tick - seen->timestamp;
  if (age < 0 || age > kShort) return "";
  return ", whose entry is " + ticksText(age) + " old then.";
}

// That failed peers go soon, where the removed entry was not seen; "" if they do not, or it was.
std::string soonRemovedText(const Evidence& evidence, const FalseRemoval& removal) {
  if (lastSeen(evidence, removal) != nullptr) return "";
  const std::optional<Detection> fastest = fastestDetection(evidence);
  if (!fastest || fastest->ticks() > kShort) return "";
  return "; peer " + numberOf(fastest->of) + ", which failed at " +
         std::to_string(fastest->failed) + ", was removed at " + std::to_string(fastest->removed) +
         ".";
}

std::string removalText(const FalseRemoval& removal) {
  return "peer " + numberOf(removal.by) + " removes peer " + numberOf(removal.of) + " at " +
         std::to_string(removal.tick);
}

Cause listedTwice(const Evidence& evidence, const FalseRemoval& removal, const std::string& what,
                  Tick seenAtTick) {
  const Cause cause = {
      "a peer stands twice in a list: " + what + ", and has two entries of it at " +
          std::to_string(seenAtTick) + ". One is brought up to date, the other gets old.",
      "where entries get into memberList: at a JOINREQ, a JOINREP and for all that others pass "
      "on, a peer that is there already is not added again.",
      "listed-twice"};
  const Tick first = firstTwice(evidence, removal);
  return seenAt(cause, spotAt(Spot::Moment, first, removal.by, removal.of));
}

Cause newsIsIgnored(const IgnoredNews& ignored) {
  return {"a live peer is removed although it was heard: " + removalText(ignored.removal) +
              ", and had a message from it at " + std::to_string(ignored.heard) +
              ", but the entry's timestamp is unchanged since " +
              std::to_string(ignored.unchangedSince) + ".",
          "where entries are brought up to date: a heartbeat that has grown renews the timestamp, "
          "also that of a peer that is already marked as failed but not yet removed.",
          "heard-and-removed"};
}

}  // namespace

std::optional<Cause> liveAreRemoved(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  constexpr Tick kLately = 5;
  const Evidence& evidence = lost.evidence;
  const auto removal = falseRemovalIn(evidence);
  if (!removal) return std::nullopt;
  const std::string what = removalText(*removal);
  const auto proven = [&](Cause cause) {
    cause = provenBy(std::move(cause), "without the removals of live peers",
                     both(falseRemovalsBeGone(evidence), removalsBeLogged(evidence)));
    cause.experiments.push_back(supposing(lab::WhatIf::FreshStamps));
    return cause;
  };
  const auto tooShort = [&](const std::string& evident) {
    return proven({"live peers are removed: the time-outs are shorter than a heartbeat takes. " +
                       what + evident,
                   "TFAIL and TREMOVE: heartbeats that are passed on from list to list need some "
                   "ticks to everybody, the more the larger the group. 20 ticks are usual.",
                   "time-outs-too-short"});
  };
  const Listing* const seen = lastSeen(evidence, *removal);
  if (seen != nullptr && seen->isTwice) {
    return proven(listedTwice(evidence, *removal, what, seen->tick));
  }
  const std::string young = youngEntryText(evidence, *removal);
  if (!young.empty()) return tooShort(young);
  if (const std::optional<Tick> added = addedJustBefore(evidence, *removal)) {
    return proven({"a live peer is removed as soon as it is known: " + what +
                       ", and has added it at " + std::to_string(*added) + ".",
                   "the timestamp that a new entry gets: it has to be the receiver's own time, not "
                   "that of the sender, who may count otherwise; and of each field as many bytes "
                   "have to be copied as it has.",
                   "removed-when-new"});
  }
  const std::string soon = soonRemovedText(evidence, *removal);
  if (!soon.empty()) return tooShort(soon);
  if (const auto ignored = ignoredNewsIn(evidence)) return proven(newsIsIgnored(*ignored));
  const std::vector<Tick>& heard = evidence.contact(removal->of, removal->by).deliveredAt;
  const auto after = std::upper_bound(heard.begin(), heard.end(), removal->tick);
  const bool isHeard = after != heard.begin();
  if (isHeard && *std::prev(after) >= removal->tick - kLately) {
    return proven({"a live peer is removed although it was heard: " + what +
                       ", and had a message from it at " + std::to_string(*std::prev(after)) + ".",
                   "recvCallBack: a heartbeat that has grown brings the entry's heartbeat and "
                   "timestamp up to date, and each peer increases its own in each tick.",
                   "heard-and-removed"});
  }
  return proven(
      {"a live peer is removed, because nothing was heard of it: " + what + ", and " +
           (isHeard ? "the last message from it came at " + std::to_string(*std::prev(after)) + "."
                    : "never had a message from it."),
       "how far heartbeats spread within TREMOVE ticks: to all peers directly, or "
       "with the lists of others; a heartbeat that others pass on counts as news.",
       "unheard-and-removed"});
}

}  // namespace grading
