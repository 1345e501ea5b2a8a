#include "grading/TestRun.h"

#include <csignal>
#include <cstring>

#include "grading/Scorer.h"

namespace grading {

namespace {

constexpr int kBuildSeconds = 60;

std::string lastLine(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const size_t lineBreak = text.rfind('\n');
  text = lineBreak == std::string::npos ? text : text.substr(lineBreak + 1);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 32 || c == 127) c = '?';
  }
  return text;
}

std::string megabytes(size_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

// How the run ended, as a clause; "" if as it should.
std::string howItEnded(const ConfinedOutcome& outcome, const Limits& limits, bool isComplete) {
  if (outcome.answer.size() >= limits.answerBytes) {
    return "the run was ended: it reported more than " + megabytes(limits.answerBytes);
  }
  if (outcome.timedOut) {
    return "the run was ended after " + std::to_string(limits.seconds) +
           " s: an endless loop, it seems";
  }
  if (outcome.killedBy == SIGXFSZ) {
    return "the run was ended: it wrote more than " + megabytes(limits.fileBytes) + " to a file";
  }
  if (outcome.killedBy != 0) {
    return "the run ended with signal " + std::to_string(outcome.killedBy);
  }
  if (outcome.exitCode != 0) {
    return "the run ended with exit status " + std::to_string(outcome.exitCode);
  }
  return isComplete ? "" : "the run ended with exit status 0 before its last tick";
}

}  // namespace

Confined confinedRun(const TestRun& run) {
  Confined confined;
  confined.command = {
      run.application, run.conf, "--seed", std::to_string(run.seed), "--out", ".", "--quiet"};
  confined.command.insert(confined.command.end(), {run.tellsAll ? "--event-log" : "--score-log",
                                                   "/dev/fd/" + std::to_string(kAnswer)});
  confined.command.insert(confined.command.end(), run.options.begin(), run.options.end());
  confined.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
  confined.folder = run.folder;
  confined.input = run.secret + "\n";
  confined.limits.seconds = run.seconds;
  confined.limits.processes = 16;
  confined.limits.writable = run.folder;
  return confined;
}

Confined confinedBuild(const std::string& home, const std::vector<std::string>& arguments,
                       std::vector<std::string> environment) {
  Confined confined;
  confined.command = {"make", "--no-print-directory"};
  confined.command.insert(confined.command.end(), arguments.begin(), arguments.end());
  confined.environment = std::move(environment);
  confined.folder = home;
  confined.limits.seconds = kBuildSeconds;
  // A compiler runs nothing of what it compiles.
  confined.isolated = false;
  return confined;
}

RunReport reportOf(const TestRun& run, const ConfinedOutcome& outcome) {
  RunReport report;
  const std::string begin = run.secret + "\n";
  const size_t place = outcome.answer.find(begin);
  if (place == std::string::npos) return report;
  report.hasBegun = true;
  report.log = outcome.answer.substr(place + begin.size());
  const std::string end = "\n" + begin;
  const size_t logEnd = report.log.find(end);
  if (logEnd == std::string::npos) return report;
  report.hasEnded = true;
  report.metrics = report.log.substr(logEnd + end.size());
  report.log.resize(logEnd);
  return report;
}

ScenarioScore scoreRun(Scenario scenario, const TestRun& run, const ConfinedOutcome& outcome) {
  const RunReport report = reportOf(run, outcome);
  const std::string how = howItEnded(outcome, confinedRun(run).limits, report.hasBegun);
  ScenarioScore result = report.hasBegun
                             ? score(scenario, report.log)
                             : zeroScore(scenario, "the run left nothing that could be scored");
  const std::string said = lastLine(outcome.said);
  if (!how.empty()) result.note = how + (said.empty() ? "" : ": " + said);
  if (outcome.leftProcesses) {
    result.note += std::string(result.note.empty() ? "" : "; ") +
                   "it had started processes of its own, which were ended";
  }
  return result;
}

}  // namespace grading
