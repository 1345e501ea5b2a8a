// The grader's program, behind KVStoreGrader.sh: runs the course's tests and prints the scores.
//
// Each run is `./Application CONF --seed N` in a process and a folder of its own; what it wrote is
// then scored (Scorer.h). Nothing of a submission is linked into this program.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "grading/Report.h"
#include "grading/Sandbox.h"
#include "grading/Scorer.h"
#include "grading/Submission.h"
#include "grading/TestRun.h"
#include "sim/Arguments.h"
#include "sim/JobPool.h"
#include "sim/ProgressBar.h"

namespace {

using grading::Scenario;
using grading::ScenarioScore;

enum ExitCode { kFullMarks = 0, kPointsLost = 1, kUsage = 2 };

constexpr char kHelp[] =
    R"(Usage: ./KVStoreGrader.sh [options]

Builds once, runs the course's tests, and prints the points: 90 for the key-value
store, 90 for the membership protocol. Each lost point comes with its reason.

  --test=WHAT     crud, fault-tolerance, stabilization, membership, or all (all)
  --seeds A..B    every test with every seed of the range (1..1); with more than one
                  seed, the points are those of the worst
  --submission PATH  grades the four files in a folder, ZIP, TAR or TAR.GZ; without it,
                  or SUBMISSION=PATH in the environment, those here
  --time-limit S  seconds of computing that a run may take (10)
  --jobs J        so many runs at a time (all processors)
  --logs DIR      scores the logs in DIR (create.dbg.log, ..., singlefailure.dbg.log,
                  ...) without building or running anything
  -v              says what each run came to
  --help

The logs of the last run stay in grade-logs/.
Exit status: 0 full marks, 1 points were lost, 2 something else went wrong.
)";

// A choice of tests, by the names that the scorer gives them.
struct TestChoice {
  const char* name;
  std::vector<Scenario> scenarios;
  std::vector<std::string> tests;  // Empty: all tests of the scenarios.
};

const std::vector<TestChoice>& testChoices() {
  static const std::vector<TestChoice> choices = {
      {"all",
       {Scenario::Create, Scenario::Delete, Scenario::Read, Scenario::Update,
        Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure},
       {}},
      {"crud",
       {Scenario::Create, Scenario::Delete, Scenario::Read, Scenario::Update},
       {"create1", "delete1", "delete2", "read1", "read5", "update1", "update5"}},
      {"fault-tolerance",
       {Scenario::Read, Scenario::Update},
       {"read2", "read3a", "update2", "update3a"}},
      {"stabilization",
       {Scenario::Read, Scenario::Update},
       {"read3b", "read4", "update3b", "update4"}},
      {"membership",
       {Scenario::SingleFailure, Scenario::MultiFailure, Scenario::MsgDropSingleFailure},
       {}},
  };
  return choices;
}

struct Options {
  const TestChoice* choice = &testChoices()[0];
  sim::SeedRange seeds;
  int jobs = 0;  // 0 = not given.
  std::string logsFolder;
  std::string application = "./Application";
  std::string home;        // Where this program's project lies; "" = here.
  std::string submission;  // "" = ours.
  int secondsPerRun = 10;
  bool verbose = false;
  bool help = false;
};

