#include "grading/confine/Trial.h"

#include <sstream>

namespace grading {

double TrialResult::number(const std::string& name) const {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

int64_t TrialResult::count(const std::string& name) const {
  return static_cast<int64_t>(number(name));
}

std::vector<std::string> optionsOf(const std::vector<std::string>& settings) {
  std::vector<std::string> options;
  for (const std::string& setting : settings) {
    options.insert(options.end(), {"--set", setting});
  }
  return options;
}

std::string replayOf(const std::string& program, const Trial& trial) {
  std::string command = program + " " + trial.conf;
  for (const std::string& option : optionsOf(trial.settings)) command += " " + option;
  return command + " --seed " + std::to_string(trial.seed);
}

std::set<Part> activeParts(const std::map<std::string, double>& numbers) {
  const auto isSeen = [&](const char* name) {
    const auto found = numbers.find(name);
    return found != numbers.end() && found->second > 0;
  };
  std::set<Part> active;
  if (isSeen("others_added")) active.insert(Part::Membership);
  if (isSeen("operations_succeeded") && isSeen("store_messages_to_others")) {
    active.insert(Part::Store);
  }
  return active;
}

std::map<std::string, double> readNumbers(const std::string& metrics) {
  std::map<std::string, double> numbers;
  std::istringstream lines(metrics);
  std::string name;
  double number = 0;
  while (lines >> name >> number) numbers.emplace(name, number);
  return numbers;
}

}  // namespace grading
