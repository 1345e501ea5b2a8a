// The command line of ./Application.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/base/Level.h"
#include "cli/outputs/TraceOutputs.h"
#include "host/Arguments.h"
#include "host/StopPoint.h"
#include "lab/WhatIf.h"
#include "sim/UnsetFields.h"

namespace cli {

enum ExitCode { kFine = 0, kFailed = 1, kUsage = 2, kInconclusive = 3 };

struct Options {
  std::string confFile;
  std::vector<std::string> overrides;
  std::string outFolder;    // "" = not given.
  std::string metricsFile;  // "" = not given.
  std::string traceFile;    // "" = not given.
  std::string reportFile;   // "" = not given.
  std::string fromTrace;    // A trace in place of a run. "" = not given.
  std::string historyFile;  // A recorded history in place of a run. "" = not given.
  // What a recorded history has to hold.
  check::Level demand = check::Level::Linearizable;
  std::string endedEarly;   // Why the run of the trace, on standard input, did. "" = not given.
  std::string compareWith;  // A second trace for the page. "" = not given.
  std::vector<ChosenOutput> traceOutputs;
  // For the grader, one of the three: GraderFile.h. "" = not given.
  std::string scoreLog;
  std::string eventLog;
  std::string traceLog;
  bool probe = false;       // The event log also gets what NodeProbe.h sees.
  bool probeState = false;  // It gets what RunOutputs::probesState says.
  std::vector<lab::WhatIf> whatIfs;
  std::optional<host::StopPoint> stopAt;  // Not given: the run has no stop.
  host::SeedRange seeds;
  sim::FillChoice fill = sim::kFillZero;
  bool isSweep = false;
  host::Shard shard;        // Of the sweep.
  std::string summaryFile;  // "" = not given.
  // The arguments, without the program's name and those of the shard and of how it is run: what a
  // merge has to know of the sweep.
  std::vector<std::string> sweepArguments;
  std::vector<std::string> mergedFiles;   // In place of a run. Empty = not given.
  int jobs = 0;                           // 0 = not given.
  int disturbance = 0;                    // lab/Disturbance.h. 0 = not given.
  std::string search;                     // "guided", "lineage" or "exhaustive"; "" = not given.
  uint64_t runs = 0;                      // Of a search; 0 = not given.
  int forSeconds = 0;                     // Of a search; 0 = not given.
  std::string corpusFolder;               // "" = not given.
  int faults = 0;                         // Of an exhaustive search; 0 = not given.
  std::optional<host::SeedRange> window;  // Its ticks. Not given: there is none.
  bool check = false;
  bool shrink = false;
  bool untilFailure = false;
  bool watch = false;
  bool live = false;
  bool quiet = false;
  bool help = false;
  bool version = false;

  // Whether the grader has started this run.
  bool isOfGrader() const { return !graderFile().empty(); }
  // What the grader reads; "" = none.
  const std::string& graderFile() const {
    return !scoreLog.empty() ? scoreLog : !eventLog.empty() ? eventLog : traceLog;
  }
};

extern const char kHelp[];

// Reads `arguments`, without the program's name. Returns what is wrong, in one line.
std::optional<std::string> readOptions(const std::vector<std::string>& arguments, Options* options);

// The command that runs a seed again with these options, in two parts: the seed stands between.
struct ReplayParts {
  std::string before;
  std::string after;
};
ReplayParts replayParts(const Options& options);

// The command that runs the seed again with these options.
std::string replayCommand(const Options& options, uint64_t seed);

// How many processes run at a time: --jobs, or one for each processor.
int jobsOf(const Options& options);

// The command that repeats the sweep or the search.
std::string sweepCommand(const Options& options);

// The command that runs a shard of it.
std::string shardCommand(const Options& options, const host::Shard& shard);

}  // namespace cli
