// The grader's program, behind KVStoreGrader.sh: makes the grade of a submission, or of many, and
// prints or writes it.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "check/base/Wording.h"
#include "grading/GradeFiles.h"
#include "grading/GraderOptions.h"
#include "grading/Many.h"
#include "grading/confine/Build.h"
#include "grading/confine/ConfinedJob.h"
#include "grading/confine/FolderLock.h"
#include "grading/confine/Sandbox.h"
#include "grading/confine/StepProgress.h"
#include "grading/examine/CodeFindings.h"
#include "grading/examine/Quality.h"
#include "grading/examine/Runs.h"
#include "grading/formats/TextReport.h"
#include "grading/intake/Edition.h"
#include "grading/intake/Submission.h"
#include "grading/labs/LabCheck.h"
#include "grading/logs/LogGrade.h"
#include "grading/score/Credit.h"
#include "grading/score/Scorer.h"
#include "host/Check.h"
#include "host/EarlyEnd.h"
#include "host/Interruption.h"
#include "host/JobPool.h"
#include "host/ProgressBar.h"
#include "host/StandardStreams.h"
#include "host/Version.h"
#include "host/WholeFile.h"
#include "host/Words.h"

namespace {

using grading::Grade;
using grading::GraderOptions;
using grading::StepProgress;

enum ExitCode { kFullMarks = 0, kPointsLost = 1, kUsage = 2 };

constexpr const char* kFilesAreReadable =
    "This system cannot keep submissions from reading other files, other submissions and the nodes "
    "here among them (it has neither Landlock, Linux 5.13, nor seccomp's user notification, 5.14)";

int fail(const std::string& message) {
  std::cerr << "KVStoreGrader.sh: " << message << "\n";
  return kUsage;
}

double secondsNow() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

host::ProgressStyle progressStyleOf(const GraderOptions& options) {
  if (options.quiet) return host::ProgressStyle::None;
  return host::progressStyle(host::isTerminalStderr(), std::getenv("TERM"));
}

int jobsOf(const GraderOptions& options) {
  return options.jobs == 0 ? host::defaultJobs() : options.jobs;
}

// The points go to the screen, unless a format does.
bool hasScreen(const GraderOptions& options) {
  for (const grading::FormatOutput& output : options.formats) {
    if (output.path == "-") return false;
  }
  return true;
}

// ---- Two ways to a grade. Each returns what went wrong, or "".

std::string gradeLogs(const GraderOptions& options, Grade* grade) {
  if (options.logFiles.empty()) {
    return grading::gradeLogFolder(options.logsFolder, *options.choice, grade);
  }
  return grading::gradeLogFiles(options.logFiles, *options.choice, grade);
}

// All tests lost, because there was nothing to run.
void gradeFailedBuild(const GraderOptions& options, const std::string& said, Grade* grade) {
  grade->buildError = said.empty() ? "the build ended without a message\n" : said;
  grade->firstSeed = options.seeds.first;
  grade->lastSeed = options.seeds.last;
  for (grading::Scenario scenario : options.choice->scenarios) {
    grading::RunGrade run;
    run.score =
        grading::chosenOf(grading::zeroScore(scenario, "it does not build"), *options.choice);
    for (const auto& test : grading::gradeTests({run})) grade->tests.push_back(test);
  }
}

// What a build needs of the environment, and nothing else.
std::vector<std::string> buildEnvironment() {
  std::vector<std::string> kept = {"LC_ALL=C"};
  for (const char* name : {"PATH", "HOME", "TMPDIR", "CXX", "MAKEFLAGS"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) kept.push_back(std::string(name) + "=" + value);
  }
  return kept;
}

// A line that no submission can guess.
std::string makeSecret() {
  std::ifstream random("/dev/urandom", std::ios::binary);
  std::string secret;
  for (int i = 0; i < 16; ++i) secret += static_cast<char>('a' + (random.get() & 15));
  return secret;
}

// The tests. *doesEnd becomes false if a run had to be ended.
std::string makeRuns(const GraderOptions& options, const grading::RunPlan& plan, Grade* grade,
                     bool* doesEnd) {
  const bool tells = options.verbose && hasScreen(options);
  std::set<grading::Scenario> told;  // How a run ended is said once a scenario: the first one.
  const auto onRun = [&](const grading::RunGrade& run) {
    const grading::ScenarioScore& score = run.score;
    if (score.points() < score.maxPoints()) plan.progress->addFailure();
    if (run.timedOut) *doesEnd = false;
    if (!score.note.empty() && told.insert(score.scenario).second) {
      plan.progress->clear();
      std::cerr << grading::scenarioName(score.scenario) << ", seed " << run.seed << ": "
                << score.note << "\n";
    }
    if (tells) {
      plan.progress->clear();
      std::cout << grading::scenarioName(score.scenario) << ", seed " << run.seed << ": "
                << score.points() << " / " << score.maxPoints() << std::endl;
    }
  };
  return grading::gradeRuns(plan, onRun, grade);
}

// What is graded: a program, and what a person types for it.
struct Graded {
  std::string application;
  std::string replay;       // Starts it.
  std::string grader;       // Grades it.
  std::string debugger;     // Starts it under gdb.
  bool hasStandIn = false;  // They name kStandIn, in place of a folder that only its owner knows.
};

constexpr char kStandIn[] = "DIR";
constexpr char kStandsFor[] =
    "In the replay commands, DIR is the folder that has the four files; they are for the folder "
    "that has the course's framework.";

// Whether folderToMake() can name the submission's folder. Only its owner can if it came as an
// archive, or under another name.
bool isFolderKnown(const GraderOptions& options) {
  return options.isGradedByPath && std::filesystem::is_directory(options.submission);
}

// The folder of a submission's files as its owner can name it to make, from home.
std::string folderToMake(const GraderOptions& options, const std::string& inside) {
  namespace files = std::filesystem;
  std::string folder = (files::path(options.submission) / inside).lexically_normal().string();
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  const std::string near = files::path(folder).lexically_proximate(files::current_path()).string();
  return near.starts_with("..") ? folder : near;
}

// `variables` are make's. docs/debugging.md explains the command.
std::string debuggerOf(const std::string& variables) {
  const std::string end = variables.empty() ? "" : " " + variables;
  return "make debug" + end + " && gdb -q -ex run --args \"$(make -s BUILD=build/debug" + end +
         " which-application)\"";
}

Graded gradedSubmission(const GraderOptions& options, const grading::Built& built) {
  const bool isKnown = isFolderKnown(options);
  const std::string folder =
      host::shellWord(isKnown ? folderToMake(options, built.folderInside) : std::string(kStandIn));
  // make wants all four files: what stood in for a part goes beside the others.
  std::string copies;
  for (const auto& entry : built.lacking) {
    const std::string name = grading::className(entry.first);
    copies += "cp -n " + name + ".h " + name + ".cpp " + folder + " && ";
  }
  return {built.application, copies + "make SUBMISSION=" + folder + " && ./Application",
          "./KVStoreGrader.sh --submission " + folder, copies + debuggerOf("SUBMISSION=" + folder),
          !isKnown};
}

Graded ownFiles(const GraderOptions& options) {
  return {options.application, "make && ./Application", "./KVStoreGrader.sh", debuggerOf("")};
}

std::string gradeByRunning(const GraderOptions& options, const Graded& graded,
                           StepProgress* progress, Grade* grade) {
  grading::RunPlan plan;
  plan.choice = grading::withoutLacking(*options.choice, *grade);
  plan.seeds = options.seeds;
  plan.jobs = jobsOf(options);
  plan.application = graded.application;
  plan.replay = graded.replay;
  plan.debugger = graded.debugger;
  plan.folder = options.outFolder;
  plan.secret = makeSecret();
  plan.secondsPerRun = options.secondsPerRun;
  plan.isClassic = options.isClassic;
  plan.traces = !options.htmlFile.empty();
  // The course gives no reasons, and a table has no room for them.
  plan.explains = !options.isClassic && (options.rowFile.empty() || plan.traces);
  plan.progress = progress;
  std::string error;
  bool doesEnd = true;
  if (!plan.choice.scenarios.empty()) error = makeRuns(options, plan, grade, &doesEnd);
  grading::addLackingTests(*options.choice, grade);
  if (error.empty() && examinesQuality(options)) {
    grade->isStrict = options.isStrict;
    if (doesEnd) {
      error = grading::examineQuality(plan, grade);
    } else {
      grading::skipQuality(grade);
    }
  }
  progress->clear();
  if (!grade->wasIsolated) {
    std::cerr << "note: this system does not allow to cut runs off from the network\n";
  }
  return error;
}

grading::CodePlan codePlanOf(const GraderOptions& options, const Graded& graded,
                             StepProgress* progress) {
  grading::CodePlan plan;
  plan.application = graded.application;
  plan.replay = graded.replay;
  plan.grader = graded.grader;
  plan.environment = buildEnvironment();
  plan.isStaged = !options.submission.empty();
  plan.edition = options.edition;
  plan.sanitize = options.sanitize || options.isStrict;
  plan.seed = options.seeds.first;
  plan.secret = makeSecret();
  plan.jobs = jobsOf(options);
  plan.folder = options.outFolder;
  plan.secondsPerRun = options.secondsPerRun;
  plan.progress = progress;
  return plan;
}

// Runs it, and then looks at its files.
std::string gradeApplication(const GraderOptions& options, const Graded& graded,
                             StepProgress* progress, Grade* grade) {
  const std::string error = gradeByRunning(options, graded, progress, grade);
  if (!error.empty()) return error;
  if (examinesQuality(options) || options.sanitize) {
    const grading::CodePlan plan = codePlanOf(options, graded, progress);
    for (const auto& finding : grading::codeFindings(plan)) grade->findings.push_back(finding);
  }
  grading::withholdCredit(grade);
  return "";
}

// Whose files at home `application` has.
std::string ownNodes(const std::string& application) {
  std::string origin =
      host::readWholeFile(std::filesystem::path(application).parent_path() / "origin");
  while (origin.ends_with('\n')) origin.pop_back();
  return origin.empty() ? "the ones that this project came with" : origin;
}

std::string gradeSubmission(const GraderOptions& options, StepProgress* progress, Grade* grade) {
  grade->submission = options.graded;
  if (grade->submission.empty()) {
    grade->submission = options.submission.empty() ? "." : options.submission;
  }
  if (options.submission.empty()) {
    grade->nodes = ownNodes(options.application);
    grade->notices =
        grading::editionNotices(std::filesystem::path(options.application).parent_path().string());
    return gradeApplication(options, ownFiles(options), progress, grade);
  }
  grade->nodes = grading::shownName(options.submission, grade->submission);
  grading::Built built;
  const std::string error = grading::buildSubmission(
      options.submission, grade->nodes, options.edition, buildEnvironment(), progress, &built);
  progress->clear();
  if (!error.empty()) return error;
  grade->notices = built.notices;
  if (!grading::canConfineFiles()) {
    grade->notices.push_back(std::string(kFilesAreReadable) + ": this one may have done so.");
  }
  grade->looks = built.looks;
  if (!options.fillIn) grade->lacking = built.lacking;
  if (built.failed) {
    gradeFailedBuild(options, built.said, grade);
    return "";
  }
  if (options.verbose) std::cerr << built.said;
  const Graded graded = gradedSubmission(options, built);
  if (graded.hasStandIn) grade->replayNote = kStandsFor;
  return gradeApplication(options, graded, progress, grade);
}

// ---- A lab, in place of a grade.

int checkLab(const GraderOptions& options, StepProgress* progress) {
  grading::Built built;
  const std::string name = grading::shownName(options.submission, options.graded);
  std::string error = grading::buildSubmission(options.submission, name, options.edition,
                                               buildEnvironment(), progress, &built);
  progress->clear();
  if (!error.empty()) return fail(error);
  if (built.failed) {
    std::cerr << built.said;
    return fail("it does not build; see above");
  }
  if (options.verbose) std::cerr << built.said;
  const std::string folder = std::filesystem::path(built.application).parent_path().string();
  for (const std::string& notice : grading::editionNotices(folder)) {
    std::cerr << "note: " << notice << "\n";
  }
  const grading::Lab& asked = grading::labs()[static_cast<size_t>(options.lab) - 1];
  if (const auto lacking = grading::lackingFor(asked, built.lacking)) {
    std::cout << labText(asked, asked, {*lacking});
    return kPointsLost;
  }
  grading::LabVerdict verdict;
  error = grading::checkLab(
      options.lab, codePlanOf(options, gradedSubmission(options, built), progress), &verdict);
  progress->clear();
  if (!error.empty()) return fail(error);
  std::cout << labText(asked, *verdict.lab, verdict.remarks) << labWarningsText(verdict.warnings);
  return verdict.remarks.empty() ? kFullMarks : kPointsLost;
}

// Without --submission, the folder in which students work.
std::string takeStarter(GraderOptions* options) {
  if (options->lab == 0 || !options->submission.empty()) return "";
  options->submission = options->home + "/starter";
  if (std::filesystem::exists(options->submission)) return "";
  return "--lab: there is no folder starter/: `make starter` writes it, or --submission PATH names "
         "another";
}

// ---- What becomes of a grade.

int gradeOne(const GraderOptions& options, StepProgress* progress) {
  const double startedAt = secondsNow();
  Grade grade;
  grade.isClassic = options.isClassic;
  std::string error = grading::whyUnwritable(options);
  if (!error.empty()) return fail(error);
  error = areLogsGraded(options) ? gradeLogs(options, &grade)
                                 : gradeSubmission(options, progress, &grade);
  progress->clear();
  if (!error.empty()) return fail(error);
  grade.seconds = secondsNow() - startedAt;
  if (hasScreen(options) && grade.buildError.empty()) std::cout << textReport(grade);
  std::cout.flush();
  if (!options.htmlFile.empty() && options.rowFile.empty() && hasScreen(options)) {
    std::cerr << "page: " << options.htmlFile << " (open it in a browser)\n";
  }
  // The course's lines have no room for them.
  if (grade.isClassic && grade.buildError.empty()) std::cerr << grade.remarkLines("note: ");
  error = grading::writeFormats(options, grade);
  if (!error.empty()) return fail(error);
  if (!grade.buildError.empty()) {
    std::cerr << grade.remarkLines("note: ") << grade.buildError;
    return fail("it does not build; see above");
  }
  return grade.hasFullMarks() ? kFullMarks : kPointsLost;
}

int gradeMany(const GraderOptions& options, StepProgress* progress) {
  const std::string unwritable = grading::whyUnwritable(options);
  if (!unwritable.empty()) return fail(unwritable);
  grading::ManyPlan plan;
  plan.folder = options.submissionsFolder;
  plan.htmlFolder = options.htmlFile;
  plan.csvFile = options.csvFile;
  if (plan.csvFile.empty()) {
    std::string error;
    if (!host::makeFolder(plan.htmlFolder, &error)) return fail(error);
    plan.csvFile = plan.htmlFolder + "/grades.csv";
  }
  plan.shard = options.shard;
  plan.jobs = jobsOf(options);
  plan.logs = options.outFolder;
  plan.grader = std::filesystem::read_symlink("/proc/self/exe").string();
  plan.options = {"--home",       options.home,
                  "--test",       options.choice->name,
                  "--time-limit", std::to_string(options.secondsPerRun)};
  if (!options.edition.empty()) {
    plan.options.insert(plan.options.end(), {"--edition", options.edition});
  }
  if (options.isStrict) plan.options.push_back("--strict");
  if (options.fillIn) plan.options.push_back("--fill-in");
  if (options.sanitize) plan.options.push_back("--sanitize");
  if (options.acceptsReadableFiles) plan.options.push_back("--accept-readable-files");
  if (options.isClassic) {
    plan.options.insert(plan.options.end(),
                        {"--classic", "--seed", std::to_string(options.seeds.first)});
  } else {
    plan.options.insert(plan.options.end(), {"--seeds", host::seedRangeText(options.seeds)});
  }
  plan.progress = progress;
  const grading::ManyOutcome outcome = grading::gradeMany(plan);
  progress->clear();
  for (const std::string& failed : outcome.failed) std::cerr << failed << "\n";
  if (!outcome.error.empty()) return fail(outcome.error);
  std::cout << plan.csvFile << ": " << check::numbered(outcome.graded, "submission", "submissions")
            << " graded, " << outcome.skipped
            << (plan.htmlFolder.empty() ? " had a row already, " : " had not changed, ")
            << outcome.failed.size() << " failed\n";
  if (!plan.htmlFolder.empty()) {
    std::cout << "pages: " << plan.htmlFolder << "/index.html (open it in a browser)\n";
  }
  return outcome.failed.empty() ? kFullMarks : kUsage;
}

int mergeTables(const GraderOptions& options) {
  std::string error = grading::whyUnwritable(options);
  if (!error.empty()) return fail(error);
  const auto rows = grading::mergeTables(options.mergedTables, options.csvFile, &error);
  if (!rows) return fail(error);
  std::cout << options.csvFile << ": " << check::numbered(*rows, "submission", "submissions")
            << " of " << check::numbered(options.mergedTables.size(), "table", "tables") << "\n";
  return kFullMarks;
}

// Paths are given from where the caller stands; runs start at home, as the course's do.
std::string goHome(GraderOptions* options) {
  std::vector<std::string*> paths = {&options->submissionsFolder, &options->csvFile,
                                     &options->htmlFile, &options->rowFile, &options->submission};
  for (grading::FormatOutput& output : options->formats) {
    if (output.path != "-") paths.push_back(&output.path);
  }
  if (options->outFolder != GraderOptions().outFolder) paths.push_back(&options->outFolder);
  for (std::string* path : paths) {
    if (!path->empty()) *path = std::filesystem::absolute(*path).string();
  }
  std::error_code failure;
  std::filesystem::current_path(options->home, failure);
  return failure ? options->home + ": cannot be entered" : "";
}

// Two graders there would take each other's runs away.
std::string takeOutFolder(const GraderOptions& options, grading::FolderLock* lock) {
  const std::string error = lock->take(options.outFolder);
  return lock->isTaken() ? error + ": wait for it, or give --out DIR" : error;
}

// Of many submissions, each has its own folder in the one for logs.
void removeAllRunFolders(const GraderOptions& options) {
  grading::removeRunFolders(options.outFolder);
  if (options.submissionsFolder.empty()) return;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(options.outFolder, ignored)) {
    if (entry.is_directory(ignored)) grading::removeRunFolders(entry.path().string());
  }
}

