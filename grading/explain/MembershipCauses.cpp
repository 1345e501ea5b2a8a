// The mistakes of membership protocols, by what they leave in a run.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "CourseRules.h"
#include "check/base/Wording.h"
#include "grading/explain/CauseParts.h"
#include "grading/explain/Causes.h"
#include "grading/explain/LogEdits.h"
#include "grading/explain/Story.h"
#include "grading/explain/TimelineText.h"

namespace grading {

namespace {

constexpr PeerId kIntroducer = 1;

bool isOfJoins(const Case& lost) { return lost.test.aspect == TestAspect::Join; }
bool isOfRemovals(const Case& lost) { return lost.test.aspect == TestAspect::Completeness; }

// A line of the member list of `by`.
LogLine lineOf(sim::EventKind kind, Tick tick, PeerId by, PeerId of) {
  LogLine line;
  line.kind = kind;
  line.tick = tick;
  line.node.id = by;
  line.other.id = of;
  return line;
}

// All that the group logs of these peers where all goes well: they join, and are known to others.
Edit joinsBeLogged(const Evidence& evidence, const Peers& by, const Peers& of) {
  constexpr Tick kJoined = 30;
  const Peers known = evidence.peers();
  return [by, of, known](std::vector<LogLine>* lines) {
    std::set<std::pair<PeerId, PeerId>> logged;
    std::erase_if(*lines, [&](const LogLine& line) {
      return line.kind == sim::EventKind::MemberAdded &&
             !std::binary_search(known.begin(), known.end(), line.other.id);
    });
    for (const LogLine& line : *lines) {
      if (line.kind == sim::EventKind::MemberAdded) logged.insert({line.node.id, line.other.id});
    }
    for (const PeerId one : by) {
      for (const PeerId other : of) {
        if (one == other || logged.count({one, other}) > 0) continue;
        lines->push_back(lineOf(sim::EventKind::MemberAdded, kJoined, one, other));
      }
    }
  };
}

constexpr const char* kTheseJoins = "with such lines";

bool isRemoval(const LogLine& line) { return line.kind == sim::EventKind::MemberRemoved; }

// Removes the lines for which `isMeant`.
template <typename IsMeant>
Edit withoutLines(IsMeant isMeant) {
  return [isMeant](std::vector<LogLine>* lines) { std::erase_if(*lines, isMeant); };
}

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

// Each live peer removes each that has failed, where it does not say so.
Edit removalsBeLogged(const Evidence& evidence) {
  constexpr Tick kNoticed = 20;
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  return [missing](std::vector<LogLine>* lines) {
    for (const MissingRemoval& removal : missing) {
      lines->push_back(lineOf(sim::EventKind::MemberRemoved, removal.failure + kNoticed, removal.by,
                              removal.of));
    }
  };
}

Edit falseRemovalsBeGone(const Evidence& evidence) {
  std::map<PeerId, Tick> failures;
  for (const PeerId peer : evidence.failed()) failures[peer] = *evidence.failedAt(peer);
  return withoutLines([failures](const LogLine& line) {
    const auto failed = failures.find(line.other.id);
    return isRemoval(line) && (failed == failures.end() || line.tick < failed->second);
  });
}

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
      return provenBy(
          Cause{"messages are too large and never sent: " + std::to_string(sent.tooLarge) +
                    " of peer " + numberOf(peer) + ", with up to " + std::to_string(sent.largest) +
                    " bytes; " + std::to_string(course::kLargestMessage) + " are allowed.",
                "what MP1Node sends of its member list: the list must not grow without end (an "
                "entry for each peer), and has to fit into a message, in parts if need be.",
                "message-too-large"},
          {lab::WhatIf::NoLimits});
    }
    if (sent.queueFull > 0) {
      return provenBy(
          Cause{"too many messages are sent: " + std::to_string(sent.queueFull) + " of peer " +
                    numberOf(peer) + " are refused, because as many wait as are allowed.",
                "how many messages MP1Node sends in a tick, and that recvLoop takes them all.",
                "too-many-messages"},
          {lab::WhatIf::NoLimits});
    }
  }
  return std::nullopt;
}

// ---- Joins.

std::optional<Cause> nobodyAsksToJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(peer, kIntroducer).sent > 0) continue;
    const Peers& all = lost.evidence.peers();
    return provenBy(
        Cause{"peer " + numberOf(peer) + " never asks to join: it sends the introducer, peer " +
                  numberOf(kIntroducer) + ", nothing.",
              "introduceSelfToGroup: a JOINREQ goes to the join address."},
        "with the joins that follow from it", joinsBeLogged(lost.evidence, all, all));
  }
  return std::nullopt;
}

