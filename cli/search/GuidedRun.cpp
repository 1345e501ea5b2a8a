#include "cli/search/GuidedRun.h"

#include <filesystem>
#include <iostream>
#include <sstream>
#include <utility>

#include "Laboratory.h"
#include "check/RunCheck.h"
#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "cli/search/CorpusFolder.h"
#include "cli/search/FoundFailures.h"
#include "cli/OneRun.h"
#include "cli/Shrinking.h"
#include "host/EarlyEnd.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/WholeFile.h"
#include "search/guided/GuidedSearch.h"
#include "search/guided/RunObserver.h"
#include "stores/Design.h"

namespace cli {

namespace {

// Runs are counted and taken over in groups of this size, whatever --jobs is, so that the search
// does not depend on it.
constexpr size_t kRunsAtATime = 32;
constexpr double kSecondsBetweenLines = 10;

struct Trial {
  Failure failure;
  search::Features features;
};

std::string textOf(const Trial& trial) {
  return search::featureText(trial.features) + "\n" + linesOf(trial.failure);
}

Trial readTrial(const host::JobOutcome& outcome) {
  if (outcome.killedBy != 0 || outcome.exitCode != 0) return {failureOfJob(outcome), {}};
  const size_t end = outcome.output.find('\n');
  host::JobOutcome rest = outcome;
  rest.output = outcome.output.substr(end + 1);
  return {failureOfJob(rest), search::readFeatures(outcome.output.substr(0, end))};
}

int runTrial(const Params& params, const lab::Schedule& schedule, int descriptor) {
  host::reportEarlyEndsTo(descriptor);
  check::RunCheck check(demandedLevel(params));
  search::RunObserver observer(designOf(params).store.replication, schedule.peers);
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = &check;
  outputs.watcher = &observer;
  const RunResult result = simulate(params, schedule, outputs);
  const Trial trial = {failureOfRun(result, params, check), observer.features()};
  host::writeText(descriptor, textOf(trial).c_str());
  return 0;
}

search::GuidedSettings settingsOf(const Params& params) {
  search::GuidedSettings settings;
  settings.seed = params.SEED;
  settings.mutation.start = params.FAULT_START;
  settings.mutation.stop = params.FAULT_STOP;
  settings.mutation.replicasOf = [](int peers, const std::string& key) {
    std::vector<sim::PeerId> all;
    for (sim::PeerId peer = 1; peer <= peers; ++peer) all.push_back(peer);
    return check::replicasInOrder(all, key);
  };
  settings.draw = [params](uint64_t number) {
    Params drawn = params;
    drawn.SEED = number;
    std::vector<std::string> errors;  // Of a schedule file, which has been read before.
    return makeSchedule(drawn, &errors);
  };
  return settings;
}

class Guided {
 public:
  Guided(const Options& options, const Params& params, const Surroundings& surroundings)
      : options_(options),
        params_(params),
        trialParams_(paramsOfReplay(params, "")),
        surroundings_(surroundings),
        search_(settingsOf(params)),
        corpus_(options.corpusFolder),
        failures_(options, params) {}

  // Returns the exit status.
  int run() {
    std::string error = corpus_.open();
    if (error.empty()) host::makeFolder(options_.outFolder, &error);
    if (!error.empty()) {
      std::cerr << error << "\n";
      return kUsage;
    }
    const host::InterruptionWatch watch;
    const std::vector<lab::Schedule> before = corpus_.schedules();
    for (size_t i = 0; i < before.size() && !isOver(); i += kRunsAtATime) {
      tryAll({before.begin() + static_cast<long>(i),
              before.begin() + static_cast<long>(std::min(i + kRunsAtATime, before.size()))});
    }
    while (!isOver()) tryAll(search_.next(kRunsAtATime));
    return conclude();
  }

  const std::optional<lab::Schedule>& firstFailed() const { return failures_.first(); }

 private:
  bool isOver() const {
    if (host::isInterrupted()) return true;
    if (options_.untilFailure && failures_.count() > 0) return true;
    if (options_.runs > 0 && search_.runs() >= options_.runs) return true;
    return options_.forSeconds > 0 && surroundings_.seconds() >= options_.forSeconds;
  }

