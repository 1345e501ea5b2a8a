// What the examinations share: words, and what to look for in the results of runs.
#pragma once

#include <functional>
#include <string>

#include "check/base/Level.h"
#include "grading/confine/Trial.h"
#include "grading/score/Grade.h"

namespace grading {

// The level of consistency that a result names: `level_held`, `level_broken`.
check::Level levelIn(const TrialResult& result, const char* name);

// "with seed 3"
std::string ofSeed(const TrialResult& result);

// "In 2 of 5 runs"
std::string inSoMany(size_t bad, const TrialResults& results);

void say(Finding::Kind kind, const std::string& text, const TrialResult& shown, Finding* finding);

struct BadRuns {
  size_t count = 0;
  const TrialResult* first = nullptr;
};

using IsBad = std::function<bool(const TrialResult&)>;
BadRuns badOf(const TrialResults& results, const IsBad& isBad);
// The runs that counted some of this.
BadRuns badOf(const TrialResults& results, const char* name);

// The result with the most of what is measured.
const TrialResult& largest(const TrialResults& results, const std::string& name);

double sumOf(const TrialResults& results, const std::string& name);

// Says so, if a run has wrong whole values, which the course's script does not compare, and returns
// true.
bool judgeValues(const TrialResults& results, Finding* finding);

}  // namespace grading
