#include "cli/Sweep.h"

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "check/RunCheck.h"
#include "check/base/Wording.h"
#include "cli/Metrics.h"
#include "cli/OneRun.h"
#include "cli/RunFault.h"
#include "cli/SeedReport.h"
#include "cli/SeedRun.h"
#include "cli/SweepReport.h"
#include "cli/outputs/OutputFiles.h"
#include "cli/shards/ShardRun.h"
#include "cli/shards/SweepSummary.h"
#include "host/EarlyEnd.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/ProgressBar.h"
#include "host/WholeFile.h"
#include "sim/Digest.h"

namespace cli {

namespace {

// With those of a check, if that is not null.
std::string metricsOf(const RunResult& result, const check::RunCheck* check) {
  const bool isChecked = check != nullptr && check->isConcluded();
  return metricsText(result.tally, result.lacksReplicas) + (isChecked ? metricsText(*check) : "") +
         "ticks " + std::to_string(result.ticks) + "\n";
}

// Whether the processes of the seeds tell more than their results.
bool needsReports(const Options& options) {
  return !options.reportFile.empty() || !options.summaryFile.empty();
}

// Where the log of a failing seed goes.
std::string seedLogFile(const Options& options, uint64_t seed) {
  return prefixOf(options.outFolder) + "seed-" + std::to_string(seed) + ".dbg.log";
}

// The seed whose log has this name; nothing if it is the log of none in the sweep.
std::optional<uint64_t> seedOfLog(const std::string& path, const host::SeedRange& seeds) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const size_t digits = name.find_first_of("0123456789");
  if (digits == std::string::npos) return std::nullopt;
  uint64_t seed = 0;
  std::from_chars(name.data() + digits, name.data() + name.size(), seed);
  const bool isLog = name == "seed-" + std::to_string(seed) + ".dbg.log";
  return isLog && seed >= seeds.first && seed <= seeds.last ? std::optional(seed) : std::nullopt;
}

// The files that the sweep reads and writes. The page is in the way of one seed's log at most.
std::vector<host::NamedFile> filesOf(const Options& options, const std::string& faultsFile) {
  std::vector<host::NamedFile> files = {{"the conf file", options.confFile, false},
                                        {"the schedule", faultsFile, false},
                                        {"--report", options.reportFile}};
  const std::optional<uint64_t> seed = seedOfLog(options.reportFile, options.seeds);
  if (seed && !options.outFolder.empty()) {
    files.push_back({"the log of seed " + std::to_string(*seed), seedLogFile(options, *seed)});
  }
  return files;
}

// Runs in a process of its own. Writes the digest to the pipe, and what is wrong if something is.
int runSeed(const Options& options, Params params, uint64_t seed, int descriptor) {
  host::reportEarlyEndsTo(descriptor);
  params.SEED = seed;
  SeedRun run(options, params);
  const RunResult result = simulate(params, run.outputs());
  const Judgement judgement = judge(result, params, run.check(), &run.dbgLog());
  std::string text = sim::digestText(result.digest) + judgement.reason;
  if (needsReports(options))
    text += seedReportText(judgement, run.check(), metricsOf(result, run.check()));
  host::writeText(descriptor, text.c_str());
  if (judgement.status == kFailed && !options.outFolder.empty()) {
    writeFile(seedLogFile(options, seed), run.dbgLog());
  }
  return judgement.status;
}

// The results of the seeds.
class Results {
 public:
  // `page` may be null.
  Results(const Options& options, uint64_t seeds, const Surroundings& surroundings,
          SweepReport* page)
      : options_(options),
        seeds_(seeds),
        page_(page),
        bar_("seeds", seeds, surroundings.progress, surroundings.seconds) {}

