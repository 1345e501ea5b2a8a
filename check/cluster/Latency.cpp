#include "check/cluster/Latency.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace check {
namespace {

// The smallest value that `percent` of them do not exceed. REQUIRES: the values are sorted.
sim::Tick percentile(const std::vector<sim::Tick>& sorted, size_t percent) {
  if (sorted.empty()) return 0;
  const size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<size_t>(rank, 1) - 1];
}

LatencyRow rowOf(int calls, std::vector<sim::Tick> ticks) {
  std::sort(ticks.begin(), ticks.end());
  LatencyRow row;
  row.calls = calls;
  row.answered = static_cast<int>(ticks.size());
  row.median = percentile(ticks, 50);
  row.p90 = percentile(ticks, 90);
  row.p99 = percentile(ticks, 99);
  row.max = percentile(ticks, 100);
  return row;
}

std::string rowText(const char* name, const LatencyRow& row) {
  std::ostringstream text;
  text << std::left << std::setw(10) << name << std::right << std::setw(6) << row.calls
       << std::setw(10) << row.answered << std::setw(8) << std::fixed << std::setprecision(1)
       << 100 * row.availability() << '%' << std::setw(6) << row.median << std::setw(6) << row.p90
       << std::setw(6) << row.p99 << std::setw(6) << row.max << '\n';
  return text.str();
}

}  // namespace

double LatencyRow::availability() const {
  return calls == 0 ? 1 : static_cast<double>(answered) / calls;
}

Latency measureLatency(const std::vector<Operation>& operations) {
  std::array<int, sim::kOperationCount> calls{};
  std::array<std::vector<sim::Tick>, sim::kOperationCount> ticks;
  std::vector<sim::Tick> allTicks;
  for (const Operation& operation : operations) {
    const auto kind = static_cast<size_t>(operation.kind);
    ++calls[kind];
    if (operation.outcome == Outcome::Unknown) continue;
    const sim::Tick taken = operation.finishedAt - operation.invokedAt;
    ticks[kind].push_back(taken);
    allTicks.push_back(taken);
  }
  Latency latency;
  for (size_t kind = 0; kind < calls.size(); ++kind) {
    latency.byKind[kind] = rowOf(calls[kind], ticks[kind]);
  }
  latency.all = rowOf(static_cast<int>(operations.size()), allTicks);
  return latency;
}

void Latency::print(std::ostream& out) const {
  if (all.calls == 0) return;
  out << "operation  calls  answered   share   p50   p90   p99   max ticks\n";
  for (size_t kind = 0; kind < byKind.size(); ++kind) {
    if (byKind[kind].calls > 0)
      out << rowText(sim::operationName(static_cast<sim::Operation>(kind)), byKind[kind]);
  }
  out << rowText("all", all);
}

}  // namespace check
