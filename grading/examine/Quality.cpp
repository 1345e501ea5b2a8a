#include "grading/examine/Quality.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "grading/confine/ConfinedJob.h"
#include "grading/confine/TestRun.h"
#include "grading/examine/examinations/Examinations.h"

namespace grading {

namespace {

namespace files = std::filesystem;

struct PlannedTrial {
  TrialGroup group;
  Trial trial;
};

std::vector<PlannedTrial> allTrials() {
  std::vector<PlannedTrial> all;
  for (TrialGroup group : trialGroups()) {
    for (const Trial& trial : trialsOf(group)) all.push_back({group, trial});
  }
  return all;
}

TestRun testRunOf(const RunPlan& plan, const Trial& trial, uint64_t job) {
  TestRun run =
      runOfProgram(plan.application, trial.conf, plan.folder + "/quality-" + std::to_string(job));
  run.seed = trial.seed;
  run.secret = plan.secret;
  run.seconds = std::min(trial.seconds, plan.secondsPerRun);
  std::vector<std::string> settings = trial.settings;
  // The run has a folder of its own, from where the conf's path leads nowhere.
  if (!trial.schedule.empty()) {
    settings.push_back("FAULTS=" + files::absolute(trial.schedule).string());
  }
  run.options = optionsOf(settings);
  run.options.push_back("--check");
  return run;
}

TrialResult resultOf(const TestRun& run, const Trial& trial, const ConfinedOutcome& outcome) {
  TrialResult result;
  result.trial = trial;
  result.trial.seconds = run.seconds;
  const RunReport report = reportOf(run, outcome);
  if (trial.scenario) result.score = scoreRun(*trial.scenario, run, outcome, report);
  if (outcome.timedOut) {
    result.ending = TrialResult::OutOfTime;
  } else if (!report.hasEnded) {
    result.ending = TrialResult::Broken;
    result.note = noteOf(run, outcome, report);
  }
  result.numbers = readNumbers(report.metrics);
  return result;
}

bool isLargest(const PlannedTrial& planned) { return planned.group == TrialGroup::HundredPeers; }

void addFindings(const std::map<TrialGroup, TrialResults>& results, Grade* grade) {
  for (const Examination& examination : examinations()) {
    TrialResults ofGroups;
    for (TrialGroup group : examination.groups) {
      const TrialResults& more = results.at(group);
      ofGroups.insert(ofGroups.end(), more.begin(), more.end());
    }
    grade->findings.push_back(findingOf(examination, ofGroups));
  }
}

}  // namespace

std::string examineQuality(const RunPlan& plan, Grade* grade) {
  const std::vector<PlannedTrial> planned = allTrials();
  std::map<TrialGroup, TrialResults> results;
  bool isEnough = false;  // One run that had to be ended is enough: all would take as long.
  const auto report = [&](uint64_t job, const host::JobOutcome& ended) {
    const Trial& trial = planned[job].trial;
    const TestRun run = testRunOf(plan, trial, job);
    const ConfinedOutcome outcome = outcomeOf(ended);
    TrialResult result = resultOf(run, trial, outcome);
    if (isEnough) {
      result.ending = TrialResult::NotTried;
    } else {
      grade->wasIsolated = grade->wasIsolated && outcome.wasIsolated;
    }
    if (outcome.timedOut && !isLargest(planned[job])) isEnough = true;
    result.replay = replayOf(plan.replay, trial) + " --check";
    grade->active.merge(activeParts(result.numbers));
    results[planned[job].group].push_back(std::move(result));
    std::error_code ignored;
    files::remove_all(run.folder, ignored);
  };
  const auto body = [&](uint64_t job, int descriptor) {
    if (isEnough) return 0;
    const TestRun run = testRunOf(plan, planned[job].trial, job);
    return beConfinedAfresh(confinedRun(run), descriptor);
  };
  std::string error;
  plan.progress->begin("runs beyond the course's tests", planned.size());
  const bool able = host::runJobs(0, planned.size() - 1, plan.jobs, body, report, &error, nullptr,
                                  [&](uint64_t over) { plan.progress->show(over); });
  if (!able) return error;
  addFindings(results, grade);
  return "";
}

void skipQuality(Grade* grade) {
  std::map<TrialGroup, TrialResults> results;
  for (const PlannedTrial& planned : allTrials()) {
    TrialResult result;
    result.trial = planned.trial;
    result.ending = TrialResult::NotTried;
    results[planned.group].push_back(result);
  }
  addFindings(results, grade);
}

}  // namespace grading
