// A run of a search in its own process: how it fails, and what the search wants to know about it.
#pragma once

#include <functional>
#include <string>

#include "Params.h"
#include "Simulation.h"
#include "cli/Failure.h"
#include "host/JobPool.h"
#include "lab/Schedule.h"

namespace cli {

struct WatchedRun {
  Failure failure;
  std::string notes;  // One line. "" if the process did not come to its end.
};

// In the process of the run: runs the schedule, and writes the result and the notes, one line, that
// `notesOf` makes of it.
int runWatched(const Params& params, const lab::Schedule& schedule, RunWatcher* watcher,
               const std::function<std::string(const RunResult& result)>& notesOf, int descriptor);

// What it has written.
WatchedRun readWatchedRun(const host::JobOutcome& outcome);

}  // namespace cli
