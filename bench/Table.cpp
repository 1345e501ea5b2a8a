#include "bench/Table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iomanip>

#include "host/Check.h"

namespace bench {

double median(std::vector<double> values) {
  CHECK(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::string numberText(double value) {
  const bool isMillions = value >= 1e6;
  const double shown = isMillions ? value / 1e6 : value;
  char text[32];
  std::snprintf(text, sizeof text, shown >= 100 ? "%.0f" : "%.3g", shown);
  return text + std::string(isMillions ? " M" : "");
}

void Table::atLeast(const std::string& work, double measured, double target,
                    const std::string& unit) {
  add(work, numberText(measured) + unit, ">= " + numberText(target) + unit, measured >= target);
}

void Table::atMost(const std::string& work, double measured, double target,
                   const std::string& unit) {
  add(work, numberText(measured) + unit, "<= " + numberText(target) + unit, measured <= target);
}

void Table::add(const std::string& work, const std::string& measured, const std::string& target,
                bool isMet) {
  const char* const verdict = isMet ? "met" : "MISSED";
  rows_.push_back({work, measured, target, judges_ ? verdict : ""});
}

void Table::skip(const std::string& work, const std::string& why) {
  rows_.push_back({work, "-", "", "skipped: " + why});
}

void Table::print(std::ostream& out) const {
  std::array<size_t, 3> widths = {4, 8, 6};
  for (const Row& row : rows_) {
    widths[0] = std::max(widths[0], row.work.size());
    widths[1] = std::max(widths[1], row.measured.size());
    widths[2] = std::max(widths[2], row.target.size());
  }
  const auto line = [&](const Row& row) {
    out << std::left << std::setw(static_cast<int>(widths[0]) + 2) << row.work << std::right
        << std::setw(static_cast<int>(widths[1])) << row.measured << "  " << std::left
        << std::setw(static_cast<int>(widths[2]) + 2) << row.target << row.verdict << "\n";
  };
  line({"work", "measured", "target", ""});
  for (const Row& row : rows_) line(row);
}

}  // namespace bench
