#include "cli/search/ExhaustiveRun.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <utility>

#include "Laboratory.h"
#include "check/base/Wording.h"
#include "cli/Shrinking.h"
#include "cli/Sweep.h"
#include "cli/search/ForkedRuns.h"
#include "cli/search/FoundFailures.h"
#include "cli/shards/ShardRun.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/ProgressBar.h"
#include "host/WholeFile.h"
#include "lab/NetworkFaults.h"
#include "lab/ScheduleText.h"
#include "search/exhaustive/ExhaustiveSearch.h"

namespace cli {

namespace {

search::ExhaustiveSettings settingsOf(const Options& options, const Params& params,
                                      const lab::Schedule& schedule) {
  search::ExhaustiveSettings settings;
  settings.peers = schedule.peers;
  settings.first = static_cast<sim::Tick>(options.window->first);
  settings.last = static_cast<sim::Tick>(options.window->last);
  settings.mostFaults = options.faults;
  settings.isDelayExact = params.MSG_DELAY_MAX == 0 && params.RECV_ORDER != RECV_AS_COURSE;
  return settings;
}

// Why the conf and its schedule do not suit the search. "" = they do.
std::string whyUnsuitable(const Options& options, const Params& params,
                          const lab::Schedule& schedule) {
  if (!params.isLaboratory() || params.WORKLOAD == "course") {
    return "--search exhaustive: a conf with WORKLOAD none, custom, counter or A to F is needed";
  }
  for (const lab::Fault& fault : schedule.faults) {
    if (lab::isDecidedByChance(fault)) {
      return "`" + lab::faultText(fault) + "`: with --search exhaustive, chance may not decide";
    }
  }
  const uint64_t faultsEnd = options.window->last + search::kTicksToRestart + 1;
  if (static_cast<uint64_t>(params.FAULT_STOP) < faultsEnd) {
    return "FAULT_STOP is " + std::to_string(params.FAULT_STOP) +
           ", but the last fault of --window may be a restart in tick " +
           std::to_string(faultsEnd - 1) + ": a tick after that is allowed";
  }
  return "";
}

class Exhaustive {
 public:
  Exhaustive(const Options& options, const Params& params, const lab::Schedule& schedule,
             const std::vector<SummaryFile>& shards, const Surroundings& surroundings)
      : options_(options),
        params_(params),
        schedule_(schedule),
        shards_(shards),
        build_(surroundings.build),
        search_(settingsOf(options, params, schedule)),
        runs_(paramsOfReplay(params, ""), schedule_, static_cast<sim::Tick>(options.window->first),
              static_cast<sim::Tick>(options.window->last)),
        failures_(options, params, FoundFailures::Told::FirstTen),
        bar_("schedules", 0, surroundings.progress, surroundings.seconds) {}

  // Returns the exit status.
  int run() {
    const host::InterruptionWatch watch;
    runs_.goToWindow();
    bool isOver = false;
    while (!isOver) {
      std::string error;
      if (!runLevel(&error)) {
        bar_.clear();
        std::cerr << error << "\n";
        return kFailed;
      }
      if (host::isInterrupted()) tellInterrupted();
      if (!whyRefused_.empty()) return refuse();
      isOver = isEnough() || !search_.goToNextLevel();
    }
    return conclude();
  }

  const FoundFailures& failures() const { return failures_; }

 private:
  // Returns false if it cannot be run, with the reason in *error.
  bool runLevel(std::string* error) {
    const bool isShared = isShard() || !shards_.empty();
    if (isShared && !search_.isExtended()) {
      *error = runSharedLevel();
      return error->empty();
    }
    const auto report = [this](uint64_t index, const host::JobOutcome& outcome) {
      take(index, outcome);
    };
    return runSets({0, search_.levelSize()}, report, error);
  }

  // The last level, of which a shard runs a part. Returns what is wrong, or "".
  std::string runSharedLevel() {
    const uint64_t size = search_.levelSize();
    if (size == 0) return options_.confFile + ": there are no sets to share out";
    // In a summary, the sets have the numbers from 1 on.
    const SummaryHead head = shardHead(options_, params_, {1, size}, build_);
    return isShard() ? runShard(head) : takeMerged(head);
  }

  using Report = std::function<void(uint64_t index, const host::JobOutcome& outcome)>;

  bool runSets(const host::RangePart& sets, const Report& report, std::string* error) {
    if (sets.count == 0) return true;
    const uint64_t before = seen_;
    bar_.expect(before + sets.count);
    return host::runJobs(
        sets.first, sets.first + sets.count - 1, jobsOf(options_),
        [&](uint64_t index, int descriptor) {
          return runs_.finish(search_.faultsOfSet(index), search_.isExtended(), descriptor);
        },
        report, error, [&] { return isEnough(); },
        [&](uint64_t over) { bar_.show(before + over, failures_.count()); });
  }

  bool isShard() const { return !options_.summaryFile.empty(); }

  void takeEntry(const SeedEntry& entry) { take(entry.seed - 1, entry.outcome); }

  std::string runShard(const SummaryHead& head) {
    std::string error;
    const auto shard = ShardRun::open(
        options_.summaryFile, head, [this](const SeedEntry& entry) { takeEntry(entry); }, &error);
    if (!shard) return error;
    const host::RangePart left = shard->left();
    const auto report = [&](uint64_t index, const host::JobOutcome& outcome) {
      if (unwritten_.empty()) unwritten_ = shard->add({index + 1, outcome, std::nullopt});
      take(index, outcome);
    };
    if (!runSets({left.first - 1, left.count}, report, &error)) return error;
    if (unwritten_.empty() && !host::isInterrupted()) unwritten_ = shard->finish();
    return unwritten_;
  }

