#ifndef GRADING_FAIRREADING_H_
#define GRADING_FAIRREADING_H_

#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Scenario.h"

// What a log is worth when its fields are read, not searched: beside the course's rule, and never
// in its place. Keys and values are compared whole, an answer belongs to the operation that it
// answers, and a member is in a list from its `joined` to its `removed` line.
namespace grading {

struct FairTest {
  int points = 0;
  // Printable clauses: what in this log the course's script takes for something else. May be empty.
  std::vector<std::string> causes;
};

// One for each test of the scenario, in the order of zeroScore(). Pure functions; any bytes get a
// reading. Cost: about that of a score.
// REQUIRES: !isMembership(scenario).
std::vector<FairTest> readKeyValueFairly(Scenario scenario, std::string_view log);
// REQUIRES: isMembership(scenario).
std::vector<FairTest> readMembershipFairly(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_FAIRREADING_H_
