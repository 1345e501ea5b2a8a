// The program: reads the command line, runs one seed or many, prints what came out.
//
// Besides the grader's own program, the only place that reads the command line.
#include <cstring>
#include <iostream>
#include <optional>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "grading/Scorer.h"
#include "Laboratory.h"
#include "Simulation.h"
#include "sim/Arguments.h"
#include "sim/Digest.h"
#include "sim/EarlyEnd.h"
#include "sim/JobPool.h"
#include "sim/OutputFile.h"
#include "sim/ProgressBar.h"

namespace {

constexpr char kVersion[] = "1.0";

enum ExitCode { kFine = 0, kFailed = 1, kUsage = 2 };

constexpr char kHelp[] =
    R"(Usage: ./Application CONF [options]

Runs the peers of a replicated key-value store, as the conf file says, and writes
dbg.log, stats.log and msgcount.log.

  --seed N         the run's seed (1): same seed, same conf, same bytes
  --seeds A..B     runs every seed of the range, in processes of their own, and
                   prints a line for each run that fails or loses points
  --jobs J         with --seeds: so many at a time (all processors)
  --set KEY=VALUE  overrides a line of the conf file; may be repeated
  --out DIR        where the files go (the current folder); with --seeds, the
                   dbg.log of each failing run goes there, else nowhere
  --quiet          prints errors alone
  --help, --version

Exit status: 0 fine, 1 a run failed, 2 the command line or the conf file is wrong.
Try: ./Application testcases/create.conf
)";

struct Options {
  std::string confFile;
  std::vector<std::string> overrides;
  std::string outFolder;  // "" = not given.
  sim::SeedRange seeds;
  bool isSweep = false;
  int jobs = 0;  // 0 = not given.
  bool quiet = false;
  bool help = false;
  bool version = false;
};

// ---- The command line.

std::optional<std::string> readOptions(const std::vector<std::string>& arguments,
                                       Options* options) {
  bool hasSeed = false;
  const std::vector<sim::OptionSpec> specs = {
      {"--seed", "N", "a whole number from 0",
       [&](const std::string& value) {
         hasSeed = true;
         return value.find("..") == std::string::npos &&
                sim::parseSeedRange(value, &options->seeds);
       }},
      {"--seeds", "A..B", "a range like 1..100",
       [&](const std::string& value) {
         options->isSweep = true;
         return sim::parseSeedRange(value, &options->seeds);
       }},
      {"--jobs", "J", "a whole number from 1 to 1024",
       [&](const std::string& value) { return sim::parseJobs(value, &options->jobs); }},
      {"--set", "KEY=VALUE", "a line of a conf file as KEY=VALUE",
       [&](const std::string& value) {
         options->overrides.push_back(value);
         return true;
       }},
      {"--out", "DIR", "a folder",
       [&](const std::string& value) {
         options->outFolder = value;
         return !value.empty();
       }},
      {"--quiet", "", "", [&](const std::string&) { return options->quiet = true; }},
      {"--help", "", "", [&](const std::string&) { return options->help = true; }},
      {"--version", "", "", [&](const std::string&) { return options->version = true; }},
  };
  std::vector<std::string> positional;
  std::string error;
  if (!sim::readArguments(arguments, specs, &positional, &error)) return error;
  if (options->help || options->version) return std::nullopt;
  if (positional.empty()) return "a conf file is missing: ./Application testcases/create.conf, say";
  if (positional.size() > 1) return positional[1] + ": one conf file is allowed";
  if (hasSeed && options->isSweep) return "--seed and --seeds: one of the two is allowed";
  if (options->jobs != 0 && !options->isSweep) return "--jobs: allowed with --seeds alone";
  options->confFile = positional[0];
  return std::nullopt;
}

int usageError(const std::string& message) {
  std::cerr << message << "\n";
  return kUsage;
}

// ---- One run.

struct OutputFiles {
  std::unique_ptr<sim::OutputFile> dbgLog;
  std::unique_ptr<sim::OutputFile> statsLog;
  std::unique_ptr<sim::OutputFile> msgCount;
};

// All three files or, with the reason in *error, none of them, and nothing changed on the disk.
bool openOutputs(const std::string& folder, OutputFiles* files, std::string* error) {
  const std::string prefix = folder.empty() ? "" : folder + "/";
  files->dbgLog = sim::OutputFile::create(prefix + "dbg.log", error);
  if (files->dbgLog) files->statsLog = sim::OutputFile::create(prefix + "stats.log", error);
  if (files->statsLog) files->msgCount = sim::OutputFile::create(prefix + "msgcount.log", error);
  if (files->msgCount) return true;
  if (files->statsLog) files->statsLog->discard();
  if (files->dbgLog) files->dbgLog->discard();
  return false;
}

