#include "grading/examine/examinations/ExaminationParts.h"

#include <algorithm>
#include <vector>

#include "check/base/Wording.h"
#include "host/Words.h"

namespace grading {

check::Level levelIn(const TrialResult& result, const char* name) {
  constexpr int64_t kHighest = static_cast<int64_t>(check::Level::Linearizable);
  return static_cast<check::Level>(std::clamp<int64_t>(result.count(name), 0, kHighest));
}

std::string ofSeed(const TrialResult& result) {
  return "with seed " + std::to_string(result.trial.seed);
}

std::string inSoMany(size_t bad, const TrialResults& results) {
  return "In " + std::to_string(bad) + " of " + check::numbered(results.size(), "run", "runs");
}

void say(Finding::Kind kind, const std::string& text, const TrialResult& shown, Finding* finding) {
  finding->kind = kind;
  finding->text = text;
  finding->replay = shown.replay;
}

BadRuns badOf(const TrialResults& results, const IsBad& isBad) {
  BadRuns bad;
  for (const TrialResult& result : results) {
    if (!isBad(result)) continue;
    if (bad.count++ == 0) bad.first = &result;
  }
  return bad;
}

BadRuns badOf(const TrialResults& results, const char* name) {
  return badOf(results, [name](const TrialResult& result) { return result.count(name) > 0; });
}

const TrialResult& largest(const TrialResults& results, const std::string& name) {
  return *std::max_element(results.begin(), results.end(),
                           [&](const TrialResult& left, const TrialResult& right) {
                             return left.number(name) < right.number(name);
                           });
}

double sumOf(const TrialResults& results, const std::string& name) {
  double sum = 0;
  for (const TrialResult& result : results) sum += result.number(name);
  return sum;
}

namespace {

// What is wrong with whole values, which the course's script does not compare: "2 reads returned
// what nobody had written". "" for nothing.
std::string wrongValuesText(const TrialResult& result) {
  std::vector<std::string> clauses;
  if (result.count("reads_unwritten") > 0) {
    clauses.push_back(check::numbered(result.count("reads_unwritten"), "read", "reads") +
                      " returned a value that nobody had written");
  }
  if (result.count("keys_wrong") > 0) {
    clauses.push_back("replicas of " + check::numbered(result.count("keys_wrong"), "key", "keys") +
                      " hold another value than the one that was written last");
  }
  if (result.count("keys_unequal") > 0) {
    clauses.push_back("the replicas of " +
                      check::numbered(result.count("keys_unequal"), "key", "keys") +
                      " do not hold the same value");
  }
  return host::joined(clauses, "; ");
}

bool hasWrongValues(const TrialResult& result) { return !wrongValuesText(result).empty(); }

}  // namespace

bool judgeValues(const TrialResults& results, Finding* finding) {
  const BadRuns bad = badOf(results, hasWrongValues);
  if (bad.count == 0) return false;
  say(Finding::Weak,
      inSoMany(bad.count, results) + " values are wrong. First, " + ofSeed(*bad.first) + " of " +
          bad.first->trial.conf + ": " + wrongValuesText(*bad.first) +
          ". The course's script looks for a value anywhere in a line, so it finds value8 in "
          "value8:0:0 and in value82; a client needs exactly the value that was written.",
      *bad.first, finding);
  return true;
}

}  // namespace grading
