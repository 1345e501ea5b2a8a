#include "grading/explain/membership/RemovalFacts.h"

#include <algorithm>

namespace grading {

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

}  // namespace grading
