#include "grading/confine/TestRun.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>

#include "grading/confine/LastWords.h"
#include "grading/confine/ReachableFiles.h"
#include "grading/confine/Trial.h"
#include "grading/score/LogReader.h"
#include "grading/score/Scorer.h"
#include "grading/score/Wording.h"
#include "host/JobPool.h"
#include "host/Sealed.h"

namespace grading {

namespace {

constexpr int kBuildSeconds = 60;

const char* optionOf(Report report) {
  switch (report) {
    case Report::ScoredLines: return "--score-log";
    case Report::AllEvents: return "--event-log";
    case Report::Trace: return "--trace-log";
  }
  return "";
}

std::string megabytes(size_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

// The exit status of ./Application for a complete run with an error.
constexpr int kRunFailed = 1;

// The error that ./Application itself found in a complete run: its last lines about the conf,
// without its name. "" if there is none.
std::string ownVerdict(const std::string& said, const std::string& conf) {
  const std::string start = conf + ": ";
  std::string verdict;
  for (size_t end = said.size(); end > 0;) {
    if (said[end - 1] == '\n') --end;
    const size_t lineBreak = end == 0 ? std::string::npos : said.rfind('\n', end - 1);
    const size_t begin = lineBreak == std::string::npos ? 0 : lineBreak + 1;
    const std::string line = said.substr(begin, end - begin);
    const bool isOwn = line.starts_with(start);
    if (isOwn) verdict = line.substr(start.size()) + (verdict.empty() ? "" : "; ") + verdict;
    if (!isOwn && !verdict.empty()) break;
    end = begin;
  }
  return inOneLine(verdict);
}

// What became of a run.
enum class RunEnd : uint8_t { Whole, Flood, OutOfTime, LargeFile, Signal, Status, Early };

RunEnd runEndOf(const ConfinedOutcome& outcome, const Limits& limits, bool isComplete) {
  if (outcome.answer.size() >= limits.answerBytes) return RunEnd::Flood;
  if (outcome.timedOut) return RunEnd::OutOfTime;
  if (outcome.killedBy == SIGXFSZ) return RunEnd::LargeFile;
  if (outcome.killedBy != 0) return RunEnd::Signal;
  if (outcome.exitCode != 0) return RunEnd::Status;
  return isComplete ? RunEnd::Whole : RunEnd::Early;
}

// The same as a clause; "" if it is as it should be.
std::string howItEnded(RunEnd end, const ConfinedOutcome& outcome, const Limits& limits) {
  switch (end) {
    case RunEnd::Whole: return "";
    case RunEnd::Flood:
      return "the run was ended: it reported more than " + megabytes(limits.answerBytes);
    case RunEnd::OutOfTime:
      return "the run was ended after " + std::to_string(limits.seconds) +
             " s: an endless loop, it seems";
    case RunEnd::LargeFile:
      return "the run was ended: it wrote more than " + megabytes(limits.fileBytes) + " to a file";
    case RunEnd::Signal:
    case RunEnd::Status:
      return "the run ended with " + host::endText(outcome.exitCode, outcome.killedBy);
    case RunEnd::Early: return "the run ended with exit status 0 before its last tick";
  }
  return "";
}

std::string floodText(const Limits& limits, uint64_t messages) {
  return "the run was ended after " + std::to_string(limits.seconds) + " s: its peers had sent " +
         std::to_string(messages) + " messages";
}

std::string shownPath(const std::string& path) { return cut(inOneLine(path), 100); }

// The run's refused calls, a clause each.
std::vector<std::string> misdeedsOf(const ConfinedOutcome& outcome, const Limits& limits) {
  std::vector<std::string> deeds;
  const Tried& tried = outcome.tried;
  if (!tried.writtenPath.empty()) {
    deeds.push_back("it tried to write outside of its folder, to " + shownPath(tried.writtenPath) +
                    ", and was refused");
  }
  if (tried.network) deeds.push_back("it tried to use the network, and was refused");
  if (tried.processes) {
    deeds.push_back("it tried to start more than " + std::to_string(limits.processes) +
                    " processes, and was refused");
  }
  if (outcome.leftProcesses) {
    deeds.push_back("it had started processes of its own, which were ended");
  }
  return deeds;
}

}  // namespace

TestRun runOfProgram(const std::string& application, const std::string& conf,
                     const std::string& folder) {
  TestRun run;
  run.application = std::filesystem::absolute(application).string();
  run.conf = std::filesystem::absolute(conf).string();
  run.folder = std::filesystem::absolute(folder).string();
  return run;
}

Confined confinedRun(const TestRun& run) {
  Confined confined;
  confined.command = {run.application, run.conf, "--seed", std::to_string(run.seed),
                      "--out",         ".",      "--quiet"};
  confined.command.insert(confined.command.end(),
                          {optionOf(run.report), "/dev/fd/" + std::to_string(kAnswer)});
  confined.command.insert(confined.command.end(), run.options.begin(), run.options.end());
  confined.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
  confined.folder = run.folder;
  confined.input = run.secret + "\n";
  confined.limits.seconds = run.seconds;
  confined.limits.processes = 16;
  if (run.report == Report::Trace) confined.limits.answerBytes = kMostTraceBytes;
  confined.limits.files = filesOfRun(run.application, run.conf, run.folder);
  return confined;
}

Confined confinedBuild(const std::string& folder, const std::vector<std::string>& arguments,
                       const std::vector<std::string>& environment) {
  const std::string writable = std::filesystem::absolute(folder).string();
  Confined confined;
  confined.command = {"make", "--no-print-directory"};
  confined.command.insert(confined.command.end(), arguments.begin(), arguments.end());
  for (const std::string& variable : environment) {
    if (!variable.starts_with("TMPDIR=")) confined.environment.push_back(variable);
  }
  // Compilers write temporary files.
  confined.environment.push_back("TMPDIR=" + writable);
  // A cache would connect submissions with each other.
  confined.environment.push_back("CCACHE_DISABLE=1");
  confined.folder = std::filesystem::absolute(".").string();
  confined.limits.seconds = kBuildSeconds;
  const bool isOwn = std::none_of(arguments.begin(), arguments.end(), [](const std::string& text) {
    return text.starts_with("STAGED=");
  });
  confined.limits.files = filesOfBuild(folder, environment, isOwn);
  return confined;
}

RunReport reportOf(const TestRun& run, const ConfinedOutcome& outcome) {
  RunReport report;
  report.log = host::unsealed(outcome.answer, run.secret);
  report.hasBegun = !report.log.empty();
  const size_t end = report.log.find(host::kMetricsHeading);
  if (end == std::string::npos) return report;
  report.hasEnded = true;
  report.metrics = report.log.substr(end + host::kMetricsHeading.size());
  report.log.resize(end);
  return report;
}

std::string endingText(const TestRun& run, const ConfinedOutcome& outcome, bool isComplete) {
  if (isComplete && outcome.exitCode == kRunFailed && outcome.killedBy == 0) {
    const std::string verdict = ownVerdict(outcome.said, run.conf);
    if (!verdict.empty()) return verdict;
  }
  const Limits limits = confinedRun(run).limits;
  const RunEnd end = runEndOf(outcome, limits, isComplete);
  if (end == RunEnd::Whole) return "";
  const LastWords words = lastWordsOf(outcome.said);
  const std::string how = end == RunEnd::OutOfTime && words.messages > 0
                              ? floodText(limits, words.messages)
                              : howItEnded(end, outcome, limits);
  if (end == RunEnd::Signal && words.end == SaidEnd::Crash && words.signal == outcome.killedBy) {
    // The same, but with the reason in its brackets.
    std::string text = "the run ended" + words.what.substr(std::strlen("crashed"));
    if (words.isOfMemory) {
      text += ", with the " + megabytes(limits.memoryBytes) + " of memory that a run may have,";
    }
    return text + " " + words.where;
  }
  if (words.end == SaidEnd::ExitCall) return how + ": " + words.what + " " + words.where;
  if (!words.what.empty()) return how + ", " + words.where;
  return how + (words.lastLine.empty() ? "" : ": " + words.lastLine);
}

namespace {

// A run that ends before the first create has the four success lines of each of no creates, and so
// the course's points.
bool hasPointsForNothing(Scenario scenario, const RunReport& report) {
  return scenario == Scenario::Create && !report.hasEnded &&
         readKeyValueLog(report.log).of(Operation::Create).operations.empty();
}

ScenarioScore scoreReport(Scenario scenario, const TestRun& run, const RunReport& report) {
  if (!report.hasBegun) return zeroScore(scenario, "the run left nothing that could be scored");
  if (!run.isClassic && hasPointsForNothing(scenario, report)) {
    return zeroScore(scenario, "the run ended before the first create");
  }
  return score(scenario, report.log);
}

// About lines under another peer's address, which count all the same. "" if there are none.
std::string loggedAsAnotherText(const RunReport& report) {
  std::map<std::string, double> numbers = readNumbers(report.metrics);
  const auto number = [&](const char* name) {
    return std::to_string(static_cast<int64_t>(numbers[name]));
  };
  if (numbers["logged_as_another"] == 0) return "";
  return "lines name another peer than the one that logged them (" + number("logged_as_another") +
         ", the first at " + number("logged_as_another_tick") + ": peer " +
         number("logged_as_another_by") + " gave the address of peer " +
         number("logged_as_another_name") + "); they count as they are written";
}

}  // namespace

std::string noteOf(const TestRun& run, const ConfinedOutcome& outcome, const RunReport& report) {
  std::string note = endingText(run, outcome, report.hasEnded);
  for (const std::string& deed : misdeedsOf(outcome, confinedRun(run).limits)) {
    note += (note.empty() ? "" : "; ") + deed;
  }
  const std::string naming = loggedAsAnotherText(report);
  if (!naming.empty()) note += (note.empty() ? "" : "; ") + naming;
  return note;
}

ScenarioScore scoreRun(Scenario scenario, const TestRun& run, const ConfinedOutcome& outcome,
                       const RunReport& report) {
  ScenarioScore result = scoreReport(scenario, run, report);
  result.note = noteOf(run, outcome, report);
  result.endedAt = lastWordsOf(outcome.said).tick;
  result.lacksReplicas = readNumbers(report.metrics).count("replicas_missing") > 0;
  return result;
}

}  // namespace grading
