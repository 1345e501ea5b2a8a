#include "cli/Shrinking.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>
#include <system_error>
#include <utility>

#include "Laboratory.h"
#include "check/RunCheck.h"
#include "check/base/Wording.h"
#include "check/shrink/Shrinker.h"
#include "cli/Failure.h"
#include "cli/OneRun.h"
#include "cli/outputs/OutputFiles.h"
#include "cli/RunFault.h"
#include "cli/Sweep.h"
#include "host/Check.h"
#include "host/Conf.h"
#include "host/EarlyEnd.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/Lines.h"
#include "host/ProgressBar.h"
#include "host/WholeFile.h"
#include "lab/ScheduleText.h"

namespace cli {

namespace {

constexpr int kMaxTrials = 5000;
constexpr char kShrunkFile[] = "shrunk.faults";

// Runs `params` with other schedules.
class Trials {
 public:
  // Shows on `bar`, which is borrowed, how many trials are over.
  Trials(Params params, host::ProgressBar* bar) : params_(std::move(params)), bar_(bar) {}

  // Tells the bar that `done` trials are over.
  void count(int done) { done_ = static_cast<uint64_t>(done); }
  void hideProgress() const { bar_->clear(); }

  Failure failureOf(const lab::Schedule& schedule) const {
    const host::JobOutcome outcome = inChild([&](int descriptor) {
      host::reportEarlyEndsTo(descriptor);
      check::RunCheck check(demandedLevel(params_));
      const RunResult result = run(schedule, {&check, nullptr, nullptr});
      host::writeText(descriptor, linesOf(failureOfRun(result, params_, check)).c_str());
      return 0;
    });
    return failureOfJob(outcome);
  }

  // The schedule as the run carries it out: the random decisions as faults of single messages, and
  // the calls as they are made.
  lab::Schedule carriedOut(const lab::Schedule& schedule) const {
    const host::JobOutcome outcome = inChild([&](int descriptor) {
      lab::Schedule done;
      run(schedule, {nullptr, &done.faults, &done.operations});
      host::writeText(descriptor, lab::scheduleText(done).c_str());
      return 0;
    });
    std::vector<std::string> errors;
    return lab::readScheduleText(outcome.output, "", schedule.peers, &errors);
  }

 private:
  struct Watchers {
    check::RunCheck* check;
    std::vector<lab::Fault>* decisions;
    std::vector<lab::ClientOperation>* calls;
  };

  RunResult run(const lab::Schedule& schedule, const Watchers& watchers) const {
    host::MemoryOutput dbgLog;
    host::MemoryOutput statsLog;
    std::ostringstream unseen;
    RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
    outputs.check = watchers.check;
    outputs.decisions = watchers.decisions;
    outputs.calls = watchers.calls;
    return simulate(params_, schedule, outputs);
  }

  host::JobOutcome inChild(const std::function<int(int descriptor)>& body) const {
    host::JobOutcome outcome;
    std::string error;
    host::runJobs(
        0, 0, 1, [&](uint64_t, int descriptor) { return body(descriptor); },
        [&](uint64_t, const host::JobOutcome& done) { outcome = done; }, &error, nullptr,
        [&](uint64_t) { bar_->show(done_, 0); });
    return outcome;
  }

