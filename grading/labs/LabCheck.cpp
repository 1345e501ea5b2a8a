#include "grading/labs/LabCheck.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "grading/confine/ConfinedJob.h"
#include "grading/confine/TestRun.h"
#include "grading/explain/evidence/RunEvidence.h"
#include "grading/score/Scorer.h"
#include "host/Check.h"

namespace grading {

namespace {

namespace files = std::filesystem;

struct PlannedRun {
  LabGroup group;
  Trial trial;
};

std::vector<PlannedRun> missingRuns(const Lab& lab, const LabEvidence& evidence) {
  std::vector<PlannedRun> planned;
  for (const LabGroup group : lab.groups) {
    if (evidence.groups.count(group) > 0) continue;
    for (const Trial& trial : trialsOf(group)) planned.push_back({group, trial});
  }
  return planned;
}

TestRun testRunOf(const CodePlan& plan, const PlannedRun& planned, uint64_t job) {
  TestRun run = runOfProgram(plan.application, planned.trial.conf,
                             plan.folder + "/lab-" + std::to_string(job));
  run.seed = planned.trial.seed;
  run.secret = plan.secret;
  run.seconds = plan.secondsPerRun;
  run.report = Report::AllEvents;
  run.options = optionsOf(planned.trial.settings);
  if (planned.group == LabGroup::Probed) run.options.push_back("--probe");
  return run;
}

LabRun labRunOf(const CodePlan& plan, const PlannedRun& planned, const TestRun& run,
                const ConfinedOutcome& outcome) {
  LabRun made;
  made.trial = planned.trial;
  made.replay = replayOf(plan.replay, planned.trial);
  LogLines lines;
  made.evidence = evidenceOf(run, outcome, &lines);
  if (planned.trial.scenario) made.score = score(*planned.trial.scenario, lines.text());
  made.score.note = noteOf(run, outcome, reportOf(run, outcome));
  return made;
}

// Adds the runs that `lab` needs and nobody has made. Once a run did not end in time, no further
// one is made: it shows that the lab is not done.
std::string makeRuns(const Lab& lab, const CodePlan& plan, LabEvidence* evidence) {
  const std::vector<PlannedRun> planned = missingRuns(lab, *evidence);
  if (planned.empty()) return "";
  bool hangs = false;
  const auto body = [&](uint64_t job, int descriptor) {
    return beConfinedAfresh(confinedRun(testRunOf(plan, planned[job], job)), descriptor);
  };
  const auto report = [&](uint64_t job, const host::JobOutcome& ended) {
    const TestRun run = testRunOf(plan, planned[job], job);
    const ConfinedOutcome outcome = outcomeOf(ended);
    evidence->groups[planned[job].group].push_back(labRunOf(plan, planned[job], run, outcome));
    hangs = hangs || outcome.timedOut;
    std::error_code ignored;
    files::remove_all(run.folder, ignored);
  };
  std::string error;
  plan.progress->begin("runs of lab " + std::to_string(lab.number), planned.size());
  host::runJobs(
      0, planned.size() - 1, plan.jobs, body, report, &error, [&] { return hangs; },
      [&](uint64_t over) { plan.progress->show(over); });
  return error;
}

}  // namespace

std::string checkLab(int number, const CodePlan& plan, LabVerdict* verdict) {
  CHECK(1 <= number && number <= kLabs);
  LabEvidence evidence;
  evidence.files = gradedFiles(plan);
  evidence.warnings = warningFindings(plan);
  verdict->warnings = evidence.warnings;
  for (const Lab& lab : labs()) {
    verdict->lab = &lab;
    const std::string error = makeRuns(lab, plan, &evidence);
    if (!error.empty()) return error;
    verdict->remarks = remarksOn(lab, evidence);
    const bool isAsked = lab.number == number;
    if (verdict->remarks.empty() && isAsked && lab.usesSanitizers) {
      evidence.sanitizers =
          sanitizerFindings(plan, {Scenario::SingleFailure, Scenario::MultiFailure});
      verdict->remarks = sanitizerRemarks(evidence);
    }
    if (isAsked || !verdict->remarks.empty()) return "";
  }
  return "";
}

}  // namespace grading
