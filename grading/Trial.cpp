#include "grading/Trial.h"

#include <sstream>

namespace grading {

double TrialResult::number(const std::string& name) const {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

int64_t TrialResult::count(const std::string& name) const {
  return static_cast<int64_t>(number(name));
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
