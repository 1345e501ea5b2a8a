// The faults that can be added to a set of faults, as the run of that set shows.
#pragma once

#include <cstdint>
#include <vector>

#include "lab/FaultLimits.h"
#include "lab/Schedule.h"
#include "search/exhaustive/WindowRecord.h"

namespace search {

struct ExhaustiveSettings {
  int peers = 0;
  // The window: both ticks are included.
  sim::Tick first = 0;
  sim::Tick last = 0;
  int mostFaults = 1;
  // A message that is sent at tick t without a fault is ready at t, and messages that are ready are
  // received in the order of sending. Then a delay that ends before the receiver next looks
  // changes nothing.
  bool isDelayExact = true;
};

inline constexpr lab::FaultLimits kLimits;
inline constexpr sim::PeerId kIntroducer = 1;

// A restart may come this much after the window.
inline constexpr sim::Tick kTicksToRestart = 9;

// A fault of a set. An outage is two: a crash, and the restart that ends it. It is one step,
// because whether the guarantee allows a crash depends on whether the peer returns.
struct Step {
  enum class Kind : uint8_t { Loss, Delay, Crash, Restart, Outage };

  Kind kind = Kind::Loss;
  bool withMemory = false;  // The restart.
  sim::Tick tick = 0;
  int ticks = 0;         // How late the message is, how long the outage lasts.
  sim::PeerId peer = 0;  // The message's sender, too.
  sim::PeerId to = 0;    // Of a message, as the next two.
  int ordinal = 1;
  uint64_t number = 0;

  bool operator==(const Step&) const = default;
};

// In the order of a schedule: changes of peers come at the start of their tick.
using Steps = std::vector<Step>;

int faultCount(const Steps& steps);
std::vector<lab::Fault> faultsOf(const Steps& steps);

// Sets that are not run.
struct Omitted {
  uint64_t withoutEffect = 0;  // The last fault changes nothing.
  uint64_t outside = 0;        // The guarantee does not allow it.

  void add(const Omitted& other);
  bool operator==(const Omitted&) const = default;
};

struct Extensions {
  Steps single;   // Of one fault.
  Steps outages;  // Of two.
  Omitted omitted;
};

// All steps that may follow `steps` without exceeding mostFaults. Only steps later in the order
// count, so each set is generated once. `record` is that of the run with `steps`.
Extensions extensionsOf(const Steps& steps, const WindowRecord& record,
                        const ExhaustiveSettings& settings);

}  // namespace search
