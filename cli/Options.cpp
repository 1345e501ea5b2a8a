#include "cli/Options.h"

#include <utility>

#include "cli/StopAt.h"
#include "host/Words.h"

namespace cli {

const char kHelp[] =
    R"(Usage: ./Application CONF [options]

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
  --report FILE    writes a page for a browser, one .html file that shows the run
  --trace FILE     writes the record of the run that pages are made from (docs/report.md)
  --stop-at TICK[:PEER[:CALL]]
                   stops an attached debugger before this call into a peer's code
                   (225:4:recvLoop, say) or the first of the tick; without a debugger,
                   prints the command of gdb to type, and goes on (docs/debugging.md)
  --quiet          prints errors alone
  -h, --help       prints this text
  --version        prints the version

Exit status: 0 fine, 1 a run failed, 2 the command line or the conf file is wrong,
3 --check proved nothing (no call met the faults, or the search was too long).
Try: ./Application testcases/create.conf
)";

namespace {

// What is wrong with a combination of options each of which is allowed.
std::optional<std::string> checkRelations(const Options& options, bool hasSeed,
                                          const std::vector<std::string>& positional) {
  if (positional.empty()) return "a conf file is missing: ./Application testcases/create.conf, say";
  if (positional.size() > 1) return positional[1] + ": one conf file is allowed";
  if (hasSeed && options.isSweep) return "--seed and --seeds: one of the two is allowed";
  if (options.jobs != 0 && !options.isSweep) return "--jobs: allowed with --seeds alone";
  if (options.untilFailure && !options.isSweep) {
    return "--until-failure: allowed with --seeds alone";
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
  for (const auto& [name, file] : {std::pair("--score-log", &options.scoreLog),
                                   {"--event-log", &options.eventLog},
                                   {"--trace-log", &options.traceLog}}) {
    if (!file->empty() && (options.isSweep || options.shrink)) {
      return std::string(name) + ": allowed with one run alone";
    }
  }
  const bool hasOneSeed = !options.isSweep || options.untilFailure;
  if (options.shrink && !(options.check && hasOneSeed)) {
    return "--shrink: allowed with --check and one seed, or --until-failure";
  }
  for (const auto& [name, file] : {std::pair("--metrics", &options.metricsFile),
                                   {"--report", &options.reportFile},
                                   {"--trace", &options.traceFile}}) {
    if (!file->empty() && (options.isSweep || options.shrink)) {
      return std::string(name) + ": allowed with one run alone";
    }
  }
  if (options.stopAt && (options.isSweep || options.shrink)) {
    return "--stop-at: allowed with one run alone";
  }
  return std::nullopt;
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

// *hasSeed becomes true if --seed is given.
std::vector<host::OptionSpec> optionSpecs(Options* options, bool* hasSeed) {
  return {
      {"--seed", "N", host::kSeedAllowed,
       [=](const std::string& value) {
         *hasSeed = true;
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
      pathOption("--report", "FILE", "a file", &options->reportFile),
      pathOption("--trace", "FILE", "a file", &options->traceFile),
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
      // The grader gives the next five.
      pathOption("--score-log", "FILE", "a file", &options->scoreLog),
      pathOption("--event-log", "FILE", "a file", &options->eventLog),
      pathOption("--trace-log", "FILE", "a file", &options->traceLog),
      host::flagOption("--probe", &options->probe),
      host::flagOption("--probe-state", &options->probeState),
      host::flagOption("--check", &options->check),
      host::flagOption("--shrink", &options->shrink),
      host::flagOption("--until-failure", &options->untilFailure),
      host::flagOption("--quiet", &options->quiet),
      host::flagOption("--help", &options->help),
      host::flagOption("-h", &options->help),
      host::flagOption("--version", &options->version),
  };
}

}  // namespace

std::optional<std::string> readOptions(const std::vector<std::string>& arguments,
                                       Options* options) {
  bool hasSeed = false;
  std::vector<std::string> positional;
  std::string error;
  if (!host::readArguments(arguments, optionSpecs(options, &hasSeed), &positional, &error)) {
    return error;
  }
  if (options->help || options->version) return std::nullopt;
  if (const auto misuse = checkRelations(*options, hasSeed, positional)) return misuse;
  options->confFile = positional[0];
  return std::nullopt;
}

std::string replayCommand(const Options& options, uint64_t seed) {
  std::string command = "./Application " + host::shellWord(options.confFile);
  for (const std::string& text : options.overrides) command += " --set " + host::shellWord(text);
  if (options.disturbance > 0) command += " --disturb " + std::to_string(options.disturbance);
  if (options.fill.fill != sim::Fill::Zero) command += " --fill " + fillText(options.fill);
  for (const lab::WhatIf what : options.whatIfs) {
    command += std::string(" --what-if ") + lab::whatIfName(what);
  }
  return command + " --seed " + std::to_string(seed) + (options.check ? " --check" : "");
}

}  // namespace cli
