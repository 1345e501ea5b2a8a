// Whether a submission depends on fields that the course's classes leave unset: of a run that is
// made with zeros in them, and again with all bits set (sim/UnsetFields.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "grading/score/Grade.h"
#include "grading/score/Scenario.h"

namespace grading {

// One scenario with one seed, made with both.
struct FieldDependence {
  Scenario scenario = Scenario::Create;
  uint64_t seed = 0;
  std::string zeros;  // What was scored of each run, as dbg.log.
  std::string ones;
  std::vector<std::string>
      fields;          // Those that make it differ alone, as sim::fieldName names them.
  std::string replay;  // The command of the run with ones.
};

// The finding `unset-fields`: good if no run differs, else weak with the fields' names, the first
// line that differs and the scenarios.
Finding fieldFindingOf(const std::vector<FieldDependence>& runs);

}  // namespace grading
