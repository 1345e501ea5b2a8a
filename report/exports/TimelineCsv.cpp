#include "report/exports/TimelineCsv.h"

#include <algorithm>
#include <array>
#include <vector>

#include "notation/Escaping.h"

namespace report {

namespace {

struct Traffic {
  uint64_t sent = 0;
  uint64_t delivered = 0;
  uint64_t lost = 0;
  uint64_t bytes = 0;
};

struct Row {
  int calls = 0;
  std::array<int, kOutcomeWords.size()> outcomes{};
  int64_t latencyTicks = 0;  // Of all that ended.
  int latencyMost = 0;
  int starts = 0;       // Of peers, less those that stopped.
  int faultsBegun = 0;  // Less those that ended.
  std::array<Traffic, sim::kNetworkCount> traffic;
};

constexpr const char* kNames =
    "tick,calls,ok,absent,failed,latency_mean,latency_max,up,faults,"
    "membership_sent,membership_delivered,membership_lost,membership_bytes,"
    "store_sent,store_delivered,store_lost,store_bytes\n";

void count(const Trace& trace, const Event& event, Row* row) {
  switch (event.kind) {
    case Record::Call: ++row->calls; return;
    case Record::FaultBegan: ++row->faultsBegun; return;
    case Record::FaultEnded: --row->faultsBegun; return;
    default: break;
  }
  if (event.message == kNoIndex) return;
  const Message& message = trace.messages[event.message];
  Traffic& traffic = row->traffic[static_cast<size_t>(message.network)];
  switch (event.kind) {
    case Record::Sent:
      ++traffic.sent;
      traffic.bytes += static_cast<uint64_t>(message.sizeBytes);
      return;
    case Record::Delivered: ++traffic.delivered; return;
    case Record::Lost: ++traffic.lost; return;
    default: return;
  }
}

// Counts how many peers run: a peer may start or fail twice in a trace.
void countPeers(const Trace& trace, std::vector<Row>* rows) {
  std::vector<bool> isUp(static_cast<size_t>(trace.peers) + 1);
  for (const Event& event : trace.events) {
    const bool starts = event.kind == Record::Up || event.kind == Record::Again;
    const bool stops = event.kind == Record::Down || event.kind == Record::Left;
    const auto peer = static_cast<size_t>(event.peer);
    if ((!starts && !stops) || isUp[peer] == starts) continue;
    isUp[peer] = starts;
    (*rows)[static_cast<size_t>(event.tick)].starts += starts ? 1 : -1;
  }
}

void countOperation(const Operation& operation, std::vector<Row>* rows) {
  const auto tick = static_cast<size_t>(operation.finishedAt);
  if (operation.finishedAt < 0 || tick >= rows->size()) return;
  Row& row = (*rows)[tick];
  const int latency = operation.finishedAt - operation.invokedAt;
  ++row.outcomes[static_cast<size_t>(operation.outcome)];
  row.latencyTicks += latency;
  row.latencyMost = std::max(row.latencyMost, latency);
}

void countSum(const Sum& sum, std::vector<Row>* rows) {
  if (static_cast<size_t>(sum.tick) >= rows->size()) return;
  Traffic& traffic =
      (*rows)[static_cast<size_t>(sum.tick)].traffic[static_cast<size_t>(sum.network)];
  traffic.sent += sum.sent;
  traffic.delivered += sum.delivered;
  traffic.lost += sum.lost;
  traffic.bytes += sum.bytes;
}

void addNumber(uint64_t number, std::string* csv) { *csv += "," + std::to_string(number); }

void addRow(const Row& row, std::string* csv) {
  const auto outcome = [&row](Outcome kind) {
    return static_cast<uint64_t>(row.outcomes[static_cast<size_t>(kind)]);
  };
  addNumber(static_cast<uint64_t>(row.calls), csv);
  for (const Outcome kind : {Outcome::Ok, Outcome::Absent, Outcome::Failed}) {
    addNumber(outcome(kind), csv);
  }
  int ended = 0;
  for (const int count : row.outcomes) ended += count;
  if (ended == 0) {
    *csv += ",,";
  } else {
    *csv += "," + notation::decimalText(static_cast<double>(row.latencyTicks) / ended, 3);
    *csv += "," + std::to_string(row.latencyMost);
  }
}

}  // namespace

std::string timelineCsv(const Trace& trace) {
  std::vector<Row> rows(static_cast<size_t>(trace.ticks));
  for (const Event& event : trace.events)
    count(trace, event, &rows[static_cast<size_t>(event.tick)]);
  for (const Operation& operation : trace.operations) countOperation(operation, &rows);
  for (const Sum& sum : trace.sums) countSum(sum, &rows);
  countPeers(trace, &rows);
  std::string csv = kNames;
  int up = 0;
  int faults = 0;
  for (size_t tick = 0; tick < rows.size(); ++tick) {
    up += rows[tick].starts;
    faults += rows[tick].faultsBegun;
    csv += std::to_string(tick);
    addRow(rows[tick], &csv);
    csv += "," + std::to_string(up) + "," + std::to_string(faults);
    for (const Traffic& traffic : rows[tick].traffic) {
      for (const uint64_t number : {traffic.sent, traffic.delivered, traffic.lost, traffic.bytes}) {
        addNumber(number, &csv);
      }
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace report
