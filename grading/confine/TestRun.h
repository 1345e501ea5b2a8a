// Makes one build and one run of a submission, confined (Sandbox.h), and scores the run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/confine/Sandbox.h"
#include "grading/score/Scenario.h"
#include "grading/score/Score.h"

namespace grading {

// What a run reports to the grader.
enum class Report : uint8_t {
  ScoredLines,
  AllEvents,  // sim/EventText.h
  Trace       // docs/report.md
};

struct TestRun {
  std::string application;  // Absolute, as are the others.
  std::string conf;
  std::string folder;  // Its own, made before the run.
  uint64_t seed = 0;
  // A secret line. Only a report that is sealed with it is trusted.
  std::string secret;
  int seconds = 10;
  bool isClassic = false;  // Only the course's rules, even where they give points for nothing.
  std::vector<std::string> options;  // Further ones, for ./Application.
  Report report = Report::ScoredLines;
};

// Of a report that is a trace, in place of Limits::answerBytes.
constexpr size_t kMostTraceBytes = size_t{64} << 20;

// Makes paths absolute, because a run starts in its own folder, where relative ones lead elsewhere.
TestRun runOfProgram(const std::string& application, const std::string& conf,
                     const std::string& folder);

Confined confinedRun(const TestRun& run);

// Runs `make` with `arguments`, here, in this `environment`. It can write only to `folder`.
// REQUIRES: the framework is built.
Confined confinedBuild(const std::string& folder, const std::vector<std::string>& arguments,
                       const std::vector<std::string>& environment);

// The trusted part of a run's report.
struct RunReport {
  bool hasBegun = false;
  std::string log;  // What Report names: lines like those of dbg.log, from events alone, say.
  bool hasEnded = false;
  std::string metrics;  // A line `name number` each (cli/Metrics.h).
};

RunReport reportOf(const TestRun& run, const ConfinedOutcome& outcome);

// The end of a run, if it did not end properly, as a clause with the run's own report of it; else
// "". `isComplete`: it reported its last tick.
std::string endingText(const TestRun& run, const ConfinedOutcome& outcome, bool isComplete);

// The same, with its refused calls.
std::string noteOf(const TestRun& run, const ConfinedOutcome& outcome, const RunReport& report);

// Scores a finished run, from its report and not from any file, with its note.
ScenarioScore scoreRun(Scenario scenario, const TestRun& run, const ConfinedOutcome& outcome,
                       const RunReport& report);

}  // namespace grading
