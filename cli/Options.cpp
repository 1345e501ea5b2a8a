#include "cli/Options.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "check/consistency/Consistency.h"
#include "cli/StopAt.h"
#include "host/JobPool.h"
#include "host/Words.h"
#include "report/SweepData.h"

namespace cli {

const char kHelp[] =
    R"(Usage: ./Application CONF [options]
       ./Application --from-trace TRACE [--report FILE, or others of the options below]
       ./Application --history FILE [--demand LEVEL]
       ./Application --merge FILE... [--report FILE]

Runs the peers of a replicated key-value store, as the conf file says, and writes
dbg.log, stats.log and msgcount.log.

  --seed N         the run's seed (1): same seed, same conf, same bytes
  --seeds A..B     runs every seed of the range, in processes of their own, and
                   prints a line for each run that fails or loses points
  --jobs J         with --seeds: J runs at a time (all processors)
  --shard I/N      with --summary, and --seeds or --search exhaustive: makes the I-th of N parts
                   of the runs, on one of several machines (docs/cluster.md)
  --summary FILE   with these: keeps what became of each run, for --merge, and to resume
  --merge          prints what the whole would have printed, of the summaries of its shards
  --until-failure  with --seeds: stops at the first seed that fails
  --check          checks consistency, replicas and membership, and says what broke
  --shrink         with --check and a seed that fails, or the one that --until-failure
                   finds: writes the smallest schedule of faults and calls that still
                   does to shrunk.faults
  --search guided  with --check: looks for schedules that break the store, beginning
                   with drawn ones and going by what the runs reach (docs/search.md),
                   until --runs N or --for SECONDS are over, or Ctrl-C; failures go to
                   failure-1.faults and so on
  --search lineage with --check: follows what the answers of the conf's writes rest on, and
                   removes one thing after the other
  --search exhaustive --faults K --window A..B
                   with --check: runs every set of up to K faults in the ticks A to B, and
                   says that all hold, or which do not (docs/search.md)
  --corpus DIR     with --search guided: a folder of schedules to begin with, where those
                   that have reached something are kept
  --fill WHAT      what a field holds that the course's classes leave unset: zero (as
                   without the option), ones or seed (bits drawn from the seed);
                   ones:FIELD, seed:FIELD: one alone, Message.replica,
                   Message.success, Address or Node
  --set KEY=VALUE  overrides a line of the conf file; may be repeated, with other keys
  --out DIR        where the files go (the current folder); with --seeds, the
                   dbg.log of each failing run goes there, else nowhere
  --disturb N      fills unset memory with other bytes, and has other addresses (N: 1 to
                   1024): a run that differs then depends on memory that nobody set
  --what-if WHAT   supposes that one thing is otherwise, as the grader's explanations do
                   (docs/grading.md): own-entry, say; may be repeated
  --metrics FILE   writes the run's counts, a line `name number` each
  --report FILE    writes a page for a browser, one .html file that shows the run, or, with
                   --seeds, all runs of the sweep and the first that fails (docs/report.md)
  --compare-with TRACE
                   with --report: the page also shows the run of this trace, beside the other
  --live           with --report: the page has the simulator in it, and the run can be changed
                   and repeated there (docs/playground.md)
  --explain KEY|OPERATION
                   prints the story of a key or of an operation, with a column for each peer
  --at TICK        prints the state of the group at the end of the tick
  --timeline FILE  writes a table with a line for each tick, as CSV
  --perfetto FILE  writes the run for https://ui.perfetto.dev, as JSON
  --shiviz FILE    writes the run for https://bestchai.bitbucket.io/shiviz/, as a log
  --trace FILE     writes the record of the run that all of these are made from
  --from-trace TRACE
                   makes them from such a record, without a run and without CONF
  --history FILE   checks the calls that another system recorded, as JSON lines, EDN or
                   Jepsen's log (docs/history.md), without a run and without CONF
  --demand LEVEL   with --history: the consistency that it has to hold (linearizable)
  --stop-at TICK[:PEER[:CALL]]
                   stops an attached debugger before this call into a peer's code
                   (225:4:recvLoop, say) or the first of the tick; without a debugger,
                   prints the command of gdb to type, and goes on (docs/debugging.md)
  --watch          shows on a terminal how the run goes on: who is up, what clients got, what
                   happened last
  --quiet          prints errors, and what --explain and --at ask for
  -h, --help       prints this text
  --version        prints the version

Exit status: 0 fine, 1 a run failed, 2 the command line or the conf file is wrong,
3 --check proved nothing (no call met the faults, or the search was too long).
Try: ./Application testcases/create.conf
)";

