#include "compare/Sample.h"

#include <sstream>
#include <stdexcept>

#include "Simulation.h"
#include "check/RunCheck.h"
#include "check/cluster/Outage.h"
#include "host/OutputFile.h"

namespace compare {

namespace {

void write(const CallSample& calls, std::ostream& out) {
  out << ' ' << calls.answered << ' ' << calls.failed << ' ' << calls.unknown << ' '
      << calls.longestOutage << ' ' << calls.latencies.size();
  for (const auto& [ticks, count] : calls.latencies) out << ' ' << ticks << ' ' << count;
}

void read(std::istream& in, CallSample* calls) {
  size_t count = 0;
  in >> calls->answered >> calls->failed >> calls->unknown >> calls->longestOutage >> count;
  for (; in && count > 0; --count) {
    sim::Tick ticks = 0;
    in >> ticks;
    in >> calls->latencies[ticks];
  }
}

void add(const check::Operation& call, CallSample* calls) {
  if (call.outcome != check::Outcome::Unknown) {
    ++calls->answered;
    ++calls->latencies[call.finishedAt - call.invokedAt];
  } else {
    ++(call.finishedAt >= 0 ? calls->failed : calls->unknown);
  }
}

double metricOf(const check::RunCheck& check, std::string_view name) {
  for (const check::Metric& metric : check.metrics()) {
    if (metric.name == name) return metric.value;
  }
  throw std::logic_error("no metric is called " + std::string(name));
}

Sample sampleOf(const RunResult& result, const check::RunCheck& check, const Params& params) {
  Sample sample;
  const std::vector<check::Operation> operations = check.operations();
  for (const check::Operation& call : operations) {
    add(call, call.kind == sim::Operation::Read ? &sample.reads : &sample.writes);
    const bool isInMix =
        call.finishedAt >= params.FAULT_START && call.finishedAt < params.FAULT_STOP;
    if (isInMix && call.outcome != check::Outcome::Unknown) ++sample.answeredInMix;
  }
  const check::Outages outages = check::measureOutages(operations);
  sample.reads.longestOutage = outages.reads;
  sample.writes.longestOutage = outages.writes;
  sample.held = static_cast<check::Level>(metricOf(check, "level_held"));
  sample.keysWithLostWrites = static_cast<int>(metricOf(check, "keys_with_lost_writes"));
  sample.mixTicks = params.FAULT_STOP - params.FAULT_START;
  sample.planned = result.calls.planned;
  sample.messages = result.tally.storeMessagesSent;
  sample.bytes = result.tally.storeBytesSent;
  return sample;
}

}  // namespace

std::string Sample::text() const {
  std::ostringstream out;
  out << "sample " << static_cast<int>(held) << ' ' << keysWithLostWrites << ' ' << planned << ' '
      << mixTicks << ' ' << answeredInMix << ' ' << messages << ' ' << bytes;
  write(reads, out);
  write(writes, out);
  return out.str() + " end\n";
}

std::optional<Sample> readSample(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::string word;
  Sample sample;
  int level = 0;
  in >> word >> level >> sample.keysWithLostWrites >> sample.planned >> sample.mixTicks >>
      sample.answeredInMix >> sample.messages >> sample.bytes;
  read(in, &sample.reads);
  read(in, &sample.writes);
  const bool isSample = word == "sample";
  in >> word;
  if (!in || !isSample || word != "end" || level < 0 ||
      level >= static_cast<int>(check::kLevelCount)) {
    return std::nullopt;
  }
  sample.held = static_cast<check::Level>(level);
  return sample;
}

Sample measure(const Params& params, const lab::Schedule& schedule) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  check::RunCheck check(check::Level::None);
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = &check;
  const RunResult result = simulate(params, schedule, outputs);
  if (!result.finished) throw std::runtime_error("the run did not end: " + result.failure);
  return sampleOf(result, check, params);
}

}  // namespace compare
