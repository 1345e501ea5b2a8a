// Makes a schedule that shows a failure small enough for people: as few faults, calls and peers as
// still show it (delta debugging: Zeller, Hildebrandt, Simplifying and Isolating Failure-Inducing
// Input, 2002).
#pragma once

#include <functional>
#include <vector>

#include "lab/Schedule.h"

namespace check {

// The answers must be the same each time.
struct ShrinkQuestions {
  // Whether the run of this schedule fails in the way that is looked for. Each asking is a trial.
  std::function<bool(const lab::Schedule&)> stillFails;
  // What chance decides in the run of this schedule, as faults of single messages. May be null:
  // then faults of messages stay rules.
  std::function<std::vector<lab::Fault>(const lab::Schedule&)> decisionsOf;
  // Called after each trial, with their number and the smallest schedule yet that fails. May be
  // null.
  std::function<void(int, const lab::Schedule&)> progress;
  // The calls in the run of this schedule as they were made. May be null: then a call that had to
  // wait for another is kept together with it.
  std::function<std::vector<lab::ClientOperation>(const lab::Schedule&)> callsOf;
};

struct ShrinkResult {
  lab::Schedule schedule;   // The smallest that failed, or the start.
  int trials = 0;           // Runs, also those of decisionsOf.
  bool reproduced = false;  // The start failed.
  // No event and no peer can be left out, and no fault made simpler by one step: the trials were
  // enough to find that out.
  bool isMinimal = false;
};

// Deterministic. The group shrinks only if the start says how many peers there are.
ShrinkResult shrink(const lab::Schedule& start, const ShrinkQuestions& questions, int maxTrials);

}  // namespace check
