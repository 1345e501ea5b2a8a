// The grader's program, behind KVStoreGrader.sh: runs the course's tests and prints the scores.
//
// Each run is `./Application CONF --seed N` in a process and a folder of its own; what it wrote is
// then scored (Scorer.h). Nothing of a submission is linked into this program.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grading/Report.h"
#include "grading/Scorer.h"
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
  --jobs J        so many runs at a time (all processors)
  --logs DIR      scores the logs in DIR (create.dbg.log, ..., singlefailure.dbg.log,
                  ...) without building or running anything
  -v              says what each run came to
  --help

SUBMISSION=DIR ./KVStoreGrader.sh grades the four files in DIR instead of those here.
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
      // Given by KVStoreGrader.sh.
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

std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// Becomes the run. The process's stderr is the pipe: a crash's message is worth reporting.
int runApplication(const std::string& application, Scenario scenario, uint64_t seed,
                   int descriptor) {
  const std::string folder = runFolder(scenario, seed);
  // What an earlier run may have left must not be scored as this one's.
  std::remove((folder + "/dbg.log").c_str());
  const std::string conf = grading::confFileName(scenario);
  const std::string seedText = std::to_string(seed);
  ::dup2(descriptor, STDERR_FILENO);
  ::execl(application.c_str(), application.c_str(), conf.c_str(), "--seed", seedText.c_str(),
          "--out", folder.c_str(), "--quiet", static_cast<char*>(nullptr));
  std::cerr << application << ": cannot be run: " << std::strerror(errno) << "\n";
  return kUsage;
}

std::string lastLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const size_t lineBreak = text.rfind('\n');
  return lineBreak == std::string::npos ? text : text.substr(lineBreak + 1);
}

// The score of a run that is over. Its dbg.log is kept as grade-logs/SCENARIO.dbg.log.
ScenarioScore collectScore(Scenario scenario, uint64_t seed, const sim::JobOutcome& outcome,
                           const TestChoice& choice) {
  const std::string folder = runFolder(scenario, seed);
  const std::string kept = std::string(kLogsFolder) + "/" + grading::logFileName(scenario);
  ScenarioScore score = chosenOf(grading::score(scenario, readFile(folder + "/dbg.log")), choice);
  std::remove(kept.c_str());
  std::rename((folder + "/dbg.log").c_str(), kept.c_str());
  for (const char* file : {"/stats.log", "/msgcount.log"}) std::remove((folder + file).c_str());
  ::rmdir(folder.c_str());
  if (outcome.killedBy != 0 || outcome.exitCode != 0) {
    const std::string said = lastLine(outcome.output);
    score.note = "the run ended with " +
                 (outcome.killedBy != 0 ? "signal " + std::to_string(outcome.killedBy)
                                        : "exit status " + std::to_string(outcome.exitCode)) +
                 (said.empty() ? "" : ": " + said);
  }
  return score;
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

  std::map<Scenario, WorstOf> results;
  uint64_t failures = 0;
  const auto seconds = [] {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
  };
  sim::ProgressBar bar("runs", count, ::isatty(STDERR_FILENO) == 1, seconds);
  const auto report = [&](uint64_t job, const sim::JobOutcome& outcome) {
    const Scenario scenario = scenarioOf(job);
    const SeedScore result = {seedOf(job),
                              collectScore(scenario, seedOf(job), outcome, *options.choice)};
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
        return runApplication(options.application, scenarioOf(job), seedOf(job), descriptor);
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
  return options.logsFolder.empty() ? runTests(options) : scoreLogs(options);
}
