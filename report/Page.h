// Makes a page for a browser: one file, with all that it shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace report {

enum class PageKind { Run, Comparison };

struct PageTrace {
  std::string name;       // Of the trace, in messages.
  std::string title;      // What the reader calls the run: the conf file and the seed.
  std::string_view text;  // The trace, as docs/report.md has it.
};

// The page's HTML, in UTF-8. The traces are compressed and encoded, and names and titles escaped,
// so that whatever they hold is shown and never interpreted. They need not be valid: the page says
// what is wrong with a trace. REQUIRES: a Run has one trace and a Comparison two.
std::string makePage(PageKind kind, const std::vector<PageTrace>& traces);

// The page of a sweep. `json` is SweepData's; `run`, which may be null, the run of a seed that
// failed.
std::string makeSweepPage(const std::string& title, std::string_view json, const PageTrace* run);

}  // namespace report
