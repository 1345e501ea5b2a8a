// Removals that should not be, and returns, as the log has them.
#pragma once

#include <optional>

#include "grading/explain/evidence/Evidence.h"

namespace grading {

// A live peer that is removed; the first such line of the first peer that has one.
struct FalseRemoval {
  PeerId by = 0;
  PeerId of = 0;
  Tick tick = 0;
};
std::optional<FalseRemoval> falseRemovalIn(const Evidence& evidence);

// A live peer that is removed although a message from it came after its entry's timestamp had
// stopped changing; the earliest such removal. The timestamp of an entry that never changed may be
// unused, and counts for nothing. Of runs with --probe; nothing in others.
struct IgnoredNews {
  FalseRemoval removal;
  Tick unchangedSince = 0;
  Tick heard = 0;  // The last message.
};
std::optional<IgnoredNews> ignoredNewsIn(const Evidence& evidence);

// A failed peer that is removed and then added again; ticks.
struct ReturnOfTheDead {
  PeerId by = 0;
  PeerId of = 0;
  Tick removed = 0;
  Tick again = 0;
};
std::optional<ReturnOfTheDead> returnOfTheDeadIn(const Evidence& evidence);

}  // namespace grading
