// Traces: any bytes are read without a crash, an error names its place, and everything that is made
// of a trace can be made of what was read. The input is tried as it is, and as lines with right
// checksums, behind a header and before an end, so that the fuzzer need not find those.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "report/exports/Perfetto.h"
#include "report/exports/ShiViz.h"
#include "report/exports/StateText.h"
#include "report/exports/StoryText.h"
#include "report/exports/TimelineCsv.h"
#include "tests/support/TraceText.h"

namespace {

void requirePrintable(const std::string& text) {
  for (const char c : text) {
    if (c != '\n' && (c < ' ' || c > '~')) abort();
  }
}

void use(const report::Trace& trace) {
  std::string error;
  report::perfettoJson(trace);
  report::timelineCsv(trace);
  requirePrintable(report::shivizLog(trace, {}));
  if (trace.ticks > 0) requirePrintable(report::stateText(trace, trace.ticks / 2));
  requirePrintable(report::storyText(trace, "1", &error).value_or(""));
  if (trace.keys.empty()) return;
  const auto story = report::storyText(trace, trace.keys.back().text, &error);
  if (!story) abort();
  requirePrintable(*story);
}

void read(const std::string& text) {
  std::string error;
  const auto trace = report::readTrace(text, "fuzz.trace", &error);
  if (trace) return use(*trace);
  if (error.find("fuzz.trace:") != 0) abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read(text);
  read(report::withChecksums(text));
  const std::string start = report::traceHeader() + "key 5 k\ntext \"ASK k\"\nname n\nt 1\n";
  read(report::withChecksums(start + text + "\n" + report::traceEnd()));
  return 0;
}