  void tryAll(std::vector<lab::Schedule> schedules) {
    if (options_.runs > 0) {
      schedules.resize(std::min<size_t>(schedules.size(), options_.runs - search_.runs()));
    }
    if (schedules.empty()) return;
    std::string error;
    host::runJobs(
        0, schedules.size() - 1, options_.jobs == 0 ? host::defaultJobs() : options_.jobs,
        [&](uint64_t index, int descriptor) {
          return runTrial(trialParams_, schedules[index], descriptor);
        },
        [&](uint64_t index, const host::JobOutcome& outcome) {
          take(schedules[index], readTrial(outcome));
        },
        &error);
    if (!error.empty()) std::cerr << error << "\n";
    showProgress();
  }

  void take(const lab::Schedule& schedule, const Trial& trial) {
    search_.add(schedule, trial.features);
    if (!trial.failure.check.empty()) failures_.add(search_.runs(), schedule, trial.failure);
  }

  void showProgress() {
    const double now = surroundings_.seconds();
    if (options_.quiet || now < shownAt_ + kSecondsBetweenLines) return;
    shownAt_ = now;
    std::cerr << reachedText() << "\n";
  }

  std::string reachedText() const {
    return check::numbered(search_.runs(), "run", "runs") + ", " +
           std::to_string(failures_.count()) + " failed; reached " +
           std::to_string(search_.reached(search::FeatureKind::Edge)) + " edges, " +
           std::to_string(search_.reached(search::FeatureKind::EdgeInState)) +
           " edges in states of peers, " +
           std::to_string(search_.reached(search::FeatureKind::Cluster)) +
           " states of the group; " +
           check::numbered(search_.corpusSize(), "schedule", "schedules") + " kept, " +
           std::to_string(search_.runsSinceNews()) + " runs since the last news";
  }

  int conclude() {
    const std::string error = corpus_.write(search_.minimized());
    if (!error.empty()) std::cerr << error << "\n";
    if (!options_.quiet) std::cout << options_.confFile << ": " << reachedText() << "\n";
    if (search_.reached(search::FeatureKind::Edge) == 0 && search_.runs() > 0) {
      std::cerr << "note: the nodes of this program are not instrumented, so that only the states "
                   "of the group have guided the search: run make\n";
    }
    if (host::isInterrupted()) {
      std::cout.flush();
      host::dieInterrupted();
    }
    return failures_.count() > 0 || !error.empty() ? kFailed : kFine;
  }

  const Options& options_;
  const Params& params_;
  const Params trialParams_;
  const Surroundings& surroundings_;
  search::GuidedSearch search_;
  CorpusFolder corpus_;
  FoundFailures failures_;
  double shownAt_ = 0;
};

// The folder of this program's file.
std::string programFolder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "." : program.parent_path().string();
}

}  // namespace

std::string becomeGuidedProgram(const std::string& program,
                                const std::vector<std::string>& arguments) {
  const std::string folder = programFolder();
  if (folder.ends_with("/guided")) return "";
  constexpr int kStandardError = 2;
  std::error_code ignored;
  for (const std::string& path : {folder + "/" + program, folder + "/guided/Application"}) {
    if (!std::filesystem::exists(path, ignored)) continue;
    std::vector<std::string> command = {path};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return host::becomeProgram(command, {}, kStandardError);
  }
  return folder + "/" + program + " is missing, whose nodes tell what they reach: run make";
}

int runGuidedSearch(const Options& options, const Params& params,
                    const Surroundings& surroundings) {
  std::optional<lab::Schedule> failed;
  {
    Guided guided(options, params, surroundings);
    const int status = guided.run();
    if (!options.shrink || !guided.firstFailed()) return status;
    failed = guided.firstFailed();
  }
  Options one = options;
  one.search.clear();
  if (!options.quiet) std::cout << "\n";
  return runAndShrink(one, paramsOfReplay(params, ""), *failed, surroundings);
}

}  // namespace cli
