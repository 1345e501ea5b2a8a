// What is measured in one run.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "Params.h"
#include "check/base/Level.h"
#include "lab/Schedule.h"

namespace compare {

// Reads, or writes.
struct CallSample {
  int answered = 0;
  int failed = 0;                      // The coordinator said so.
  int unknown = 0;                     // There was no line of a coordinator.
  sim::Tick longestOutage = 0;         // check/cluster/Outage.h
  std::map<sim::Tick, int> latencies;  // A histogram: number of calls by latency in ticks.

  int made() const { return answered + failed + unknown; }
};

struct Sample {
  CallSample reads;
  CallSample writes;
  check::Level held = check::Level::None;
  int keysWithLostWrites = 0;
  int planned = 0;        // Calls of the schedule, whether they could be made or not.
  int mixTicks = 0;       // From FAULT_START to FAULT_STOP.
  int answeredInMix = 0;  // Then.
  int64_t messages = 0;   // The store's.
  int64_t bytes = 0;

  // As a line of text, from which readSample() makes an equal value.
  std::string text() const;
};

// Nothing if the text is not that of a sample.
std::optional<Sample> readSample(std::string_view text);

// Runs once, in this process. Throws std::runtime_error if the run cannot be carried out.
Sample measure(const Params& params, const lab::Schedule& schedule);

}  // namespace compare