namespace {

using Given = std::set<std::string>;

// The options that --from-trace allows besides those of traceOutputTable().
constexpr std::string_view kOptionsOfTraces[] = {"--from-trace", "--report", "--compare-with",
                                                 "--ended-early", "--quiet"};

// Those that --history allows.
constexpr std::string_view kOptionsOfHistories[] = {"--history", "--demand", "--quiet"};

bool isOptionOfHistories(const std::string& name) {
  return std::find(std::begin(kOptionsOfHistories), std::end(kOptionsOfHistories), name) !=
         std::end(kOptionsOfHistories);
}

// Those that --merge allows.
constexpr std::string_view kOptionsOfMerges[] = {"--merge", "--report", "--quiet"};

bool isOptionOfMerges(const std::string& name) {
  return std::find(std::begin(kOptionsOfMerges), std::end(kOptionsOfMerges), name) !=
         std::end(kOptionsOfMerges);
}

// Seeds up to it can be shared out: their ends can be counted.
constexpr uint64_t kLastSharedSeed = INT64_MAX;

// What is wrong with the options of a shard.
std::optional<std::string> checkShard(const Options& options, const Given& given) {
  const bool hasShard = given.count("--shard") > 0;
  if (options.summaryFile.empty()) {
    if (hasShard) return "--shard: allowed with --summary alone";
    return std::nullopt;
  }
  if (!options.isSweep && options.search != "exhaustive") {
    return "--summary: allowed with --seeds or --search exhaustive alone";
  }
  if (options.seeds.last > kLastSharedSeed) {
    return "--summary: seeds up to " + std::to_string(kLastSharedSeed) + " are allowed";
  }
  if (options.untilFailure) return "--summary: not allowed with --until-failure";
  if (!options.reportFile.empty()) {
    return "--summary: not allowed with --report: give that to --merge";
  }
  return std::nullopt;
}

bool isOptionOfTraces(const std::string& name) {
  const auto& table = traceOutputTable();
  return std::find(std::begin(kOptionsOfTraces), std::end(kOptionsOfTraces), name) !=
             std::end(kOptionsOfTraces) ||
         std::any_of(table.begin(), table.end(),
                     [&](const TraceOutput& output) { return output.option == name; });
}

// What is wrong with the options beside one that makes no run.
std::optional<std::string> checkWithoutRun(const char* option,
                                           bool (*isAllowed)(const std::string&),
                                           const Given& given,
                                           const std::vector<std::string>& positional) {
  const std::string reason = std::string("not allowed with ") + option + ", which makes no run";
  if (!positional.empty()) return positional[0] + ": a conf file is " + reason;
  for (const std::string& name : given) {
    if (!isAllowed(name)) return name + ": " + reason;
  }
  return std::nullopt;
}

std::optional<std::string> checkFromTrace(const Options& options, const Given& given,
                                          const std::vector<std::string>& positional) {
  if (auto wrong = checkWithoutRun("--from-trace", isOptionOfTraces, given, positional)) {
    return wrong;
  }
  if (options.reportFile.empty() && options.traceOutputs.empty()) {
    return "--from-trace: an option that says what to make of it is missing: --report FILE, say";
  }
  return std::nullopt;
}

// What is wrong with an option that belongs to one run, or to the page of a sweep.
std::optional<std::string> checkRuns(const Options& options, const Given& given) {
  std::vector<std::string> ofOneRun = {"--score-log", "--event-log", "--trace-log",
                                       "--metrics",   "--trace",     "--compare-with",
                                       "--stop-at",   "--watch",     "--live"};
  for (const TraceOutput& output : traceOutputTable()) ofOneRun.push_back(output.option);
  if (options.shrink) ofOneRun.push_back("--report");
  if (!options.search.empty()) ofOneRun.push_back("--report");
  if (options.isSweep || options.shrink || !options.search.empty()) {
    for (const std::string& name : ofOneRun) {
      if (given.count(name) > 0) return name + ": allowed with one run alone";
    }
  }
  if (options.isSweep && !options.reportFile.empty() &&
      options.seeds.count() > report::kMostSeeds) {
    return "--report: at most " + std::to_string(report::kMostSeeds) +
           " seeds are allowed on a page";
  }
  return std::nullopt;
}

// What is wrong with those of an exhaustive search, or of others that have them.
std::optional<std::string> checkExhaustive(const Options& options, const Given& given) {
  const bool isExhaustive = options.search == "exhaustive";
  for (const char* const name : {"--faults", "--window"}) {
    if ((given.count(name) > 0) == isExhaustive) continue;
    return isExhaustive ? std::string("--search exhaustive: ") + name + " is missing"
                        : std::string(name) + ": allowed with --search exhaustive alone";
  }
  for (const char* const name : {"--runs", "--for", "--corpus"}) {
    if (isExhaustive && given.count(name) > 0) {
      return std::string(name) + ": not allowed with --search exhaustive";
    }
  }
  return std::nullopt;
}

// What is wrong with the options of a search.
std::optional<std::string> checkSearch(const Options& options, const Given& given) {
  if (options.search.empty()) {
    for (const char* const name : {"--runs", "--for", "--corpus", "--faults", "--window"}) {
      if (given.count(name) > 0) return std::string(name) + ": allowed with --search alone";
    }
    return std::nullopt;
  }
  if (options.isSweep) return "--search and --seeds: one of the two is allowed";
  if (!options.corpusFolder.empty() && options.search != "guided") {
    return "--corpus: allowed with --search guided alone";
  }
  if (!options.check) return "--search: allowed with --check alone";
  if (const auto misuse = checkExhaustive(options, given)) return misuse;
  if (options.shrink && !options.untilFailure) {
    return "--shrink: with --search, allowed with --until-failure alone";
  }
  return std::nullopt;
}

// What is wrong with a combination of options each of which is allowed.
std::optional<std::string> checkRelations(const Options& options, const Given& given,
                                          const std::vector<std::string>& positional) {
  if (!options.compareWith.empty() && options.reportFile.empty()) {
    return "--compare-with: allowed with --report alone";
  }
  if (options.live && (options.reportFile.empty() || !options.compareWith.empty())) {
    return "--live: allowed with --report alone, and not with --compare-with";
  }
  if (!options.endedEarly.empty() && options.fromTrace != "-") {
    return "--ended-early: allowed with --from-trace - alone";
  }
  if (!options.fromTrace.empty()) return checkFromTrace(options, given, positional);
  if (!options.historyFile.empty()) {
    return checkWithoutRun("--history", isOptionOfHistories, given, positional);
  }
  if (given.count("--demand") > 0) return "--demand: allowed with --history alone";
  if (given.count("--merge") > 0) {
    if (positional.empty()) return "--merge: the summaries of the shards are missing";
    return checkWithoutRun("--merge", isOptionOfMerges, given, {});
  }
  if (positional.empty()) return "a conf file is missing: ./Application testcases/create.conf, say";
  if (positional.size() > 1) return positional[1] + ": one conf file is allowed";
  if (given.count("--seed") > 0 && options.isSweep) {
    return "--seed and --seeds: one of the two is allowed";
  }
  if (const auto misuse = checkSearch(options, given)) return misuse;
  const bool hasRuns = options.isSweep || !options.search.empty();
  if (options.jobs != 0 && !hasRuns) return "--jobs: allowed with --seeds or --search alone";
  if (options.untilFailure && !hasRuns) {
    return "--until-failure: allowed with --seeds or --search alone";
  }
  if (!options.scoreLog.empty() && !options.eventLog.empty()) {
    return "--score-log and --event-log: one of the two is allowed";
  }
  if (!options.traceLog.empty()) {
    const std::string* const others[] = {&options.scoreLog, &options.eventLog, &options.traceFile,
                                         &options.reportFile};
    for (const std::string* other : others) {
      if (other->empty()) continue;
      return "--trace-log: not allowed with --score-log, --event-log, --trace and --report";
    }
  }
  if (options.probe && options.eventLog.empty()) return "--probe: allowed with --event-log alone";
  if (options.probeState && options.eventLog.empty()) {
    return "--probe-state: allowed with --event-log alone";
  }
  if (options.watch && options.quiet) return "--watch: not allowed with --quiet";
  const bool hasOneSeed = !options.isSweep || options.untilFailure;
  if (options.shrink && !(options.check && hasOneSeed)) {
    return "--shrink: allowed with --check and one seed, or --until-failure";
  }
  if (auto wrong = checkShard(options, given)) return wrong;
  return checkRuns(options, given);
}

host::OptionSpec pathOption(const char* name, const char* valueName, const char* allowed,
                            std::string* path) {
  return {name, valueName, allowed,
          [path](const std::string& value) {
            *path = value;
            return !value.empty();
          },
          false};
}

// Of an output that the program keeps apart from what it prints.
host::OptionSpec fileOption(const char* name, std::string* path) {
  host::OptionSpec spec = pathOption(name, "FILE", "a file, not standard output", path);
  spec.accept = [accept = spec.accept](const std::string& value) {
    return value != "-" && accept(value);
  };
  return spec;
}

// The grader gives these.
std::vector<host::OptionSpec> graderSpecs(Options* options) {
  return {
      pathOption("--score-log", "FILE", "a file", &options->scoreLog),
      pathOption("--event-log", "FILE", "a file", &options->eventLog),
      pathOption("--trace-log", "FILE", "a file", &options->traceLog),
      host::flagOption("--probe", &options->probe),
      host::flagOption("--probe-state", &options->probeState),
  };
}

std::string levelNames() {
  std::string names = "a level:";
  for (const char* name : check::kLevelNames) names += std::string(" ") + name;
  return names;
}

std::vector<host::OptionSpec> shardSpecs(Options* options, bool* isMerge) {
  return {
      {"--shard", "I/N", host::kShardAllowed,
       [options](const std::string& value) { return host::parseShard(value, &options->shard); },
       false},
      pathOption("--summary", "FILE", "a file", &options->summaryFile),
      host::flagOption("--merge", isMerge),
  };
}

std::vector<host::OptionSpec> historySpecs(Options* options) {
  return {
      pathOption("--history", "FILE", "a file", &options->historyFile),
      {"--demand", "LEVEL", levelNames(),
       [options](const std::string& value) {
         const std::optional<check::Level> level = check::levelNamed(value);
         options->demand = level.value_or(options->demand);
         return level.has_value();
       },
       false},
  };
}

// The options about traces, and what is made of them.
std::vector<host::OptionSpec> traceSpecs(Options* options) {
  std::vector<host::OptionSpec> specs = {
      fileOption("--report", &options->reportFile),
      fileOption("--trace", &options->traceFile),
      pathOption("--from-trace", "TRACE", "a file", &options->fromTrace),
      host::flagOption("--live", &options->live),
      pathOption("--compare-with", "TRACE", "a file", &options->compareWith),
      // A run that ends early gives this (RunTrace.h).
      pathOption("--ended-early", "WHY", "a sentence", &options->endedEarly),
  };
  for (const TraceOutput& output : traceOutputTable()) {
    specs.push_back({output.option, output.valueName, output.allowed,
                     [options, &output](const std::string& value) {
                       options->traceOutputs.push_back({&output, value});
                       return output.accepts(value);
                     },
                     false});
  }
  return specs;
}

std::vector<host::OptionSpec> searchSpecs(Options* options) {
  return {
      {"--search", "HOW", "guided, lineage or exhaustive",
       [=](const std::string& value) {
         options->search = value;
         return value == "guided" || value == "lineage" || value == "exhaustive";
       }},
      {"--faults", "K", "a whole number from 1 to 6",
       [=](const std::string& value) { return host::parseCount(value, 6, &options->faults); }},
      {"--window", "A..B", "a range of ticks like 150..169, within 0..1000000,",
       [=](const std::string& value) {
         options->window.emplace();
         return host::parseSeedRange(value, &*options->window) && options->window->last <= 1000000;
       }},
      {"--runs", "N", "a whole number from 1 to 1000000000",
       [=](const std::string& value) {
         int runs = 0;
         if (!host::parseCount(value, 1000000000, &runs)) return false;
         options->runs = static_cast<uint64_t>(runs);
         return true;
       }},
      {"--for", "SECONDS", "a whole number from 1 to 1000000",
       [=](const std::string& value) {
         return host::parseCount(value, 1000000, &options->forSeconds);
       }},
      pathOption("--corpus", "DIR", "a folder", &options->corpusFolder),
  };
}

std::vector<host::OptionSpec> runSpecs(Options* options) {
  return {
      {"--seed", "N", host::kSeedAllowed,
       [=](const std::string& value) {
         return value.find("..") == std::string::npos &&
                host::parseSeedRange(value, &options->seeds);
       }},
      {"--seeds", "A..B", host::kSeedRangeAllowed,
       [=](const std::string& value) {
         options->isSweep = true;
         return host::parseSeedRange(value, &options->seeds);
       }},
      {"--jobs", "J", host::kJobsAllowed,
       [=](const std::string& value) { return host::parseJobs(value, &options->jobs); }},
      {"--set", "KEY=VALUE", "a line of a conf file as KEY=VALUE",
       [=](const std::string& value) {
         options->overrides.push_back(value);
         return true;
       },
       true},
      {"--fill", "WHAT", sim::kFillAllowed,
       [=](const std::string& value) { return sim::readFill(value, &options->fill); }},
      pathOption("--out", "DIR", "a folder", &options->outFolder),
      pathOption("--metrics", "FILE", "a file", &options->metricsFile),
      {"--disturb", "N", "a whole number from 1 to 1024",
       [=](const std::string& value) { return host::parseJobs(value, &options->disturbance); }},
      {"--what-if", "WHAT", lab::whatIfNames(),
       [=](const std::string& value) {
         options->whatIfs.emplace_back();
         return lab::readWhatIf(value, &options->whatIfs.back());
       },
       true},
      {"--stop-at", "TICK[:PEER[:CALL]]", kStopAtAllowed,
       [=](const std::string& value) { return readStopAt(value, &options->stopAt); }},
      host::flagOption("--check", &options->check),
      host::flagOption("--shrink", &options->shrink),
      host::flagOption("--until-failure", &options->untilFailure),
      host::flagOption("--watch", &options->watch),
      host::flagOption("--quiet", &options->quiet),
      host::flagOption("--help", &options->help),
      host::flagOption("-h", &options->help),
      host::flagOption("--version", &options->version),
  };
}

// All of them. Each adds its name to *given.
std::vector<host::OptionSpec> optionSpecs(Options* options, Given* given, bool* isMerge) {
  std::vector<host::OptionSpec> specs = runSpecs(options);
  for (const auto& more : {searchSpecs(options), traceSpecs(options), historySpecs(options),
                           shardSpecs(options, isMerge), graderSpecs(options)}) {
    specs.insert(specs.end(), more.begin(), more.end());
  }
  for (host::OptionSpec& spec : specs) {
    spec.accept = [given, name = spec.name, accept = spec.accept](const std::string& value) {
      given->insert(name);
      return accept(value);
    };
  }
  return specs;
}

// The conf, and the options that change what a run does.
std::vector<std::string> runArguments(const Options& options) {
  std::vector<std::string> arguments = {options.confFile};
  const auto add = [&arguments](const char* name, const std::string& value) {
    arguments.insert(arguments.end(), {name, value});
  };
  for (const std::string& text : options.overrides) add("--set", text);
  if (options.disturbance > 0) add("--disturb", std::to_string(options.disturbance));
  if (options.fill.fill != sim::Fill::Zero) add("--fill", fillText(options.fill));
  for (const lab::WhatIf what : options.whatIfs) add("--what-if", lab::whatIfName(what));
  return arguments;
}

// Those by which a sweep's, or a search's, runs and what is printed of them differ.
std::vector<std::string> sweepArgumentsOf(const Options& options) {
  std::vector<std::string> arguments = runArguments(options);
  const auto add = [&arguments](std::initializer_list<std::string> words) {
    arguments.insert(arguments.end(), words);
  };
  if (options.search.empty()) {
    add({"--seeds", host::seedRangeText(options.seeds)});
  } else {
    add({"--seed", std::to_string(options.seeds.first)});
  }
  if (options.check) add({"--check"});
  if (!options.search.empty()) add({"--search", options.search});
  if (options.faults > 0) add({"--faults", std::to_string(options.faults)});
  if (options.window) add({"--window", host::seedRangeText(*options.window)});
  return arguments;
}

std::string commandOf(const std::vector<std::string>& arguments) {
  std::string command = "./Application";
  for (const std::string& argument : arguments) command += " " + host::shellWord(argument);
  return command;
}

}  // namespace

