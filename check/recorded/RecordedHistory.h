// The calls of a history that another system recorded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/consistency/History.h"

namespace check {

struct RecordedHistory {
  // By id. A call that failed without an effect is not in it, nor an append of nothing.
  std::vector<Operation> operations;
  int processes = 0;
  int keys = 0;
  int failed = 0;      // Calls that had no effect.
  int passedOver = 0;  // Entries of the file that are no call of a client.
  // What is wrong, and in which line; "" if nothing is.
  int problemLine = 0;
  std::string problem;
};

// Finds the notation out: JSON lines begin with `{"`, EDN with another bracket, `;` or `#`; all
// else is a log. A call without an end has an unknown outcome.
RecordedHistory readHistory(std::string_view text);

}  // namespace check
