// Writes down what chance decided in a run as a schedule, so that adding an event to it shifts no
// other decision.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "Params.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace playground {

// Collects what asItWent() needs to know about a run. Add it to the run's event stream, and its two
// lists to RunOutputs.
class RunFollower : public sim::Sink {
 public:
  std::vector<lab::Fault> decisions;
  std::vector<lab::ClientOperation> calls;

  void onEvent(const sim::Event& event) override;

  // All crashes, including those of the course's schedule.
  const std::vector<lab::Fault>& crashes() const { return crashes_; }
  // Whether this fault of the run's schedule was possible and allowed when its tick came.
  bool hasHappened(const lab::Fault& fault) const;

 private:
  std::vector<lab::Fault> crashes_;
  std::set<std::string> begun_;  // As lines of a schedule.
};

// Returns the run over `params` and `schedule` as a schedule of its own: the same faults strike the
// same messages, and the same calls are made at the same ticks. The result is not guarded, because
// a guard could hold back what a user adds; events that the guard held back are left out. The
// exception is a join that was held back: without its line the peer would run from the start, so
// the schedule stays guarded.
//
// A run of the course has no schedule. It becomes a run of the laboratory with the crashes and
// calls at the same ticks. The rest of the course's behaviour cannot be written as lines: messages
// are lost by DROP_MSG as the conf says, and the run ends when one of the laboratory does.
lab::Schedule asItWent(const Params& params, const lab::Schedule& schedule,
                       const RunFollower& followed);

}  // namespace playground
