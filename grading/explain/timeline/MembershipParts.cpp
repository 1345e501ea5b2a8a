// Joins, failures and removals of a test of the membership.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "grading/explain/timeline/TimelineParts.h"
#include "grading/explain/timeline/TimelineWords.h"

namespace grading {

namespace {

// Peers with the same rest of a line, in one line.
using Folded = std::map<std::string, Peers>;

void addFolded(const Folded& folded, const char* one, const char* many, TimelineText* lines) {
  for (const auto& [text, peers] : folded) {
    lines->addMore(peersOf(peers) + (peers.size() == 1 ? one : many) + text);
  }
}

void tellStarts(const Evidence& evidence, TimelineText* lines) {
  if (evidence.peers().empty()) return;
  Tick last = 0;
  for (const PeerId peer : evidence.peers()) last = std::max(last, evidence.startedAt(peer));
  lines->add(evidence.startedAt(evidence.peers().front()), last,
             peersOf(evidence.peers()) + " are introduced, peer 1 first");
}

void tellJoins(const Evidence& evidence, TimelineText* lines) {
  Folded incomplete;
  Folded silent;
  for (const PeerId peer : evidence.peers()) {
    std::set<PeerId> joined;
    Tick last = 0;
    for (const ListChange& change : evidence.changesOf(peer)) {
      if (!change.joined) continue;
      joined.insert(change.of);
      last = std::max(last, change.tick);
    }
    joined.insert(peer);
    const Peers missing = without(evidence.peers(), {joined.begin(), joined.end()});
    if (missing.empty()) {
      lines->add(last, "peer " + std::to_string(peer) + " has logged all others as joined");
    } else if (missing.size() + 1 == evidence.peers().size()) {
      silent[""].push_back(peer);
    } else {
      incomplete["that " + peersOf(missing) + " joined"].push_back(peer);
    }
  }
  addFolded(silent, " logs no other peer as joined", " log no other peer as joined", lines);
  addFolded(incomplete, " never logs ", " never log ", lines);
}

void tellFailed(const Evidence& evidence, TimelineText* lines) {
  std::map<Tick, Peers> byTick;
  for (const PeerId peer : evidence.failed()) byTick[*evidence.failedAt(peer)].push_back(peer);
  for (const auto& [tick, peers] : byTick) {
    lines->add(tick, peersOf(withoutRepeats(peers)) + verb(peers, " fails", " fail"));
  }
}

// Those of a failed peer, and who never made one.
void tellRemovalsOf(const Evidence& evidence, PeerId failed, bool isMissingOnly,
                    TimelineText* lines) {
  const Tick failure = *evidence.failedAt(failed);
  Peers who;
  Peers never;
  Tick first = 0;
  Tick last = 0;
  for (const PeerId peer : evidence.aliveAt(failure)) {
    const std::optional<Tick> tick = evidence.removedAt(peer, failed, failure);
    (tick ? who : never).push_back(peer);
    if (!tick) continue;
    first = who.size() == 1 ? *tick : std::min(first, *tick);
    last = std::max(last, *tick);
  }
  const std::string name = "peer " + std::to_string(failed);
  if (!who.empty() && !isMissingOnly) {
    lines->add(first, last, peersOf(who) + verb(who, " removes ", " remove ") + name);
  }
  if (!never.empty()) {
    lines->addMore(peersOf(never) + " never " + verb(never, "removes ", "remove ") + name);
  }
}

void tellRemovals(const Evidence& evidence, TimelineText* lines) {
  for (const PeerId failed : evidence.failed()) tellRemovalsOf(evidence, failed, false, lines);
}

// They make a difference where lines are counted.
void tellMissingRemovals(const Evidence& evidence, TimelineText* lines) {
  for (const PeerId failed : evidence.failed()) tellRemovalsOf(evidence, failed, true, lines);
}

void tellFalseRemovals(const Evidence& evidence, TimelineText* lines) {
  using When = std::pair<Tick, PeerId>;
  std::map<When, Peers> removals;
  for (const PeerId peer : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(peer)) {
      if (!change.joined && evidence.isAlive(change.of, change.tick)) {
        removals[{change.tick, change.of}].push_back(peer);
      }
    }
  }
  for (const auto& [when, who] : removals) {
    const auto& [tick, of] = when;
    std::string text = peersOf(withoutRepeats(who)) + verb(who, " removes", " remove") + " peer " +
                       std::to_string(of) + ", which is alive";
    const std::vector<Tick>& heard = evidence.contact(of, who.front()).deliveredAt;
    const auto after = std::upper_bound(heard.begin(), heard.end(), tick);
    if (who.front() != of) {
      text += after == heard.begin()
                  ? "; never had a message from it"
                  : "; the last message from it came at " + std::to_string(*std::prev(after));
    }
    lines->add(tick, text);
  }
}

}  // namespace

const MembershipParts& membershipPartsFor(TestAspect aspect) {
  static const MembershipParts joins = {"joins", {{"starts", tellStarts}, {"joins", tellJoins}}};
  static const MembershipParts completeness = {"removals",
                                               {{"failures", tellFailed},
                                                {"removals", tellRemovals},
                                                {"false removals", tellFalseRemovals}}};
  static const MembershipParts accuracy = {"removals",
                                           {{"failures", tellFailed},
                                            {"missing removals", tellMissingRemovals},
                                            {"false removals", tellFalseRemovals}}};
  if (aspect == TestAspect::Join) return joins;
  return aspect == TestAspect::Completeness ? completeness : accuracy;
}

}  // namespace grading
