// Causes behind several tests: explained once, at the top of a report.
#pragma once

#include <string>
#include <vector>

#include "grading/explain/Investigation.h"
#include "grading/score/Grade.h"

namespace grading {

struct Concluded {
  const TestGrade* test = nullptr;
  Conclusion conclusion;
};

// The names of the causes that are shown and cost points in several tests; those that cost most
// first.
std::vector<std::string> sharedCauses(const std::vector<Concluded>& tests);

// For Grade::startHere: these causes and the tests that they cost. "" if there are none.
std::string startHereText(const std::vector<Concluded>& tests);

}  // namespace grading
