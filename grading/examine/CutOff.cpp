#include "grading/examine/CutOff.h"

#include <algorithm>

namespace grading {

namespace {

// All have joined by then. Peers fail at 100, when the first calls are made, too.
constexpr int kCutTick = 60;
constexpr int kCutTickOfCalls = 95;

// A peer may log the introducer before it has an answer. In a group of ten, nine do.
constexpr double kMostPresumedJoins = 9;

std::vector<std::string> lossFrom(int tick) {
  return {"DROP_MSG=1", "MSG_DROP_PROB=1", "DROP_START=" + std::to_string(tick),
          "DROP_STOP=100000"};
}

double numberOf(const std::map<std::string, double>& numbers, const char* name) {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

std::string count(double number) { return std::to_string(static_cast<int64_t>(number)); }

// The failed peers were removed, and nobody else.
bool separatesFailedPeers(const ScenarioScore& score) {
  return std::all_of(score.tests.begin(), score.tests.end(), [](const TestScore& test) {
    const bool isOfRemovals =
        test.aspect == TestAspect::Completeness || test.aspect == TestAspect::Accuracy;
    return !isOfRemovals || test.points == test.maxPoints;
  });
}

std::string joinsText(const std::map<std::string, double>& numbers) {
  const double joins = numberOf(numbers, "others_added");
  if (joins <= kMostPresumedJoins) return "";
  return "While every message is lost, peers still log " + count(joins) +
         " times that another peer has joined";
}

std::string removalsText(const ScenarioScore& score) {
  if (!separatesFailedPeers(score)) return "";
  return "While every message is lost from tick " + std::to_string(kCutTick) +
         " on, the failed peer is removed and the others, as silent as that one, are not";
}

std::string resultsText(const std::map<std::string, double>& numbers) {
  const double succeeded = numberOf(numbers, "operations_succeeded");
  if (succeeded == 0) return "";
  return "While every message is lost from tick " + std::to_string(kCutTickOfCalls) + " on, " +
         count(succeeded) + " of " + count(numberOf(numbers, "operations")) +
         " client calls still succeed";
}

std::string factOf(const CutOff& cutOff, const ScenarioScore& score,
                   const std::map<std::string, double>& numbers) {
  switch (cutOff.knowledge) {
    case CutOff::Joins: return joinsText(numbers);
    case CutOff::Removals: return removalsText(score);
    case CutOff::Results: return resultsText(numbers);
  }
  return "";
}

}  // namespace

std::vector<CutOff> cutOffsOf(const TestChoice& choice) {
  std::vector<CutOff> all;
  // Also in the read and update tests the keys are created first.
  const auto ofStore = std::find_if(choice.scenarios.begin(), choice.scenarios.end(),
                                    [](Scenario scenario) { return !isMembership(scenario); });
  if (ofStore != choice.scenarios.end()) {
    all.push_back({CutOff::Results, *ofStore, lossFrom(kCutTickOfCalls)});
  }
  if (choice.has(Scenario::SingleFailure)) {
    all.push_back({CutOff::Joins, Scenario::SingleFailure, lossFrom(0)});
    all.push_back({CutOff::Removals, Scenario::SingleFailure, lossFrom(kCutTick)});
  }
  return all;
}

std::string knownWithoutMessages(const CutOff& cutOff, const ScenarioScore& score,
                                 const std::map<std::string, double>& numbers) {
  const std::string fact = factOf(cutOff, score, numbers);
  if (fact.empty()) return "";
  const char* const why = cutOff.knowledge == CutOff::Results
                              ? "the coordinators wait for no replica, or the peers share memory"
                              : "the peers share memory, or log what they have not been told";
  return std::string(className(partOf(cutOff.scenario))) + ": " + fact + ": " + why;
}

}  // namespace grading
