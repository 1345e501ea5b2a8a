// How many reads went wrong in a way that needs no search to be seen.
#pragma once

#include <vector>

#include "check/consistency/History.h"

namespace check {

struct ReadCounts {
  int unwritten = 0;  // Returned a value that nobody had written to the key.
  int refused = 0;    // Failed although the key was surely there.
};

ReadCounts countReads(const std::vector<Operation>& operations);

}  // namespace check
