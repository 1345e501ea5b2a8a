#include "lab/Schedule.h"

#include <algorithm>

namespace lab {

void Schedule::sort() {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.first < b.first; });
  std::stable_sort(
      operations.begin(), operations.end(),
      [](const ClientOperation& a, const ClientOperation& b) { return a.tick < b.tick; });
}

void Schedule::add(const Schedule& other) {
  faults.insert(faults.end(), other.faults.begin(), other.faults.end());
  operations.insert(operations.end(), other.operations.begin(), other.operations.end());
  sort();
}

}  // namespace lab
