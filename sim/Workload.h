// The calls of the clients: a load phase that creates the keys, then a mix (YCSB: Cooper et al.,
// Benchmarking Cloud Serving Systems with YCSB, 2010), then a probe that reads every key once.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/Schedule.h"

namespace sim {

enum class KeyChoice : uint8_t { Uniform, Zipfian, Latest };

// The shares are weights, none negative, not all 0.
struct WorkloadMix {
  double read = 0.5;
  double update = 0.5;
  double create = 0;           // Of new keys; of deleted ones, if `recreate`.
  double erase = 0;            // Deletes.
  double readModifyWrite = 0;  // A read, then an update of the same key in the same session.
  double scan = 0;             // Reads of up to 10 consecutive keys in the same session.
  KeyChoice keys = KeyChoice::Zipfian;
};

// The mixes A … F of YCSB. REQUIRES: 'A' <= letter <= 'F'.
WorkloadMix ycsbMix(char letter);

struct WorkloadSettings {
  WorkloadMix mix;
  int peers = 5;  // Coordinators are drawn from 1 … peers.
  int clients = 4;
  int keys = 10;
  int valueBytes = 8;  // Each value is of this size, or what its unique name takes.
  double operationsPerTick = 0.5;
  Tick loadAt = 100;     // The creates begin here,
  Tick mixAt = 150;      // the mix here,
  Tick mixEndsAt = 450;  // and ends here.
  Tick probeAt = 710;    // All keys are read once from here on.
};

// All operations, by tick. Every written value is unique in the run.
std::vector<ClientOperation> drawOperations(uint64_t seed, const WorkloadSettings& settings);

}  // namespace sim
