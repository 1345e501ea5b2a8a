#include "grading/explain/causes/Cause.h"

#include <utility>

namespace grading {

Spot spotAt(Spot::Kind kind, Tick tick, PeerId peer, PeerId other) {
  Spot spot;
  spot.kind = kind;
  spot.tick = tick;
  spot.peer = peer;
  spot.other = other;
  return spot;
}

Spot lineSpot(Spot::Kind kind, const Answer& answer, const std::string& key) {
  Spot spot = spotAt(kind, answer.tick, answer.peer);
  spot.key = key;
  spot.success = answer.success;
  return spot;
}

Cause seenAt(Cause cause, const Spot& spot) {
  cause.spot = spot;
  return cause;
}

Cause provenBy(Cause cause, std::initializer_list<lab::WhatIf> experiments) {
  for (const lab::WhatIf what : experiments) cause.experiments.push_back(supposing(what));
  return cause;
}

Cause provenBy(Cause cause, std::string edited, Edit edit) {
  cause.edited = std::move(edited);
  cause.edit = std::move(edit);
  return cause;
}

}  // namespace grading