  const Params params_;
  host::ProgressBar* const bar_;
  uint64_t done_ = 0;
};

std::string shrunkFile(const Options& options) { return prefixOf(options.outFolder) + kShrunkFile; }

std::string sizeText(const lab::Schedule& schedule) {
  return check::numbered(schedule.faults.size(), "fault", "faults") + " and " +
         check::numbered(schedule.operations.size(), "call", "calls");
}

// Looks for the smallest schedule that fails like the given one: the same check, key and kind of
// problem, or a clearer kind. *failure becomes its failure, which is what its replay prints. After
// an interruption by the user every trial counts as passed, so the search ends with the smallest
// schedule so far.
check::ShrinkResult search(const lab::Schedule& schedule, Trials* trials, Failure* failure) {
  const Failure wanted = *failure;
  check::ShrinkCallbacks callbacks;
  callbacks.stillFails = [&](const lab::Schedule& smaller) {
    if (host::isInterrupted()) return false;
    const Failure found = trials->failureOf(smaller);
    if (!found.isSame(wanted) && !found.isClearer(wanted)) return false;
    *failure = found;
    return true;
  };
  callbacks.decisionsOf = [&](const lab::Schedule& smaller) {
    return trials->carriedOut(smaller).faults;
  };
  callbacks.callsOf = [&](const lab::Schedule& smaller) {
    return trials->carriedOut(smaller).operations;
  };
  callbacks.progress = [&](int done, const lab::Schedule&) { trials->count(done); };
  check::ShrinkResult shrunk = check::shrink(schedule, callbacks, kMaxTrials);
  if (!host::isInterrupted() && shrunk.reproduced) {
    *failure = trials->failureOf(shrunk.schedule);
  }
  trials->hideProgress();
  return shrunk;
}

// `failure` is how the schedule fails. Returns the exit status.
int shrinkFailure(const Options& options, const Params& params, const lab::Schedule& schedule,
                  Trials* trials, Failure failure) {
  const host::InterruptionWatch watch;
  const check::ShrinkResult shrunk = search(schedule, trials, &failure);
  const std::string path = shrunkFile(options);
  const std::string command = replayOfFile(options, path, params.SEED);
  const std::string text = failureFile(shrunk.schedule, failure, command);
  const bool written = shrunk.reproduced && writeFile(path, text);
  if (host::isInterrupted()) {
    std::cout.flush();
    if (written) {
      std::cerr << "interrupted: the smallest schedule so far, " << sizeText(shrunk.schedule)
                << ", was written to " << path << "\n";
    }
    host::dieInterrupted();
  }
  if (!shrunk.reproduced) {
    std::cerr << options.confFile << ": not shrunk: without WORKLOAD " << params.WORKLOAD
              << ", with its calls and faults in a schedule, the run does not fail in this way\n";
    return kFailed;
  }
  if (!written || options.quiet) return kFailed;
  std::cout << "\nshrunk to " << sizeText(shrunk.schedule) << " in "
            << check::numbered(shrunk.trials, "run", "runs")
            << (shrunk.isMinimal ? "" : " (there may be less)") << ", written to " << path << "\n"
            << text << "replay: " << command << "\n";
  return kFailed;
}

// How the whole schedule fails.
Failure firstFailure(const Trials& trials, const lab::Schedule& schedule) {
  const host::InterruptionWatch watch;
  Failure failure = trials.failureOf(schedule);
  if (host::isInterrupted()) {
    trials.hideProgress();
    std::cerr << "interrupted in the first run\n";
    host::dieInterrupted();
  }
  return failure;
}

}  // namespace

int runAndShrink(const Options& options, const Params& params, const lab::Schedule& schedule,
                 const Surroundings& surroundings) {
  std::string error;
  if (host::makeFolder(options.outFolder, &error)) error = host::whyUnwritable(shrunkFile(options));
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(params.FAULTS, shrunkFile(options), ignored)) {
    std::cerr
        << shrunkFile(options)
        << ": is the schedule that is to be shrunk, and --shrink would write over it: copy it, "
           "or give --out DIR\n";
    return kUsage;
  }
  host::ProgressBar bar("shrinking", host::ProgressBar::kUnknownTotal, surroundings.progress,
                        surroundings.seconds);
  const Failure failure = firstFailure(Trials(params, &bar), schedule);
  bar.clear();
  if (failure.isCrash()) {
    std::cerr << failure.sentence << "\n";
  } else {
    const int status = runOnce(options, params, schedule, surroundings);
    if (status == kUsage) return status;
    if (failure.check.empty()) {
      if (!options.quiet) std::cout << "nothing to shrink: this run does not fail\n";
      return status;
    }
  }
  Trials trials(paramsOfReplay(params, shrunkFile(options)), &bar);
  return shrinkFailure(options, params, schedule, &trials, failure);
}

int sweepAndShrink(const Options& options, Params params, const Surroundings& surroundings) {
  std::optional<uint64_t> failed;
  const int status = runSweep(options, params, surroundings, &failed);
  if (!failed) return status;
  Options one = options;
  one.isSweep = one.untilFailure = false;
  one.jobs = 0;
  params.SEED = *failed;
  host::registerReplay(std::to_string(params.SEED), replayCommand(one, params.SEED));
  std::vector<std::string> errors;
  const lab::Schedule schedule = makeSchedule(params, &errors);
  for (const std::string& error : errors) std::cerr << error << "\n";
  if (!errors.empty()) return kUsage;
  if (!options.quiet) std::cout << "\n";
  return runAndShrink(one, params, schedule, surroundings);
}

}  // namespace cli
