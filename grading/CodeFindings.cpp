#include "grading/CodeFindings.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

#include "grading/ConfinedJob.h"
#include "grading/Sanitizers.h"
#include "grading/Scenario.h"
#include "grading/TestRun.h"
#include "grading/Warnings.h"

namespace grading {

namespace {

namespace files = std::filesystem;

// Between them they call all that a submission has.
constexpr Scenario kScenarios[] = {Scenario::Create, Scenario::Read, Scenario::Update,
                                   Scenario::SingleFailure, Scenario::MultiFailure};
// How much longer than others such a run may take.
constexpr int kSlower = 3;

std::string folderOf(const CodePlan& plan) {
  return files::path(plan.application).parent_path().lexically_normal().string();
}

std::string buildOutput(const CodePlan& plan) {
  std::string all;
  for (const char* name : {"MP1Node", "MP2Node", "CourseNodes"}) {
    std::ifstream file(folderOf(plan) + "/" + name + ".o.said", std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

// Why it could not be built, or "".
std::string buildSanitized(const CodePlan& plan, const std::string& application) {
  std::vector<std::string> arguments = {application};
  if (plan.isStaged) arguments.insert(arguments.begin(), "STAGED=" + folderOf(plan));
  ConfinedOutcome outcome;
  const std::string error =
      runInJob(confinedBuild(folderOf(plan), arguments, plan.environment), &outcome);
  if (!error.empty()) return error;
  if (outcome.timedOut) return "building it takes too long";
  return outcome.exitCode == 0 && outcome.killedBy == 0
             ? ""
             : "the compiler cannot build it: g++ and clang++ come with them, but on some systems "
               "as packages of their own, libasan and libubsan";
}

Confined sanitizedRun(const CodePlan& plan, const std::string& application, Scenario scenario) {
  TestRun run;
  run.application = files::absolute(application).string();
  run.conf = files::absolute(confFileName(scenario)).string();
  run.folder =
      files::absolute(plan.folder).string() + "/sanitized-" + std::string(scenarioName(scenario));
  run.seed = plan.seed;
  run.seconds = kSlower * plan.secondsPerRun;
  Confined confined = confinedRun(run);
  // Traces through the framework need the slow way; the tables of all addresses need room.
  confined.environment.push_back("ASAN_OPTIONS=fast_unwind_on_malloc=0:hard_rss_limit_mb=2048");
  confined.environment.push_back("UBSAN_OPTIONS=print_stacktrace=1");
  confined.limits.memoryBytes = std::numeric_limits<size_t>::max();
  return confined;
}

std::vector<Finding> unknown(const std::string& why) {
  Finding finding;
  finding.name = "sanitizers";
  finding.title = "Under the sanitizers";
  finding.kind = Finding::Unknown;
  finding.text = why + ".";
  return {finding};
}

std::vector<Finding> findWithSanitizers(const CodePlan& plan) {
  const std::string application = folderOf(plan) + "/sanitized/Application";
  std::string error = buildSanitized(plan, application);
  if (!error.empty()) return unknown(error);
  std::vector<SanitizedRun> runs;
  const auto confinedOf = [&](uint64_t job) {
    return sanitizedRun(plan, application, kScenarios[job]);
  };
  const auto body = [&](uint64_t job, int descriptor) {
    const Confined confined = confinedOf(job);
    std::error_code ignored;
    files::create_directory(confined.folder, ignored);
    return beConfined(confined, descriptor);
  };
  const auto report = [&](uint64_t job, const sim::JobOutcome& ended) {
    std::error_code ignored;
    files::remove_all(confinedOf(job).folder, ignored);
    runs.push_back({outcomeOf(ended).said, application + " " + confFileName(kScenarios[job]) +
                                               " --seed " + std::to_string(plan.seed)});
  };
  if (!sim::runJobs(0, std::size(kScenarios) - 1, plan.jobs, body, report, &error)) {
    return unknown(error);
  }
  return sanitizerFindings(runs);
}

}  // namespace

std::vector<Finding> codeFindings(const CodePlan& plan) {
  std::vector<Finding> findings = warningFindings(buildOutput(plan));
  if (!plan.sanitize) return findings;
  for (const Finding& finding : findWithSanitizers(plan)) findings.push_back(finding);
  return findings;
}

}  // namespace grading
