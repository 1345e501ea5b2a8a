#include "cli/Shrinking.h"

#include <iostream>
#include <sstream>

#include "check/RunCheck.h"
#include "check/Shrinker.h"
#include "check/Wording.h"
#include "cli/OneRun.h"
#include "cli/OutputFiles.h"
#include "cli/RunFault.h"
#include "grading/WholeFile.h"
#include "sim/Conf.h"
#include "sim/EarlyEnd.h"
#include "sim/Interruption.h"
#include "sim/JobPool.h"
#include "sim/ProgressBar.h"
#include "sim/ScheduleText.h"

namespace cli {

namespace {

constexpr int kMaxTrials = 5000;
constexpr char kShrunkFile[] = "shrunk.faults";
constexpr char kCrash[] = "crash";

// How one schedule fails.
struct Failure {
  std::string check;  // The check's name, or kCrash. "" = it does not.
  std::string sentence;
};

// The run of `params`, of other schedules.
class Trials {
 public:
  // Shows on `bar`, which is borrowed, how many trials are over.
  Trials(const Params& params, sim::ProgressBar* bar) : params_(params), bar_(bar) {}

  // For the bar: so many trials are over.
  void count(int done) { done_ = static_cast<uint64_t>(done); }
  void hideProgress() const { bar_->clear(); }

  Failure failureOf(const sim::Schedule& schedule) const {
    const sim::JobOutcome outcome = inChild([&](int descriptor) {
      sim::reportEarlyEndsTo(descriptor);
      check::RunCheck check(demandedLevel(params_));
      const RunResult result = run(schedule, {&check, nullptr, nullptr});
      const std::string fault = faultOf(result, params_);
      const check::Verdict& verdict = check.verdict();
      const bool isViolated = verdict.kind == check::Verdict::Violated;
      if (!fault.empty()) {
        sim::writeText(descriptor, ("the test could not go on\n" + fault).c_str());
      } else if (isViolated) {
        sim::writeText(descriptor, (verdict.check + "\n" + verdict.problems.front()).c_str());
      }
      return 0;
    });
    if (outcome.killedBy != 0 || outcome.exitCode != 0) return {kCrash, outcome.output};
    const size_t end = outcome.output.find('\n');
    if (end == std::string::npos) return {};
    return {outcome.output.substr(0, end), outcome.output.substr(end + 1)};
  }

  // What the run makes of the schedule: what chance decides, and the calls as they are made.
  sim::Schedule carriedOut(const sim::Schedule& schedule) const {
    const sim::JobOutcome outcome = inChild([&](int descriptor) {
      sim::Schedule done;
      run(schedule, {nullptr, &done.faults, &done.operations});
      sim::writeText(descriptor, sim::scheduleText(done).c_str());
      return 0;
    });
    std::vector<std::string> errors;
    return sim::readScheduleText(outcome.output, "", schedule.peers, &errors);
  }

 private:
  struct Watchers {
    check::RunCheck* check;
    std::vector<sim::Fault>* decisions;
    std::vector<sim::ClientOperation>* calls;
  };

  RunResult run(const sim::Schedule& schedule, const Watchers& watchers) const {
    sim::MemoryOutput dbgLog;
    sim::MemoryOutput statsLog;
    std::ostringstream unseen;
    RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
    outputs.check = watchers.check;
    outputs.decisions = watchers.decisions;
    outputs.calls = watchers.calls;
    return simulate(params_, schedule, outputs);
  }

  sim::JobOutcome inChild(const std::function<int(int descriptor)>& body) const {
    sim::JobOutcome outcome;
    std::string error;
    sim::runJobs(
        0, 0, 1, [&](uint64_t, int descriptor) { return body(descriptor); },
        [&](uint64_t, const sim::JobOutcome& done) { outcome = done; }, &error, nullptr,
        [&](uint64_t) { bar_->show(done_, 0); });
    return outcome;
  }