bool readOptions(const std::vector<std::string>& arguments, Options* options, std::string* error) {
  std::string names;
  for (const TestChoice& choice : testChoices()) {
    names += (names.empty() ? "one of " : " ") + std::string(choice.name);
  }
  const std::vector<sim::OptionSpec> specs = {
      {"--test", "WHAT", names,
       [&](const std::string& value) {
         for (const TestChoice& choice : testChoices()) {
           if (value != choice.name) continue;
           options->choice = &choice;
           return true;
         }
         return false;
       }},
      {"--seeds", "A..B", "a range like 1..100",
       [&](const std::string& value) { return sim::parseSeedRange(value, &options->seeds); }},
      {"--jobs", "J", "a whole number from 1 to 1024",
       [&](const std::string& value) { return sim::parseJobs(value, &options->jobs); }},
      {"--logs", "DIR", "a folder",
       [&](const std::string& value) {
         options->logsFolder = value;
         return !value.empty();
       }},
      {"--submission", "PATH", "a folder, a ZIP, a TAR or a TAR.GZ",
       [&](const std::string& value) {
         options->submission = value;
         return !value.empty();
       }},
      {"--time-limit", "SECONDS", "a whole number from 1 to 1024",
       [&](const std::string& value) { return sim::parseJobs(value, &options->secondsPerRun); }},
      // Given by KVStoreGrader.sh.
      {"--home", "DIR", "a folder",
       [&](const std::string& value) {
         options->home = value;
         return !value.empty();
       }},
      {"--application", "FILE", "a program",
       [&](const std::string& value) {
         options->application = value;
         return !value.empty();
       }},
      {"-v", "", "", [&](const std::string&) { return options->verbose = true; }},
      {"--help", "", "", [&](const std::string&) { return options->help = true; }},
  };
  std::vector<std::string> positional;
  if (!sim::readArguments(arguments, specs, &positional, error)) return false;
  if (positional.empty()) return true;
  *error = positional[0] + ": no argument is allowed here; --help lists the options";
  return false;
}

// Leaves of `score` the chosen tests alone.
ScenarioScore chosenOf(ScenarioScore score, const TestChoice& choice) {
  if (choice.tests.empty()) return score;
  const auto isOther = [&](const grading::TestScore& test) {
    return std::find(choice.tests.begin(), choice.tests.end(), test.name) == choice.tests.end();
  };
  score.tests.erase(std::remove_if(score.tests.begin(), score.tests.end(), isOther),
                    score.tests.end());
  return score;
}

bool printReports(const std::vector<ScenarioScore>& scores) {
  grading::FolderScore parts;
  for (const ScenarioScore& score : scores) {
    (grading::isMembership(score.scenario) ? parts.membership : parts.keyValue).push_back(score);
  }
  grading::printFolderReport(parts, std::cout);
  return grading::totalPoints(scores) == grading::totalMaxPoints(scores);
}

int scoreLogs(const Options& options) {
  const grading::FolderScore folder = grading::scoreFolder(options.logsFolder);
  if (folder.keyValue.empty() && folder.membership.empty()) {
    std::cerr << options.logsFolder << ": has none of the logs create.dbg.log, delete.dbg.log, "
              << "read.dbg.log, update.dbg.log, singlefailure.dbg.log, multifailure.dbg.log, "
              << "msgdropsinglefailure.dbg.log\n";
    return kUsage;
  }
  std::vector<ScenarioScore> scores;
  for (const auto* part : {&folder.keyValue, &folder.membership}) {
    for (const ScenarioScore& score : *part) {
      const ScenarioScore chosen = chosenOf(score, *options.choice);
      const auto& wanted = options.choice->scenarios;
      if (std::find(wanted.begin(), wanted.end(), chosen.scenario) != wanted.end()) {
        scores.push_back(chosen);
      }
    }
  }
  return printReports(scores) ? kFullMarks : kPointsLost;
}

// ---- Running.

constexpr char kLogsFolder[] = "grade-logs";

std::string runFolder(Scenario scenario, uint64_t seed) {
  return std::string(kLogsFolder) + "/" + std::string(grading::scenarioName(scenario)) + "-seed-" +
         std::to_string(seed);
}

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).string(); }

// A line that no submission can guess.
std::string makeSecret() {
  std::ifstream random("/dev/urandom", std::ios::binary);
  std::string secret;
  for (int i = 0; i < 16; ++i) secret += static_cast<char>('a' + (random.get() & 15));
  return secret;
}

grading::TestRun makeRun(const Options& options, Scenario scenario, uint64_t seed,
                         const std::string& secret) {
  grading::TestRun run;
  run.application = absolute(options.application);
  run.conf = absolute(grading::confFileName(scenario));
  run.folder = absolute(runFolder(scenario, seed));
  run.seed = seed;
  run.secret = secret;
  run.seconds = options.secondsPerRun;
  return run;
}

// In a process of its own: runs it, and sends what it came to.
int sendOutcome(const grading::Confined& confined, int descriptor) {
  const std::string bytes = grading::toBytes(grading::runConfined(confined));
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t size = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (size < 0 && errno != EINTR) return kUsage;
    if (size > 0) done += static_cast<size_t>(size);
  }
  return kFullMarks;
}