  // `told` is nothing if the process has not told more, or no page is made.
  void add(uint64_t seed, const host::JobOutcome& outcome, std::optional<report::SeedResult> told) {
    sim::Event note;
    note.text = outcome.output;
    digest_.onEvent(note);
    ++done_;
    // A process that did not run to its end has not written its digest, whatever its status.
    const bool hasDigest =
        outcome.output.size() >= sim::kDigestDigits &&
        outcome.output.find_first_not_of("0123456789abcdef") >= sim::kDigestDigits;
    const bool ended = outcome.killedBy == 0 && hasDigest;
    const bool isFine = ended && outcome.exitCode == kFine;
    const std::string fault = isFine ? "" : faultOf(outcome, hasDigest);
    if (page_ != nullptr) page_->add(outcome, ended, fault, std::move(told));
    if (isFine) return;
    if (ended && outcome.exitCode == kInconclusive) {
      if (inconclusive_ == 0) firstInconclusive_ = lineOf(seed, fault);
      ++inconclusive_;
    } else {
      ++failures_;
      if (!firstFailed_) firstFailed_ = seed;
      bar_.clear();
      std::cout << lineOf(seed, fault);
    }
  }

  void showProgress(uint64_t over) { bar_.show(over, failures_); }

  bool hasFailed() const { return failures_ > 0; }
  std::optional<uint64_t> firstFailed() const { return firstFailed_; }
  std::string digest() const { return sim::digestText(digest_.value()); }

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
      std::cout << "digest " << digest() << "\n";
    }
    return status();
  }

  // Reports that the user has interrupted the sweep.
  void concludeInterrupted() {
    bar_.clear();
    std::cout.flush();
    std::cerr << options_.confFile << ": interrupted: " << done_ << " of "
              << check::numbered(seeds_, "seed", "seeds") << " done, " << failures_ << " failed\n";
  }

 private:
  int status() const {
    if (failures_ > 0) return kFailed;
    return 100 * inconclusive_ >= done_ && inconclusive_ > 0 ? kInconclusive : kFine;
  }

  // What is wrong with a seed's run.
  static std::string faultOf(const host::JobOutcome& outcome, bool hasDigest) {
    std::string fault = outcome.output.substr(hasDigest ? sim::kDigestDigits : 0);
    while (!fault.empty() && fault.back() == '\n') fault.pop_back();
    if (!fault.empty()) return fault;
    return "the process ended early, " + host::endText(outcome.exitCode, outcome.killedBy);
  }

  // The result of a seed, and the command that replays it.
  std::string lineOf(uint64_t seed, const std::string& fault) const {
    return "seed " + std::to_string(seed) + ": " + fault +
           "; replay: " + replayCommand(options_, seed) + "\n";
  }

  const Options& options_;
  const uint64_t seeds_;  // How many are to be run.
  SweepReport* const page_;
  host::ProgressBar bar_;
  uint64_t done_ = 0;
  uint64_t failures_ = 0;
  std::optional<uint64_t> firstFailed_;
  uint64_t inconclusive_ = 0;
  std::string firstInconclusive_;
  // The digest of the runs' digests in the order of the seeds, by which two sweeps are compared.
  sim::Digest digest_;
};

bool writePage(const SweepReport& page, const std::string& digest, const Options& options) {
  if (!page.write(digest)) return false;
  if (!options.quiet) std::cout << pageNote(options.reportFile);
  return true;
}

// Runs the seeds of the part. `shard` may be null. Returns false if no process could be made;
// *error is also set if the summary could not be written.
bool runSeeds(const Options& options, const Params& params, const host::RangePart& part,
              Results* results, ShardRun* shard, std::string* error) {
  if (part.count == 0) return true;
  std::string unwritten;
  const auto body = [&](uint64_t seed, int descriptor) {
    return runSeed(options, params, seed, descriptor);
  };
  const auto report = [&](uint64_t seed, const host::JobOutcome& outcome) {
    SeedEntry entry = {seed, outcome, std::nullopt};
    if (needsReports(options)) entry.told = takeSeedReport(&entry.outcome.output);
    if (shard != nullptr && unwritten.empty()) unwritten = shard->add(entry);
    results->add(seed, entry.outcome, std::move(entry.told));
  };
  const auto enough = [&] {
    return (options.untilFailure && results->hasFailed()) || !unwritten.empty();
  };
  const bool able =
      host::runJobs(part.first, part.first + part.count - 1, jobsOf(options), body, report, error,
                    enough, [&](uint64_t over) { results->showProgress(over); });
  if (able) *error = unwritten;
  return able;
}

