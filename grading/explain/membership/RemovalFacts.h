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

// A failed peer that is removed and then added again; ticks.
struct ReturnOfTheDead {
  PeerId by = 0;
  PeerId of = 0;
  Tick removed = 0;
  Tick again = 0;
};
std::optional<ReturnOfTheDead> returnOfTheDeadIn(const Evidence& evidence);

}  // namespace grading
