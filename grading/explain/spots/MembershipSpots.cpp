#include <algorithm>
#include <utility>

#include "grading/explain/membership/MembershipParts.h"
#include "grading/explain/membership/RemovalFacts.h"
#include "grading/explain/spots/Spots.h"

namespace grading {

namespace {

using Found = std::optional<Spot>;

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
          Spot::Joined, change.tick, peer, change.of,
          nameOf(peer) + " logs that " + nameOf(change.of) + " joined, which does not exist");
    }
  }
  return std::nullopt;
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

Found missingRemoval(const Evidence& evidence) {
  const std::vector<MissingRemoval> missing = missingRemovals(evidence);
  if (missing.empty()) return std::nullopt;
  const MissingRemoval& first = missing.front();
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
