#include "cli/SweepReport.h"

#include <utility>

#include "Simulation.h"
#include "cli/FromTrace.h"
#include "cli/RunTrace.h"
#include "cli/SeedRun.h"
#include "cli/outputs/OutputFiles.h"
#include "host/DescriptorOutput.h"
#include "host/EarlyEnd.h"
#include "host/WholeFile.h"
#include "report/Page.h"
#include "report/reading/TraceReader.h"
#include "report/recording/CompletedTrace.h"
#include "sim/Digest.h"

namespace cli {

namespace {

using report::SeedOutcome;

report::SweepHead headOf(const Options& options, const std::string& nodes) {
  report::SweepHead head;
  head.conf = options.confFile;
  head.firstSeed = options.seeds.first;
  head.planned = options.seeds.count();
  head.isChecked = options.check;
  head.command = sweepCommand(options);
  auto [before, after] = replayParts(options);
  head.replayBefore = std::move(before);
  head.replayAfter = std::move(after);
  if (!nodes.empty()) head.sources.push_back({"nodes", nodes});
  return head;
}

// Of a process that has not told it.
SeedOutcome outcomeOf(int exitCode) {
  if (exitCode == kFine) return SeedOutcome::Fine;
  return exitCode == kInconclusive ? SeedOutcome::Inconclusive : SeedOutcome::Stopped;
}

// Runs in a process of its own, and writes the run's trace to the pipe. If the process ends early,
// what it has done until then is there, and nothing else.
int writeTrace(const Options& options, Params params, uint64_t seed, const std::string& nodes,
               int descriptor) {
  constexpr int kNowhere = -1;
  host::reportEarlyEndsTo(kNowhere);
  params.SEED = seed;
  host::DescriptorOutput trace(descriptor);
  const TraceRequest request = traceRequest(options, seed, nodes, &trace);
  SeedRun run(options, params);
  RunOutputs outputs = run.outputs();
  outputs.trace = &request;
  simulate(params, outputs);
  return kFine;
}

}  // namespace

SweepReport::SweepReport(const Options& options, const std::string& nodes)
    : options_(options), nodes_(nodes), data_(headOf(options, nodes)) {}

std::unique_ptr<SweepReport> SweepReport::open(const Options& options, const std::string& nodes,
                                               std::string* error) {
  if (options.reportFile.empty()) return nullptr;
  *error = host::whyUnwritable(options.reportFile);
  if (!error->empty()) return nullptr;
  return std::unique_ptr<SweepReport>(new SweepReport(options, nodes));
}

void SweepReport::add(const host::JobOutcome& outcome, bool hasEnded, const std::string& sentence,
                      std::optional<report::SeedResult> told) {
  report::SeedResult result;
  if (!hasEnded) {
    result.outcome = SeedOutcome::EndedEarly;
    result.reason = host::endText(outcome.exitCode, outcome.killedBy);
  } else if (told && (told->outcome == SeedOutcome::Fine) == (outcome.exitCode == kFine)) {
    result = std::move(*told);
  } else {
    result.outcome = outcomeOf(outcome.exitCode);
  }
  if (!hasEnded && whyFirstEnded_.empty()) whyFirstEnded_ = sentence;
  if (hasEnded) result.digest = outcome.output.substr(0, sim::kDigestDigits);
  result.sentence = sentence;
  data_.add(result);
}

void SweepReport::recordFirstFailed(const Params& params, uint64_t seed) {
  std::string error;
  host::runJobs(
      seed, seed, 1,
      [&](uint64_t, int descriptor) {
        return writeTrace(options_, params, seed, nodes_, descriptor);
      },
      [&](uint64_t, const host::JobOutcome& outcome) {
        trace_ = report::completedTrace(outcome.output, whyFirstEnded_);
      },
      &error);
  // The nodes may have written to the pipe.
  if (!report::readTrace(trace_, options_.confFile, &error)) trace_.clear();
  traceSeed_ = seed;
}

bool SweepReport::write(const std::string& digest) const {
  const report::PageTrace run = {options_.confFile, runTitle(options_.confFile, traceSeed_),
                                 trace_};
  return writeFile(
      options_.reportFile,
      makeSweepPage(options_.confFile + ", seeds " + host::seedRangeText(options_.seeds),
                    data_.json(digest), trace_.empty() ? nullptr : &run));
}

}  // namespace cli