// Runs a seed of a merged sweep once more, for the page. Returns false, with the reason on stderr,
// if its conf cannot be read.
bool recordAgain(const Options& sweep, uint64_t seed, SweepReport* page) {
  Params params;
  std::vector<std::string> errors;
  if (params.load(sweep.confFile, sweep.overrides, &errors)) {
    page->recordFirstFailed(params, seed);
    return true;
  }
  for (const std::string& error : errors) std::cerr << error << "\n";
  return false;
}

}  // namespace

int runSweep(const Options& options, const Params& params, const Surroundings& surroundings,
             std::optional<uint64_t>* firstFailed) {
  std::string error = host::outputClash(filesOf(options, params.FAULTS));
  if (error.empty()) host::makeFolder(options.outFolder, &error);
  std::unique_ptr<SweepReport> page;
  if (error.empty()) page = SweepReport::open(options, surroundings.nodes, &error);
  const host::RangePart part = host::partOf(options.seeds, options.shard);
  Results results(options, part.count, surroundings, page.get());
  std::unique_ptr<ShardRun> shard;
  if (error.empty() && !options.summaryFile.empty()) {
    shard = ShardRun::open(
        options.summaryFile, shardHead(options, params, options.seeds, surroundings.build),
        [&](SeedEntry&& entry) { results.add(entry.seed, entry.outcome, std::move(entry.told)); },
        &error);
  }
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  const host::InterruptionWatch watch;
  const bool able =
      runSeeds(options, params, shard ? shard->left() : part, &results, shard.get(), &error);
  const std::optional<uint64_t> failed = results.firstFailed();
  if (page && failed && !host::isInterrupted()) page->recordFirstFailed(params, *failed);
  if (host::isInterrupted()) {
    results.concludeInterrupted();
    host::dieInterrupted();
  }
  if (able && shard && error.empty()) error = shard->finish();
  const int status = results.conclude();
  if (firstFailed != nullptr) *firstFailed = failed;
  const bool written = !page || writePage(*page, results.digest(), options);
  if (able && error.empty()) return written ? status : kFailed;
  std::cerr << error << "\n";
  return kFailed;
}

SummaryHead shardHead(const Options& options, const Params& params, const host::SeedRange& seeds,
                      const std::string& build) {
  SummaryHead head;
  head.build = build;
  // Of a schedule's file, too, if FAULTS names one.
  head.inputs = sim::digestOf(host::readWholeFile(options.confFile)) +
                sim::digestOf(host::readWholeFile(params.FAULTS));
  head.arguments = options.sweepArguments;
  head.seeds = seeds;
  head.shard = options.shard;
  return head;
}

std::vector<std::string> openShards(const Options& options, const std::string& build,
                                    std::vector<SummaryFile>* files, Options* whole) {
  std::vector<std::string> problems;
  *files = readSummaries(options.mergedFiles, &problems);
  if (problems.empty()) {
    problems = orderShards(files, build, [](const SummaryHead& head, const host::Shard& part) {
      Options of;
      readOptions(head.arguments, &of);
      return shardCommand(of, part);
    });
  }
  if (!problems.empty()) return problems;
  const SummaryFile& first = files->front();
  const auto wrong = readOptions(SummaryReader(first.name, first.text).head().arguments, whole);
  if (wrong) return {first.name + ":4: " + *wrong};
  if (!whole->search.empty() && !options.reportFile.empty()) {
    return {"--report: not allowed with the shards of a search"};
  }
  whole->reportFile = options.reportFile;
  whole->quiet = options.quiet;
  return {};
}

int mergeSweep(const Options& sweep, const std::vector<SummaryFile>& files,
               const Surroundings& surroundings) {
  std::string error;
  const std::unique_ptr<SweepReport> page = SweepReport::open(sweep, surroundings.nodes, &error);
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  if (!sweep.quiet) std::cout << nodesNote(surroundings);
  Results results(sweep, sweep.seeds.count(), surroundings, page.get());
  for (const SummaryFile& file : files) {
    SummaryReader reader(file.name, file.text);
    SeedEntry entry;
    while (reader.next(&entry)) results.add(entry.seed, entry.outcome, std::move(entry.told));
  }
  if (page && results.firstFailed() && !recordAgain(sweep, *results.firstFailed(), page.get())) {
    return kUsage;
  }
  const int status = results.conclude();
  return !page || writePage(*page, results.digest(), sweep) ? status : kFailed;
}

}  // namespace cli
