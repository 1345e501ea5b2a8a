// How fast and how often the store answered.
#pragma once

#include <array>
#include <ostream>
#include <vector>

#include "check/consistency/History.h"

namespace check {

// The calls of one kind, or all calls.
struct LatencyRow {
  int calls = 0;
  int answered = 0;  // Successes, and reads that found the key absent.
  // Latencies of the answered calls, in ticks, by nearest rank; 0 if there are none.
  sim::Tick median = 0;
  sim::Tick p90 = 0;
  sim::Tick p99 = 0;
  sim::Tick max = 0;

  // The share of calls that were answered, 0 … 1; 1 if there were none.
  double availability() const;
};

struct Latency {
  std::array<LatencyRow, sim::kOperationCount> byKind;  // By sim::Operation.
  LatencyRow all;

  // Returns a line for each kind that was called, and one for all; nothing if there was no call.
  void print(std::ostream& out) const;
};

Latency measureLatency(const std::vector<Operation>& operations);

}  // namespace check