// Why others' submissions are not graded here, or "": they could read each other and our nodes.
std::string whyUnconfined(const GraderOptions& options) {
  const bool isAccepted = options.acceptsReadableFiles || !isForClass(options);
  if (isAccepted || grading::canConfineFiles()) return "";
  return std::string(kFilesAreReadable) +
         "; --accept-readable-files grades them all the same, and each grade will say so";
}

// What a person types for this run: without what KVStoreGrader.sh adds.
std::string typedCommand(const std::vector<std::string>& arguments) {
  std::string command = "./KVStoreGrader.sh";
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--home" || arguments[i] == "--application") {
      ++i;
    } else {
      command += " " + host::shellWord(arguments[i]);
    }
  }
  return command;
}

std::string seedsText(const host::SeedRange& seeds) {
  const std::string first = std::to_string(seeds.first);
  return seeds.first == seeds.last ? first : first + ".." + std::to_string(seeds.last);
}

// Does what the command line asks for. Returns the exit status.
int run(const std::vector<std::string>& arguments) {
  GraderOptions options;
  const auto misuse = grading::readGraderOptions(arguments, &options);
  if (misuse) return fail(*misuse);
  if (options.help) {
    std::cout << grading::kGraderHelp;
    return kFullMarks;
  }
  if (options.version) {
    std::cout << "KVStoreGrader.sh " << host::kVersion << "\n";
    return kFullMarks;
  }
  if (!options.mergedTables.empty()) return mergeTables(options);
  host::registerReplay(seedsText(options.seeds), typedCommand(arguments));
  const std::string noStarter = takeStarter(&options);
  if (!noStarter.empty()) return fail(noStarter);
  if (!options.submission.empty() && !std::filesystem::exists(options.submission)) {
    return fail(options.submission + ": there is no such file or folder");
  }
  // As they were given: logs are named in reasons, a submission in its grade.
  if (options.graded.empty()) {
    options.graded = options.submission;
    options.isGradedByPath = true;
  }
  StepProgress progress(progressStyleOf(options), secondsNow);
  if (areLogsGraded(options)) return gradeOne(options, &progress);
  std::string error = goHome(&options);
  if (!error.empty()) return fail(error);
  grading::FolderLock lock;
  error = takeOutFolder(options, &lock);
  if (!error.empty()) return fail(error);
  error = whyUnconfined(options);
  if (!error.empty()) return fail(error);
  grading::removeRunFolders(options.outFolder);
  host::reportEarlyEnds();
  const host::InterruptionWatch watch;
  progress.onInterruption([&] { removeAllRunFolders(options); });
  if (options.lab != 0) return checkLab(options, &progress);
  return options.submissionsFolder.empty() ? gradeOne(options, &progress)
                                           : gradeMany(options, &progress);
}

}  // namespace

int main(int argc, char* argv[]) {
  host::reserveStandardStreams();
  const int status = run(std::vector<std::string>(argv + 1, argv + argc));
  const std::string lost = host::finishStandardOutput();
  if (lost.empty()) return status;
  return fail(lost);
}
