// The program: what the command line asks for, done by cli/.
//
// Besides the grader's own program, the only place that reads the command line and the clock.
#include <chrono>
#include <cstdlib>
#include <iostream>

#include "Laboratory.h"
#include "Simulation.h"
#include "cli/FromTrace.h"
#include "cli/history/HistoryFile.h"
#include "cli/search/ExhaustiveRun.h"
#include "cli/search/GuidedRun.h"
#include "cli/search/LineageRun.h"
#include "cli/NodesOrigin.h"
#include "cli/OneRun.h"
#include "cli/Options.h"
#include "cli/Shrinking.h"
#include "cli/StopAt.h"
#include "cli/Surroundings.h"
#include "cli/Sweep.h"
#include "host/Check.h"
#include "host/EarlyEnd.h"
#include "host/PeakMemory.h"
#include "host/StandardStreams.h"
#include "host/StopPoint.h"
#include "host/Version.h"
#include "host/WholeFile.h"
#include "host/Words.h"
#include "lab/Disturbance.h"
#include "lab/WhatIf.h"
#include "sim/Digest.h"
#include "sim/UnsetFields.h"

namespace {

int usageErrors(const std::vector<std::string>& messages) {
  for (const std::string& message : messages) std::cerr << message << "\n";
  return cli::kUsage;
}

double secondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// The command line as it would be typed again.
std::string typedAgain(const std::vector<std::string>& commandLine) {
  std::vector<std::string> words;
  for (const std::string& word : commandLine) words.push_back(host::shellWord(word));
  return host::joined(words, " ");
}

// A digest of the program's file: "" if it is not needed.
std::string buildOf(const cli::Options& options, const std::string& program) {
  if (options.summaryFile.empty() && options.mergedFiles.empty()) return "";
  std::string bytes = host::readWholeFile("/proc/self/exe");
  if (bytes.empty()) bytes = host::readWholeFile(program);
  return sim::digestOf(bytes);
}

cli::Surroundings surroundingsOf(const cli::Options& options, const std::string& program,
                                 std::chrono::steady_clock::time_point start) {
  cli::Surroundings surroundings;
  surroundings.build = buildOf(options, program);
  surroundings.nodes = cli::kNodesOrigin;
  surroundings.liveEngine = cli::kLiveEngine;
  const bool isTty = host::isTerminalStderr();
  if (!options.quiet) {
    surroundings.stderrIsTty = isTty;
    surroundings.progress = host::progressStyle(isTty, std::getenv("TERM"));
  }
  surroundings.seconds = [start] { return secondsSince(start); };
  surroundings.peakMegabytes = host::peakMegabytes;
  return surroundings;
}

// Makes the run, or the many. `shards` is empty if nothing is merged. Returns the exit status.
int runAsAsked(const cli::Options& options, const Params& params, const lab::Schedule& schedule,
               const std::vector<cli::SummaryFile>& shards, const cli::Surroundings& surroundings) {
  if (options.search == "guided") return cli::runGuidedSearch(options, params, surroundings);
  if (options.search == "lineage") {
    return cli::runLineageSearch(options, params, schedule, surroundings);
  }
  if (options.search == "exhaustive") {
    return cli::runExhaustiveSearch(options, params, schedule, shards, surroundings);
  }
  if (options.isSweep && options.shrink) return cli::sweepAndShrink(options, params, surroundings);
  if (options.isSweep) return cli::runSweep(options, params, surroundings);
  if (options.shrink) return cli::runAndShrink(options, params, schedule, surroundings);
  return cli::runOnce(options, params, schedule, surroundings);
}

// Reads the conf, and makes its run, or the many. Returns the exit status.
int runConf(const cli::Options& options, const std::vector<std::string>& commandLine,
            const std::vector<cli::SummaryFile>& shards, const cli::Surroundings& surroundings) {
  Params params;
  std::vector<std::string> errors;
  if (!params.load(options.confFile, options.overrides, &errors)) return usageErrors(errors);
  params.SEED = options.seeds.first;
  host::registerReplay(std::to_string(params.SEED), replayCommand(options, params.SEED));
  // Also before a sweep: what is wrong with a schedule file is wrong for all seeds.
  const lab::Schedule schedule = makeSchedule(params, &errors);
  if (!errors.empty()) return usageErrors(errors);
  if (options.stopAt) {
    const auto wrong = cli::checkStopAt(*options.stopAt, schedule.peers, peerCalls(params));
    if (wrong) return usageErrors({"Application: " + *wrong});
    host::stopBefore(*options.stopAt, typedAgain(commandLine));
  }
  if (params.CRUDTEST != NO_CRUD_TEST && params.SINGLE_FAILURE != NO_FAILURE && !options.quiet) {
    std::cerr << options.confFile << ": note: SINGLE_FAILURE means nothing beside CRUD_TEST, whose "
              << "tests have failures of their own\n";
  }
  if (!options.quiet) {
    for (const std::string& note : settingsWithoutEffect(params, schedule)) {
      std::cerr << options.confFile << ": note: " << note << "\n";
    }
  }

  if (!options.quiet) std::cout << cli::nodesNote(surroundings) << std::flush;
  if (options.disturbance > 0) lab::disturbMemory(static_cast<uint64_t>(options.disturbance));
  sim::fillUnsetFields(options.fill);
  for (const lab::WhatIf what : options.whatIfs) lab::suppose(what);
  host::reportEarlyEnds();
  return runAsAsked(options, params, schedule, shards, surroundings);
}

// Does what the command line asks for. Returns the exit status.
int run(const std::vector<std::string>& commandLine) {
  const auto start = std::chrono::steady_clock::now();
  cli::Options options;
  const auto misuse = cli::readOptions({commandLine.begin() + 1, commandLine.end()}, &options);
  if (misuse) return usageErrors({"Application: " + *misuse});
  if (options.help) {
    std::cout << cli::kHelp;
    return cli::kFine;
  }
  if (options.version) {
    std::cout << "Application " << host::kVersion << "\n";
    return cli::kFine;
  }

  if (!options.fromTrace.empty()) return cli::runFromTrace(options);
  if (options.search == "guided") {
    const std::string wrong =
        cli::becomeGuidedProgram({cli::kGuidedProgram, cli::kMakeGuidedProgram},
                                 {commandLine.begin() + 1, commandLine.end()});
    if (!wrong.empty()) return usageErrors({"Application: " + wrong});
  }
  const cli::Surroundings surroundings = surroundingsOf(options, commandLine[0], start);
  std::vector<cli::SummaryFile> shards;
  if (!options.mergedFiles.empty()) {
    cli::Options whole;
    const auto wrong = cli::openShards(options, surroundings.build, &shards, &whole);
    if (!wrong.empty()) return usageErrors(wrong);
    if (whole.search.empty()) return cli::mergeSweep(whole, shards, surroundings);
    options = whole;
  }
  if (!options.historyFile.empty()) {
    return cli::judgeHistory(options.historyFile, options.demand, options.quiet);
  }
  return runConf(options, commandLine, shards, surroundings);
}

}  // namespace

int main(int argc, char* argv[]) {
  host::reserveStandardStreams();
  const int status = run(std::vector<std::string>(argv, argv + argc));
  const std::string lost = host::finishStandardOutput();
  if (lost.empty()) return status;
  std::cerr << "Application: " << lost << "\n";
  return cli::kFailed;
}
