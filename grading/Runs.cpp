#include "grading/Runs.h"

#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <vector>

#include "grading/ConfinedJob.h"
#include "grading/TestRun.h"
#include "grading/Trial.h"

namespace grading {

namespace {

namespace files = std::filesystem;

struct Run {
  Scenario scenario;
  uint64_t seed;
};

Run runOf(const RunPlan& plan, uint64_t job) {
  const std::vector<Scenario>& scenarios = plan.choice.scenarios;
  return {scenarios[job % scenarios.size()], plan.seeds.first + job / scenarios.size()};
}

std::string folderOf(const RunPlan& plan, const Run& run) {
  return plan.folder + "/" + std::string(scenarioName(run.scenario)) + "-seed-" +
         std::to_string(run.seed);
}

std::string absolute(const std::string& path) { return files::absolute(path).string(); }

TestRun testRunOf(const RunPlan& plan, const Run& run) {
  TestRun test;
  test.application = absolute(plan.application);
  test.conf = absolute(confFileName(run.scenario));
  test.folder = absolute(folderOf(plan, run));
  test.seed = run.seed;
  test.secret = plan.secret;
  test.seconds = plan.secondsPerRun;
  return test;
}

RunGrade gradeOf(const RunPlan& plan, const Run& run, const ConfinedOutcome& outcome) {
  RunGrade grade;
  grade.seed = run.seed;
  grade.timedOut = outcome.timedOut;
  grade.score = chosenOf(scoreRun(run.scenario, testRunOf(plan, run), outcome), plan.choice);
  grade.replay =
      plan.application + " " + confFileName(run.scenario) + " --seed " + std::to_string(run.seed);
  return grade;
}

// The run's dbg.log becomes FOLDER/SCENARIO.dbg.log; the rest goes.
void tidyUp(const RunPlan& plan, const Run& run) {
  std::error_code ignored;
  files::rename(folderOf(plan, run) + "/dbg.log", plan.folder + "/" + logFileName(run.scenario),
                ignored);
  files::remove_all(folderOf(plan, run), ignored);
}

// What the stores of all runs sent, and for how many calls.
struct Traffic {
  double messages = 0;
  double operations = 0;

  // Adds a run's metrics. A run that crashed has none.
  void add(const std::string& metrics) {
    const std::map<std::string, double> numbers = readNumbers(metrics);
    if (numbers.empty()) return;
    messages += numbers.at("store_messages_sent");
    operations += numbers.at("operations");
  }
};

// What is wrong with the folder, or "".
std::string makeFolder(const std::string& folder) {
  std::error_code error;
  files::create_directories(folder, error);
  return error ? folder + ": cannot be made: " + error.message() : "";
}

}  // namespace

std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade) {
  std::string error = makeFolder(plan.folder);
  if (!error.empty()) return error;
  const uint64_t total = plan.choice.scenarios.size() * plan.seeds.count();
  std::map<Scenario, std::vector<RunGrade>> runs;
  Traffic traffic;
  std::set<Scenario> hanging;  // One run that had to be ended is enough: all would take as long.
  const auto report = [&](uint64_t job, const sim::JobOutcome& ended) {
    const Run run = runOf(plan, job);
    const ConfinedOutcome outcome = outcomeOf(ended);
    std::vector<RunGrade>& ofScenario = runs[run.scenario];
    if (hanging.count(run.scenario) == 0) {
      if (outcome.timedOut) hanging.insert(run.scenario);
      grade->wasIsolated = grade->wasIsolated && outcome.wasIsolated;
      ofScenario.push_back(gradeOf(plan, run, outcome));
      if (!isMembership(run.scenario)) {
        traffic.add(reportOf(testRunOf(plan, run), outcome).metrics);
      }
    }
    tidyUp(plan, run);
    onRun(ofScenario.back(), job + 1, total);
  };
  const auto body = [&](uint64_t job, int descriptor) {
    const Run run = runOf(plan, job);
    return hanging.count(run.scenario) > 0 ? 0 : beTestRun(testRunOf(plan, run), descriptor);
  };
  if (!sim::runJobs(0, total - 1, plan.jobs, body, report, &error)) return error;
  grade->firstSeed = plan.seeds.first;
  grade->lastSeed = plan.seeds.last;
  for (const auto& [scenario, ofScenario] : runs) {
    for (const TestGrade& test : gradeTests(ofScenario)) grade->tests.push_back(test);
  }
  if (traffic.operations > 0) grade->messagesPerOperation = traffic.messages / traffic.operations;
  return "";
}

}  // namespace grading