std::optional<Cause> introducerIsSilent(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    if (peer == kIntroducer || lost.evidence.contact(kIntroducer, peer).sent > 0) continue;
    const Peers& all = lost.evidence.peers();
    return provenBy(Cause{"the introducer never answers peer " + numberOf(peer) + ": peer " +
                              numberOf(kIntroducer) + " sends it nothing.",
                          "recvCallBack: a JOINREQ adds its sender to the list and is answered "
                          "with a JOINREP to the address in the message."},
                    "with the joins that follow from it", joinsBeLogged(lost.evidence, all, all));
  }
  return std::nullopt;
}

std::optional<Cause> strangersJoin(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  for (const PeerId peer : lost.evidence.peers()) {
    for (const ListChange& change : lost.evidence.changesOf(peer)) {
      const Peers& all = lost.evidence.peers();
      if (!change.joined || std::binary_search(all.begin(), all.end(), change.of)) continue;
      return provenBy(
          Cause{"ids are garbage: peer " + numberOf(peer) + " logs that a peer with the id " +
                    numberOf(change.of) + " joined, which does not exist.",
                "what is sent as raw memory: a struct with a vector, a string or a pointer in it "
                "holds addresses, not the entries. Copy them one after the other; of an address, "
                "the id is the first four bytes, the port the next two."},
          "with the ids of the group's peers", joinsBeLogged(lost.evidence, all, all));
    }
  }
  return std::nullopt;
}

// When `by` first had `of` in its list.
std::optional<Tick> firstListed(const Evidence& evidence, PeerId by, PeerId of) {
  const std::vector<Listing>& listings = evidence.listings(by, of);
  if (listings.empty()) return std::nullopt;
  return listings.front().tick;
}

// Whose join `by` logs at `tick` for the second time, without a removal between.
std::optional<PeerId> joinedAgain(const Evidence& evidence, PeerId by, Tick tick) {
  Peers listed;
  for (const ListChange& change : evidence.changesOf(by)) {
    const auto found = std::find(listed.begin(), listed.end(), change.of);
    if (change.joined && found != listed.end() && change.tick == tick) return change.of;
    if (change.joined && found == listed.end()) listed.push_back(change.of);
    if (!change.joined && found != listed.end()) listed.erase(found);
  }
  return std::nullopt;
}

Cause joinNotLogged(const Case& lost, PeerId by, PeerId of) {
  const Evidence& evidence = lost.evidence;
  const Peers& all = evidence.peers();
  const auto proven = [&](Cause cause) {
    return provenBy(std::move(cause), kTheseJoins, joinsBeLogged(evidence, all, all));
  };
  const std::string pair =
      "peer " + numberOf(by) + " never logs that peer " + numberOf(of) + " joined";
  if (const auto listed = firstListed(evidence, by, of)) {
    if (const auto instead = joinedAgain(evidence, by, *listed)) {
      return proven({pair + ": it has it in its list from " + std::to_string(*listed) +
                         " on, and logs then that peer " + numberOf(*instead) +
                         " joined, which it had already.",
                     "which address logNodeAdd is given where entries get into memberList: that "
                     "of the new entry, which need not be the sender of the message.",
                     "another-joined"});
    }
    return proven(
        {pair + ": it has it in its list from " + std::to_string(*listed) + " on, without a line.",
         "where entries get into memberList: each new one is logged with logNodeAdd."});
  }
  const bool introduced = !evidence.contact(kIntroducer, by).deliveredAt.empty();
  if (!evidence.contact(of, by).deliveredAt.empty()) {
    return proven({pair + ", though messages came from it.",
                   "recvCallBack: each peer that is new in the list is logged with logNodeAdd, "
                   "also the sender of the message itself."});
  }
  if (introduced || by == kIntroducer) {
    return proven({pair + ": it gets nothing from that peer, and never has it in its list.",
                   "what a JOINREP holds (the list as far as it is known), and how those who "
                   "are there learn of those who come later."});
  }
  return proven({pair + ": nothing of the introducer comes to it.", "recvLoop and recvCallBack."});
}

std::optional<Cause> joinsNotLogged(const Case& lost) {
  if (!isOfJoins(lost)) return std::nullopt;
  const Evidence& evidence = lost.evidence;
  for (const PeerId by : evidence.peers()) {
    for (const PeerId of : evidence.peers()) {
      if (by == of || hasLogged(evidence, by, of, true)) continue;
      return joinNotLogged(lost, by, of);
    }
  }
  return std::nullopt;
}

