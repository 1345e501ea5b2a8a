// One run of the examination beyond the points (Examinations.h) or of a lab: what is run, and what
// it came to.
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
  std::optional<Scenario> scenario;   // The course's test whose points it is scored for.
  uint64_t seed = 1;
  int seconds = 3;  // Of computing. What takes longer is ended.
};

struct TrialResult {
  Trial trial;
  std::string replay;  // The command that repeats it.
  enum Ending : uint8_t { Finished, Broken, OutOfTime, NotTried } ending = Finished;
  std::string note;                       // Broken: how it ended, a clause.
  ScenarioScore score;                    // If the trial has a scenario.
  std::map<std::string, double> numbers;  // What it measured (cli/Metrics.h), by name.

  // 0 if it was not measured.
  double number(const std::string& name) const;
  int64_t count(const std::string& name) const;
};

using TrialResults = std::vector<TrialResult>;

// {"--set", "KEY=VALUE", ...}, for ./Application.
std::vector<std::string> optionsOf(const std::vector<std::string>& settings);

// The command that repeats the trial with the program that `program` starts.
std::string replayOf(const std::string& program, const Trial& trial);

// The parts that did what they are for in a run that measured this: a peer listed another; a call
// succeeded in a store of more than one peer.
std::set<Part> activeParts(const std::map<std::string, double>& numbers);

// Metrics, a line `name number` each. Of lines of the same name the first counts.
std::map<std::string, double> readNumbers(const std::string& metrics);

}  // namespace grading
