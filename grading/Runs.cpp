#include "grading/Runs.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "grading/Scorer.h"
#include "sim/JobPool.h"

namespace grading {

namespace {

constexpr char kMetricsFile[] = "/metrics.txt";

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

std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// Becomes the run. The process's stderr is the pipe: a crash's message is worth reporting.
int beRun(const RunPlan& plan, const Run& run, int descriptor) {
  const std::string folder = folderOf(plan, run);
  const std::string metrics = folder + kMetricsFile;
  // What an earlier run may have left must not be scored as this one's.
  for (const std::string& file : {folder + "/dbg.log", metrics}) std::remove(file.c_str());
  const std::string conf = confFileName(run.scenario);
  const std::string seed = std::to_string(run.seed);
  ::dup2(descriptor, STDERR_FILENO);
  ::execl(plan.application.c_str(), plan.application.c_str(), conf.c_str(), "--seed", seed.c_str(),
          "--out", folder.c_str(), "--metrics", metrics.c_str(), "--quiet",
          static_cast<char*>(nullptr));
  std::cerr << plan.application << ": cannot be run: " << std::strerror(errno) << "\n";
  return 2;
}

std::string lastLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const size_t lineBreak = text.rfind('\n');
  return lineBreak == std::string::npos ? text : text.substr(lineBreak + 1);
}

// How the run ended, if not as it should.
std::string endOf(const sim::JobOutcome& outcome) {
  if (outcome.killedBy == 0 && outcome.exitCode == 0) return "";
  const std::string said = lastLine(outcome.output);
  return "the run ended with " +
         (outcome.killedBy != 0 ? "signal " + std::to_string(outcome.killedBy)
                                : "exit status " + std::to_string(outcome.exitCode)) +
         (said.empty() ? "" : ": " + said);
}

RunGrade gradeOf(const RunPlan& plan, const Run& run, const sim::JobOutcome& outcome) {
  RunGrade grade;
  grade.seed = run.seed;
  const std::string log = readFile(folderOf(plan, run) + "/dbg.log");
  grade.score = chosenOf(score(run.scenario, log), plan.choice);
  const std::string end = endOf(outcome);
  if (!end.empty()) grade.score.note = end;
  grade.replay =
      plan.application + " " + confFileName(run.scenario) + " --seed " + std::to_string(run.seed);
  return grade;
}

// The run's dbg.log becomes FOLDER/SCENARIO.dbg.log; the rest goes.
void tidyUp(const RunPlan& plan, const Run& run) {
  const std::string folder = folderOf(plan, run);
  const std::string kept = plan.folder + "/" + logFileName(run.scenario);
  std::remove(kept.c_str());
  std::rename((folder + "/dbg.log").c_str(), kept.c_str());
  for (const char* file : {"/stats.log", "/msgcount.log", kMetricsFile}) {
    std::remove((folder + file).c_str());
  }
  ::rmdir(folder.c_str());
}

// What the stores of all runs sent, and for how many calls.
struct Traffic {
  double messages = 0;
  double operations = 0;

  // Adds a run's metrics. A run that crashed has none.
  void add(const std::string& metricsFile) {
    std::ifstream file(metricsFile);
    std::string name;
    double number = 0;
    while (file >> name >> number) {
      if (name == "store_messages_sent") messages += number;
      if (name == "operations") operations += number;
    }
  }
};

// What is wrong with the folder, or "".
std::string makeFolder(const std::string& folder) {
  for (size_t slash = folder.find('/', 1);; slash = folder.find('/', slash + 1)) {
    const std::string part = folder.substr(0, slash);
    if (::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
      return part + ": cannot be made: " + std::strerror(errno);
    }
    if (slash == std::string::npos) return "";
  }
}

}  // namespace

std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade) {
  std::string error = makeFolder(plan.folder);
  if (!error.empty()) return error;
  const uint64_t total = plan.choice.scenarios.size() * plan.seeds.count();
  std::map<Scenario, std::vector<RunGrade>> runs;
  Traffic traffic;
  const auto report = [&](uint64_t job, const sim::JobOutcome& outcome) {
    const Run run = runOf(plan, job);
    std::vector<RunGrade>& ofScenario = runs[run.scenario];
    ofScenario.push_back(gradeOf(plan, run, outcome));
    if (!isMembership(run.scenario)) traffic.add(folderOf(plan, run) + kMetricsFile);
    tidyUp(plan, run);
    onRun(ofScenario.back(), job + 1, total);
  };
  const auto body = [&](uint64_t job, int descriptor) {
    return beRun(plan, runOf(plan, job), descriptor);
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
