// host/Check.h without a process that could end: the run ends by an exception.
#include <cstdio>
#include <stdexcept>

#include "host/Check.h"

namespace host {

void failCheck(const char* condition, const char* file, int line) {
  char failure[280];
  std::snprintf(failure, sizeof failure, "check failed: %.140s (%.50s:%d)", condition, file, line);
  throw std::logic_error(failure);
}

}  // namespace host
