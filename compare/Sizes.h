// The designs in groups of 1, 3 and 10 peers: latency, throughput and availability.
#pragma once

#include "compare/Runs.h"
#include "compare/Table.h"

namespace compare {

// With the seeds 1 … seeds. Throws as carryOut().
Table sizesTable(int seeds, int jobs, const OnProgress& onProgress);

}  // namespace compare
