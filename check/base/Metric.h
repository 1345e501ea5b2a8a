// A number about a run, for programs.
#pragma once

namespace check {

struct Metric {
  const char* name;
  double value;  // A count is exact up to 2^53.
  int decimals = 0;
};

}  // namespace check