// What an earlier run may have left must not be taken for this one's.
int startRun(const grading::TestRun& run, int descriptor) {
  std::error_code failure;
  std::filesystem::remove_all(run.folder, failure);
  std::filesystem::create_directory(run.folder, failure);
  return sendOutcome(grading::confinedRun(run), descriptor);
}

grading::ConfinedOutcome receivedOutcome(const sim::JobOutcome& job) {
  if (const auto outcome = grading::outcomeFrom(job.output)) return *outcome;
  grading::ConfinedOutcome lost;
  lost.killedBy = job.killedBy;
  lost.exitCode = job.exitCode;
  return lost;
}

// The score of a run that is over. Its dbg.log is kept as grade-logs/SCENARIO.dbg.log.
ScenarioScore collectScore(Scenario scenario, const grading::TestRun& run,
                           const grading::ConfinedOutcome& outcome, const TestChoice& choice) {
  const std::string kept = std::string(kLogsFolder) + "/" + grading::logFileName(scenario);
  std::error_code failure;
  std::filesystem::rename(run.folder + "/dbg.log", kept, failure);
  std::filesystem::remove_all(run.folder, failure);
  return chosenOf(grading::scoreRun(scenario, run, outcome), choice);
}

struct SeedScore {
  uint64_t seed = 0;
  ScenarioScore score;
};

// Of one scenario over all seeds: the run that scored worst, the first of several.
struct WorstOf {
  bool any = false;
  SeedScore worst;
  uint64_t seedsWithLoss = 0;

  void add(const SeedScore& next) {
    if (next.score.points() < next.score.maxPoints()) ++seedsWithLoss;
    if (any && next.score.points() >= worst.score.points()) return;
    any = true;
    worst = next;
  }
};

void printSeedSummary(const std::map<Scenario, WorstOf>& results, const Options& options) {
  std::cout << "\n";
  for (const auto& [scenario, result] : results) {
    const grading::ScenarioScore& score = result.worst.score;
    std::cout << grading::scenarioName(scenario) << ": " << options.seeds.count() << " seeds, "
              << (options.seeds.count() - result.seedsWithLoss) << " with full marks";
    if (result.seedsWithLoss > 0) {
      std::cout << "; the worst is seed " << result.worst.seed << ", " << score.points() << " / "
                << score.maxPoints() << "\n  replay: " << options.application << " "
                << grading::confFileName(scenario) << " --seed " << result.worst.seed;
    }
    std::cout << "\n";
  }
}

int runTests(const Options& options) {
  if (::mkdir(kLogsFolder, 0777) != 0 && errno != EEXIST) {
    std::cerr << kLogsFolder << ": cannot be made: " << std::strerror(errno) << "\n";
    return kUsage;
  }
  const std::vector<Scenario>& scenarios = options.choice->scenarios;
  const uint64_t count = scenarios.size() * options.seeds.count();
  const auto scenarioOf = [&](uint64_t job) { return scenarios[job % scenarios.size()]; };
  const auto seedOf = [&](uint64_t job) { return options.seeds.first + job / scenarios.size(); };

  const std::string secret = makeSecret();
  std::set<Scenario> hanging;  // Once is enough: all seeds would take as long.
  bool saidOpen = false;
  std::map<Scenario, WorstOf> results;
  uint64_t failures = 0;
  const auto seconds = [] {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
  };
  sim::ProgressBar bar("runs", count, ::isatty(STDERR_FILENO) == 1, seconds);
  const auto report = [&](uint64_t job, const sim::JobOutcome& outcome) {
    const Scenario scenario = scenarioOf(job);
    const grading::TestRun run = makeRun(options, scenario, seedOf(job), secret);
    const grading::ConfinedOutcome ended = receivedOutcome(outcome);
    if (hanging.count(scenario) > 0) {
      std::error_code failure;
      std::filesystem::remove_all(run.folder, failure);
      return;
    }
    if (ended.timedOut) hanging.insert(scenario);
    if (!ended.wasIsolated && !saidOpen) {
      saidOpen = true;
      std::cerr << "note: this system does not allow to cut runs off from the network\n";
    }
    const SeedScore result = {seedOf(job), collectScore(scenario, run, ended, *options.choice)};
    if (!result.score.note.empty()) {
      bar.clear();
      std::cerr << grading::scenarioName(scenario) << ", seed " << result.seed << ": "
                << result.score.note << "\n";
    }
    if (result.score.points() < result.score.maxPoints()) ++failures;
    results[scenario].add(result);
    if (options.verbose) {
      bar.clear();
      std::cout << grading::scenarioName(scenario) << ", seed " << result.seed << ": "
                << result.score.points() << " / " << result.score.maxPoints() << std::endl;
    }
    bar.show(job + 1, failures);
  };
  std::string error;
  const bool able = sim::runJobs(
      0, count - 1, options.jobs == 0 ? sim::defaultJobs() : options.jobs,
      [&](uint64_t job, int descriptor) {
        if (hanging.count(scenarioOf(job)) > 0) return static_cast<int>(kFullMarks);
        return startRun(makeRun(options, scenarioOf(job), seedOf(job), secret), descriptor);
      },
      report, &error);
  bar.clear();
  if (!able) {
    std::cerr << error << "\n";
    return kUsage;
  }
  std::vector<ScenarioScore> worst;
  for (const auto& [scenario, result] : results) worst.push_back(result.worst.score);
  const bool full = printReports(worst);
  if (options.seeds.count() > 1) printSeedSummary(results, options);
  return full ? kFullMarks : kPointsLost;
}

