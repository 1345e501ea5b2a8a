// Ends the trace of a run that was cut off, so that it can be read (report/reading/TraceReader.h)
// and shown as far as it goes, and gives it another header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/Trace.h"

namespace report {

// What the header says of a run, for somebody else than the one who has made it.
struct TraceHeading {
  std::string conf;
  std::string replay;
  std::vector<Source> sources;  // In place of those that it has.
};

// The trace `text` under this heading. If the text breaks off, or has no last line, the result is
// the run up to there: without a line that is cut, with the calls as far as they are known, and
// with a mark that says `why`, a sentence, at the last tick.
//
// Accepts any bytes and interprets as little as it can: what was no trace before does not become
// one, and the reader says so.
std::string completedTrace(std::string_view text, const TraceHeading& heading,
                           const std::string& why);

// The same under the heading that it has.
std::string completedTrace(std::string_view text, const std::string& why);

}  // namespace report
