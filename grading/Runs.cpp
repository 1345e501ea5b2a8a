#include "grading/Runs.h"

#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <vector>

#include "grading/ConfinedJob.h"
#include "grading/Explanation.h"
#include "grading/RunEvidence.h"
#include "grading/TestRun.h"
#include "grading/Trial.h"

namespace grading {

namespace {

namespace files = std::filesystem;

struct Run {
  Scenario scenario;
  uint64_t seed;

  auto operator<=>(const Run&) const = default;
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
  test.isClassic = plan.isClassic;
  return test;
}

RunGrade gradeOf(const RunPlan& plan, const Run& run, const ConfinedOutcome& outcome,
                 const RunReport& report) {
  RunGrade grade;
  grade.seed = run.seed;
  grade.timedOut = outcome.timedOut;
  grade.score =
      chosenOf(scoreRun(run.scenario, testRunOf(plan, run), outcome, report), plan.choice);
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

// ---- Why points were lost.

void explain(const Run& run, const Evidence& evidence, Grade* grade) {
  for (TestGrade& test : grade->tests) {
    if (Run{test.scenario, test.worstSeed} == run) {
      test.explanation = explanationOf(test, evidence);
    }
  }
}

// Makes the worst run of each test that lost points once more, for all that happened in it.
std::string explainLostPoints(const RunPlan& plan, const std::map<Scenario, Ending>& hanging,
                              Grade* grade) {
  std::set<Run> worst;
  for (const TestGrade& test : grade->tests) {
    if (test.points < test.maxPoints) worst.insert({test.scenario, test.worstSeed});
  }
  std::vector<Run> runs;
  for (const Run& run : worst) {
    const auto ended = hanging.find(run.scenario);
    if (ended == hanging.end()) {
      runs.push_back(run);
      continue;
    }
    Evidence evidence;
    evidence.ending = ended->second;
    explain(run, evidence, grade);
  }
  if (runs.empty()) return "";
  const auto testRun = [&](uint64_t job) {
    TestRun test = testRunOf(plan, runs[job]);
    test.tellsAll = true;
    return test;
  };
  const auto body = [&](uint64_t job, int descriptor) {
    return beConfinedAfresh(confinedRun(testRun(job)), descriptor);
  };
  const auto report = [&](uint64_t job, const sim::JobOutcome& ended) {
    explain(runs[job], evidenceOf(testRun(job), outcomeOf(ended)), grade);
    std::error_code ignored;
    files::remove_all(folderOf(plan, runs[job]), ignored);
  };
  std::string error;
  sim::runJobs(0, runs.size() - 1, plan.jobs, body, report, &error);
  return error;
}

}  // namespace

std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade) {
  const uint64_t total = plan.choice.scenarios.size() * plan.seeds.count();
  std::map<Scenario, std::vector<RunGrade>> runs;
  Traffic traffic;
  // How those ended that had to be: one run is enough, all would take as long.
  std::map<Scenario, Ending> hanging;
  const auto report = [&](uint64_t job, const sim::JobOutcome& ended) {
    const Run run = runOf(plan, job);
    const ConfinedOutcome outcome = outcomeOf(ended);
    std::vector<RunGrade>& ofScenario = runs[run.scenario];
    if (hanging.count(run.scenario) == 0) {
      if (outcome.timedOut) {
        hanging[run.scenario] = endingOf(outcome, confinedRun(testRunOf(plan, run)).limits);
      }
      grade->wasIsolated = grade->wasIsolated && outcome.wasIsolated;
      const RunReport told = reportOf(testRunOf(plan, run), outcome);
      ofScenario.push_back(gradeOf(plan, run, outcome, told));
      if (!isMembership(run.scenario)) traffic.add(told.metrics);
    }
    tidyUp(plan, run);
    onRun(ofScenario.back(), job + 1, total);
  };
  const auto body = [&](uint64_t job, int descriptor) {
    const Run run = runOf(plan, job);
    if (hanging.count(run.scenario) > 0) return 0;
    return beConfinedAfresh(confinedRun(testRunOf(plan, run)), descriptor);
  };
  std::string error;
  if (!sim::runJobs(0, total - 1, plan.jobs, body, report, &error)) return error;
  grade->firstSeed = plan.seeds.first;
  grade->lastSeed = plan.seeds.last;
  for (const auto& [scenario, ofScenario] : runs) {
    for (const TestGrade& test : gradeTests(ofScenario)) grade->tests.push_back(test);
  }
  if (traffic.operations > 0) grade->messagesPerOperation = traffic.messages / traffic.operations;
  return plan.explains ? explainLostPoints(plan, hanging, grade) : "";
}

}  // namespace grading
