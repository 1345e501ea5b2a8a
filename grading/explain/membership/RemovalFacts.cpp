#include "grading/explain/membership/RemovalFacts.h"

#include <algorithm>
#include <vector>

namespace grading {

namespace {

// By peer, then in the order of the log.
std::vector<FalseRemoval> falseRemovalsOf(const Evidence& evidence) {
  std::vector<FalseRemoval> all;
  for (const PeerId by : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(by)) {
      if (change.joined || !evidence.isAlive(change.of, change.tick)) continue;
      all.push_back({by, change.of, change.tick});
    }
  }
  return all;
}

// Since when the entry had the timestamp with which it was last seen before the removal. Nothing if
// it always had it, or was not seen just before.
std::optional<Tick> timestampUnchangedSince(const Evidence& evidence, const FalseRemoval& removal) {
  constexpr Tick kJust = 2;
  std::optional<Listing> last;
  Tick since = 0;
  bool hasChanged = false;
  for (const Listing& listing : evidence.listings(removal.by, removal.of)) {
    if (listing.tick >= removal.tick) break;
    if (!last || listing.timestamp != last->timestamp) {
      hasChanged = last.has_value();
      since = listing.tick;
    }
    last = listing;
  }
  if (!hasChanged || last->tick < removal.tick - kJust) return std::nullopt;
  return since;
}

}  // namespace

std::optional<FalseRemoval> falseRemovalIn(const Evidence& evidence) {
  const std::vector<FalseRemoval> all = falseRemovalsOf(evidence);
  if (all.empty()) return std::nullopt;
  return all.front();
}

std::optional<IgnoredNews> ignoredNewsIn(const Evidence& evidence) {
  std::vector<FalseRemoval> all = falseRemovalsOf(evidence);
  std::stable_sort(all.begin(), all.end(), [](const FalseRemoval& left, const FalseRemoval& right) {
    return left.tick < right.tick;
  });
  for (const FalseRemoval& removal : all) {
    const std::optional<Tick> since = timestampUnchangedSince(evidence, removal);
    const std::vector<Tick>& heard = evidence.contact(removal.of, removal.by).deliveredAt;
    const auto after = std::upper_bound(heard.begin(), heard.end(), removal.tick);
    // What comes in a tick may be looked at in the next.
    if (!since || after == heard.begin() || *(after - 1) <= *since + 1) continue;
    return IgnoredNews{removal, *since, *(after - 1)};
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

}  // namespace grading