  const Params& params_;
  sim::ProgressBar* const bar_;
  uint64_t done_ = 0;
};

std::string shrunkFile(const Options& options) { return prefixOf(options.outFolder) + kShrunkFile; }

std::string firstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

// The smallest schedule, as a file that says what it is for.
std::string fileText(const sim::Schedule& schedule, const Failure& failure,
                     const std::string& command) {
  return "# " + failure.check + ": " + firstLine(failure.sentence) + "\n# " + command + "\n" +
         sim::scheduleText(schedule);
}

// The command that replays the schedule in the file at `path`.
std::string replayOf(const Options& options, const std::string& path, uint64_t seed) {
  Options replay = options;
  std::erase_if(replay.overrides, [](const std::string& text) {
    sim::ConfErrors errors;
    const std::string key = sim::readConfOverride(text, &errors).key;
    return key == "FAULTS" || key == "WORKLOAD";
  });
  replay.overrides.push_back("FAULTS=" + path);
  // The calls are the file's own, be they none.
  replay.overrides.push_back("WORKLOAD=none");
  return replayCommand(replay, seed);
}

std::string sizeText(const sim::Schedule& schedule) {
  return check::numbered(schedule.faults.size(), "fault", "faults") + " and " +
         check::numbered(schedule.operations.size(), "call", "calls");
}

// Looks for the smallest schedule that fails like the given one; *failure becomes its failure. Once
// the user interrupts, no schedule fails any more, so the search ends with the smallest so far.
check::ShrinkResult search(const sim::Schedule& schedule, Trials* trials, Failure* failure) {
  const std::string check = failure->check;
  check::ShrinkQuestions questions;
  questions.stillFails = [&](const sim::Schedule& smaller) {
    if (sim::isInterrupted()) return false;
    const Failure found = trials->failureOf(smaller);
    if (found.check != check) return false;
    *failure = found;
    return true;
  };
  questions.decisionsOf = [&](const sim::Schedule& smaller) {
    return trials->carriedOut(smaller).faults;
  };
  questions.callsOf = [&](const sim::Schedule& smaller) {
    return trials->carriedOut(smaller).operations;
  };
  questions.progress = [&](int done, const sim::Schedule&) { trials->count(done); };
  check::ShrinkResult shrunk = check::shrink(schedule, questions, kMaxTrials);
  if (!sim::isInterrupted()) *failure = trials->failureOf(shrunk.schedule);
  trials->hideProgress();
  return shrunk;
}

// The failure is that of the schedule. Returns the exit status.
int shrinkFailure(const Options& options, const Params& params, const sim::Schedule& schedule,
                  Trials* trials, Failure failure) {
  const sim::InterruptionWatch watch;
  const check::ShrinkResult shrunk = search(schedule, trials, &failure);
  const std::string path = shrunkFile(options);
  const std::string command = replayOf(options, path, params.SEED);
  const std::string text = fileText(shrunk.schedule, failure, command);
  const bool written = writeFile(path, text);
  if (sim::isInterrupted()) {
    std::cout.flush();
    if (written) {
      std::cerr << "interrupted: the smallest schedule so far, " << sizeText(shrunk.schedule)
                << ", was written to " << path << "\n";
    }
    sim::dieInterrupted();
  }
  if (!written || options.quiet) return kFailed;
  std::cout << "\nshrunk to " << sizeText(shrunk.schedule) << " in "
            << check::numbered(static_cast<size_t>(shrunk.trials), "run", "runs")
            << (shrunk.isMinimal ? "" : " (there may be less)") << ", written to " << path << "\n"
            << text << "replay: " << command << "\n";
  return kFailed;
}

// How the schedule fails, before anything is left out.
Failure firstFailure(const Trials& trials, const sim::Schedule& schedule) {
  const sim::InterruptionWatch watch;
  Failure failure = trials.failureOf(schedule);
  if (sim::isInterrupted()) {
    trials.hideProgress();
    std::cerr << "interrupted in the first run\n";
    sim::dieInterrupted();
  }
  return failure;
}

}  // namespace

int runAndShrink(const Options& options, const Params& params, const sim::Schedule& schedule,
                 const Surroundings& surroundings) {
  std::string error;
  if (makeFolder(options.outFolder, &error)) error = grading::whyUnwritable(shrunkFile(options));
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  sim::ProgressBar bar("trials at most", kMaxTrials, surroundings.progress, surroundings.seconds);
  Trials trials(params, &bar);
  const Failure failure = firstFailure(trials, schedule);
  bar.clear();
  if (failure.check == kCrash) {
    std::cerr << failure.sentence << "\n";
  } else {
    const int status = runOnce(options, params, schedule, surroundings);
    if (failure.check.empty() || status == kUsage) return status;
  }
  return shrinkFailure(options, params, schedule, &trials, failure);
}

}  // namespace cli
