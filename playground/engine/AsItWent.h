// A run as a schedule: what chance decided in it, written down, so that one more event shifts
// nothing else.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "Params.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"

namespace playground {

// What is to be known of a run besides its schedule. To be added to its event stream; the lists are
// for RunOutputs.
class RunFollower : public sim::Sink {
 public:
  std::vector<lab::Fault> decisions;
  std::vector<lab::ClientOperation> calls;

  void onEvent(const sim::Event& event) override;

  // Those of the course's schedule, too.
  const std::vector<lab::Fault>& crashes() const { return crashes_; }
  // Whether the fault, of the run's schedule, was possible and allowed when its tick came.
  bool hasHappened(const lab::Fault& fault) const;

 private:
  std::vector<lab::Fault> crashes_;
  std::set<std::string> begun_;  // As lines of a schedule.
};

// The run over `params` and `schedule` as a schedule of its own. Its messages meet the same faults,
// and the same calls are made at the same ticks. The schedule is not guarded, because a guard could
// hold back what somebody adds; what the guard held back in the run is left out. It stays guarded
// only if a join was held back: without the line, the peer would be there from the start.
//
// A run of the course, which has no schedule, becomes a laboratory's, with the crashes and calls at
// the same ticks. What else the course does has no line: losses by DROP_MSG go on as the conf says,
// and the run ends when a laboratory's does.
lab::Schedule asItWent(const Params& params, const lab::Schedule& schedule,
                       const RunFollower& followed);

}  // namespace playground
