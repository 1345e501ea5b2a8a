// What a problem is, apart from the peers, ticks and numbers that its sentence names: two runs show
// the same one if both agree.
#pragma once

#include <string>
#include <vector>

namespace check {

struct ProblemId {
  std::string kind;
  std::string key;  // "" if it is of no key.

  bool operator==(const ProblemId&) const = default;
};

// Adds a problem's sentence. *first is the id of the first of `problems`.
inline void addProblem(const ProblemId& id, const std::string& sentence,
                       std::vector<std::string>* problems, ProblemId* first) {
  if (problems->empty()) *first = id;
  problems->push_back(sentence);
}

}  // namespace check
