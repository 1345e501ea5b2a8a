// Counts wrong reads that need no search to be found.
#pragma once

#include <vector>

#include "check/consistency/History.h"

namespace check {

struct ReadCounts {
  int unwritten = 0;  // Returned a value that was never written to the key.
  int refused = 0;    // Failed although the key was surely present.
};

ReadCounts countReads(const std::vector<Operation>& operations);

}  // namespace check
