#include "grading/explain/spots/Spots.h"

#include "grading/explain/causes/Cause.h"

namespace grading {

namespace {

constexpr size_t kMostSpots = 4;

bool isSame(const Spot& one, const Spot& other) {
  return one.kind == other.kind && one.tick == other.tick && one.peer == other.peer &&
         one.other == other.other && one.key == other.key;
}

void add(const Spot& spot, std::vector<Spot>* spots) {
  for (const Spot& each : *spots) {
    if (isSame(each, spot)) return;
  }
  if (spots->size() < kMostSpots) spots->push_back(spot);
}

Spot callSpot(const Story& story) {
  Spot spot = spotAt(Spot::Call, story.begin(), story.coordinator());
  spot.key = story.call->key;
  spot.what = "the call that the test is about";
  return spot;
}

// Of the peers that had failed when the call was made.
void addFailures(const Evidence& evidence, Tick before, std::vector<Spot>* spots) {
  for (const PeerId peer : evidence.failed()) {
    const Tick tick = *evidence.failedAt(peer);
    if (tick > before) continue;
    Spot spot = spotAt(Spot::Failure, tick, peer);
    spot.what = "peer " + std::to_string(peer) + " fails";
    add(spot, spots);
  }
}

}  // namespace

std::vector<Spot> spotsOf(const TestGrade& test, const Evidence& evidence,
                          const std::optional<Spot>& seen) {
  std::vector<Spot> spots;
  if (seen) add(*seen, &spots);
  if (isMembership(test.scenario)) {
    if (const auto spot = membershipSpot(test.aspect, evidence)) add(*spot, &spots);
    if (test.aspect != TestAspect::Join) addFailures(evidence, evidence.lastTick, &spots);
    return spots;
  }
  const std::optional<Story> story = storyOf(test, evidence);
  if (!story) return spots;
  add(storeSpot(*story, test), &spots);
  add(callSpot(*story), &spots);
  addFailures(evidence, story->begin(), &spots);
  return spots;
}

}  // namespace grading
