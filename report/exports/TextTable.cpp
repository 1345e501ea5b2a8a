#include "report/exports/TextTable.h"

#include <algorithm>

#include "host/Check.h"

namespace report {

namespace {

constexpr size_t kGap = 2;

// Or nothing.
bool isNumber(const std::string& field) {
  return field != "-" && field.find_first_not_of("0123456789-") == std::string::npos;
}

}  // namespace

void TextTable::add(std::vector<std::string> fields) {
  CHECK(fields.size() == rows_[0].size());
  rows_.push_back(std::move(fields));
}

std::string TextTable::text() const {
  if (rows_.size() == 1) return "";
  const size_t columns = rows_[0].size();
  std::vector<size_t> widths(columns);
  std::vector<bool> isNumeric(columns, true);
  for (const auto& row : rows_) {
    for (size_t i = 0; i < columns; ++i) {
      widths[i] = std::max(widths[i], row[i].size());
      if (&row != &rows_[0] && !isNumber(row[i])) isNumeric[i] = false;
    }
  }
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (size_t i = 0; i < columns; ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      line += isNumeric[i] ? padding + row[i] : row[i] + padding;
      line.append(kGap, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace report
