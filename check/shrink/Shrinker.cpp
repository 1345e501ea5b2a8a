#include "check/shrink/Shrinker.h"

#include <algorithm>

#include "check/shrink/ScheduleEdits.h"

namespace check {
namespace {

using lab::Fault;
using lab::Schedule;
using sim::PeerId;

// A rule is easier to read than a larger number of single messages.
constexpr size_t kReadableMessages = 20;

class Shrinker {
 public:
  Shrinker(const Schedule& start, const ShrinkCallbacks& callbacks, int maxTrials)
      : callbacks_(callbacks), maxTrials_(maxTrials), best_(start) {}

  ShrinkResult run();

 private:
  // Keeps the candidate if it fails. Also returns false if no more trials are allowed.
  bool keepIfItFails(const Schedule& candidate);
  bool takeTrial();

  void makeSmaller();
  void fixCalls();
  void removeEvents();
  bool removeParts(size_t size);
  void removePeers();
  bool removePeer(PeerId peer);
  void simplifyFaults();
  bool simplifyFault(size_t index);
  void replaceRules();
  void widenMessages();

  const ShrinkCallbacks& callbacks_;
  const int maxTrials_;
  Schedule best_;
  int trials_ = 0;
  bool isOutOfTrials_ = false;
  bool isMinimal_ = false;  // Of best_.
};

bool Shrinker::takeTrial() {
  isOutOfTrials_ = isOutOfTrials_ || trials_ >= maxTrials_;
  if (isOutOfTrials_) return false;
  ++trials_;
  return true;
}

bool Shrinker::keepIfItFails(const Schedule& candidate) {
  if (!takeTrial()) return false;
  const bool fails = callbacks_.stillFails(candidate);
  if (fails) best_ = candidate;
  if (callbacks_.progress) callbacks_.progress(trials_, best_);
  return fails;
}

ShrinkResult Shrinker::run() {
  ShrinkResult result;
  result.reproduced = keepIfItFails(best_);
  if (result.reproduced) {
    makeSmaller();
    isMinimal_ = !isOutOfTrials_;
    replaceRules();
  }
  result.isMinimal = isMinimal_;
  result.schedule = best_;
  result.trials = trials_;
  return result;
}

// Repeats the steps until none helps any more, because each may make others possible.
void Shrinker::makeSmaller() {
  Schedule before;
  do {
    before = best_;
    fixCalls();
    removeEvents();
    removePeers();
    simplifyFaults();
  } while (!isOutOfTrials_ && !(best_ == before));
}

// Gives each call the tick and the peer at which it was made, so that it needs no other call to
// delay it.
void Shrinker::fixCalls() {
  if (!callbacks_.callsOf || !takeTrial()) return;
  Schedule candidate = best_;
  candidate.operations = callbacks_.callsOf(best_);
  if (!(candidate == best_)) keepIfItFails(candidate);
}

// Tries to leave out all events at once, then halves, quarters and so on; single events until none
// can go.
void Shrinker::removeEvents() {
  for (size_t size = eventCount(best_); size > 1; size /= 2) removeParts(size);
  while (removeParts(1)) {
  }
}

// Tries to leave out each part of `size` events. After a success, the next part is the one behind
// it.
bool Shrinker::removeParts(size_t size) {
  bool removed = false;
  for (size_t first = 0; first < eventCount(best_) && !isOutOfTrials_;) {
    const size_t count = std::min(size, eventCount(best_) - first);
    if (keepIfItFails(withoutEvents(best_, first, count))) {
      removed = true;
    } else {
      first += count;
    }
  }
  return removed;
}

// Highest ids first: then no other peer changes its id, and with it its place on the ring.
void Shrinker::removePeers() {
  for (PeerId peer = best_.peers; peer >= 1 && best_.peers >= 2; --peer) removePeer(peer);
}

bool Shrinker::removePeer(PeerId peer) {
  std::vector<Schedule> tried;
  for (const PeerRemovalPolicy policy :
       {PeerRemovalPolicy::Removed, PeerRemovalPolicy::OperationsMoved,
        PeerRemovalPolicy::AllMoved}) {
    const Schedule candidate = withoutPeer(best_, peer, policy);
    if (std::find(tried.begin(), tried.end(), candidate) != tried.end()) continue;
    if (keepIfItFails(candidate)) return true;
    tried.push_back(candidate);
  }
  return false;
}

void Shrinker::simplifyFaults() {
  for (size_t index = 0; index < best_.faults.size(); ++index) {
    while (simplifyFault(index)) {
    }
  }
}

bool Shrinker::simplifyFault(size_t index) {
  for (const Fault& simpler : simplerFaults(best_.faults[index], best_.peers)) {
    if (keepIfItFails(withFault(best_, index, simpler))) return true;
  }
  return false;
}

// A handful of messages is clearer than a rule; hundreds are not.
void Shrinker::replaceRules() {
  if (!callbacks_.decisionsOf || !hasMessageRules(best_) || !takeTrial()) return;
  const Schedule withRules = best_;
  if (!keepIfItFails(withDecisions(best_, callbacks_.decisionsOf(best_)))) return;
  makeSmaller();
  widenMessages();
  if (best_.faults.size() > withRules.faults.size() + kReadableMessages) {
    best_ = withRules;
  } else {
    isMinimal_ = !isOutOfTrials_;
  }
}

// A message that is named by its number on its link needs all messages before it. If the link can
// also lose all messages of that tick, their calls may go; if no call can go, the name is clearer.
void Shrinker::widenMessages() {
  const Schedule named = best_;
  for (size_t index = 0; index < best_.faults.size(); ++index) {
    const Fault wider = lossOfItsTick(best_.faults[index]);
    if (!(wider == best_.faults[index])) keepIfItFails(withFault(best_, index, wider));
  }
  makeSmaller();
  if (eventCount(best_) == eventCount(named)) best_ = named;
}

}  // namespace

ShrinkResult shrink(const Schedule& start, const ShrinkCallbacks& callbacks, int maxTrials) {
  return Shrinker(start, callbacks, maxTrials).run();
}

}  // namespace check
