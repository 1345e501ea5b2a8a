#include "check/checks/ConsistencyCheck.h"

#include <sstream>

#include "check/base/Wording.h"

namespace check {

namespace {

// Operations that the searches for an order may look at.
constexpr uint64_t kSearchBudget = 20'000'000;

// "  ticks 150-153, client 1 on peer 2: read k1 gave v7"
std::string operationLine(const Operation& operation) {
  std::ostringstream line;
  line << "  ticks " << operation.invokedAt << '-';
  if (operation.finishedAt >= 0) line << operation.finishedAt;
  line << ", client " << operation.client << " on peer " << operation.coordinator.id << ": "
       << sim::operationName(operation.kind) << ' ' << printable(operation.key);
  const bool isRead = operation.kind == sim::Operation::Read;
  if (operation.outcome == Outcome::Ok && isRead) line << " gave";
  if (!operation.value.empty()) line << ' ' << printable(operation.value);
  if (operation.outcome == Outcome::Absent) line << " found nothing";
  if (operation.outcome == Outcome::Unknown) line << ", outcome unknown";
  return line.str();
}

}  // namespace

Verdict judgeConsistency(const ConsistencyResult& result, Level demanded) {
  const auto& violation = result.violation;
  if (violation && violation->level <= demanded) {
    Verdict verdict = violated({violation->sentence}, {violation->kind, violation->key},
                               levelName(violation->level));
    for (const Operation& one : violation->operations) verdict.operations.push_back(one.id);
    return verdict;
  }
  if (result.undecided != Level::None && result.undecided <= demanded) {
    return {Verdict::Unknown,
            levelName(result.undecided),
            {},
            {"the search ran out of its budget"},
            {}};
  }
  return {};
}

void printConsistency(const ConsistencyResult& result, Level demanded, std::ostream& out) {
  out << "consistency: " << levelName(result.held) << " holds, " << levelName(demanded)
      << " is demanded\n";
  if (result.undecided != Level::None) {
    out << "  " << levelName(result.undecided) << " was not decided\n";
  }
  if (!result.violation) return;
  out << "  " << levelName(result.violation->level) << " does not: " << result.violation->sentence
      << '\n';
  for (const Operation& operation : result.violation->operations) {
    out << "  " << operationLine(operation) << '\n';
  }
}

void ConsistencyCheck::conclude(const RunFacts& facts) {
  demanded_ = facts.demanded;
  result_ = checkConsistency(facts.operations, kSearchBudget, facts.stores, facts.design);
}

std::vector<Metric> ConsistencyCheck::metrics() const {
  const Level broken = result_.violation ? result_.violation->level : Level::None;
  return {{"level_held", static_cast<double>(result_.held)},
          {"level_broken", static_cast<double>(broken)}};
}

}  // namespace check
