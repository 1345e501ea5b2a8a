// What was measured, against what was to be reached.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace bench {

// The middle one in order of size; of an even number, the lower of the two. REQUIRES: not empty.
double median(std::vector<double> values);

// "12.3 M", "456", "0.0123": three digits, or all of those before the point.
std::string numberText(double value);

class Table {
 public:
  // Unless it judges, it does not say which targets are met.
  explicit Table(bool judges) : judges_(judges) {}

  // One line; `unit` follows both numbers. Met if measured >= target, or <= target.
  void atLeast(const std::string& work, double measured, double target, const std::string& unit);
  void atMost(const std::string& work, double measured, double target, const std::string& unit);

  // A line whose target is not a number.
  void add(const std::string& work, const std::string& measured, const std::string& target,
           bool isMet);

  // A line for what could not be measured.
  void skip(const std::string& work, const std::string& why);

  void print(std::ostream& out) const;

 private:
  struct Row {
    std::string work;
    std::string measured;
    std::string target;
    std::string verdict;
  };

  const bool judges_;
  std::vector<Row> rows_;
};

}  // namespace bench
