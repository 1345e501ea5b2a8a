#include "bench/papers/TextTable.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "host/Check.h"

namespace papers {

TextTable::TextTable(std::vector<std::string> heads) : rows_{std::move(heads)} {}

void TextTable::add(std::vector<std::string> cells) {
  CHECK(cells.size() == rows_.front().size());
  rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
  std::vector<size_t> widths(rows_[0].size(), 1);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      text += "| " + (i == 0 ? row[i] + padding : padding + row[i]) + " ";
    }
    text += "|\n";
    if (&row != &rows_[0]) continue;
    for (size_t i = 0; i < widths.size(); ++i) {
      text += "|" + std::string(widths[i] + 1, '-') + (i == 0 ? "-" : ":");
    }
    text += "|\n";
  }
  return text;
}

std::string decimal(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  const std::string digits = text[0] == '-' ? text + 1 : text;
  const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
  return isZero ? digits : text;
}

std::string significant(double value, int digits) {
  if (value == 0) return "0";
  const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  return decimal(value, std::max(0, digits - 1 - magnitude));
}

std::string deviation(double measured, double published) {
  const double percent = (measured / published - 1) * 100;
  const std::string text = decimal(percent, 1);
  return (text[0] == '-' || text == "0.0" ? "" : "+") + text + " %";
}

}  // namespace papers
