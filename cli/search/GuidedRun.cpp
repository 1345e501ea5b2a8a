#include "cli/search/GuidedRun.h"

#include <filesystem>
#include <iostream>
#include <utility>

#include "Laboratory.h"
#include "check/base/Placement.h"
#include "check/base/Wording.h"
#include "cli/search/CorpusFolder.h"
#include "cli/search/FoundFailures.h"
#include "cli/search/SearchLimits.h"
#include "cli/search/UnreachedLines.h"
#include "cli/search/WatchedRun.h"
#include "cli/Shrinking.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/WholeFile.h"
#include "search/guided/GuidedSearch.h"
#include "search/guided/RunObserver.h"
#include "stores/Design.h"

namespace cli {

namespace {

// The folder of this program's file.
std::string programFolder() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "." : program.parent_path().string();
}

search::GuidedSettings settingsOf(const Params& params) {
  search::GuidedSettings settings;
  settings.seed = params.SEED;
  settings.mutation.start = params.FAULT_START;
  settings.mutation.stop = params.FAULT_STOP;
  settings.mutation.replicasOf = [](int peers, const std::string& key, sim::PeerId without) {
    std::vector<sim::PeerId> all;
    for (sim::PeerId peer = 1; peer <= peers; ++peer) {
      if (peer != without) all.push_back(peer);
    }
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
        limits_(options, surroundings),
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
    const std::vector<lab::Schedule>& before = corpus_.schedules();
    for (size_t done = 0; done < before.size() && !isOver();) {
      const auto first = before.begin() + static_cast<long>(done);
      done = std::min(done + limits_.nextGroup(search_.runs()), before.size());
      tryAll({first, before.begin() + static_cast<long>(done)});
    }
    while (!isOver()) tryAll(search_.next(limits_.nextGroup(search_.runs())));
    return conclude();
  }

  const std::optional<lab::Schedule>& firstFailed() const { return failures_.first(); }

 private:
  bool isOver() const { return limits_.isOver(search_.runs(), failures_.count()); }

  void tryAll(const std::vector<lab::Schedule>& schedules) {
    const auto body = [&](uint64_t index, int descriptor) {
      const lab::Schedule& schedule = schedules[index];
      search::RunObserver observer(designOf(params_).store.replication, schedule.peers);
      return runWatched(
          trialParams_, schedule, &observer,
          [&](const RunResult&) { return search::featureText(observer.features()); }, descriptor);
    };
    const auto take = [&](uint64_t index, const host::JobOutcome& outcome) {
      const WatchedRun run = readWatchedRun(outcome);
      search_.add(schedules[index], search::readFeatures(run.notes));
      if (!run.failure.check.empty()) failures_.add(search_.runs(), schedules[index], run.failure);
    };
    std::string error;
    host::runJobs(0, schedules.size() - 1, jobsOf(options_), body, take, &error);
    if (!error.empty()) std::cerr << error << "\n";
    if (limits_.isTimeToTell()) std::cerr << reachedText() << "\n";
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
    const std::vector<search::CorpusEntry> kept = search_.minimized();
    const std::string error = corpus_.write(kept, search_.runs());
    if (!error.empty()) std::cerr << error << "\n";
    if (!options_.quiet) std::cout << options_.confFile << ": " << reachedText() << std::endl;
    if (search_.reached(search::FeatureKind::Edge) == 0 && search_.runs() > 0) {
      std::cerr << "note: the nodes of this program are not instrumented, so that only the states "
                   "of the group have guided the search: run make\n";
    }
    const bool isCutShort = options_.untilFailure && failures_.count() > 0;
    if (!options_.quiet && !isCutShort && !host::isInterrupted()) {
      std::cout << unreachedLines(programFolder() + "/../gcov", options_, params_.SEED, kept);
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
  SearchLimits limits_;
  search::GuidedSearch search_;
  CorpusFolder corpus_;
  FoundFailures failures_;
};

}  // namespace

std::string becomeGuidedProgram(const GuidedProgram& program,
                                const std::vector<std::string>& arguments) {
  const std::string folder = programFolder();
  if (folder.ends_with("/guided")) return "";
  // This program is in the project's folder, or beside the folder `guided`.
  const std::string beside = folder + "/guided/Application";
  const bool isBeside = beside.ends_with("/" + program.path);
  const std::string project =
      isBeside ? beside.substr(0, beside.size() - program.path.size() - 1) : folder;
  const std::string path = project + "/" + program.path;

  std::vector<std::string> command = {path};
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    if (!std::filesystem::exists(project + "/Makefile", ignored)) {
      return path + " is missing, whose nodes tell what they reach";
    }
    const std::string script =
        "(cd \"$1\" && " + program.make + ") >&2 || exit 2; shift; exec \"$@\"";
    command = {"/bin/sh", "-c", script, "sh", project, path};
  }
  command.insert(command.end(), arguments.begin(), arguments.end());
  constexpr int kStandardError = 2;
  return host::becomeProgram(command, {}, kStandardError);
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
