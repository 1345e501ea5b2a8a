// What led to a call: failures, who noticed them, and copies that were made.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "grading/explain/timeline/TimelineParts.h"
#include "grading/explain/timeline/TimelineWords.h"

namespace grading {

namespace {

// The last tick at which peers had failed before the call: what led to it.
std::optional<Tick> lastFailure(const Story& story, const Evidence& evidence) {
  std::optional<Tick> last;
  for (const PeerId peer : evidence.failed()) {
    const std::optional<Tick> tick = evidence.failedAt(peer);
    if (tick && *tick < story.begin()) last = std::max(last.value_or(0), *tick);
  }
  return last;
}

// "peers 6 (the tertiary) and 7 (the secondary replica) fail".
std::string failureText(const Peers& peers, const Peers& replicas) {
  std::vector<std::string> names;
  for (const PeerId peer : peers) {
    const auto place = std::find(replicas.begin(), replicas.end(), peer);
    const auto role = static_cast<size_t>(place - replicas.begin());
    names.push_back(std::to_string(peer) + (place == replicas.end()
                                                ? " (no replica)"
                                                : std::string(" (") + kRoleNames[role] + ")"));
  }
  return std::string(peers.size() == 1 ? "peer " : "peers ") + check::listText(names) +
         verb(peers, " fails", " fail");
}

using Removal = std::tuple<Tick, Tick, Peers>;  // From, to, by whom.

Removal removalOf(PeerId failed, const Story& story, const Evidence& evidence) {
  Removal removal;
  auto& [first, last, who] = removal;
  for (const PeerId peer : story.alive) {
    const std::optional<Tick> tick = evidence.removedAt(peer, failed, *evidence.failedAt(failed));
    if (!tick || *tick > story.begin()) continue;
    first = who.empty() ? *tick : std::min(first, *tick);
    last = std::max(last, *tick);
    who.push_back(peer);
  }
  return removal;
}

std::string namesOrNumber(const Peers& peers) {
  constexpr size_t kMostNamed = 5;
  return peers.size() <= kMostNamed ? peersOf(peers) : std::to_string(peers.size()) + " peers";
}

}  // namespace

void tellFailuresBefore(const Story& story, const Evidence& evidence, TimelineText* lines) {
  std::map<Tick, Peers> byTick;
  for (const PeerId peer : evidence.failed()) {
    const Tick tick = *evidence.failedAt(peer);
    if (tick <= story.begin()) byTick[tick].push_back(peer);
  }
  for (const auto& [tick, peers] : byTick) {
    const Peers replicas = check::replicasInOrder(evidence.aliveAt(tick - 1), story.call->key);
    lines->add(tick, failureText(withoutRepeats(peers), replicas));
  }
}

// Of those that failed last: who noticed when. Those of which the same is to be said, in one.
void tellRemovalsBefore(const Story& story, const Evidence& evidence, TimelineText* lines) {
  const std::optional<Tick> since = lastFailure(story, evidence);
  if (!since) return;
  std::map<Removal, Peers> removals;
  for (const PeerId failed : evidence.failed()) {
    if (evidence.failedAt(failed) == since)
      removals[removalOf(failed, story, evidence)].push_back(failed);
  }
  for (const auto& [removal, failed] : removals) {
    const auto& [first, last, who] = removal;
    const Peers others = without(story.alive, who);
    const std::string names = peersOf(withoutRepeats(failed));
    if (who.empty()) {
      lines->add(story.begin(), "no peer has removed " + names + " from its list");
    } else if (others.empty()) {
      lines->add(first, last, "all that are alive remove " + names);
    } else {
      lines->add(first, last,
                 peersOf(who) + verb(who, " removes ", " remove ") + names + "; " +
                     peersOf(others) + " not yet");
    }
  }
}

// What went through the store between the last failure and the call, and of no call.
void tellCopiesBefore(const Story& story, const Evidence& evidence, TimelineText* lines) {
  const std::optional<Tick> since = lastFailure(story, evidence);
  if (!since) return;
  std::set<PeerId> from;
  std::set<PeerId> to;
  size_t count = 0;
  Tick first = 0;
  Tick last = 0;
  for (const StoreMessage& message : evidence.storeMessages()) {
    const bool isBetween = message.tick > *since && message.tick < story.begin();
    if (message.fate != StoreMessage::Sent || !isBetween) continue;
    if (evidence.isAfterCall(message.tick)) continue;
    from.insert(message.from);
    to.insert(message.to);
    first = count == 0 ? message.tick : first;
    last = message.tick;
    ++count;
  }
  if (count == 0) {
    lines->add(*since + 1, story.begin() - 1,
               "no message in the store but those of the calls: no copies are made");
    return;
  }
  lines->add(first, last,
             namesOrNumber({from.begin(), from.end()}) +
                 verb({from.begin(), from.end()}, " sends ", " send ") +
                 check::countText(count, "message", "messages") + " in the store to " +
                 namesOrNumber({to.begin(), to.end()}) + ": copies, it seems");
}

}  // namespace grading