bool makeFolder(const std::string& folder, std::string* error) {
  if (folder.empty() || ::mkdir(folder.c_str(), 0777) == 0) return true;
  if (errno != EEXIST) {
    *error = folder + ": cannot be made: " + std::strerror(errno);
    return false;
  }
  if (::access((folder + "/.").c_str(), W_OK) == 0) return true;
  *error = folder + ": cannot be written: " + std::strerror(errno);
  return false;
}

void printSummary(const RunResult& result, const Params& params, std::ostream& out) {
  const sim::Tally& tally = result.tally;
  out << "\n"
      << tally.peersStarted << " of " << result.peers << " peers started, " << tally.peersFailed
      << " failed; " << tally.membersAdded << " joined lines, " << tally.membersRemoved
      << " removed lines\n"
      << tally.messagesSent << " messages sent, " << tally.messagesDelivered << " delivered, "
      << tally.messagesLost << " lost, " << tally.messagesRefused << " refused\n";
  constexpr const char* kNames[] = {"creates", "reads", "updates", "deletes"};
  for (size_t i = 0; i < tally.operations.size(); ++i) {
    const sim::Tally::OperationCounts& counts = tally.operations[i];
    if (counts.invoked == 0) continue;
    out << counts.invoked << " " << kNames[i] << ": " << counts.succeeded << " succeeded, "
        << counts.failed << " failed\n";
  }
  if (result.operationsSkipped > 0) {
    out << result.operationsSkipped << " calls were not made: no peer could serve them in time\n";
  }
  out << result.ticks << " ticks, seed " << params.SEED << ", digest "
      << sim::digestText(result.digest) << "\n";
}

// What is wrong with a run whatever it tests; "" for nothing.
std::string faultOf(const RunResult& result) {
  if (!result.finished) return "the test could not go on: " + result.failure;
  const int unanswered = result.tally.unansweredOperations();
  const int surplus = result.tally.surplusAnswers();
  if (unanswered > 0) {
    return std::to_string(unanswered) + " client calls have no result line of their coordinator";
  }
  if (surplus > 0) {
    return std::to_string(surplus) +
           " result lines of coordinators beyond one for each client call";
  }
  return "";
}

int runOnce(const Options& options, const Params& params) {
  std::string error;
  OutputFiles files;
  if (!makeFolder(options.outFolder, &error) || !openOutputs(options.outFolder, &files, &error)) {
    return usageError(error);
  }
  std::ostringstream unseen;
  std::ostream& out = options.quiet ? unseen : std::cout;
  const RunResult result =
      simulate(params, {files.dbgLog.get(), files.statsLog.get(), files.msgCount.get(), &out});
  bool written = true;
  for (sim::OutputFile* file : {files.dbgLog.get(), files.statsLog.get(), files.msgCount.get()}) {
    if (file->close()) continue;
    written = false;
    std::cerr << file->error() << "\n";
  }
  printSummary(result, params, out);
  const std::string fault = faultOf(result);
  if (!fault.empty()) std::cerr << options.confFile << ": " << fault << "\n";
  return written && fault.empty() ? kFine : kFailed;
}

// ---- Many runs.

// The course's scenario that a run is one of, if it is: only then can it be scored.
std::optional<grading::Scenario> scenarioOf(const Params& params) {
  if (params.isLaboratory()) return std::nullopt;
  if (params.MAX_NNB != 10 || params.MIN_NNB != 0) return std::nullopt;
  if (params.CRUDTEST != NO_CRUD_TEST && params.DROP_MSG) return std::nullopt;
  switch (params.CRUDTEST) {
    case CREATE_TEST: return grading::Scenario::Create;
    case READ_TEST: return grading::Scenario::Read;
    case UPDATE_TEST: return grading::Scenario::Update;
    case DELETE_TEST: return grading::Scenario::Delete;
    default: break;
  }
  if (params.SINGLE_FAILURE == 1) {
    return params.DROP_MSG ? grading::Scenario::MsgDropSingleFailure
                           : grading::Scenario::SingleFailure;
  }
  if (params.SINGLE_FAILURE == 0 && !params.DROP_MSG) return grading::Scenario::MultiFailure;
  return std::nullopt;
}

// "" for full marks, else the first test that lost points, and why.
std::string lostPoints(grading::Scenario scenario, const std::string& log) {
  const grading::ScenarioScore score = grading::score(scenario, log);
  for (const grading::TestScore& test : score.tests) {
    if (test.points == test.maxPoints) continue;
    return std::to_string(score.points()) + " of " + std::to_string(score.maxPoints()) +
           " points: " + test.title + ": " + test.reason;
  }
  return "";
}

