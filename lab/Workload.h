// The calls of the clients: a load phase that creates the keys, then a mix (YCSB: Cooper et al.,
// Benchmarking Cloud Serving Systems with YCSB, 2010), then a probe that reads every key once.
//
// Equal settings give equal calls on every machine: whatever a draw depends on is computed in whole
// numbers, or by the operations that IEEE 754 rounds correctly (sqrt is one, pow is none).
#pragma once

#include <cstdint>
#include <vector>

#include "lab/Schedule.h"

namespace lab {

enum class KeyChoice : uint8_t { Uniform, Zipfian, Latest };

// The shares are weights, none negative, not all 0; one below a billionth of the largest counts as
// none.
struct WorkloadMix {
  double read = 0.5;
  double update = 0.5;
  double create = 0;           // Of a deleted key, if there is one; else of a new one.
  double erase = 0;            // Deletes.
  double readModifyWrite = 0;  // A read, then an update of the same key in the same session.
  double scan = 0;             // Reads of 1 … 10 consecutive keys in the same session.
  KeyChoice keys = KeyChoice::Zipfian;
  // Each key is a counter: its create writes 0, and each of its updates, all by one client, the
  // next number. Not with creates, deletes and readModifyWrites.
  bool counts = false;
};

// The mixes A … F of YCSB. REQUIRES: 'A' <= letter <= 'F'.
WorkloadMix ycsbMix(char letter);

// Half reads, half increments, of counters that are all as popular.
WorkloadMix counterMix();

struct WorkloadSettings {
  WorkloadMix mix;
  int peers = 5;  // Coordinators are drawn from 1 … peers; a client mostly stays with its own.
  int clients = 4;
  int keys = 10;
  int valueBytes = 8;              // Each value is of this size, or what its unique name takes.
  double operationsPerTick = 0.5;  // Calls: each read of a scan is one.
  sim::Tick loadAt = 100;          // The creates begin here,
  sim::Tick mixAt = 150;           // the mix here, or when the creates have been made,
  sim::Tick mixEndsAt = 450;       // and both end here.
  sim::Tick probeAt = 710;         // All keys are read once from here on.
};

// The pace of the load and of the probe, which have to be over some time: a client makes a call
// once in kTicksPerCall ticks, which a call without faults takes.
constexpr int kTicksPerCall = 3;

// All operations, by tick. Every written value is unique in the run, that of a counter for its key;
// reads choose among all keys that were ever created, deleted or not, updates and deletes among
// those that should be there. REQUIRES: peers, clients, keys >= 1; operationsPerTick >= 0; a mix
// that counts has no creates, deletes and readModifyWrites.
std::vector<ClientOperation> drawOperations(uint64_t seed, const WorkloadSettings& settings);

}  // namespace lab
