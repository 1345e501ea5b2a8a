#include <algorithm>
#include <utility>

#include "grading/explain/membership/MembershipParts.h"
#include "grading/explain/membership/RemovalFacts.h"
#include "grading/explain/spots/Spots.h"

namespace grading {

namespace {

using Found = std::optional<Spot>;

constexpr PeerId kNobody = -1;  // Who does not exist. Its address may be another in each run.

Spot spotOf(Spot::Kind kind, Tick tick, PeerId peer, PeerId other, std::string what) {
  Spot spot = spotAt(kind, tick, peer, other);
  spot.what = std::move(what);
  return spot;
}

std::string nameOf(PeerId peer) { return "peer " + std::to_string(peer); }

// Somebody joins who does not exist.
Found stranger(const Evidence& evidence) {
  for (const PeerId peer : evidence.peers()) {
    for (const ListChange& change : evidence.changesOf(peer)) {
      if (!change.joined || contains(evidence.peers(), change.of)) continue;
      return spotOf(
          Spot::Joined, change.tick, peer, kNobody,
          nameOf(peer) + " logs that " + nameOf(change.of) + " joined, which does not exist");
    }
  }
  return std::nullopt;
}

// The introducer knows both from here on, and could tell.
Found untoldBy(PeerId introducer, PeerId by, PeerId of, const std::string& what,
               const Evidence& evidence) {
  if (introducer == by || introducer == of) return std::nullopt;
  const std::vector<Tick>& heardOne = evidence.contact(by, introducer).deliveredAt;
  const std::vector<Tick>& heardOther = evidence.contact(of, introducer).deliveredAt;
  if (heardOne.empty() || heardOther.empty()) return std::nullopt;
  const bool isLater = heardOther.front() > heardOne.front();
  const PeerId last = isLater ? of : by;
  return spotOf(Spot::Moment, std::max(heardOne.front(), heardOther.front()), introducer, last,
                what + ": " + nameOf(introducer) + " knows both from here on");
}

// The first join that is not logged: when it should have been, as far as that is known.
Found missingJoin(const Evidence& evidence) {
  for (const PeerId by : evidence.peers()) {
    for (const PeerId of : evidence.peers()) {
      if (by == of || hasLogged(evidence, by, of, true)) continue;
      const std::string what = nameOf(by) + " never logs that " + nameOf(of) + " joined";
      const auto& listings = evidence.listings(by, of);
      if (!listings.empty()) {
        return spotOf(Spot::Moment, listings.front().tick, by, of,
                      what + ", and lists it from here on");
      }
      const std::vector<Tick>& heard = evidence.contact(of, by).deliveredAt;
      if (!heard.empty()) {
        return spotOf(Spot::Moment, heard.front(), by, of,
                      what + ", though it has a message from it");
      }
      if (const Found spot = untoldBy(evidence.peers().front(), by, of, what, evidence)) {
        return spot;
      }
      return spotOf(Spot::Up, evidence.startedAt(of), of, 0, what);
    }
  }
  return std::nullopt;
}

Found falseRemoval(const Evidence& evidence) {
  const auto removal = falseRemovalIn(evidence);
  if (!removal) return std::nullopt;
  return spotOf(Spot::Removed, removal->tick, removal->by, removal->of,
                nameOf(removal->by) + " removes " + nameOf(removal->of) + ", which is alive");
}

// When `missing.by` removes another peer that failed no earlier, and not the one that is missing.
Found removedAlone(const MissingRemoval& missing, const Evidence& evidence) {
  for (const ListChange& change : evidence.changesOf(missing.by)) {
    const std::optional<Tick> failure = evidence.failedAt(change.of);
    if (change.joined || !failure || *failure < missing.failure || change.tick < *failure) continue;
    return spotOf(Spot::Removed, change.tick, missing.by, change.of,
                  nameOf(missing.by) + " removes " + nameOf(change.of) + " here, and never " +
                      nameOf(missing.of) + ", which failed at " + std::to_string(missing.failure));
  }
  return std::nullopt;
}

// When the entry goes from the list without a line: its list is seen after that.
Found unloggedRemoval(const MissingRemoval& missing, const Evidence& evidence) {
  const auto& listings = evidence.listings(missing.by, missing.of);
  if (listings.empty() || listings.back().tick < missing.failure) return std::nullopt;
  const Tick gone = listings.back().tick + 1;
  const bool isSeenLater =
      std::any_of(evidence.peers().begin(), evidence.peers().end(), [&](PeerId other) {
        const auto& others = evidence.listings(missing.by, other);
        return !others.empty() && others.back().tick >= gone;
      });
  if (!isSeenLater) return std::nullopt;
  return spotOf(
      Spot::Moment, gone, missing.by, 0,
      nameOf(missing.by) + " drops " + nameOf(missing.of) + " from its list without a " + "line");
}

Found missingRemoval(const Evidence& evidence) {
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  if (missing.empty()) return std::nullopt;
  const MissingRemoval& first = missing.front();
  for (const Found& found : {removedAlone(first, evidence), unloggedRemoval(first, evidence)}) {
    if (found) return found;
  }
  return spotOf(Spot::Failure, first.failure, first.of, 0,
                nameOf(first.by) + " never removes " + nameOf(first.of) + ", which fails here");
}

}  // namespace

std::optional<Spot> membershipSpot(TestAspect aspect, const Evidence& evidence) {
  if (aspect == TestAspect::Join) {
    const Found found = stranger(evidence);
    return found ? found : missingJoin(evidence);
  }
  const Found missing = missingRemoval(evidence);
  const Found removed = falseRemoval(evidence);
  const bool isAccuracy = aspect == TestAspect::Accuracy;
  if (isAccuracy) return removed ? removed : missing;
  return missing ? missing : removed;
}

}  // namespace grading