// In a process of its own. Writes the digest and the fault, if there is one, to the pipe.
int runSeed(const Options& options, Params params, uint64_t seed, int descriptor) {
  sim::reportEarlyEndsTo(descriptor);
  params.SEED = seed;
  sim::MemoryOutput dbgLog;
  sim::MemoryOutput statsLog;
  std::ostringstream unseen;
  const RunResult result = simulate(params, {&dbgLog, &statsLog, nullptr, &unseen});
  std::string fault = faultOf(result);
  const auto scenario = scenarioOf(params);
  if (fault.empty() && scenario) fault = lostPoints(*scenario, dbgLog.text());
  sim::writeText(descriptor, (sim::digestText(result.digest) + fault).c_str());
  if (fault.empty()) return kFine;
  if (!options.outFolder.empty()) {
    const std::string name = options.outFolder + "/seed-" + std::to_string(seed) + ".dbg.log";
    std::string error;
    const auto file = sim::OutputFile::create(name, &error);
    if (file) file->append(dbgLog.text());
    if (!file || !file->close()) std::cerr << (file ? file->error() : error) << "\n";
  }
  return kFailed;
}

std::string replayCommand(const Options& options, uint64_t seed) {
  std::string command = "./Application " + options.confFile;
  for (const std::string& text : options.overrides) command += " --set '" + text + "'";
  return command + " --seed " + std::to_string(seed);
}

int runSweep(const Options& options, const Params& params) {
  std::string error;
  if (!makeFolder(options.outFolder, &error)) return usageError(error);
  uint64_t done = 0;
  uint64_t failures = 0;
  // Of the digests in the order of the seeds: one number to compare two sweeps by.
  sim::Digest sweepDigest;
  sim::ProgressBar bar("seeds", options.seeds.count(),
                       !options.quiet && ::isatty(STDERR_FILENO) == 1);
  const auto body = [&](uint64_t seed, int descriptor) {
    return runSeed(options, params, seed, descriptor);
  };
  const auto report = [&](uint64_t seed, const sim::JobOutcome& outcome) {
    constexpr size_t kDigestDigits = 16;
    sim::Event note;
    note.text = outcome.output;
    sweepDigest.onEvent(note);
    ++done;
    // Whatever its status: a process that did not come to its end has not said its digest.
    const bool hasDigest = outcome.output.size() >= kDigestDigits &&
                           outcome.output.find_first_not_of("0123456789abcdef") >= kDigestDigits;
    if (outcome.killedBy != 0 || outcome.exitCode != kFine || !hasDigest) {
      ++failures;
      std::string fault = outcome.output.substr(hasDigest ? kDigestDigits : 0);
      while (!fault.empty() && fault.back() == '\n') fault.pop_back();
      if (fault.empty())
        fault = "the process ended early, exit status " + std::to_string(outcome.exitCode);
      bar.clear();
      std::cout << "seed " << seed << ": " << fault << "; replay: " << replayCommand(options, seed)
                << "\n";
    }
    bar.show(done, failures);
  };
  const bool able =
      sim::runJobs(options.seeds.first, options.seeds.last,
                   options.jobs == 0 ? sim::defaultJobs() : options.jobs, body, report, &error);
  bar.clear();
  if (!able) std::cerr << error << "\n";
  if (!options.quiet) {
    std::cout << options.confFile << ": " << done << " seeds, " << failures << " failed, digest "
              << sim::digestText(sweepDigest.value()) << "\n";
  }
  return able && failures == 0 ? kFine : kFailed;
}

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  const auto misuse = readOptions(std::vector<std::string>(argv + 1, argv + argc), &options);
  if (misuse) return usageError("Application: " + *misuse);
  if (options.help) {
    std::cout << kHelp;
    return kFine;
  }
  if (options.version) {
    std::cout << "Application " << kVersion << "\n";
    return kFine;
  }

  Params params;
  std::vector<std::string> errors;
  if (!params.load(options.confFile, options.overrides, &errors)) {
    for (const std::string& error : errors) std::cerr << error << "\n";
    return kUsage;
  }
  params.SEED = options.seeds.first;
  makeSchedule(params, &errors);  // What is wrong with a schedule file is said before the run.
  if (!errors.empty()) {
    for (const std::string& error : errors) std::cerr << error << "\n";
    return kUsage;
  }
  if (params.CRUDTEST != NO_CRUD_TEST && params.SINGLE_FAILURE != NO_FAILURE && !options.quiet) {
    std::cerr << options.confFile << ": note: SINGLE_FAILURE means nothing beside CRUD_TEST, whose "
              << "tests have failures of their own\n";
  }

  sim::reportEarlyEnds();
  return options.isSweep ? runSweep(options, params) : runOnce(options, params);
}
