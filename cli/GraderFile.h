// The file in which the grader finds what it may believe of a run: the lines that are scored
// (sim/ScoreLog.h), or all events (sim/EventText.h).
#pragma once

#include <istream>
#include <memory>
#include <string>

#include "sim/OutputFile.h"

namespace cli {

// Opens the file at `path`, which begins with the line that `secret` gives. A submission may know
// of the file; what it writes there itself does not come behind that line, which nobody gets to
// read a second time. Null on failure, with the reason in *error.
std::unique_ptr<sim::OutputFile> openGraderFile(const std::string& path, std::istream& secret,
                                                std::string* error);

}  // namespace cli
