// Carries runs out, several at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "compare/Sample.h"

namespace compare {

struct Run {
  uint64_t seed = 1;
  std::vector<std::string> overrides;  // Of kConf: "KEY=VALUE" each.
  std::string schedule = {};  // The text of a schedule in place of the conf's; "" = the conf's.
  std::vector<lab::Fault> faults = {};  // Further ones.
};

// The settings and the schedule of the run. Throws std::runtime_error with all that is wrong.
std::pair<Params, lab::Schedule> prepare(const Run& run);

// Called now and then: how many runs are over.
using OnProgress = std::function<void(uint64_t over)>;

// The samples of the runs, in their order; each run is in a process of its own, because nodes may
// keep state in globals. Throws std::runtime_error if one could not be carried out.
std::vector<Sample> carryOut(const std::vector<Run>& runs, int jobs, const OnProgress& onProgress);

}  // namespace compare
