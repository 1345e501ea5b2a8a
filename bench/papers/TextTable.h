// A table as Markdown, its columns padded so that it reads well as plain text, too.
#pragma once

#include <string>
#include <vector>

namespace papers {

class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heads);

  // REQUIRES: as many cells as there are heads.
  void add(std::vector<std::string> cells);

  // One line for the heads, one below, one for each row. Bytes are taken for columns: cells are
  // ASCII. The first column is aligned to the left, numbers to the right.
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;  // The heads first.
};

// `value` with `decimals` decimals; "-0" becomes "0".
std::string decimal(double value, int decimals);
// `value` with `digits` significant digits, never in scientific notation.
std::string significant(double value, int digits);
// How far `measured` is from `published`, as "+1.3 %".
std::string deviation(double measured, double published);

}  // namespace papers
