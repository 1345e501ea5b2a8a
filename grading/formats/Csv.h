// Grades as a table, for a spreadsheet: CSV by RFC 4180, but for line ends of a single \n. Pure
// functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Grade.h"

namespace grading {

// The first row, and the row of a grade; each ends in a line end.
std::string csvHeader();
std::string csvRow(const Grade& grade);

// The fields of the row at the start of *text, which it is removed from. Nothing, and *text as it
// was, if no whole row is there: its line end is missing, or a quote.
std::optional<std::vector<std::string>> takeCsvRow(std::string_view* text);

}  // namespace grading
