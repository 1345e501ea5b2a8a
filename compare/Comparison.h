// The designs under the classes of faults.
#pragma once

#include <string>
#include <vector>

#include "compare/Cell.h"
#include "compare/Plan.h"
#include "compare/Runs.h"
#include "compare/Table.h"

namespace compare {

struct ComparedCell {
  Variant variant;
  FaultClass faults;
  std::vector<std::string> outside;  // What is outside the design's limits; none = all is inside.
  Cell measured;
};

// Rows by class, within a class by design.
struct Comparison {
  int seeds = 1;
  std::vector<ComparedCell> cells;

  Table table() const;
};

// With the seeds 1 … seeds. Throws as carryOut().
Comparison compareDesigns(int seeds, int jobs, const OnProgress& onProgress);

}  // namespace compare
