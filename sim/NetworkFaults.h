// What the schedule's faults do to each message. Asked by EmulNet for each send; advanced by the
// tick loop. Deterministic: equal (seed, faults, messages) give equal fates.
#pragma once

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/Event.h"
#include "sim/Random.h"
#include "sim/Schedule.h"

namespace sim {

class NetworkFaults {
 public:
  // Takes the kinds that concern messages; the others are ScenarioPlayer's.
  NetworkFaults(uint64_t seed, std::vector<Fault> faults);

  // One message's fate. A lost one has no copies.
  struct Fate {
    bool lost = false;
    DropCause cause = DropCause::Fault;  // If lost.
    bool corrupted = false;
    bool delayed = false;
    // For each copy (one, or two if duplicated), how many ticks it is late.
    std::vector<int> copyDelays;
  };

  // The fate of a message sent at `tick`. `bytes` is the copy that will be sent: bits are flipped
  // in place. Called once for each message, in the order of sending.
  Fate decide(Tick tick, NetworkId network, const Endpoint& from, const Endpoint& to, char* bytes,
              int32_t sizeBytes);

  // True if at `tick` no fault can touch any message: the caller need not ask.
  bool isCalm(Tick tick) const;

  // With record() on: what was decided by chance and was not "delivered as sent", as Message faults
  // that decide the same (a corrupted message's bits are a function of its name, so they repeat).
  void record(bool on);
  const std::vector<Fault>& decisions() const;
};

}  // namespace sim
