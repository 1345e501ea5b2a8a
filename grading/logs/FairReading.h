#ifndef GRADING_FAIRREADING_H_
#define GRADING_FAIRREADING_H_

#include <string>
#include <string_view>
#include <vector>

#include "grading/score/Scenario.h"

// The points of a log if its fields are read, not searched. They accompany the course's points and
// never replace them. Keys and values are compared as a whole, an answer belongs to the operation
// that it answers, and a member is in a list from its `joined` to its `removed` line.
namespace grading {

struct FairTest {
  int points = 0;
  // Printable clauses: what the course's script mistakes in this log. May be empty.
  std::vector<std::string> causes;
};

// One for each test of the scenario, in the order of zeroScore(). Pure functions that accept any
// bytes. They cost about as much as a score.
// REQUIRES: !isMembership(scenario).
std::vector<FairTest> readKeyValueFairly(Scenario scenario, std::string_view log);
// REQUIRES: isMembership(scenario).
std::vector<FairTest> readMembershipFairly(Scenario scenario, std::string_view log);

}  // namespace grading

#endif  // GRADING_FAIRREADING_H_
