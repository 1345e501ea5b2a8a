#include "cli/Options.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

#include "cli/StopAt.h"
#include "host/Words.h"
#include "report/SweepData.h"

namespace cli {

const char kHelp[] =
    R"(Usage: ./Application CONF [options]
       ./Application --from-trace TRACE [--report FILE, or others of the options below]

Runs the peers of a replicated key-value store, as the conf file says, and writes
dbg.log, stats.log and msgcount.log.

  --seed N         the run's seed (1): same seed, same conf, same bytes
  --seeds A..B     runs every seed of the range, in processes of their own, and
                   prints a line for each run that fails or loses points
  --jobs J         with --seeds: J runs at a time (all processors)
  --until-failure  with --seeds: stops at the first seed that fails
  --check          checks consistency, replicas and membership, and says what broke
  --shrink         with --check and a seed that fails, or the one that --until-failure
                   finds: writes the smallest schedule of faults and calls that still
                   does to shrunk.faults
  --search guided  with --check: looks for schedules that break the store, beginning
                   with drawn ones and going by what the runs reach (docs/search.md),
                   until --runs N or --for SECONDS are over, or Ctrl-C; failures go to
                   failure-1.faults and so on
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
  --explain KEY|OPERATION
                   prints the story of a key or of an operation, with a column for each peer
  --at TICK        prints the state of the group at the end of the tick
  --timeline FILE  writes a table with a line for each tick, as CSV
  --perfetto FILE  writes the run for https://ui.perfetto.dev, as JSON
  --shiviz FILE    writes the run for https://bestchai.bitbucket.io/shiviz/, as a log
  --trace FILE     writes the record of the run that all of these are made from
  --from-trace TRACE
                   makes them from such a record, without a run and without CONF
  --stop-at TICK[:PEER[:CALL]]
                   stops an attached debugger before this call into a peer's code
                   (225:4:recvLoop, say) or the first of the tick; without a debugger,
                   prints the command of gdb to type, and goes on (docs/debugging.md)
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
                                                 "--quiet"};

bool isOptionOfTraces(const std::string& name) {
  const auto& table = traceOutputTable();
  return std::find(std::begin(kOptionsOfTraces), std::end(kOptionsOfTraces), name) !=
             std::end(kOptionsOfTraces) ||
         std::any_of(table.begin(), table.end(),
                     [&](const TraceOutput& output) { return output.option == name; });
}

std::optional<std::string> checkFromTrace(const Options& options, const Given& given,
                                          const std::vector<std::string>& positional) {
  if (!positional.empty()) {
    return positional[0] + ": a conf file is not allowed with --from-trace, which makes no run";
  }
  for (const std::string& name : given) {
    if (!isOptionOfTraces(name))
      return name + ": not allowed with --from-trace, which makes no run";
  }
  if (options.reportFile.empty() && options.traceOutputs.empty()) {
    return "--from-trace: an option that says what to make of it is missing: --report FILE, say";
  }
  return std::nullopt;
}

// What is wrong with an option that belongs to one run, or to the page of a sweep.
std::optional<std::string> checkRuns(const Options& options, const Given& given) {
  std::vector<std::string> ofOneRun = {"--score-log", "--event-log",    "--trace-log", "--metrics",
                                       "--trace",     "--compare-with", "--stop-at"};
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
  if (!options.fromTrace.empty()) return checkFromTrace(options, given, positional);
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
  const bool hasOneSeed = !options.isSweep || options.untilFailure;
  if (options.shrink && !(options.check && hasOneSeed)) {
    return "--shrink: allowed with --check and one seed, or --until-failure";
  }
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

// The options about traces, and what is made of them.
std::vector<host::OptionSpec> traceSpecs(Options* options) {
  std::vector<host::OptionSpec> specs = {
      pathOption("--report", "FILE", "a file", &options->reportFile),
      pathOption("--trace", "FILE", "a file", &options->traceFile),
      pathOption("--from-trace", "TRACE", "a file", &options->fromTrace),
      pathOption("--compare-with", "TRACE", "a file", &options->compareWith),
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
      {"--search", "HOW", "guided or exhaustive",
       [=](const std::string& value) {
         options->search = value;
         return value == "guided" || value == "exhaustive";
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
      host::flagOption("--quiet", &options->quiet),
      host::flagOption("--help", &options->help),
      host::flagOption("-h", &options->help),
      host::flagOption("--version", &options->version),
  };
}

// All of them. Each adds its name to *given.
std::vector<host::OptionSpec> optionSpecs(Options* options, Given* given) {
  std::vector<host::OptionSpec> specs = runSpecs(options);
  for (const auto& more : {searchSpecs(options), traceSpecs(options), graderSpecs(options)}) {
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

// "./Application CONF", and the options that change what a run does.
std::string commandStart(const Options& options) {
  std::string command = "./Application " + host::shellWord(options.confFile);
  for (const std::string& text : options.overrides) command += " --set " + host::shellWord(text);
  if (options.disturbance > 0) command += " --disturb " + std::to_string(options.disturbance);
  if (options.fill.fill != sim::Fill::Zero) command += " --fill " + fillText(options.fill);
  for (const lab::WhatIf what : options.whatIfs) {
    command += std::string(" --what-if ") + lab::whatIfName(what);
  }
  return command;
}

}  // namespace

std::optional<std::string> readOptions(const std::vector<std::string>& arguments,
                                       Options* options) {
  Given given;
  std::vector<std::string> positional;
  std::string error;
  if (!host::readArguments(arguments, optionSpecs(options, &given), &positional, &error)) {
    return error;
  }
  if (options->help || options->version) return std::nullopt;
  if (const auto misuse = checkRelations(*options, given, positional)) return misuse;
  if (!positional.empty()) options->confFile = positional[0];
  return std::nullopt;
}

ReplayParts replayParts(const Options& options) {
  return {commandStart(options) + " --seed ", options.check ? " --check" : ""};
}

std::string replayCommand(const Options& options, uint64_t seed) {
  const auto [before, after] = replayParts(options);
  return before + std::to_string(seed) + after;
}

std::string sweepCommand(const Options& options) {
  return commandStart(options) + " --seeds " + std::to_string(options.seeds.first) + ".." +
         std::to_string(options.seeds.last) + (options.check ? " --check" : "") +
         (options.untilFailure ? " --until-failure" : "");
}

}  // namespace cli
