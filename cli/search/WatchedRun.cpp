#include "cli/search/WatchedRun.h"

#include <sstream>

#include "check/RunCheck.h"
#include "cli/OneRun.h"
#include "host/EarlyEnd.h"
#include "host/OutputFile.h"

namespace cli {

int runWatched(const Params& params, const lab::Schedule& schedule, RunWatcher* watcher,
               const std::function<std::string(const RunResult& result)>& notesOf, int descriptor) {
  host::reportEarlyEndsTo(descriptor);
  check::RunCheck check(demandedLevel(params));
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = &check;
  outputs.runWatcher = watcher;
  const RunResult result = simulate(params, schedule, outputs);
  const std::string text = notesOf(result) + "\n" + linesOf(failureOfRun(result, params, check));
  host::writeText(descriptor, text.c_str());
  return 0;
}

WatchedRun readWatchedRun(const host::JobOutcome& outcome) {
  if (outcome.killedBy != 0 || outcome.exitCode != 0) return {failureOfJob(outcome), ""};
  const size_t end = outcome.output.find('\n');
  host::JobOutcome rest = outcome;
  rest.output = outcome.output.substr(end + 1);
  return {failureOfJob(rest), outcome.output.substr(0, end)};
}

}  // namespace cli
