#include "grading/confine/Build.h"

#include <filesystem>
#include <sstream>
#include <system_error>

#include "grading/confine/CompilerText.h"
#include "grading/confine/ConfinedJob.h"
#include "grading/confine/TestRun.h"
#include "grading/confine/UnfinishedBuild.h"
#include "grading/intake/Edition.h"
#include "grading/intake/SourceScan.h"
#include "grading/intake/Submission.h"
#include "host/Check.h"
#include "host/JobPool.h"

namespace grading {

namespace {

// Notes the findings in the files' text. Returns what they lack, in lines like the compiler's.
std::string noteLooks(const Submission& submission, std::vector<std::string>* notices) {
  std::string lacks;
  for (const SubmittedFile& file : submission.files) {
    const std::string lack = lackOf(file);
    if (!lack.empty()) {
      notices->push_back(file.name + ": " + lack + ".");
      lacks += file.name + ":1: error: " + lack + "\n";
    }
    const std::string macro = redefinedKeyword(file);
    if (!macro.empty()) lacks += macro + "\n";
    const std::string use = useOfTheInside(file);
    if (!use.empty()) notices->push_back(use);
    for (const std::string& way : waysOut(file)) notices->push_back(way);
  }
  return lacks;
}

// Escapes a value of a variable on make's command line.
std::string makeValue(const std::string& text) {
  std::string value;
  for (const char letter : text) value += letter == '$' ? "$$" : std::string(1, letter);
  return value;
}

// Removes make's lines about the compiler's errors, which name objects that the user does not know.
std::string withoutMakesErrors(const std::string& said) {
  std::string kept;
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    const bool isMakes = line.starts_with("make: *** [") || line.starts_with("make: *** Waiting");
    if (!isMakes) kept += line + "\n";
  }
  return kept;
}

std::string folderInside(const Submission& submission) {
  for (const SubmittedFile& file : submission.files) {
    if (!file.path.empty()) return file.path.substr(0, file.path.size() - file.name.size());
  }
  return "";
}

}  // namespace

std::string buildSubmission(const std::string& path, const std::string& name,
                            const std::string& edition, const std::vector<std::string>& environment,
                            StepProgress* progress, Built* built) {
  CHECK(std::filesystem::path(path).is_absolute());
  std::string error;
  const auto submission = readSubmission(path, ".", &error);
  if (!submission) {
    built->said = error + "\n";
    built->failed = true;
    return "";
  }
  std::error_code failure;
  const std::filesystem::path realPath = std::filesystem::canonical(path, failure);
  if (failure) return path + ": cannot be read: " + failure.message();
  const std::string folder = stagingFolder(realPath.string());
  error = built->lock.take(folder);
  if (built->lock.isTaken()) error += ", of the same submission: wait for it";
  if (!error.empty()) return error;
  // Starts here, so that no file of an unfinished build is left when this one starts.
  const UnfinishedBuild unfinished(folder);
  if (!stage(*submission, name, folder, &error)) return error;
  built->notices = submission->notices;
  built->lacking = submission->lacking;
  built->folderInside = folderInside(*submission);
  const std::string lacks = noteLooks(*submission, &built->looks);
  built->application = "./" + folder + "/Application";
  // Messages name the files as the student does: in the folder, or within the archive.
  const std::string shown = (name.ends_with('/') ? name : "") + built->folderInside;
  const Confined build = confinedBuild(folder,
                                       {"-s", "STAGED=" + folder, "EDITION=" + edition,
                                        "NODES_SHOWN=" + makeValue(shown), folder + "/Application"},
                                       environment);
  ConfinedOutcome outcome;
  progress->begin("building " + name);
  error = runInJob(build, progress, &outcome);
  for (std::string& notice : editionNotices(folder)) built->notices.push_back(std::move(notice));
  built->said = shownCompilerText(withoutMakesErrors(outcome.said), shown);
  built->failed = outcome.exitCode != 0 || outcome.killedBy != 0 || outcome.timedOut;
  // The compiler would name files of ours, which the student has not seen.
  if (built->failed) built->said = lacks + built->said;
  if (outcome.killedBy != 0 && !outcome.timedOut) {
    built->said += "the build ended with " + host::endText(0, outcome.killedBy) + "\n";
  }
  if (outcome.timedOut) {
    built->said += "the build was ended after " + std::to_string(build.limits.seconds) + " s\n";
  }
  return error;
}

}  // namespace grading
