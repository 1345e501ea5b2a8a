// What a run shows of the window of an exhaustive search: all that a further fault can concern.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/Event.h"

namespace search {

// A message of the store that was sent in the window.
struct SentMessage {
  uint64_t number = 0;  // Ascending in the order of sending.
  sim::Tick tick = 0;
  sim::PeerId from = 0;
  sim::PeerId to = 0;
  int ordinal = 1;            // As lab::Fault names it.
  sim::Tick receivedAt = -1;  // -1 = never.
  bool isPlain = true;        // No fault delays, duplicates or corrupts it.

  bool operator==(const SentMessage&) const = default;
};

enum class PeerState : uint8_t {
  NotStarted,
  Starting,  // It has its first turn in the next tick.
  Up,
  Down,  // It has failed.
  Gone   // It has left.
};

struct PeerChange {
  sim::Tick tick = 0;
  sim::PeerId peer = 0;
  PeerState state = PeerState::Starting;  // Starting, Down or Gone.

  bool operator==(const PeerChange&) const = default;
};

struct WindowRecord {
  std::vector<SentMessage> messages;  // By number.
  std::vector<PeerChange> changes;    // Of the whole run, by tick.

  bool operator==(const WindowRecord&) const = default;

  // At `tick`, once the schedule's own faults of that tick have begun.
  PeerState stateOf(sim::PeerId peer, sim::Tick tick) const;
  // The last tick up to `tick` at which the peer failed. -1 = none.
  sim::Tick failedAt(sim::PeerId peer, sim::Tick tick) const;
};

// As a line, between processes.
std::string recordText(const WindowRecord& record);
WindowRecord readRecord(std::string_view text);

}  // namespace search
