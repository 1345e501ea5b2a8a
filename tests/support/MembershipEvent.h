// What a peer says of another, or what happens to it, for tests of who looks at that.
#pragma once

#include "lab/Schedule.h"
#include "sim/Event.h"

inline sim::Event membershipEvent(sim::EventKind kind, sim::Tick tick, sim::PeerId node,
                                  sim::PeerId other, bool success) {
  sim::Event event;
  event.kind = kind;
  event.tick = tick;
  event.node = {node, 0};
  event.other = {other, 0};
  event.success = success;
  return event;
}
