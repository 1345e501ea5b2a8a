// The table of measured values and their targets.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace bench {

// The median; if the number of values is even, the lower of the two in the middle. REQUIRES: not
// empty.
double median(std::vector<double> values);

// "12.3 M", "456", "0.0123": three digits, or all digits before the point.
std::string numberText(double value);

class Table {
 public:
  // With `judges`, the table shows which targets are met.
  explicit Table(bool judges) : judges_(judges) {}

  // Each adds a line; `unit` follows both numbers. The target is met if measured >= or <= target.
  void atLeast(const std::string& work, double measured, double target, const std::string& unit);
  void atMost(const std::string& work, double measured, double target, const std::string& unit);

  // Adds a line whose target is not a number.
  void add(const std::string& work, const std::string& measured, const std::string& target,
           bool isMet);

  // Adds a line for a value that could not be measured.
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
