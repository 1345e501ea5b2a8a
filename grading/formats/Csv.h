// Grades as a table for a spreadsheet: CSV by RFC 4180, but with \n as line end. Pure functions.
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

// Removes the first row from *text and returns its fields. Returns nothing, and leaves *text
// unchanged, if the row is not complete: its line end is missing, or a quote.
std::optional<std::vector<std::string>> takeCsvRow(std::string_view* text);

}  // namespace grading