// ---- Removals.

bool anybodyRemoves(const Evidence& evidence) {
  const auto removes = [](const ListChange& change) { return !change.joined; };
  return std::any_of(evidence.peers().begin(), evidence.peers().end(), [&](PeerId peer) {
    const auto& changes = evidence.changesOf(peer);
    return std::any_of(changes.begin(), changes.end(), removes);
  });
}

constexpr const char* kTheseRemovals = "with the missing removals";

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

Edit firstRemovalsAlone() {
  return [](std::vector<LogLine>* lines) {
    std::set<std::pair<PeerId, PeerId>> removed;
    std::erase_if(*lines, [&](const LogLine& line) {
      return isRemoval(line) && !removed.insert({line.node.id, line.other.id}).second;
    });
  };
}

std::optional<Cause> deadPeersComeBack(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const auto back = returnOfTheDeadIn(lost.evidence);
  if (!back) return std::nullopt;
  return provenBy(Cause{"a failed peer comes back: peer " + numberOf(back->by) + " removes peer " +
                            numberOf(back->of) + " at " + std::to_string(back->removed) +
                            " and adds it again at " + std::to_string(back->again) + ".",
                        "where MP1Node takes over the lists of others: an entry that is older than "
                        "TFAIL must not be passed on, nor put a removed peer back."},
                  "with the first removal alone", firstRemovalsAlone());
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

std::optional<Cause> removesItself(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const std::optional<SelfRemoval> removal = selfRemovalIn(lost.evidence);
  if (!removal) return std::nullopt;
  const auto proven = [&](Cause cause) {
    return provenBy(std::move(cause), "without the removals of live peers",
                    both(falseRemovalsBeGone(lost.evidence), removalsBeLogged(lost.evidence)));
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

// When whoever was removed was added, if that was shortly before.
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

std::optional<Cause> liveAreRemoved(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  constexpr Tick kLately = 5;
  const Evidence& evidence = lost.evidence;
  const auto removal = falseRemovalIn(evidence);
  if (!removal) return std::nullopt;
  const std::string what = "peer " + numberOf(removal->by) + " removes peer " +
                           numberOf(removal->of) + " at " + std::to_string(removal->tick);
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
    return proven({"a peer stands twice in a list: " + what + ", and has two entries of it at " +
                       std::to_string(seen->tick) +
                       ". One is brought up to date, the other gets old.",
                   "where entries get into memberList: at a JOINREQ, a JOINREP and for all that "
                   "others pass on, whoever is there already is not added again.",
                   "listed-twice"});
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

std::optional<Cause> renewedByHearsay(const Case& lost) {
  if (isOfJoins(lost)) return std::nullopt;
  const std::optional<Renewal> renewal = renewalIn(lost.evidence);
  if (!renewal) return std::nullopt;
  const std::string what = "peer " + numberOf(renewal->by) + " makes the entry of peer " +
                           numberOf(renewal->of) + ", which has failed at " +
                           std::to_string(*lost.evidence.failedAt(renewal->of)) +
                           ", young again at " + std::to_string(renewal->tick);
  if (renewal->hasGrown) {
    return provenBy(Cause{"a dead peer's heartbeat grows: " + what + ", with a larger heartbeat.",
                          "where heartbeats are counted: each peer increases its own alone.",
                          "foreign-heartbeat"},
                    kTheseRemovals, removalsBeLogged(lost.evidence));
  }
  Cause cause = provenBy(
      Cause{"timestamps are renewed by hearsay: " + what + ", though its heartbeat has not grown.",
            "where MP1Node takes over the lists of others: only a heartbeat that is larger "
            "than the known one makes an entry young; a message that merely lists it is no "
            "news of it."},
      {lab::WhatIf::HonestStamps});
  // Where it goes on for so long, it is what keeps the entry.
  constexpr Tick kForGood = 40;
  if (renewal->last < *lost.evidence.failedAt(renewal->of) + kForGood) return cause;
  return provenBy(std::move(cause), kTheseRemovals, removalsBeLogged(lost.evidence));
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
      {"introducer-silent", introducerIsSilent}, {"garbage-ids", strangersJoin},
      {"joins-not-logged", joinsNotLogged},      {"removes-itself", removesItself},
      {"live-removed", liveAreRemoved},          {"renewed-by-hearsay", renewedByHearsay},
      {"dead-come-back", deadPeersComeBack},     {"nobody-removes", nobodyRemoves},
      {"removals-missing", removalsMissing}};
  return kCauses;
}

}  // namespace grading
