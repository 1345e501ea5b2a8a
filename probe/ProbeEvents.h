// The events that the probes of a run write (CallProbe.h, NodeProbe.h).
#pragma once

#include <string>
#include <vector>

#include "sim/EventText.h"

inline sim::Event probeEvent(sim::EventKind kind, sim::Tick tick, sim::PeerId peer) {
  sim::Event event;
  event.kind = kind;
  event.tick = tick;
  event.node.id = peer;
  return event;
}

// `kind` is one whose text is the ids of peers. An empty `key`: it is of no key.
inline void logPeers(sim::EventKind kind, sim::Tick tick, sim::PeerId observer,
                     const std::string& key, const std::vector<sim::PeerId>& peers,
                     sim::EventLog* log) {
  std::string ids;
  for (const sim::PeerId peer : peers) ids += (ids.empty() ? "" : " ") + std::to_string(peer);
  sim::Event event = probeEvent(kind, tick, observer);
  event.key = key;
  event.text = ids;
  log->onEvent(event);
}
