// For how long the reads of a key wait while a peer is down that crashed during an update of it.
#pragma once

#include "compare/Runs.h"
#include "compare/Table.h"

namespace compare {

// Throws as carryOut().
Table blockingTable(int jobs, const OnProgress& onProgress);

}  // namespace compare
