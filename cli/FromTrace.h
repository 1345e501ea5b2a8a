// --from-trace and --compare-with: traces that are read from files.
#pragma once

#include <optional>
#include <string>

#include "cli/Options.h"
#include "report/Page.h"
#include "report/Trace.h"

namespace cli {

struct LoadedTrace {
  std::string name;  // The file.
  std::string text;
  report::Trace trace;

  report::PageTrace forPage() const;
};

// Returns nothing, with what is wrong and where in *error, if the file has no whole and right
// trace.
std::optional<LoadedTrace> loadTrace(const std::string& path, std::string* error);

// What a page calls a run.
std::string runTitle(const std::string& conf, uint64_t seed);

// The page of a run, beside another if that is not null.
std::string pageOf(const report::PageTrace& own, const LoadedTrace* other);

// Makes what the options ask for of the trace that they name, or nothing if something is wrong with
// it. Returns the exit status.
int runFromTrace(const Options& options);

}  // namespace cli
