// The runs of an exhaustive search. They are identical up to the window, so that part is run once,
// and each run continues in a forked copy of the process.
#pragma once

#include <sstream>
#include <vector>

#include "Params.h"
#include "Simulation.h"
#include "check/RunCheck.h"
#include "cli/Failure.h"
#include "host/JobPool.h"
#include "host/OutputFile.h"
#include "lab/Schedule.h"
#include "search/exhaustive/WindowRecorder.h"

namespace cli {

// How such a run has ended.
struct ForkedRun {
  enum class End : uint8_t {
    Decided,
    Undecided,  // The checks ran out of their budget.
    Forbidden   // A change of a peer was left out, because the guarantee does not allow it.
  };

  End end = End::Decided;
  Failure failure;              // Of one that is forbidden, its sentence says why.
  search::WindowRecord record;  // Of one to extend, unless it crashed, or is forbidden.
};

class ForkedRuns {
 public:
  // Borrows the schedule. The window's ticks are both included.
  ForkedRuns(const Params& params, const lab::Schedule& schedule, sim::Tick first, sim::Tick last);

  void goToWindow() { run_.runTo(first_); }

  // Call it in a copy of the process: continues with these faults and writes the result, with its
  // record if the set is to be extended.
  int finish(const std::vector<lab::Fault>& faults, bool isExtended, int descriptor);

 private:
  std::string finishedText(const RunResult& result, bool isExtended) const;

  const Params params_;
  const lab::Schedule& schedule_;
  const sim::Tick first_;
  check::RunCheck check_;
  search::WindowRecorder recorder_;
  host::MemoryOutput dbgLog_;
  host::MemoryOutput statsLog_;
  std::ostringstream unseen_;
  const RunOutputs outputs_;
  SplitRun run_;
};

// What finish() has written.
ForkedRun readForkedRun(const host::JobOutcome& outcome);

}  // namespace cli
