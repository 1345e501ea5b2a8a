#include "compare/Comparison.h"

#include "bench/papers/TextTable.h"
#include "host/Words.h"
#include "lab/FaultLimits.h"
#include "stores/Design.h"

namespace compare {

namespace {

using papers::decimal;

std::string counts(const CallSample& calls) {
  return std::to_string(calls.answered) + " / " + std::to_string(calls.failed) + " / " +
         std::to_string(calls.unknown);
}

std::string latency(const CallSample& calls) {
  return percentile(calls, 50) + " / " + percentile(calls, 99);
}

std::vector<std::string> rowOf(const ComparedCell& cell) {
  const Cell& all = cell.measured;
  return {cell.faults.name,
          cell.variant.name,
          cell.outside.empty() ? "inside" : "outside",
          levelText(all),
          std::to_string(all.keysWithLostWrites()),
          counts(all.reads()),
          counts(all.writes()),
          latency(all.reads()),
          latency(all.writes()),
          std::to_string(all.reads().longestOutage),
          std::to_string(all.writes().longestOutage),
          decimal(all.messagesPerCall(), 1),
          decimal(all.bytesPerCall(), 0)};
}

std::vector<std::string> whatIsOutside(const Run& run) {
  const auto [params, schedule] = prepare(run);
  return lab::whatIsOutside(schedule, designOf(params).store.replication.limits);
}

std::string outsideText(const ComparedCell& cell) {
  return std::string(cell.faults.name) + ", " + cell.variant.name + ": " +
         host::joined(cell.outside, "; ");
}

}  // namespace

Table Comparison::table() const {
  Table table = {"Designs under faults",
                 std::to_string(seeds) +
                     " seeds for each row. Reads and writes: answered / failed / unknown. "
                     "Latencies: median / 99th percentile.",
                 {"faults", "design", "limits", "weakest level held", "lost", "reads", "writes",
                  "read, ticks", "write, ticks", "reads wait", "writes wait", "messages", "bytes"},
                 {}};
  table.remarksTitle = "Outside the limits:";
  for (const ComparedCell& cell : cells) {
    table.rows.push_back(rowOf(cell));
    if (!cell.outside.empty()) table.remarks.push_back(outsideText(cell));
  }
  return table;
}

Comparison compareDesigns(int seeds, int jobs, const OnProgress& onProgress) {
  std::vector<Run> runs;
  for (const FaultClass& faults : faultClasses()) {
    for (const Variant& variant : variants()) {
      for (int seed = 1; seed <= seeds; ++seed) {
        runs.push_back({static_cast<uint64_t>(seed), overridesFor(variant, faults)});
      }
    }
  }
  const std::vector<Sample> samples = carryOut(runs, jobs, onProgress);
  Comparison comparison;
  comparison.seeds = seeds;
  auto first = samples.begin();
  for (const FaultClass& faults : faultClasses()) {
    for (const Variant& variant : variants()) {
      comparison.cells.push_back({variant, faults,
                                  whatIsOutside({1, overridesFor(variant, faults)}),
                                  Cell({first, first + seeds})});
      first += seeds;
    }
  }
  return comparison;
}

}  // namespace compare
