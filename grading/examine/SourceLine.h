// A line of the four submitted files, as compilers and sanitizers name it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grading {

// Of a title about the files, so that with its dots and `: not known` it fits into a report's line.
inline constexpr size_t kTitleColumns = 51;

// "MP2Node.cpp:87" of "a/b/MP2Node.cpp:87:5" and whatever follows. Nothing if it is no line of the
// four files.
std::optional<std::string> submittedLine(std::string_view location);

// "MP1Node.cpp:7, MP2Node.cpp:87"; of many, the first five are named: "... and 3 more".
std::string linesText(const std::vector<std::string>& lines);

}  // namespace grading
