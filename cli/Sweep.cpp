#include "cli/Sweep.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>

#include "check/RunCheck.h"
#include "check/base/Wording.h"
#include "cli/OneRun.h"
#include "cli/OutputFiles.h"
#include "cli/RunFault.h"
#include "host/EarlyEnd.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/ProgressBar.h"
#include "host/WholeFile.h"
#include "sim/Digest.h"

namespace cli {

namespace {

constexpr size_t kDigestDigits = 16;

// Runs in a process of its own. Writes the digest to the pipe, and what is wrong if something is.
int runSeed(const Options& options, Params params, uint64_t seed, int descriptor) {
  host::reportEarlyEndsTo(descriptor);
  params.SEED = seed;
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  std::optional<check::RunCheck> check;
  if (options.check) check.emplace(demandedLevel(params));
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = check ? &*check : nullptr;

  const RunResult result = simulate(params, outputs);
  const Judgement judgement = judge(result, params, outputs.check, &dbgLog.text());
  host::writeText(descriptor, (sim::digestText(result.digest) + judgement.reason).c_str());
  if (judgement.status == kFailed && !options.outFolder.empty()) {
    writeFile(prefixOf(options.outFolder) + "seed-" + std::to_string(seed) + ".dbg.log",
              dbgLog.text());
  }
  return judgement.status;
}

// The results of the seeds.
class Results {
 public:
  Results(const Options& options, const Surroundings& surroundings)
      : options_(options),
        bar_("seeds", options.seeds.count(), surroundings.progress, surroundings.seconds) {}

  void add(uint64_t seed, const host::JobOutcome& outcome) {
    sim::Event note;
    note.text = outcome.output;
    digest_.onEvent(note);
    ++done_;
    // A process that did not run to its end has not written its digest, whatever its status.
    const bool hasDigest = outcome.output.size() >= kDigestDigits &&
                           outcome.output.find_first_not_of("0123456789abcdef") >= kDigestDigits;
    const bool ended = outcome.killedBy == 0 && hasDigest;
    if (ended && outcome.exitCode == kInconclusive) {
      if (inconclusive_ == 0) firstInconclusive_ = lineOf(seed, outcome, hasDigest);
      ++inconclusive_;
    } else if (!ended || outcome.exitCode != kFine) {
      ++failures_;
      if (!firstFailed_) firstFailed_ = seed;
      bar_.clear();
      std::cout << lineOf(seed, outcome, hasDigest);
    }
  }

  void showProgress(uint64_t over) { bar_.show(over, failures_); }

  bool hasFailed() const { return failures_ > 0; }
  std::optional<uint64_t> firstFailed() const { return firstFailed_; }

  int conclude() {
    bar_.clear();
    if (!options_.quiet) {
      if (status() == kInconclusive) std::cout << firstInconclusive_;
      std::cout << options_.confFile << ": " << check::numbered(done_, "seed", "seeds") << ", "
                << failures_ << " failed, ";
      if (options_.check) {
        std::cout << inconclusive_ << " inconclusive (" << std::fixed << std::setprecision(2)
                  << 100.0 * static_cast<double>(inconclusive_) /
                         static_cast<double>(std::max<uint64_t>(1, done_))
                  << " %), ";
      }
      std::cout << "digest " << sim::digestText(digest_.value()) << "\n";
    }
    return status();
  }

  // Reports that the user has interrupted the sweep.
  void concludeInterrupted() {
    bar_.clear();
    std::cout.flush();
    std::cerr << options_.confFile << ": interrupted: " << done_ << " of "
              << check::numbered(options_.seeds.count(), "seed", "seeds") << " done, " << failures_
              << " failed\n";
  }

 private:
  int status() const {
    if (failures_ > 0) return kFailed;
    return 100 * inconclusive_ >= done_ && inconclusive_ > 0 ? kInconclusive : kFine;
  }

  // The result of a seed, and the command that replays it.
  std::string lineOf(uint64_t seed, const host::JobOutcome& outcome, bool hasDigest) const {
    std::string fault = outcome.output.substr(hasDigest ? kDigestDigits : 0);
    while (!fault.empty() && fault.back() == '\n') fault.pop_back();
    if (fault.empty()) {
      fault = "the process ended early, " + host::endText(outcome.exitCode, outcome.killedBy);
    }
    return "seed " + std::to_string(seed) + ": " + fault +
           "; replay: " + replayCommand(options_, seed) + "\n";
  }

  const Options& options_;
  host::ProgressBar bar_;
  uint64_t done_ = 0;
  uint64_t failures_ = 0;
  std::optional<uint64_t> firstFailed_;
  uint64_t inconclusive_ = 0;
  std::string firstInconclusive_;
  // The digest of the runs' digests in the order of the seeds, by which two sweeps are compared.
  sim::Digest digest_;
};

}  // namespace

int runSweep(const Options& options, const Params& params, const Surroundings& surroundings,
             std::optional<uint64_t>* firstFailed) {
  std::string error;
  if (!host::makeFolder(options.outFolder, &error)) {
    std::cerr << error << "\n";
    return kUsage;
  }
  Results results(options, surroundings);
  const host::InterruptionWatch watch;
  const auto body = [&](uint64_t seed, int descriptor) {
    return runSeed(options, params, seed, descriptor);
  };
  const auto report = [&](uint64_t seed, const host::JobOutcome& outcome) {
    results.add(seed, outcome);
  };
  const auto enough = [&] { return options.untilFailure && results.hasFailed(); };
  const bool able =
      host::runJobs(options.seeds.first, options.seeds.last,
                    options.jobs == 0 ? host::defaultJobs() : options.jobs, body, report, &error,
                    enough, [&](uint64_t over) { results.showProgress(over); });
  if (host::isInterrupted()) {
    results.concludeInterrupted();
    host::dieInterrupted();
  }
  const int status = results.conclude();
  if (firstFailed != nullptr) *firstFailed = results.firstFailed();
  if (able) return status;
  std::cerr << error << "\n";
  return kFailed;
}

}  // namespace cli
