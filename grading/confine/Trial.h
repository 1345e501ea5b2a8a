// One run of an examination beyond the points (Examinations.h) or of a lab: its settings and its
// result.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grading/score/Scenario.h"
#include "grading/score/Score.h"

namespace grading {

struct Trial {
  std::string conf;                   // Relative to the repository's root.
  std::vector<std::string> settings;  // KEY=VALUE, as for --set.
  std::string schedule;               // The schedule file that `conf` names; "" = none.
  std::optional<Scenario> scenario;   // The course's test by which it is scored.
  uint64_t seed = 1;
  int seconds = 3;  // Of processor time. A run that takes longer is ended.
};

struct TrialResult {
  Trial trial;
  std::string replay;  // The command that repeats it.
  enum Ending : uint8_t { Finished, Broken, OutOfTime, NotTried } ending = Finished;
  std::string note;                       // For Broken: the end of the run, a clause.
  ScenarioScore score;                    // If the trial has a scenario.
  std::map<std::string, double> numbers;  // Its measurements (cli/Metrics.h), by name.

  // 0 if it was not measured.
  double number(const std::string& name) const;
  int64_t count(const std::string& name) const;
};

using TrialResults = std::vector<TrialResult>;

// {"--set", "KEY=VALUE", ...}, for ./Application.
std::vector<std::string> optionsOf(const std::vector<std::string>& settings);

// The command that repeats the trial with the program that `program` starts.
std::string replayOf(const std::string& program, const Trial& trial);

// The parts that did their work in a run with these measurements: a peer listed another one; a call
// succeeded in a store of more than one peer.
std::set<Part> activeParts(const std::map<std::string, double>& numbers);

// Parses metrics, a line `name number` each. The first of several lines with the same name counts.
std::map<std::string, double> readNumbers(const std::string& metrics);

}  // namespace grading