std::optional<std::string> readOptions(const std::vector<std::string>& arguments,
                                       Options* options) {
  Given given;
  bool isMerge = false;
  std::vector<std::string> positional;
  std::string error;
  if (!host::readArguments(arguments, optionSpecs(options, &given, &isMerge), &positional,
                           &error)) {
    return error;
  }
  if (options->help || options->version) return std::nullopt;
  if (const auto misuse = checkRelations(*options, given, positional)) return misuse;
  if (isMerge) {
    options->mergedFiles = positional;
  } else if (!positional.empty()) {
    options->confFile = positional[0];
  }
  options->sweepArguments = sweepArgumentsOf(*options);
  return std::nullopt;
}

ReplayParts replayParts(const Options& options) {
  return {commandOf(runArguments(options)) + " --seed ", options.check ? " --check" : ""};
}

std::string replayCommand(const Options& options, uint64_t seed) {
  const auto [before, after] = replayParts(options);
  return before + std::to_string(seed) + after;
}

int jobsOf(const Options& options) {
  return options.jobs == 0 ? host::defaultJobs() : options.jobs;
}

std::string sweepCommand(const Options& options) {
  return commandOf(sweepArgumentsOf(options)) + (options.untilFailure ? " --until-failure" : "");
}

std::string shardCommand(const Options& options, const host::Shard& shard) {
  return sweepCommand(options) + " --shard " + host::shardText(shard) + " --summary FILE";
}

}  // namespace cli
