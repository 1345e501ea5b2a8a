#include "grading/logs/LogGrade.h"

#include <filesystem>
#include <map>
#include <set>

#include "grading/logs/CourseRule.h"
#include "grading/score/LogReader.h"
#include "grading/score/Scorer.h"
#include "grading/score/Wording.h"
#include "host/Words.h"

namespace grading {

namespace {

constexpr size_t kExplanationColumns = 76;

// `create.dbg.log, delete.dbg.log, ...`.
std::string allLogFileNames() {
  std::vector<std::string> names;
  for (Scenario scenario : kScenarios) names.push_back(logFileName(scenario));
  return host::joined(names, ", ");
}

// The chosen tests of a log. `text` is nothing if no log could be read.
void addTests(const ScenarioScore& score, const std::optional<std::string>& text,
              const TestChoice& choice, Grade* grade) {
  if (!choice.has(score.scenario)) return;
  std::map<std::string, std::string> explanations;  // By the test's name.
  for (size_t i = 0; text && !grade->isClassic && i < score.tests.size(); ++i) {
    const std::string difference = courseRuleDifference(score.scenario, *text, i);
    if (!difference.empty()) {
      explanations[score.tests[i].name] = wrapped(difference, kExplanationColumns);
    }
  }
  RunGrade run;
  run.score = chosenOf(score, choice);
  for (TestGrade& test : gradeTests({run})) {
    test.explanation = explanations[test.name];
    grade->tests.push_back(std::move(test));
  }
}

struct LogFile {
  std::string path;
  std::string text;
};

// The reason why a log was not read.
std::string whyUnread(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    return path + ": there is no such file";
  if (!error && !std::filesystem::is_regular_file(status)) return path + ": it is no regular file";
  return path + ": cannot be read";
}

// Reads a log and finds its scenario. Returns the error, or "".
std::string takeLog(const std::string& path, std::map<Scenario, LogFile>* logs, Grade* grade) {
  std::optional<std::string> text = readLog(path);
  if (!text) return whyUnread(path);
  std::optional<Scenario> scenario = scenarioOfFileName(path);
  if (!scenario) {
    scenario = scenarioOfText(*text);
    if (!scenario) {
      if (text->empty())
        return path + ": it is empty, and its name does not tell of which test it is";
      return path + ": neither its name nor its lines tell of which test it is; its name may be " +
             allLogFileNames();
    }
    grade->notices.push_back(
        path + " is taken for a log of the " + std::string(scenarioName(*scenario)) + " test" +
        (*scenario == Scenario::SingleFailure
             ? "; one of msgdropsinglefailure has the same lines, and is known by its name alone"
             : ""));
  }
  const auto [place, isNew] = logs->insert({*scenario, {path, std::move(*text)}});
  if (isNew) return "";
  return path + " and " + place->second.path + " are both logs of the " +
         std::string(scenarioName(*scenario)) + " test; one at a time is allowed";
}

}  // namespace

std::string gradeLogFolder(const std::string& folder, const TestChoice& choice, Grade* grade) {
  grade->submission = folder;
  grade->isOfLogs = true;
  const FolderScore scores = scoreFolder(folder);
  if (scores.keyValue.empty() && scores.membership.empty()) {
    return folder + ": has none of the logs " + allLogFileNames();
  }
  for (const auto* part : {&scores.keyValue, &scores.membership}) {
    for (const ScenarioScore& score : *part) {
      const auto path = std::filesystem::path(folder) / logFileName(score.scenario);
      addTests(score, readLog(path.string()), choice, grade);
    }
  }
  return "";
}

std::string gradeLogFiles(const std::vector<std::string>& paths, const TestChoice& choice,
                          Grade* grade) {
  grade->isOfLogs = true;
  std::map<Scenario, LogFile> logs;  // In the course's order.
  for (const std::string& path : paths) {
    const std::string error = takeLog(path, &logs, grade);
    if (!error.empty()) return error;
    grade->submission += (grade->submission.empty() ? "" : ", ") + path;
  }
  for (const auto& [scenario, log] : logs) {
    addTests(score(scenario, log.text), log.text, choice, grade);
  }
  if (grade->tests.empty()) return "none of these logs has a test of --test=" + choice.name;
  return "";
}

std::optional<Scenario> scenarioOfFileName(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return scenarioFromName(name.substr(0, name.find_first_not_of("abcdefghijklmnopqrstuvwxyz")));
}

std::optional<Scenario> scenarioOfText(std::string_view log) {
  const KeyValueLog keyValue = readKeyValueLog(log);
  // All four scenarios begin with creates.
  if (!keyValue.of(Operation::Delete).operations.empty()) return Scenario::Delete;
  if (!keyValue.of(Operation::Read).operations.empty()) return Scenario::Read;
  if (!keyValue.of(Operation::Update).operations.empty()) return Scenario::Update;
  if (!keyValue.of(Operation::Create).operations.empty()) return Scenario::Create;
  const Lines failed = readMembershipLog(log).failed;
  const std::set<std::string_view> distinct(failed.begin(), failed.end());
  if (distinct.empty()) return std::nullopt;
  return distinct.size() == 1 ? Scenario::SingleFailure : Scenario::MultiFailure;
}

}  // namespace grading
