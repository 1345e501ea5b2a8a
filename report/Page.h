// Makes a page for a browser: one file, with all that it shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace report {

enum class PageKind {
  Run,
  Comparison,
  Grade,  // Of a submission, with the runs in which it lost points.
  Class   // The index of the grades of a class.
};

struct PageTrace {
  std::string name;       // Of the trace, in messages.
  std::string title;      // What the reader calls the run: the conf file and the seed.
  std::string_view text;  // The trace, as docs/report.md has it.
};

// What a page shows besides its runs.
struct PageFacts {
  std::string title;  // "" = those of the traces.
  std::string json;   // A JSON value, for the scripts; "" = nothing.
};

// The page's HTML, in UTF-8. The traces are compressed and encoded, and names and titles escaped,
// so that whatever they hold is shown and never interpreted. They need not be valid: the page says
// what is wrong with a trace. REQUIRES: a Run has one trace, a Comparison two, a Grade any number
// and a Class none.
std::string makePage(PageKind kind, const std::vector<PageTrace>& traces,
                     const PageFacts& facts = {});

// A run that the reader can change and repeat.
struct LivePage {
  std::string title;
  std::string facts;  // JSON, which `make playground` explains: playground/Facts.h.
  // The elements of the engine, its scripts and styles (playground/bundle.sh).
  std::string_view engine;
  const PageTrace* recorded = nullptr;  // The run that the page is about; null = none yet.
};

std::string makeLivePage(const LivePage& live);

// The page of a sweep. `json` is SweepData's; `run`, which may be null, the run of a seed that
// failed.
std::string makeSweepPage(const std::string& title, std::string_view json, const PageTrace* run);

}  // namespace report
