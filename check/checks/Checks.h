// All checks, in one table.
#pragma once

#include <memory>
#include <vector>

#include "check/checks/Check.h"

namespace check {

struct CheckRow {
  const char* name;  // As in the verdict.
  std::unique_ptr<Check> (*make)();
};

// In the order of the report and of the metrics. Of several verdicts of a kind, the first names the
// run's.
const std::vector<CheckRow>& checkTable();

}  // namespace check
