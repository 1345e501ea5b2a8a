// Reads a trace (docs/report.md). It may be damaged, cut or hostile: nothing in it makes the reader
// crash, and what it returns keeps the promises of Trace.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "report/Trace.h"

namespace report {

// Larger traces are refused. A trace takes about eight times its size in memory.
inline constexpr size_t kMaxTraceBytes = size_t{1} << 30;
inline constexpr size_t kMaxTraceLineBytes = size_t{1} << 20;

// Returns nothing if something is wrong, and then sets *error to `name:line: what is wrong, what is
// allowed`. The checksums tell damage from mistakes: damaged lines are named by their range.
std::optional<Trace> readTrace(std::string_view text, const std::string& name, std::string* error);

// The same for the file at `path`.
std::optional<Trace> readTraceFile(const std::string& path, std::string* error);

}  // namespace report
