#include "grading/examine/CodeFindings.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string_view>

#include "grading/confine/ConfinedJob.h"
#include "grading/confine/TestRun.h"
#include "grading/confine/UnfinishedBuild.h"
#include "grading/examine/Sanitizers.h"
#include "grading/examine/Warnings.h"
#include "grading/intake/SourceScan.h"
#include "grading/score/Scenario.h"
#include "host/WholeFile.h"

namespace grading {

namespace {

namespace files = std::filesystem;

// Between them they call all that a submission has.
const std::vector<Scenario> kSanitizedScenarios = {Scenario::Create, Scenario::Read,
                                                   Scenario::Update, Scenario::SingleFailure,
                                                   Scenario::MultiFailure};
// How much longer than others such a run may take.
constexpr int kSlower = 3;
// How the files begin in which the sanitizers leave their reports.
constexpr std::string_view kReportName = "sanitizer-report-";

std::string folderOf(const CodePlan& plan) {
  return files::path(plan.application).parent_path().lexically_normal().string();
}

std::string buildOutput(const CodePlan& plan) {
  std::string all;
  for (const char* name : {"MP1Node", "MP2Node", "CourseMembership", "CourseStore"}) {
    all += host::readWholeFile(folderOf(plan) + "/" + name + ".o.said");
  }
  return all;
}

// Where the four files tell the compiler not to warn.
std::vector<std::string> hiddenPlaces(const CodePlan& plan) {
  std::vector<std::string> all;
  for (const SubmittedFile& file : gradedFiles(plan)) {
    for (const auto& place : hiddenWarnings(file)) all.push_back(place);
  }
  return all;
}

// Why it could not be built, or "".
std::string buildSanitized(const CodePlan& plan, const std::string& application) {
  std::vector<std::string> arguments = {"EDITION=" + plan.edition, application};
  if (plan.isStaged) arguments.insert(arguments.begin(), "STAGED=" + folderOf(plan));
  ConfinedOutcome outcome;
  plan.progress->begin("building it again, with the sanitizers");
  const UnfinishedBuild unfinished(files::path(application).parent_path().string());
  const std::string error =
      runInJob(confinedBuild(folderOf(plan), arguments, plan.environment), plan.progress, &outcome);
  if (!error.empty()) return error;
  if (outcome.timedOut) return "building it takes too long";
  if (outcome.killedBy != 0) return "its build ended with " + host::endText(0, outcome.killedBy);
  return outcome.exitCode == 0
             ? ""
             : "the compiler cannot build it: g++ and clang++ come with them, but on some systems "
               "as packages of their own, libasan and libubsan";
}

TestRun sanitizedRun(const CodePlan& plan, const std::string& application, Scenario scenario) {
  TestRun run = runOfProgram(application, confFileName(scenario),
                             plan.folder + "/sanitized-" + std::string(scenarioName(scenario)));
  run.seed = plan.seed;
  run.secret = plan.secret;
  run.seconds = kSlower * plan.secondsPerRun;
  return run;
}

// Reports go to files: the submission may close stderr. A run that they end lacks its last tick, so
// that the status need not tell, which would be the same for leaks at the end.
Confined confinedBySanitizers(const TestRun& run) {
  Confined confined = confinedRun(run);
  const std::string reports = ":log_path=" + run.folder + "/" + std::string(kReportName);
  // Traces through the framework need the slow way; the tables of all addresses need room.
  confined.environment.push_back(
      "ASAN_OPTIONS=fast_unwind_on_malloc=0:hard_rss_limit_mb=2048:exitcode=0" + reports + "a");
  confined.environment.push_back("UBSAN_OPTIONS=print_stacktrace=1" + reports + "u");
  confined.limits.memoryBytes = std::numeric_limits<size_t>::max();
  return confined;
}

// What the sanitizers left in the run's folder: a file for each of the two and each process.
std::string reportsIn(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code ignored;
  for (const auto& entry : files::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().starts_with(kReportName) &&
        entry.symlink_status(ignored).type() == files::file_type::regular) {
      paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::string all;
  for (const std::string& path : paths) all += host::readWholeFile(path);
  return all;
}

std::vector<Finding> unknown(const std::string& why) {
  Finding finding;
  finding.name = "sanitizers";
  finding.title = "Under the sanitizers";
  finding.kind = Finding::Unknown;
  finding.text = why + ".";
  return {finding};
}

}  // namespace

std::vector<SubmittedFile> gradedFiles(const CodePlan& plan) {
  const std::string folder = plan.isStaged ? folderOf(plan) + "/source/" : "";
  std::vector<SubmittedFile> graded;
  for (const std::string& name : submittedNames()) {
    graded.push_back({name, host::readWholeFile(folder + name)});
  }
  return graded;
}

std::vector<Finding> sanitizerFindings(const CodePlan& plan,
                                       const std::vector<Scenario>& scenarios) {
  const std::string application = folderOf(plan) + "/sanitized/Application";
  std::string error = buildSanitized(plan, application);
  if (!error.empty()) return unknown(error);
  std::vector<SanitizedRun> runs;
  const auto runOf = [&](uint64_t job) { return sanitizedRun(plan, application, scenarios[job]); };
  const auto body = [&](uint64_t job, int descriptor) {
    return beConfinedAfresh(confinedBySanitizers(runOf(job)), descriptor);
  };
  const auto report = [&](uint64_t job, const host::JobOutcome& ended) {
    const TestRun run = runOf(job);
    const ConfinedOutcome outcome = outcomeOf(ended);
    SanitizedRun sanitized;
    sanitized.said = reportsIn(run.folder);
    sanitized.ending = endingText(run, outcome, reportOf(run, outcome).hasEnded);
    sanitized.replay = plan.grader + " --sanitize";
    runs.push_back(sanitized);
    std::error_code ignored;
    files::remove_all(run.folder, ignored);
  };
  plan.progress->begin("runs under the sanitizers", scenarios.size());
  const bool able = host::runJobs(0, scenarios.size() - 1, plan.jobs, body, report, &error, nullptr,
                                  [&](uint64_t over) { plan.progress->show(over); });
  if (!able) return unknown(error);
  return sanitizerFindings(runs);
}

std::vector<Finding> warningFindings(const CodePlan& plan) {
  return warningFindings(buildOutput(plan), hiddenPlaces(plan));
}

std::vector<Finding> codeFindings(const CodePlan& plan) {
  std::vector<Finding> findings = warningFindings(plan);
  if (!plan.sanitize) return findings;
  for (const Finding& finding : sanitizerFindings(plan, kSanitizedScenarios))
    findings.push_back(finding);
  return findings;
}

}  // namespace grading
