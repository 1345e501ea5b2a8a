// Shrinks a schedule that shows a failure: to as few faults, calls and peers as still show it
// (delta debugging: Zeller, Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002).
#pragma once

#include <functional>
#include <vector>

#include "lab/Schedule.h"

namespace check {

// The callbacks must return the same for the same schedule.
struct ShrinkCallbacks {
  // Returns whether the run of this schedule fails in the wanted way. Each call is a trial.
  std::function<bool(const lab::Schedule&)> stillFails;
  // Returns the random decisions in the run of this schedule, as faults of single messages. May be
  // null: then faults of messages stay rules.
  std::function<std::vector<lab::Fault>(const lab::Schedule&)> decisionsOf;
  // Called after each trial, with their number and the smallest failing schedule so far. May be
  // null.
  std::function<void(int, const lab::Schedule&)> progress;
  // Returns the calls in the run of this schedule as they were made. May be null: then a call that
  // had to wait for another is kept together with it.
  std::function<std::vector<lab::ClientOperation>(const lab::Schedule&)> callsOf;
};

struct ShrinkResult {
  lab::Schedule schedule;   // The smallest that failed, or the start.
  int trials = 0;           // Runs, including those of decisionsOf.
  bool reproduced = false;  // The start failed.
  // No event and no peer can be left out, no fault can be made simpler by one step, and there were
  // enough trials to show this.
  bool isMinimal = false;
};

// Deterministic. The group shrinks only if the start has the number of peers.
ShrinkResult shrink(const lab::Schedule& start, const ShrinkCallbacks& callbacks, int maxTrials);

}  // namespace check