  std::string takeMerged(const SummaryHead& head) {
    for (const SummaryFile& file : shards_) {
      SummaryReader reader(file.name, file.text);
      if (!reader.head().isOfSameSweep(head)) {
        return file.name + ": is of another search: the conf or its schedule has changed";
      }
      for (SeedEntry entry; reader.next(&entry);) takeEntry(entry);
    }
    return "";
  }

  bool isEnough() const {
    return (options_.untilFailure && failures_.count() > 0) || !unwritten_.empty();
  }

  void take(uint64_t index, const host::JobOutcome& outcome) {
    const ForkedRun run = readForkedRun(outcome);
    ++seen_;
    if (run.end == ForkedRun::End::Forbidden) {
      if (search_.level() == 0) whyRefused_ = run.failure.sentence;
      search_.noteForbidden();
      return;
    }
    ++schedules_;
    if (!run.failure.check.empty()) {
      bar_.clear();
      failures_.add(schedules_, scheduleOf(index), run.failure);
      return;
    }
    if (run.end == ForkedRun::End::Undecided) ++undecided_;
    search_.extend(index, run.record);
  }

  lab::Schedule scheduleOf(uint64_t index) const {
    lab::Schedule faults;
    faults.faults = search_.faultsOfSet(index);
    lab::Schedule whole = schedule_;
    whole.add(faults);
    return whole;
  }

  int refuse() const {
    std::cerr << options_.confFile << ": the schedule is outside the guarantee: " << whyRefused_
              << "\n";
    return kUsage;
  }

  // "schedules with up to 2 faults in ticks 150 to 169"
  std::string whatText(uint64_t count) const {
    return check::numberedInGroups(count, "schedule", "schedules") + " with up to " +
           check::numbered(options_.faults, "fault", "faults") + " in ticks " +
           std::to_string(options_.window->first) + " to " + std::to_string(options_.window->last);
  }

  [[noreturn]] void tellInterrupted() {
    bar_.clear();
    std::cout.flush();
    std::cerr << options_.confFile
              << ": interrupted: " << check::numberedInGroups(schedules_, "schedule", "schedules")
              << " done, " << failures_.count() << " failed\n";
    host::dieInterrupted();
  }

  int conclude() {
    bar_.clear();
    if (!options_.quiet) {
      std::cout << (isShard() ? "" : omittedText()) << options_.confFile << ": "
                << (isShard() ? shardEndText() : endText()) << "\n";
    }
    if (failures_.count() > 0) return kFailed;
    return undecided_ > 0 ? kInconclusive : kFine;
  }

  std::string omittedText() const {
    const search::Omitted& omitted = search_.omitted();
    return "omitted: " +
           check::numberedInGroups(omitted.withoutEffect, "set whose last fault changes nothing",
                                   "sets whose last fault changes nothing") +
           ", " +
           check::numberedInGroups(omitted.outside, "set outside the guarantee",
                                   "sets outside the guarantee") +
           "\n";
  }

  std::string shardEndText() const {
    return "shard " + host::shardText(options_.shard) + ": " + whatText(schedules_) + ", " +
           std::to_string(failures_.count()) + " failed";
  }

  std::string endText() const {
    if (isEnough()) return "the last of " + whatText(schedules_) + " fails, the others hold";
    if (failures_.count() > 0) {
      return check::numberedInGroups(failures_.count(), "fails", "fail") + " of " +
             whatText(schedules_);
    }
    if (undecided_ > 0) {
      return check::numberedInGroups(undecided_, "was", "were") + " not decided of " +
             whatText(schedules_);
    }
    return "all " + whatText(schedules_) + " hold";
  }

  const Options& options_;
  const Params& params_;
  const lab::Schedule& schedule_;
  const std::vector<SummaryFile>& shards_;  // To merge. Empty = no merge.
  const std::string build_;
  search::ExhaustiveSearch search_;
  ForkedRuns runs_;
  FoundFailures failures_;
  host::ProgressBar bar_;
  uint64_t seen_ = 0;       // Sets whose runs are over,
  uint64_t schedules_ = 0;  // and those of them that are inside the guarantee.
  uint64_t undecided_ = 0;
  std::string unwritten_;   // Why the summary could not be written.
  std::string whyRefused_;  // Why the conf's own schedule is outside the guarantee.
};

}  // namespace

int runExhaustiveSearch(const Options& options, const Params& params, const lab::Schedule& schedule,
                        const std::vector<SummaryFile>& shards, const Surroundings& surroundings) {
  const std::string unsuitable = whyUnsuitable(options, params, schedule);
  std::string error;
  if (!unsuitable.empty()) {
    error = options.confFile + ": " + unsuitable;
  } else {
    host::makeFolder(options.outFolder, &error);
  }
  if (!error.empty()) {
    std::cerr << error << "\n";
    return kUsage;
  }
  lab::Schedule guarded = schedule;
  guarded.isGuarded = true;
  Exhaustive exhaustive(options, params, guarded, shards, surroundings);
  const int status = exhaustive.run();
  const FoundFailures& failures = exhaustive.failures();
  if (!options.shrink || !failures.first()) return status;
  Options one = optionsOfReplay(options, failures.firstFile());
  one.search.clear();
  if (!options.quiet) std::cout << "\n";
  return runAndShrink(one, paramsOfReplay(params, failures.firstFile()), *failures.first(),
                      surroundings);
}

}  // namespace cli
