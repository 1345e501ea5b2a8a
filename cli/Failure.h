// How a run of a schedule fails, as the searches and the shrinker compare it, and the schedule file
// that replays it.
#pragma once

#include <string>
#include <string_view>

#include "Params.h"
#include "Simulation.h"
#include "check/RunCheck.h"
#include "check/base/ProblemId.h"
#include "cli/Options.h"
#include "host/JobPool.h"
#include "lab/Schedule.h"

namespace cli {

struct Failure {
  std::string check;    // The check's name, or "crash". "" = it does not fail.
  check::ProblemId id;  // The check's first problem.
  std::string sentence;

  bool isCrash() const;
  bool isSame(const Failure& other) const { return check == other.check && id == other.id; }

  // Whether this is `other`, seen more clearly: instead of many calls on the key that have no
  // common order, a few of them that contradict each other.
  bool isClearer(const Failure& other) const;
};

Failure failureOfRun(const RunResult& result, const Params& params, const check::RunCheck& check);

// The failure as a run in a process of its own writes it. The sentence, which may have several
// lines, comes last.
std::string linesOf(const Failure& failure);

// Of such a process; one that was killed or ended early has crashed.
Failure failureOfJob(const host::JobOutcome& outcome);

// A schedule as a file that says what it shows and how it is replayed.
std::string failureFile(const lab::Schedule& schedule, const Failure& failure,
                        const std::string& command);

// The conf of a run whose faults and calls are all in a schedule file.
Params paramsOfReplay(Params params, const std::string& path);

// The options of a run whose faults and calls are all in the file at `path`.
Options optionsOfReplay(Options options, const std::string& path);

// The command that replays the schedule in the file at `path`.
std::string replayOfFile(const Options& options, const std::string& path, uint64_t seed);

}  // namespace cli
