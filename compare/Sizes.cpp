#include "compare/Sizes.h"

#include <array>

#include "bench/papers/TextTable.h"
#include "compare/Cell.h"
#include "stores/Design.h"

namespace compare {

namespace {

using papers::decimal;

constexpr std::array kSizes = {1, 3, 10};
constexpr int kClientsPerPeer = 8;
constexpr int kOutageAt = 200;
constexpr int kOutageTicks = 40;

// The coordinator of two-phase commit has no copies.
bool allows(const std::string& design, int peers) { return design != "TWO_PHASE" || peers >= 2; }

std::vector<std::string> settings(const std::string& design, int peers) {
  return {"REPLICATION=" + design, "MAX_NNB=" + std::to_string(peers)};
}

// Each client always has a call to make.
std::vector<std::string> saturated(const std::string& design, int peers) {
  std::vector<std::string> all = settings(design, peers);
  const std::string clients = std::to_string(kClientsPerPeer * peers);
  all.insert(all.end(), {"CLIENTS=" + clients, "KEYS=" + clients, "OPS_PER_TICK=" + clients});
  return all;
}

// A crash, and the restart that ends it.
std::vector<lab::Fault> outageOf(sim::PeerId peer) {
  lab::Fault crash;
  crash.kind = lab::FaultKind::Crash;
  crash.first = crash.last = kOutageAt;
  crash.peer = peer;
  lab::Fault restart = crash;
  restart.kind = lab::FaultKind::Restart;
  restart.first = restart.last = kOutageAt + kOutageTicks;
  restart.withMemory = true;
  return {crash, restart};
}

// The runs of a row: with each seed a calm one, a saturated one, and one with an outage of a peer,
// another with each seed.
void addRuns(const std::string& design, int peers, int seeds, std::vector<Run>* runs) {
  for (int seed = 1; seed <= seeds; ++seed) {
    const auto number = static_cast<uint64_t>(seed);
    Run broken = {number, settings(design, peers)};
    broken.faults = outageOf(1 + (seed - 1) % peers);
    runs->push_back({number, settings(design, peers)});
    runs->push_back({number, saturated(design, peers)});
    runs->push_back(broken);
  }
}

std::vector<std::string> rowOf(const std::string& design, int peers,
                               const std::vector<Sample>& samples) {
  std::vector<Sample> calm;
  std::vector<Sample> full;
  std::vector<Sample> broken;
  for (size_t i = 0; i + 2 < samples.size(); i += 3) {
    calm.push_back(samples[i]);
    full.push_back(samples[i + 1]);
    broken.push_back(samples[i + 2]);
  }
  const Cell cell(calm);
  return {design,
          std::to_string(peers),
          percentile(cell.writes(), 50) + " / " + percentile(cell.writes(), 99),
          percentile(cell.reads(), 50) + " / " + percentile(cell.reads(), 99),
          decimal(Cell(full).answersPerTick(), 2),
          decimal(100 * cell.availability(), 2) + " %",
          decimal(100 * Cell(broken).availability(), 2) + " %"};
}

}  // namespace

Table sizesTable(int seeds, int jobs, const OnProgress& onProgress) {
  std::vector<Run> runs;
  for (const StoreDesign& design : storeDesigns()) {
    for (const int peers : kSizes) {
      if (allows(design.name, peers)) addRuns(design.name, peers, seeds, &runs);
    }
  }
  const std::vector<Sample> samples = carryOut(runs, jobs, onProgress);
  Table table = {
      "Groups of 1, 3 and 10 peers",
      std::to_string(seeds) +
          " seeds for each row. Latencies: median / 99th percentile. Throughput: 8 clients for "
          "each peer, each with a call at all times. Outage: one peer is down for 40 of 300 ticks.",
      {"design", "peers", "write, ticks", "read, ticks", "answers a tick", "available",
       "with an outage"},
      {}};
  auto first = samples.begin();
  for (const StoreDesign& design : storeDesigns()) {
    for (const int peers : kSizes) {
      if (!allows(design.name, peers)) {
        table.rows.push_back({design.name, std::to_string(peers), "-", "-", "-", "-", "-"});
        continue;
      }
      table.rows.push_back(rowOf(design.name, peers, {first, first + 3 * seeds}));
      first += 3 * seeds;
    }
  }
  return table;
}

}  // namespace compare
