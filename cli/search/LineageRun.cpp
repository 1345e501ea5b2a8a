#include "cli/search/LineageRun.h"

#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "cli/Failure.h"
#include "cli/Shrinking.h"
#include "cli/search/FoundFailures.h"
#include "cli/search/SearchLimits.h"
#include "cli/search/WatchedRun.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/WholeFile.h"
#include "search/lineage/LineageRecorder.h"
#include "search/lineage/LineageSearch.h"

namespace cli {

namespace {

// Of the writes in the time of the faults, so many are followed, spread over that time.
constexpr size_t kMostWrites = 6;
// A write's reads and outages need this long before the faults have to be over. Ticks.
constexpr int kTicksAfterWrite = 60;

std::vector<lab::ClientOperation> writesOf(const lab::Schedule& schedule, const Params& params) {
  std::vector<lab::ClientOperation> writes;
  for (const lab::ClientOperation& call : schedule.operations) {
    if (call.operation != sim::Operation::Read && call.tick >= params.FAULT_START &&
        call.tick + kTicksAfterWrite <= params.FAULT_STOP) {
      writes.push_back(call);
    }
  }
  if (writes.size() <= kMostWrites) return writes;
  std::vector<lab::ClientOperation> spread;
  for (size_t i = 0; i < kMostWrites; ++i)
    spread.push_back(writes[i * writes.size() / kMostWrites]);
  return spread;
}

std::unique_ptr<search::LineageSearch> searchOf(const lab::Schedule& schedule,
                                                const lab::ClientOperation& write,
                                                const Params& params) {
  std::vector<sim::PeerId> all;
  for (sim::PeerId peer = 1; peer <= schedule.peers; ++peer) all.push_back(peer);
  search::LineageSettings settings;
  settings.base = schedule;
  settings.base.faults.clear();
  settings.write = write;
  settings.replicas = check::replicasInOrder(all, write.key);
  settings.stop = params.FAULT_STOP;
  return std::make_unique<search::LineageSearch>(std::move(settings));
}

class Lineages {
 public:
  Lineages(const Options& options, const Params& params, const lab::Schedule& schedule,
           const Surroundings& surroundings)
      : options_(options),
        trialParams_(paramsOfReplay(params, "")),
        limits_(options, surroundings),
        failures_(options, params),
        writes_(writesOf(schedule, params)) {
    for (const lab::ClientOperation& write : writes_) {
      searches_.push_back(searchOf(schedule, write, params));
    }
  }

  // Returns the exit status.
  int run() {
    const host::InterruptionWatch watch;
    for (bool hasMore = true; hasMore && !isOver();) {
      hasMore = false;
      for (size_t i = 0; i < searches_.size() && !isOver(); ++i) hasMore = advance(i) || hasMore;
    }
    return conclude();
  }

  bool hasWrites() const { return !writes_.empty(); }
  const std::optional<lab::Schedule>& firstFailed() const { return failures_.first(); }

 private:
  bool isOver() const { return limits_.isOver(runs_, failures_.count()); }

  // Runs the next sets of a write. Returns false if it has no more.
  bool advance(size_t write) {
    search::LineageSearch& search = *searches_[write];
    const std::vector<lab::Schedule> schedules = search.next(limits_.nextGroup(runs_));
    if (schedules.empty()) return false;
    const auto body = [&](uint64_t index, int descriptor) {
      search::LineageRecorder recorder(writes_[write]);
      return runWatched(
          trialParams_, schedules[index], &recorder,
          [&](const RunResult& result) {
            search::Lineage lineage = recorder.lineage();
            // A change of the group was left out: the run is that of a smaller set.
            if (result.faultsSkipped > 0) lineage.acknowledgedAt = -1;
            return search::lineageText(lineage);
          },
          descriptor);
    };
    const auto take = [&](uint64_t index, const host::JobOutcome& outcome) {
      const WatchedRun run = readWatchedRun(outcome);
      ++runs_;
      search.add(search::readLineage(run.notes));
      if (!run.failure.check.empty()) failures_.add(runs_, schedules[index], run.failure);
    };
    std::string error;
    host::runJobs(0, schedules.size() - 1, jobsOf(options_), body, take, &error);
    if (!error.empty()) std::cerr << error << "\n";
    if (limits_.isTimeToTell()) std::cerr << countsText() << "\n";
    return true;
  }

  std::string countsText() const {
    return check::numbered(writes_.size(), "write", "writes") + ", " +
           check::numbered(runs_, "set of faults", "sets of faults") + ", " +
           std::to_string(failures_.count()) + " failed";
  }

  int conclude() {
    if (!options_.quiet) std::cout << options_.confFile << ": " << countsText() << "\n";
    if (host::isInterrupted()) {
      std::cout.flush();
      host::dieInterrupted();
    }
    return failures_.count() > 0 ? kFailed : kFine;
  }

  const Options& options_;
  const Params trialParams_;
  SearchLimits limits_;
  FoundFailures failures_;
  const std::vector<lab::ClientOperation> writes_;
  std::vector<std::unique_ptr<search::LineageSearch>> searches_;  // By write.
  uint64_t runs_ = 0;
};

}  // namespace

int runLineageSearch(const Options& options, const Params& params, const lab::Schedule& schedule,
                     const Surroundings& surroundings) {
  std::string error;
  if (!host::makeFolder(options.outFolder, &error)) {
    std::cerr << error << "\n";
    return kUsage;
  }
  std::optional<lab::Schedule> failed;
  {
    Lineages lineages(options, params, schedule, surroundings);
    if (!lineages.hasWrites()) {
      std::cerr << options.confFile << ": no client writes between FAULT_START and "
                << kTicksAfterWrite << " ticks before FAULT_STOP: there is nothing to follow\n";
      return kInconclusive;
    }
    const int status = lineages.run();
    if (!options.shrink || !lineages.firstFailed()) return status;
    failed = lineages.firstFailed();
  }
  Options one = options;
  one.search.clear();
  if (!options.quiet) std::cout << "\n";
  return runAndShrink(one, paramsOfReplay(params, ""), *failed, surroundings);
}

}  // namespace cli
