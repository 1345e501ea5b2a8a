// What of a run's events may be believed by who judges the nodes.
#pragma once

#include "sim/Event.h"
#include "sim/RunPosition.h"

namespace sim {

// Asked while the event is handed out. The notes of the framework are made while no peer's code
// runs; what a peer says in free text, or reports in another peer's name, proves nothing.
inline bool isBelievable(const Event& event) {
  if (runPosition.call == nullptr) return true;
  const bool isFreeText = event.kind == EventKind::Note || event.kind == EventKind::Statistic;
  return !isFreeText && event.node.id == runPosition.peerId;
}

}  // namespace sim