// ---- Submissions.

// What a build needs of the environment, and nothing else.
std::vector<std::string> buildEnvironment() {
  std::vector<std::string> kept = {"LC_ALL=C"};
  for (const char* name : {"PATH", "HOME", "TMPDIR", "CXX"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) kept.push_back(std::string(name) + "=" + value);
  }
  return kept;
}

// Stages and builds the submission. False, with the reason printed, if it cannot be run.
bool buildSubmission(Options* options) {
  std::string error;
  const auto submission = grading::readSubmission(options->submission, ".", &error);
  const std::string folder = grading::stagingFolder(options->submission);
  if (!submission || !grading::stage(*submission, folder, &error)) {
    std::cerr << "KVStoreGrader.sh: " << error << "\n";
    return false;
  }
  for (const std::string& notice : submission->notices) std::cerr << "note: " << notice << "\n";
  options->application = "./" + folder + "/Application";
  const grading::Confined build = grading::confinedBuild(
      absolute("."), {"STAGED=" + folder, folder + "/Application"}, buildEnvironment());
  grading::ConfinedOutcome outcome;
  sim::runJobs(
      0, 0, 1, [&](uint64_t, int descriptor) { return sendOutcome(build, descriptor); },
      [&](uint64_t, const sim::JobOutcome& job) { outcome = receivedOutcome(job); }, &error);
  const bool built = outcome.exitCode == 0 && outcome.killedBy == 0 && !outcome.timedOut;
  if (built && options->verbose) std::cout << outcome.said;
  if (built) return true;
  std::cerr << outcome.said << "KVStoreGrader.sh: it does not build"
            << (outcome.timedOut ? " within " + std::to_string(build.limits.seconds) + " s" : "")
            << "; see above\n";
  return false;
}

// Paths on the command line are meant from where the caller stands; the rest goes on at home.
bool goHome(Options* options) {
  if (!options->submission.empty()) options->submission = absolute(options->submission);
  if (options->home.empty() || ::chdir(options->home.c_str()) == 0) return true;
  std::cerr << options->home << ": " << std::strerror(errno) << "\n";
  return false;
}

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  std::string error;
  if (!readOptions(std::vector<std::string>(argv + 1, argv + argc), &options, &error)) {
    std::cerr << "KVStoreGrader.sh: " << error << "\n";
    return kUsage;
  }
  if (options.help) {
    std::cout << kHelp;
    return kFullMarks;
  }
  if (!options.logsFolder.empty()) return scoreLogs(options);
  if (!goHome(&options)) return kUsage;
  if (!options.submission.empty() && !buildSubmission(&options)) return kUsage;
  return runTests(options);
}
