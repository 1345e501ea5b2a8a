// A table of text for a terminal: columns as wide as their widest field.
#pragma once

#include <string>
#include <vector>

namespace report {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> names) : rows_({std::move(names)}) {}

  // REQUIRES: a field for each column.
  void add(std::vector<std::string> fields);

  // The names and the rows, a line each, numbers to the right; "" if there is no row.
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;  // The first has the names.
};

}  // namespace report
