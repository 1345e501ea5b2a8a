// What a problem is, apart from the peers, ticks and numbers that its sentence names: two runs show
// the same one if both agree.
#pragma once

#include <string>

namespace check {

struct ProblemId {
  std::string kind;
  std::string key;  // "" if it is of no key.

  bool operator==(const ProblemId&) const = default;
};

}  // namespace check
