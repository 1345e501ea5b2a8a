// Identifies a problem independently of the peers, ticks and numbers in its sentence: two runs show
// the same problem if both fields agree.
#pragma once

#include <string>
#include <vector>

namespace check {

struct ProblemId {
  std::string kind;
  std::string key;  // "" if it concerns no key.

  bool operator==(const ProblemId&) const = default;
};

// Adds a problem's sentence. *first is the id of the first one in `problems`.
inline void addProblem(const ProblemId& id, const std::string& sentence,
                       std::vector<std::string>* problems, ProblemId* first) {
  if (problems->empty()) *first = id;
  problems->push_back(sentence);
}

}  // namespace check
