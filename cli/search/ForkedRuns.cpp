#include "cli/search/ForkedRuns.h"

#include <algorithm>
#include <string_view>

#include "cli/OneRun.h"
#include "host/EarlyEnd.h"
#include "host/Lines.h"
#include "lab/GroupChanges.h"

namespace cli {

namespace {

constexpr char kDecided[] = "decided";
constexpr char kUndecided[] = "undecided";
constexpr char kForbidden[] = "forbidden";

RunOutputs outputsFor(host::MemoryOutput* dbgLog, host::MemoryOutput* statsLog,
                      std::ostream* progress, check::RunCheck* check, RunWatcher* watcher) {
  RunOutputs outputs = {dbgLog, statsLog, nullptr, progress};
  outputs.check = check;
  outputs.runWatcher = watcher;
  return outputs;
}

sim::Tick lastGroupChange(const std::vector<lab::Fault>& faults) {
  sim::Tick last = -1;
  for (const lab::Fault& fault : faults) {
    if (lab::changesGroup(fault.kind)) last = std::max(last, fault.first);
  }
  return last;
}

// Of the schedule itself, which has no further faults.
std::string whyForbidden(const RunResult& result) {
  return result.ineffectiveEvents.empty() ? "a fault was left out"
                                          : result.ineffectiveEvents.front().sentence;
}

}  // namespace

ForkedRuns::ForkedRuns(const Params& params, const lab::Schedule& schedule, sim::Tick first,
                       sim::Tick last)
    : params_(params),
      schedule_(schedule),
      first_(first),
      check_(demandedLevel(params)),
      recorder_(first, last),
      outputs_(outputsFor(&dbgLog_, &statsLog_, &unseen_, &check_, &recorder_)),
      run_(params, schedule, outputs_) {}

int ForkedRuns::finish(const std::vector<lab::Fault>& faults, bool isExtended, int descriptor) {
  host::reportEarlyEndsTo(descriptor);
  run_.add(faults);
  run_.runTo(std::max(lastGroupChange(schedule_.faults), lastGroupChange(faults)) + 1);
  std::string text;
  if (run_.faultsSkipped() == 0) {
    text = finishedText(run_.finish(), isExtended);
  } else {
    const std::string reason = faults.empty() ? whyForbidden(run_.finish()) : "";
    text = std::string(kForbidden) + "\n\n" + linesOf({"", {}, reason});
  }
  host::writeText(descriptor, text.c_str());
  return 0;
}

std::string ForkedRuns::finishedText(const RunResult& result, bool isExtended) const {
  const bool isUndecided = check_.verdict().kind == check::Verdict::Unknown;
  std::string text = isUndecided ? kUndecided : kDecided;
  text += "\n" + (isExtended ? search::recordText(recorder_.record()) : "") + "\n";
  text += linesOf(failureOfRun(result, params_, check_));
  return text;
}

ForkedRun readForkedRun(const host::JobOutcome& outcome) {
  if (outcome.killedBy != 0 || outcome.exitCode != 0) {
    return {ForkedRun::End::Decided, failureOfJob(outcome), {}};
  }
  std::string_view text = outcome.output;
  ForkedRun run;
  const std::string_view end = host::takeLine(&text);
  if (end == kUndecided) {
    run.end = ForkedRun::End::Undecided;
  } else if (end == kForbidden) {
    run.end = ForkedRun::End::Forbidden;
  } else if (end != kDecided) {
    host::JobOutcome early = outcome;
    early.exitCode = kFailed;
    return {ForkedRun::End::Decided, failureOfJob(early), {}};
  }
  run.record = search::readRecord(host::takeLine(&text));
  host::JobOutcome rest;
  rest.output = text;
  run.failure = failureOfJob(rest);
  return run;
}

}  // namespace cli
